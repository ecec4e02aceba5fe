"""Appends to the audit trail, in the transaction of the act itself."""

from collections.abc import Sequence
from dataclasses import fields, replace
from functools import cache

from sqlalchemy import Connection, select

from node.audit.entry import FIRST, Entry
from node.audit.tables import audit_entry
from node.store.bulk import Prepared, inserts

_FIELDS = tuple(field.name for field in fields(Entry))


@cache
def _statements() -> tuple[Prepared, Prepared]:
    newest = (
        select(audit_entry.c.number, audit_entry.c.hash)
        .order_by(audit_entry.c.number.desc())
        .limit(1)
    )
    return Prepared(newest), inserts(audit_entry, *_FIELDS, "hash")


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
    """Adds one entry behind the newest."""
    append_all(
        tx,
        (
            Entry(
                at_ms=at_ms,
                actor=actor,
                act=act,
                subject=subject,
                detail=detail,
                event=event,
                event_digest=event_digest,
            ),
        ),
    )


def append_all(tx: Connection, entries: Sequence[Entry]) -> None:
    """Adds entries behind the newest, in their order; safe because there is one writer."""
    _, add = _statements()
    last, before = head(tx)
    rows = []
    for number, unnumbered in enumerate(entries, last + 1):
        entry = replace(unnumbered, number=number)
        before = entry.chained(before)
        rows.append((*(getattr(entry, name) for name in _FIELDS), before))
    add.many(tx, rows)
