"""What the node still has to do, kept in the store so that no crash forgets it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, select

from node.desk.tables import casework_task
from node.store.bulk import Prepared, puts

_PUT = puts(casework_task, "kind", "subject", "due_ms", "attempts")
_REMOVE = Prepared(
    delete(casework_task).where(
        casework_task.c.kind == bindparam("of_kind"), casework_task.c.subject == bindparam("about")
    ),
    ("of_kind", "about"),
)
_FINISH = Prepared(
    delete(casework_task).where(
        casework_task.c.kind == bindparam("of_kind"),
        casework_task.c.subject == bindparam("about"),
        casework_task.c.due_ms == bindparam("due"),
        casework_task.c.attempts == bindparam("tried"),
    ),
    ("of_kind", "about", "due", "tried"),
)
_DUE = Prepared(
    select(
        casework_task.c.kind,
        casework_task.c.subject,
        casework_task.c.due_ms,
        casework_task.c.attempts,
    )
    .where(casework_task.c.due_ms <= bindparam("now"))
    .order_by(casework_task.c.due_ms, casework_task.c.subject)
    .limit(bindparam("most")),
    ("now", "most"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do, not before its time; each room names its own kinds."""

    kind: str
    subject: str
    due_ms: int
    attempts: int = 0


def schedule(tx: Connection, task: Task) -> None:
    """Adds the task, in place of an older one of its kind about the same subject."""
    schedule_all(tx, (task,))


def schedule_all(tx: Connection, tasks: Sequence[Task]) -> None:
    """Adds tasks, each in place of an older one of its kind about the same subject."""
    _PUT.many(tx, [(task.kind, task.subject, task.due_ms, task.attempts) for task in tasks])


def finish(tx: Connection, task: Task) -> bool:
    """Removes the task; False where it was cancelled or replaced, so its effect must not be."""
    return _FINISH.one(tx, task.kind, task.subject, task.due_ms, task.attempts).rowcount > 0


def cancel(tx: Connection, kind: str, subject: str) -> None:
    """Removes the task of this kind about the subject, if there is one."""
    _REMOVE.one(tx, kind, subject)


def due(tx: Connection, now_ms: int, limit: int) -> list[Task]:
    """The tasks whose time has come, the longest waiting first."""
    return [
        Task(kind=kind, subject=subject, due_ms=due_ms, attempts=attempts)
        for kind, subject, due_ms, attempts in _DUE.one(tx, now_ms, limit).fetchall()
    ]


def waiting(tx: Connection) -> int:
    """How many tasks there are, due or not."""
    return tx.execute(select(func.count()).select_from(casework_task)).scalar_one()
