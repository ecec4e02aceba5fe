"""Appends to the audit trail, in the transaction of the act itself."""

from functools import cache

from sqlalchemy import Connection, select

from node.audit.entry import FIRST, Entry
from node.audit.tables import audit_entry
from node.store.bulk import Prepared, inserts

_COLUMNS = tuple(column.name for column in audit_entry.columns)


@cache
def _statements() -> tuple[Prepared, Prepared]:
    newest = (
        select(audit_entry.c.number, audit_entry.c.hash)
        .order_by(audit_entry.c.number.desc())
        .limit(1)
    )
    return Prepared(newest), inserts(audit_entry, *_COLUMNS)


def head(tx: Connection) -> tuple[int, bytes]:
    """The number and the hash of the newest entry; 0 where there is none."""
    newest, _ = _statements()
    row = newest.one(tx).fetchone()
    return (int(row[0]), bytes(row[1])) if row else (0, FIRST)


def append(
    tx: Connection,
    at_ms: int,
    *,
    actor: str,
    act: str,
    subject: str = "",
    detail: str = "",
    event: int | None = None,
    event_digest: bytes | None = None,
) -> None:
    """Adds an entry behind the newest; safe because there is one writer."""
    _, add = _statements()
    number, before = head(tx)
    entry = Entry(
        number=number + 1,
        at_ms=at_ms,
        actor=actor,
        act=act,
        subject=subject,
        detail=detail,
        event=event,
        event_digest=event_digest,
    )
    add.one(
        tx,
        entry.number,
        entry.at_ms,
        entry.actor,
        entry.act,
        entry.subject,
        entry.detail,
        entry.event,
        entry.event_digest,
        entry.chained(before),
    )
