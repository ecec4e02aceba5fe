"""Slows guessing down: by name, in the database; by address, in memory."""

from collections import OrderedDict
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, select

from accord.dates import Clock
from node.people.errors import TooManyError
from node.people.tables import login_failure

FREE_FAILURES = 5  # before a name is locked
FIRST_LOCK_MS = 60_000  # doubles with each further failure
LONGEST_LOCK_MS = 3_600_000
KEPT_MS = 24 * 3_600_000
A_MINUTE_MS = 60_000
ATTEMPTS_A_MINUTE = 20  # from one address
ADDRESSES = 10_000  # remembered at once


def _locked(wait_ms: int) -> TooManyError:
    seconds = max(1, -(-wait_ms // 1000))
    return TooManyError(
        "login.locked",
        f"too many failed sign-ins with this name; wait {seconds} seconds, or ask an administrator",
        wait_ms,
    )


@dataclass(slots=True)
class Addresses:
    """How often each address has tried within the minute; the oldest is forgotten first."""

    clock: Clock
    _seen: OrderedDict[str, tuple[int, int]] = field(default_factory=OrderedDict)

    def admit(self, address: str) -> None:
        """Counts an attempt.

        Raises:
            TooManyError: `login.too_many`.
        """
        now = self.clock.now_ms()
        since, count = self._seen.pop(address, (now, 0))
        if now - since >= A_MINUTE_MS:
            since, count = now, 0
        self._seen[address] = since, count + 1
        while len(self._seen) > ADDRESSES:
            self._seen.popitem(last=False)
        if count >= ATTEMPTS_A_MINUTE:
            raise TooManyError(
                "login.too_many",
                "too many sign-ins from this address; wait a minute",
                since + A_MINUTE_MS - now,
            )


def check_lock(tx: Connection, name: str, now_ms: int) -> None:
    """Passes where the name is not locked; the same for names that nobody has.

    Raises:
        TooManyError: `login.locked`.
    """
    table = login_failure
    until = tx.execute(select(table.c.locked_until_ms).where(table.c.name == name)).scalar()
    if until is not None and until > now_ms:
        raise _locked(until - now_ms)


def count_failure(tx: Connection, name: str, now_ms: int) -> None:
    """Counts a failed sign-in, and locks the name where there were too many."""
    table = login_failure
    tx.execute(delete(table).where(table.c.last_ms < now_ms - KEPT_MS))
    before = tx.execute(select(table.c.failures).where(table.c.name == name)).scalar() or 0
    failures = before + 1
    over = failures - FREE_FAILURES
    lock_ms = min(FIRST_LOCK_MS << min(over, 10), LONGEST_LOCK_MS) if over >= 0 else 0
    tx.execute(delete(table).where(table.c.name == name))
    tx.execute(
        table.insert().values(
            name=name, failures=failures, locked_until_ms=now_ms + lock_ms, last_ms=now_ms
        )
    )


def forget_failures(tx: Connection, name: str) -> None:
    """After a good sign-in, or by an administrator."""
    tx.execute(delete(login_failure).where(login_failure.c.name == name))
