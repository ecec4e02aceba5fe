"""Seals the key files of a laid out region, as cheaply as the format allows."""

import random
from pathlib import Path

from accord.crypto.keyfile import (
    Cost,
    Seal,
    dump_key,
    load_encryption_key,
    load_signing_key,
    read_key_file,
)
from accord.crypto.keys import ED25519
from accord.custody.pem import seal_pem

PASSPHRASE = "correct horse battery staple"
SEAL = Seal(PASSPHRASE.encode(), random.Random(11).randbytes, Cost(passes=1, memory_kib=8))


def seal_keys(config: Path) -> None:
    """Seals what lies in `keys/` beside a settings file, whose passphrase is in `passphrase`."""
    for file in (config.parent / "keys").glob("*.key"):
        data = file.read_bytes()
        if data.startswith(b"-----"):
            file.write_bytes(seal_pem(data, SEAL.passphrase))
        elif read_key_file(data).algorithm == ED25519:
            file.write_bytes(dump_key(load_signing_key(data), SEAL))
        else:
            file.write_bytes(dump_key(load_encryption_key(data), SEAL))
    (config.parent / "passphrase").write_text(PASSPHRASE + "\n")
    text = config.read_text()
    config.write_text(text.replace("[keys]", '[keys]\npassphrase = "file:passphrase"'))
