"""Reads the ledger for the operators: beside the thread that writes, which does not wait for it."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from hub.desk.traffic import Outcome
from hub.entries import (
    CHECKPOINTED,
    Acknowledged,
    Checkpointed,
    Ended,
    Lane,
    Refused,
    decode_fact,
)

WINDOW = 50_000  # entries back from the head in which failures are looked for
_QUEUES = """
SELECT member, lane, COALESCE(sender, ''), COUNT(*), MIN(position) FROM mailbox
GROUP BY member, lane, sender
"""
_MADE = "SELECT made_ms FROM entry WHERE position = ?"
_HEAD = "SELECT COALESCE(MAX(position), 0) FROM entry"
_CHECKPOINTS = """
SELECT made_ms, kind, body FROM entry WHERE kind >= 7 AND kind = ? ORDER BY position DESC LIMIT ?
"""
# Of acknowledgements only those long enough to hold a rejection.
_FAILURES = """
SELECT position, made_ms, kind, body FROM entry
WHERE position > ? AND kind IN (2, 3, 4) AND (kind <> 3 OR LENGTH(body) > 43)
ORDER BY position DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits in one lane of a member, from one sender; no sender: the hub's own statements."""

    member: str
    lane: Lane
    sender: str
    count: int
    since_ms: int  # when the oldest of them was accepted


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Messages that were not taken or not delivered, and the code why."""

    position: int
    at_ms: int
    what: Outcome
    member: str  # the sender of what was refused; else the recipient
    code: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointRow:
    """One checkpoint that the hub signed."""

    at_ms: int
    size: int


class LedgerView:
    """A ledger's file, opened for each look and only to read."""

    def __init__(self, file: Path) -> None:
        """Takes the file, which must exist."""
        self._address = f"{file.absolute().as_uri()}?mode=ro"

    def head(self) -> int:
        """The last position."""
        with closing(self._open()) as db:
            return int(db.execute(_HEAD).fetchone()[0])

    def queues(self) -> list[Queue]:
        """What waits now, by member, lane and sender."""
        with closing(self._open()) as db:
            return [
                Queue(
                    member=member,
                    lane=Lane(lane),
                    sender=sender,
                    count=count,
                    since_ms=int(db.execute(_MADE, (first,)).fetchone()[0]),
                )
                for member, lane, sender, count, first in db.execute(_QUEUES).fetchall()
            ]

    def checkpoints(self, limit: int) -> list[CheckpointRow]:
        """The newest checkpoints."""
        with closing(self._open()) as db:
            rows = db.execute(_CHECKPOINTS, (CHECKPOINTED, limit)).fetchall()
        facts = [(at_ms, decode_fact(kind, body)) for at_ms, kind, body in rows]
        return [
            CheckpointRow(at_ms=at_ms, size=fact.size)
            for at_ms, fact in facts
            if isinstance(fact, Checkpointed)
        ]

    def failures(self, limit: int) -> list[Failure]:
        """The newest failures among the last entries."""
        with closing(self._open()) as db:
            head = int(db.execute(_HEAD).fetchone()[0])
            rows = db.execute(_FAILURES, (head - WINDOW, limit)).fetchall()
        found = [one for row in rows for one in _failures(*row)]
        return found[:limit]

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._address, uri=True)
        db.execute("BEGIN")
        return db


def _failures(position: int, at_ms: int, kind: int, body: bytes) -> list[Failure]:
    fact = decode_fact(kind, body)
    counts: dict[str, int] = {}
    match fact:
        case Refused():
            what, counts[fact.code] = Outcome.REFUSED, 1
        case Ended():
            what, counts[fact.code] = Outcome.UNDELIVERED, len(fact.positions)
        case Acknowledged():
            what = Outcome.REJECTED
            for one in fact.rejections:
                counts[one.code] = counts.get(one.code, 0) + 1
        case _:
            return []
    return [
        Failure(
            position=position, at_ms=at_ms, what=what, member=fact.member, code=code, count=count
        )
        for code, count in counts.items()
    ]
