"""Alarms: what the log or the hub did that it cannot have done honestly, with the evidence.

While one that stops stands, nothing is sealed or sent and nothing is cosigned; collecting goes on.
It stands until somebody says, with a reason, that sending may go on, and stays on record after.
"""

from collections.abc import Callable
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

import structlog
from sqlalchemy import Connection, delete, func, insert, select, update

from accord.dates import Clock
from accord.encoding import framed
from accord.errors import FormatError, PolicyError
from node.log.tables import log_alarm, log_checkpoint
from node.store.engine import Store, after_commit, next_number

MAX_REASON = 500
_ENOUGH = 100


class AlarmKind(StrEnum):
    """What was found; the value of each is its code without the room."""

    FORK = "fork"  # the log signed two histories
    WITHHELD = "withheld"  # a leaf that the hub promised is another's place now
    ROLLBACK = "rollback"  # the log shows less than before

    @property
    def code(self) -> str:
        """The code, as status and log lines show it."""
        return _CODES[self]

    @property
    def stops(self) -> bool:
        """Whether nothing is sent while it stands; a rollback alone may be an old copy."""
        return self is not AlarmKind.ROLLBACK


_CODES = {
    AlarmKind.FORK: "log.fork",
    AlarmKind.WITHHELD: "log.leaf_withheld",
    AlarmKind.ROLLBACK: "log.rollback",
}


class Finding(NamedTuple):
    """Something to raise: its kind, who showed it, and the evidence as a file's bytes."""

    kind: AlarmKind
    source: str
    evidence: bytes


class Alarm(NamedTuple):
    """One alarm of the record."""

    number: int
    kind: AlarmKind
    code: str
    raised_ms: int
    source: str
    stops: bool
    resumed_ms: int | None
    reason: str | None


class Alarms:
    """Keeps the record; `standing` is what the exchange and the witness ask before they act."""

    def __init__(self, *, store: Store, clock: Clock, changed: Callable[[], None]) -> None:
        """Takes what to wake when sending may go on; reads what stands from before."""
        self._log = structlog.get_logger("accord.node.log")
        self._store = store
        self._clock = clock
        self._changed = changed
        self._refresh()

    @property
    def standing(self) -> bool:
        """Whether an alarm that stops is not yet resumed from."""
        return self._standing

    def clear(self) -> bool:
        """Whether sending is allowed."""
        return not self._standing

    def raise_(self, finding: Finding) -> None:
        """Records what was found, durably; the same evidence is recorded once."""
        with self._store.begin() as tx:
            self.raise_in(tx, finding)

    def raise_in(self, tx: Connection, finding: Finding) -> None:
        """The same, inside the transaction that found it."""
        kind, source, evidence = finding
        digest = sha256(framed([kind.value.encode(), evidence])).digest()
        known = select(log_alarm.c.number).where(log_alarm.c.digest == digest)
        if tx.execute(known).first() is not None:
            return
        if not kind.stops and self._many(tx, kind):
            return
        tx.execute(
            insert(log_alarm).values(
                number=next_number(tx, log_alarm.c.number),
                digest=digest,
                kind=kind.value,
                code=kind.code,
                raised_ms=self._clock.now_ms(),
                source=source,
                evidence=evidence,
                stops=kind.stops,
            )
        )
        if kind.stops:
            self._standing = True  # even if the commit fails: it will be found again
        self._log.error(kind.code, source=source)

    def resume(self, reason: str) -> int:
        """Lets sending go on; how many alarms that answers. What the log shows next is believed.

        Raises:
            FormatError: no reason, or a long one.
            PolicyError: no alarm stands.
        """
        if not 1 <= len(reason.strip()) <= MAX_REASON:
            raise FormatError("log.reason", f"a reason has 1 to {MAX_REASON} characters")
        with self._store.begin() as tx:
            answered = tx.execute(
                update(log_alarm)
                .where(log_alarm.c.stops, log_alarm.c.resumed_ms.is_(None))
                .values(resumed_ms=self._clock.now_ms(), reason=reason.strip())
            ).rowcount
            if not answered:
                raise PolicyError("log.nothing_stands", "no alarm stands; sending goes on")
            tx.execute(delete(log_checkpoint).where(log_checkpoint.c.name != "COSIGNED"))
            after_commit(tx, self._refresh)
        self._log.warning("log.resumed", alarms=answered)
        self._changed()
        return answered

    def all(self) -> list[Alarm]:
        """The whole record, newest first."""
        with self._store.read() as tx:
            rows = tx.execute(select(log_alarm).order_by(log_alarm.c.number.desc())).all()
        return [
            Alarm(
                row.number,
                AlarmKind(row.kind),
                row.code,
                row.raised_ms,
                row.source,
                row.stops,
                row.resumed_ms,
                row.reason,
            )
            for row in rows
        ]

    def evidence(self, number: int) -> tuple[AlarmKind, bytes]:
        """The evidence of one alarm, as the bytes of a file.

        Raises:
            PolicyError: no such alarm.
        """
        with self._store.read() as tx:
            found = tx.execute(
                select(log_alarm.c.kind, log_alarm.c.evidence).where(log_alarm.c.number == number)
            ).first()
        if found is None:
            raise PolicyError("log.no_such_alarm", "no alarm has this number")
        return AlarmKind(found.kind), bytes(found.evidence)

    @staticmethod
    def _many(tx: Connection, kind: AlarmKind) -> bool:
        """Whether so many of the kind are on record that another says nothing new."""
        count = select(func.count()).select_from(log_alarm).where(log_alarm.c.kind == kind.value)
        return int(tx.execute(count).scalar_one()) >= _ENOUGH

    def _refresh(self) -> None:
        with self._store.read() as tx:
            self._standing = bool(standing_codes(tx))


def standing_codes(tx: Connection) -> list[str]:
    """The codes of the alarms for which nothing is sent now."""
    codes = (
        select(log_alarm.c.code)
        .where(log_alarm.c.stops, log_alarm.c.resumed_ms.is_(None))
        .distinct()
        .order_by(log_alarm.c.code)
    )
    return list(tx.execute(codes).scalars())
