"""What is only ever added: the events of each case and request, with the documents they brought."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, select

from accord.encoding import framed
from accord.wire.kinds import MessageKind
from node.audit import trail
from node.audit.entry import Act, Entry
from node.desk.tables import casework_event
from node.store.bulk import inserts
from node.store.engine import next_number

_AT_ONCE = 1000
# What the audit trail binds of a step, in this order for ever.
DIGESTED = (
    "number",
    "root",
    "subject",
    "at_ms",
    "actor",
    "event",
    "from_state",
    "to_state",
    "text",
    "message_id",
    "kind",
    "document",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happened; `before` and `after` are equal where no state changed."""

    root: str
    subject: str
    actor: str
    event: str
    before: str = ""
    after: str = ""
    text: str = ""
    message_id: UUID | None = None
    kind: MessageKind | None = None
    document: bytes | None = None


_ADD = inserts(
    casework_event,
    "number",
    "root",
    "subject",
    "at_ms",
    "actor",
    "event",
    "from_state",
    "to_state",
    "text",
    "message_id",
    "kind",
    "document",
)


def record(tx: Connection, at_ms: int, step: Step) -> None:
    """Adds a step to the end of the journal, and binds it into the audit trail."""
    record_all(tx, at_ms, (step,))


def record_all(tx: Connection, at_ms: int, steps: Sequence[Step]) -> None:
    """Adds steps to the end of the journal, in their order, and binds each into the trail."""
    if not steps:
        return
    first = next_number(tx, casework_event.c.number)
    rows = [_values(number, at_ms, step) for number, step in enumerate(steps, first)]
    _ADD.many(tx, [tuple(values.values()) for values in rows])
    trail.append_all(
        tx,
        [
            Entry(
                at_ms=at_ms,
                actor=step.actor,
                act=Act.CASEWORK,
                subject=step.root,
                detail=step.event,
                event=values["number"],
                event_digest=digest_of(values),
            )
            for step, values in zip(steps, rows, strict=True)
        ],
    )


def _values(number: int, at_ms: int, step: Step) -> dict[str, Any]:
    return {
        "number": number,
        "root": step.root,
        "subject": step.subject,
        "at_ms": at_ms,
        "actor": step.actor,
        "event": step.event,
        "from_state": step.before,
        "to_state": step.after,
        "text": step.text,
        "message_id": step.message_id.bytes if step.message_id else None,
        "kind": int(step.kind) if step.kind else None,
        "document": step.document,
    }


def digests(tx: Connection) -> Iterator[tuple[int, bytes]]:
    """Every step, ascending: its number, and the digest that the audit trail must hold of it."""
    number = casework_event.c.number
    after = 0
    while True:
        some = select(casework_event).where(number > after).order_by(number).limit(_AT_ONCE)
        found = tx.execute(some).mappings().all()
        for row in found:
            yield row["number"], digest_of(row)
        if not found:
            return
        after = found[-1]["number"]


def digest_of(values: Mapping[Any, Any]) -> bytes:
    """What the audit trail keeps of a step: a digest over every column of its row."""
    return sha256(framed([_spelled(values[name]) for name in DIGESTED])).digest()


def _spelled(value: object) -> bytes:
    """One column's value; what is absent differs from what is empty."""
    if value is None:
        return b""
    return b"=" + (bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode())


def read(tx: Connection, root: str) -> list[RowMapping]:
    """All steps of a case or request, the oldest first."""
    found = tx.execute(
        select(casework_event)
        .where(casework_event.c.root == root)
        .order_by(casework_event.c.number)
    )
    return list(found.mappings())
