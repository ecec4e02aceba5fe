"""The operators' audit trail: what somebody did, each entry bound by a hash to all before it.

The hash of an entry is the SHA-256 of the hash before it and of the entry's own fields, each behind
its length (`accord.encoding.framed`). Entries are only appended, in the transaction of the act.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from accord.encoding import framed

FIRST = sha256(b"accord hub audit trail v1").digest()  # what stands before the first entry
_AT_ONCE = 1_000


class Act(StrEnum):
    """What an operator did, or tried to."""

    SIGNED_IN = "SIGNED_IN"
    SIGN_IN_FAILED = "SIGN_IN_FAILED"
    SIGNED_OUT = "SIGNED_OUT"
    SESSION_ENDED = "SESSION_ENDED"  # by somebody else
    REFUSED = "REFUSED"  # the role does not allow it
    OPERATOR_MADE = "OPERATOR_MADE"
    OPERATOR_CHANGED = "OPERATOR_CHANGED"
    OPERATOR_REMOVED = "OPERATOR_REMOVED"
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105 - an act
    FACTOR_CHANGED = "FACTOR_CHANGED"
    MAINTENANCE_BEGUN = "MAINTENANCE_BEGUN"
    MAINTENANCE_ENDED = "MAINTENANCE_ENDED"
    REQUEST_RECEIVED = "REQUEST_RECEIVED"  # an enrolment request was put into the hub's folder
    REQUEST_SET_ASIDE = "REQUEST_SET_ASIDE"
    PROPOSAL_RECEIVED = "PROPOSAL_RECEIVED"  # put into the hub's folder, for all to see
    PROPOSAL_SET_ASIDE = "PROPOSAL_SET_ASIDE"
    TRUST_IN_FORCE = "TRUST_IN_FORCE"  # the hub began to act under another directory or policy
    DIAGNOSED = "DIAGNOSED"  # somebody had the hub examined


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act."""

    number: int  # from 1, without gaps
    at_ms: int
    actor: str  # an operator's name; "cli:NAME" at the hub's machine; "hub"
    act: str
    subject: str = ""
    detail: str = ""
    hash: bytes = b""

    def chained(self, before: bytes) -> bytes:
        """The entry's hash; `before` is that of the entry with the number one less."""
        parts = (
            before,
            str(self.number).encode(),
            str(self.at_ms).encode(),
            self.actor.encode(),
            self.act.encode(),
            self.subject.encode(),
            self.detail.encode(),
        )
        return sha256(framed(parts)).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailCheck:
    """Whether the trail is whole, and the first entry that is not."""

    entries: int
    head: str  # the last entry's hash, hexadecimal: whoever notes it can compare it later
    broken_at: int | None = None


def append(
    tx: sqlite3.Connection,
    at_ms: int,
    *,
    actor: str,
    act: Act,
    subject: str = "",
    detail: str = "",
) -> None:
    """Adds an entry behind the newest, in the caller's transaction."""
    row = tx.execute("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    number, before = (row["number"], bytes(row["hash"])) if row else (0, FIRST)
    entry = Entry(
        number=number + 1, at_ms=at_ms, actor=actor, act=act, subject=subject, detail=detail
    )
    tx.execute(
        "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number + 1, at_ms, actor, act.value, subject, detail, entry.chained(before)),
    )


def page(tx: sqlite3.Connection, *, before: int | None, limit: int) -> list[Entry]:
    """The entries before a number, the newest first; without one, the newest of all."""
    rows = tx.execute(
        "SELECT * FROM audit WHERE number < ? ORDER BY number DESC LIMIT ?",
        (2**62 if before is None else before, limit),
    )
    return [_entry(row) for row in rows]


def check(tx: sqlite3.Connection) -> TrailCheck:
    """Goes through the whole trail."""
    last, hash_ = 0, FIRST
    for entry in _all(tx):
        if entry.number != last + 1 or entry.chained(hash_) != entry.hash:
            return TrailCheck(entries=last, head=hash_.hex(), broken_at=last + 1)
        last, hash_ = entry.number, entry.hash
    return TrailCheck(entries=last, head=hash_.hex())


def _all(tx: sqlite3.Connection) -> Iterator[Entry]:
    after = 0
    while True:
        rows = tx.execute(
            "SELECT * FROM audit WHERE number > ? ORDER BY number LIMIT ?", (after, _AT_ONCE)
        ).fetchall()
        if not rows:
            return
        yield from map(_entry, rows)
        after = rows[-1]["number"]


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(**dict(row))
