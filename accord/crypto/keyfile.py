"""Private keys as small JSON files, plain or sealed under a passphrase.

A sealed file holds the secret under XChaCha20-Poly1305, with a key that Argon2id (RFC 9106) makes
of the passphrase; algorithm and key id are the associated data. The public key stands in clear, so
a locked file still says which key it is, and a digest tells a damaged file from a wrong passphrase.
There is one spelling of each file.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id

from accord.crypto.keys import ED25519, X25519, EncryptionKey, SigningKey, key_id
from accord.encoding import exactly, from_base64, to_base64
from accord.errors import FormatError, UncheckableError, VerificationError

_MAX_FILE = 4096
_PLAIN, _SEALED = "plain", "argon2id+xchacha20poly1305"
_IN_CLEAR = ("kind", "algorithm", "public")
_FIELDS: Mapping[object, tuple[str, ...]] = {
    _PLAIN: (*_IN_CLEAR, "secret", "digest"),
    _SEALED: (*_IN_CLEAR, "passes", "memory_kib", "salt", "nonce", "secret", "digest"),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs; by default RFC 9106's second choice, in one lane."""

    passes: int = 3
    memory_kib: int = 64 * 1024

    def __post_init__(self) -> None:
        if not (1 <= self.passes <= 64 and 8 <= self.memory_kib <= 1024 * 1024):
            raise FormatError("keyfile.cost", "a key file costs 1 to 64 passes over 8 KiB to 1 GiB")


@dataclass(frozen=True, slots=True)
class Seal:
    """How a secret is sealed: the passphrase, randomness (a size gives bytes) and the cost."""

    passphrase: bytes
    random: Callable[[int], bytes]
    cost: Cost = Cost()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """A key file that is whole; `sealed` ones need the passphrase to open."""

    algorithm: str
    public: bytes
    sealed: bool
    document: Mapping[str, Any]

    @property
    def key_id(self) -> bytes:
        """Eight bytes that name the key in the directory."""
        return key_id(self.algorithm, self.public)

    def secret(self, passphrase: bytes | None) -> bytes:
        """The secret; the passphrase is not asked of a plain file.

        Raises:
            UncheckableError: the file is sealed, and there is no passphrase.
            VerificationError: another passphrase.
        """
        secret = from_base64(self.document["secret"])
        if not self.sealed:
            return exactly(secret, 32, "secret")
        if passphrase is None:
            raise UncheckableError(
                "keyfile.locked", "the key file is sealed; say in [keys] passphrase what opens it"
            )
        cost = Cost(self.document["passes"], self.document["memory_kib"])
        salt = exactly(from_base64(self.document["salt"]), argon2id.SALTBYTES, "salt")
        nonce = exactly(from_base64(self.document["nonce"]), 24, "nonce")
        exactly(secret, 48, "sealed secret")
        try:
            opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
                secret, _bound(self.algorithm, self.public), nonce, _stretch(passphrase, salt, cost)
            )
        except CryptoError as error:
            raise VerificationError(
                "keyfile.passphrase", "the passphrase in [keys] passphrase is not this key file's"
            ) from error
        return exactly(opened, 32, "secret")


def dump_key(key: SigningKey | EncryptionKey, seal: Seal | None = None) -> bytes:
    """The file's bytes, plain unless sealed; the caller sets its mode to 0600."""
    algorithm, secret = (ED25519, key.seed) if isinstance(key, SigningKey) else (X25519, key.secret)
    document: dict[str, Any] = {
        "kind": _PLAIN if seal is None else _SEALED,
        "algorithm": algorithm,
        "public": to_base64(key.public),
    }
    if seal is not None:
        salt, nonce = seal.random(argon2id.SALTBYTES), seal.random(24)
        secret = crypto_aead_xchacha20poly1305_ietf_encrypt(
            secret,
            _bound(algorithm, key.public),
            nonce,
            _stretch(seal.passphrase, salt, seal.cost),
        )
        document |= {"passes": seal.cost.passes, "memory_kib": seal.cost.memory_kib}
        document |= {"salt": to_base64(salt), "nonce": to_base64(nonce)}
    return _spelled(document | {"secret": to_base64(secret)})


def read_key_file(data: bytes) -> KeyFile:
    """What stands in clear in a key file.

    Raises:
        FormatError: not such a file, or one that was changed.
    """
    if len(data) > _MAX_FILE:
        raise FormatError("keyfile.too_large", "a key file has a few hundred bytes at most")
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FormatError("keyfile.not_json", "the key file is not JSON") from error
    if not isinstance(document, dict):
        raise FormatError("keyfile.fields", "a key file is one JSON object")
    kind = document.get("kind")
    fields = _FIELDS.get(kind, ()) if isinstance(kind, str) else ()
    numbers = ("passes", "memory_kib")
    if tuple(document) != fields or not all(
        type(value) is (int if name in numbers else str) for name, value in document.items()
    ):
        raise FormatError("keyfile.fields", "not the fields of a plain or a sealed key file")
    if document["algorithm"] not in (ED25519, X25519):
        raise FormatError("keyfile.algorithm", "a key file holds an ed25519 or an x25519 key")
    unsigned = {name: value for name, value in document.items() if name != "digest"}
    if _spelled(unsigned) != data:
        raise FormatError("keyfile.damaged", "the key file was changed; take it from a copy")
    return KeyFile(
        algorithm=document["algorithm"],
        public=exactly(from_base64(document["public"]), 32, "public key"),
        sealed=kind == _SEALED,
        document=document,
    )


def load_signing_key(data: bytes, passphrase: bytes | None = None) -> SigningKey:
    """The Ed25519 key of a key file.

    Raises:
        FormatError: not such a file, or one that was changed.
        UncheckableError: it is sealed, and there is no passphrase.
        VerificationError: another passphrase.
    """
    file = _of(data, ED25519)
    return _whole(SigningKey(file.secret(passphrase)), file)


def load_encryption_key(data: bytes, passphrase: bytes | None = None) -> EncryptionKey:
    """The X25519 key of a key file.

    Raises:
        FormatError: not such a file, or one that was changed.
        UncheckableError: it is sealed, and there is no passphrase.
        VerificationError: another passphrase.
    """
    file = _of(data, X25519)
    return _whole(EncryptionKey(file.secret(passphrase)), file)


K = TypeVar("K", SigningKey, EncryptionKey)


def _of(data: bytes, algorithm: str) -> KeyFile:
    file = read_key_file(data)
    if file.algorithm != algorithm:
        raise FormatError("keyfile.algorithm", f"this key file must hold an {algorithm} key")
    return file


def _whole(key: K, file: KeyFile) -> K:
    if key.public != file.public:
        raise FormatError("keyfile.damaged", "secret and public key are not of one key")
    return key


def _bound(algorithm: str, public: bytes) -> bytes:
    return f"accord key file v1\n{algorithm}\n".encode() + key_id(algorithm, public)


def _stretch(passphrase: bytes, salt: bytes, cost: Cost) -> bytes:
    return argon2id.kdf(32, passphrase, salt, cost.passes, cost.memory_kib * 1024)


def _spelled(document: dict[str, Any]) -> bytes:
    """The file's bytes: the fields, and the digest over them."""
    digest = sha256(json.dumps(document).encode()).hexdigest()
    return json.dumps(document | {"digest": digest}, indent=2).encode() + b"\n"
