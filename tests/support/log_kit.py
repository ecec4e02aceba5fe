"""One log and its three witnesses, the same in every test, vector and program."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

import pytest

from accord.crypto.keys import SigningKey
from accord.log.keys import LOG, VerifierKey, cosign_text
from accord.log.note import SignatureLine
from accord.log.quorum import LogTrust, witness_key
from accord.log.tiles import consistency_ranges, hashes, tiles_for
from accord.log.witness import AddCheckpoint
from accord.testing.log import MemoryLog

ORIGIN = "accord.example/log"
COSIGNED_S = 1_767_225_600
LOG_KEY = SigningKey(sha256(b"log").digest())
STRANGER = SigningKey(sha256(b"stranger").digest())
WITNESSES = {
    member: SigningKey(sha256(f"witness {member}".encode()).digest())
    for member in ("XA", "XB", "XC")
}
LOG_VKEY = VerifierKey(ORIGIN, LOG, LOG_KEY.public)


def entry(index: int) -> bytes:
    """What stands at a leaf: a digest, as in a hub's log."""
    return sha256(f"entry {index}".encode()).digest()


def grown(size: int, origin: str = ORIGIN, signer: SigningKey = LOG_KEY) -> MemoryLog:
    """A log of this size."""
    log = MemoryLog(origin, signer)
    log.append(entry(index) for index in range(size))
    return log


def trust(quorum: int = 2) -> LogTrust:
    """The log's key and its witnesses', as every member knows them."""
    witnesses = {member: [key.public] for member, key in WITNESSES.items()}
    return LogTrust(ORIGIN, [LOG_KEY.public], witnesses, quorum)


def cosigner(
    member: str, at_s: int = COSIGNED_S, signer: SigningKey | None = None
) -> Callable[[str], SignatureLine]:
    """How a member's witness signs a text; with another's key, if told."""
    key = signer or WITNESSES[member]
    named = witness_key(ORIGIN, member, key.public)
    return lambda text: SignatureLine.of(named, cosign_text(text, key, at_s))


def cosigned(log: MemoryLog, size: int | None = None, members: Iterable[str] = "") -> bytes:
    """The log's note at a size with the cosignatures of these members."""
    text = log.checkpoint(size).text
    return log.note(size, cosigned=[cosigner(member)(text) for member in members])


def consistency(log: MemoryLog, old: int, new: int) -> tuple[bytes, ...]:
    """The proof that the tree at one size begins the tree at another; empty before an empty one."""
    ranges = consistency_ranges(old, new) if old else []
    return tuple(hashes(ranges, new, log.tiles(tiles_for(ranges, new))))


def request(log: MemoryLog, old: int, new: int) -> AddCheckpoint:
    """What an honest log asks a witness that cosigned `old` last."""
    return AddCheckpoint(old, consistency(log, old, new), log.note(new))


def named(rows: Iterable[tuple[Any, ...]]) -> list[Any]:
    """A table's rows as a test's parameters; the first column is the name of each."""
    return [pytest.param(*values, id=name) for name, *values in rows]
