"""Seals the key files of a laid out region, as cheaply as the format allows."""

import random
from pathlib import Path

from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from accord.crypto.keyfile import (
    Cost,
    Seal,
    dump_key,
    load_encryption_key,
    load_signing_key,
    read_key_file,
)
from accord.crypto.keys import ED25519

PASSPHRASE = "correct horse battery staple"
SEAL = Seal(PASSPHRASE.encode(), random.Random(11).randbytes, Cost(passes=1, memory_kib=8))


def sealed_pem(pem: bytes) -> bytes:
    """The same TLS key under the passphrase."""
    return load_pem_private_key(pem, None).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(SEAL.passphrase)
    )


def seal_keys(config: Path) -> None:
    """Seals what lies in `keys/` beside a settings file, whose passphrase is in `passphrase`."""
    for file in (config.parent / "keys").glob("*.key"):
        data = file.read_bytes()
        if data.startswith(b"-----"):
            file.write_bytes(sealed_pem(data))
        elif read_key_file(data).algorithm == ED25519:
            file.write_bytes(dump_key(load_signing_key(data), SEAL))
        else:
            file.write_bytes(dump_key(load_encryption_key(data), SEAL))
    (config.parent / "passphrase").write_text(PASSPHRASE + "\n")
    text = config.read_text()
    config.write_text(text.replace("[keys]", '[keys]\npassphrase = "file:passphrase"'))
