"""Failed sign-ins by name, in the database."""

from sqlalchemy import Connection, delete, select

from accord.access import limits
from node.people.tables import login_failure


def check_lock(tx: Connection, name: str, now_ms: int) -> None:
    """Passes where the name is not locked, or the browser that is known for it.

    The same for names that nobody has.

    Raises:
        TooManyError: `login.locked`.
    """
    table = login_failure
    until = tx.execute(select(table.c.locked_until_ms).where(table.c.name == name)).scalar()
    limits.check_lock(until, now_ms)


def count_failure(tx: Connection, name: str, now_ms: int) -> None:
    """Counts a failed sign-in, and locks the name where there were too many."""
    table = login_failure
    tx.execute(delete(table).where(table.c.last_ms < now_ms - limits.KEPT_MS))
    before = tx.execute(select(table.c.failures).where(table.c.name == name)).scalar() or 0
    failures = before + 1
    until_ms = now_ms + limits.lock_ms(failures)
    tx.execute(delete(table).where(table.c.name == name))
    tx.execute(
        table.insert().values(
            name=name, failures=failures, locked_until_ms=until_ms, last_ms=now_ms
        )
    )


def forget_failures(tx: Connection, name: str) -> None:
    """After a good sign-in."""
    tx.execute(delete(login_failure).where(login_failure.c.name == name))


def forget_all_failures(tx: Connection, name: str) -> None:
    """By an administrator: also those in browsers that are known for the name."""
    forget_failures(tx, name)
    column = login_failure.c.name
    tx.execute(delete(login_failure).where(column.startswith(f"{name}#", autoescape=True)))
