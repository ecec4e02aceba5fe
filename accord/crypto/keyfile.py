"""Private keys as small JSON files: algorithm and secret, nothing else."""

import json

from accord.crypto.keys import ED25519, X25519, EncryptionKey, SigningKey
from accord.encoding import from_base64, to_base64
from accord.errors import FormatError

_MAX_FILE = 4096


def dump_key(key: SigningKey | EncryptionKey) -> bytes:
    """The file's bytes; the caller sets its mode to 0600."""
    algorithm, secret = (ED25519, key.seed) if isinstance(key, SigningKey) else (X25519, key.secret)
    document = {"algorithm": algorithm, "secret": to_base64(secret)}
    return json.dumps(document, indent=2).encode() + b"\n"


def _load(data: bytes, algorithm: str) -> bytes:
    if len(data) > _MAX_FILE:
        raise FormatError("keyfile.too_large", "a key file has a few hundred bytes at most")
    try:
        document = json.loads(data)
    except ValueError as error:
        raise FormatError("keyfile.not_json", "the key file is not JSON") from error
    if not isinstance(document, dict) or set(document) != {"algorithm", "secret"}:
        raise FormatError("keyfile.fields", "a key file holds exactly 'algorithm' and 'secret'")
    if document["algorithm"] != algorithm or not isinstance(document["secret"], str):
        raise FormatError("keyfile.algorithm", f"this key file must hold an {algorithm} key")
    return from_base64(document["secret"])


def load_signing_key(data: bytes) -> SigningKey:
    """The Ed25519 key of a key file.

    Raises:
        FormatError: not such a file.
    """
    return SigningKey(_load(data, ED25519))


def load_encryption_key(data: bytes) -> EncryptionKey:
    """The X25519 key of a key file.

    Raises:
        FormatError: not such a file.
    """
    return EncryptionKey(_load(data, X25519))
