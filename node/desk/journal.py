"""What is only ever added: the events of each case and request, with the documents they brought."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, select

from accord.wire.kinds import MessageKind
from node.desk.tables import casework_event
from node.store.engine import next_number


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


def record(tx: Connection, at_ms: int, step: Step) -> None:
    """Adds a step to the end of the journal."""
    values: dict[str, Any] = {
        "number": next_number(tx, casework_event.c.number),
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
    tx.execute(casework_event.insert().values(values))


def read(tx: Connection, root: str) -> list[RowMapping]:
    """All steps of a case or request, the oldest first."""
    found = tx.execute(
        select(casework_event)
        .where(casework_event.c.root == root)
        .order_by(casework_event.c.number)
    )
    return list(found.mappings())
