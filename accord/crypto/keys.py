"""Keys, their ids, and the two protocols behind which a software key or an HSM can stand."""

from functools import lru_cache
from hashlib import sha256
from typing import Protocol

from nacl.bindings import (
    crypto_scalarmult,
    crypto_scalarmult_base,
    crypto_sign,
    crypto_sign_BYTES,
    crypto_sign_open,
    crypto_sign_seed_keypair,
)
from nacl.exceptions import BadSignatureError, CryptoError

from accord.encoding import exactly
from accord.errors import VerificationError

ED25519 = "ed25519"
X25519 = "x25519"


class Signer(Protocol):
    """Something that holds an Ed25519 private key and signs with it."""

    @property
    def key_id(self) -> bytes:
        """Eight bytes that name the key in the directory."""
        ...

    @property
    def public(self) -> bytes:
        """The 32-byte public key."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The 64-byte Ed25519 signature over the message.

        Raises:
            UncheckableError: whatever holds the key cannot be reached now.
        """
        ...


class Opener(Protocol):
    """Something that holds an X25519 private key and agrees secrets with it."""

    @property
    def key_id(self) -> bytes:
        """Eight bytes that name the key in the directory."""
        ...

    @property
    def public(self) -> bytes:
        """The 32-byte public key."""
        ...

    def agree(self, ephemeral_public: bytes) -> bytes:
        """The 32-byte X25519 shared secret with an ephemeral key.

        Raises:
            VerificationError: a low-order point, which agrees the same secret with everyone.
        """
        ...


def key_id(algorithm: str, public: bytes) -> bytes:
    """Eight bytes that name a public key under its algorithm."""
    return sha256(f"accord key v1\n{algorithm}\n".encode() + public).digest()[:8]


class SigningKey:
    """An Ed25519 key in memory."""

    def __init__(self, seed: bytes) -> None:
        """Takes the 32-byte seed (RFC 8032)."""
        self.public, self._secret = crypto_sign_seed_keypair(exactly(seed, 32, "signing seed"))
        self.key_id = key_id(ED25519, self.public)
        self.seed = seed

    def sign(self, message: bytes) -> bytes:
        """The 64-byte signature over the message."""
        return crypto_sign(message, self._secret)[:crypto_sign_BYTES]


class EncryptionKey:
    """An X25519 key in memory."""

    def __init__(self, secret: bytes) -> None:
        """Takes the 32-byte secret scalar (RFC 7748)."""
        self.public = crypto_scalarmult_base(exactly(secret, 32, "encryption secret"))
        self.key_id = key_id(X25519, self.public)
        self.secret = secret

    def agree(self, ephemeral_public: bytes) -> bytes:
        """The 32-byte shared secret with an ephemeral key."""
        return agree(self.secret, ephemeral_public)


class RememberingOpener:
    """An opener that agrees once per ephemeral key, so that a batch costs one agreement."""

    def __init__(self, opener: Opener, capacity: int = 256) -> None:
        """Keeps at most `capacity` shared secrets, the least recently used leaving first."""
        self.key_id, self.public = opener.key_id, opener.public
        self.agree = lru_cache(capacity)(opener.agree)


def agree(secret: bytes, public: bytes) -> bytes:
    """The X25519 shared secret of a secret scalar and a public key.

    Raises:
        VerificationError: a low-order public key (RFC 7748, section 6.1).
    """
    try:
        return crypto_scalarmult(secret, public)
    except (CryptoError, RuntimeError) as error:
        raise VerificationError("crypto.key_low_order", "the public key is unusable") from error


def verify(public: bytes, message: bytes, signature: bytes) -> None:
    """Returns only if the Ed25519 signature over the message is good.

    Raises:
        FormatError: a signature or a key of another size.
        VerificationError: it is not.
    """
    key = exactly(public, 32, "public key")  # libsodium reads 32 bytes, however many there are
    try:
        crypto_sign_open(exactly(signature, 64, "signature") + message, key)
    except (BadSignatureError, CryptoError) as error:
        raise VerificationError("crypto.signature", "the signature does not verify") from error
