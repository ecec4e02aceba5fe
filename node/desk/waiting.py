"""What waits for an officer, whatever its subject: one line each, and how urgent it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

MOST_COUNTED = 10_000  # more of a kind than this are told as so many or more
# What has no clock is taken to be due so long after it began to wait.
PATIENCE_MS = 7 * 24 * 3_600_000
URGENT_PATIENCE_MS = 24 * 3_600_000


class WorkKind(StrEnum):
    """The subject of a line."""

    REQUEST = "REQUEST"  # another State's trace request
    CASE = "CASE"  # a case of ours
    HIT = "HIT"
    INQUIRY = "INQUIRY"  # another member's
    NOTICE = "NOTICE"
    TRANSFER = "TRANSFER"
    CERTIFICATE_CHECK = "CERTIFICATE_CHECK"
    EXEMPTION = "EXEMPTION"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One thing that an officer of ours has to see to."""

    kind: WorkKind
    id: str
    reference: str  # the other side's, where it has one
    partner: str  # the member that waits, or that the thing is about; empty: nobody
    weapon: str
    state: str  # of its own machine, or what it waits for
    urgent: bool
    since_ms: int
    due_ms: int | None = None
    asked_by: str = ""  # who asked for an act that a second person has to ask for too


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How much of one kind waits; `more` than could be counted in a moment."""

    kind: WorkKind
    waiting: int
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The most urgent of one kind, and how many there are."""

    items: tuple[WorkItem, ...]
    tally: Tally


def most_urgent(items: Iterable[WorkItem], limit: int) -> tuple[WorkItem, ...]:
    """The first so many by urgency: what is due earliest, and urgent before ordinary."""
    return tuple(sorted(items, key=_urgency)[:limit])


def _urgency(item: WorkItem) -> tuple[int, bool, str, str]:
    patience_ms = URGENT_PATIENCE_MS if item.urgent else PATIENCE_MS
    due = item.since_ms + patience_ms if item.due_ms is None else item.due_ms
    return due, not item.urgent, item.kind, item.id


def waiting(
    tx: Connection,
    kind: WorkKind,
    items: Iterable[WorkItem],
    limit: int,
    table: Table,
    *where: ColumnElement[bool] | Any,
) -> Waiting:
    """What was found of one kind; counted only where there is more than was asked for."""
    found = tuple(items)
    if len(found) < limit:
        return Waiting(items=found, tally=Tally(kind=kind, waiting=len(found)))
    count, more = counted(tx, table, *where)
    return Waiting(items=found, tally=Tally(kind=kind, waiting=count, more=more))


def counted(tx: Connection, table: Table, *where: ColumnElement[bool] | Any) -> tuple[int, bool]:
    """Counts rows, up to a bound: a list may not wait for a million of them."""
    found: Select[Any] = select(1).select_from(table).where(*where).limit(MOST_COUNTED)
    count = tx.execute(select(func.count()).select_from(found.subquery())).scalar_one()
    return count, count == MOST_COUNTED
