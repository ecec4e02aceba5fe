"""Slows guessing down: how long a name is locked, and how often an address may try."""

from collections import OrderedDict
from dataclasses import dataclass, field

from accord.access.errors import TooManyError
from accord.dates import Clock

FREE_FAILURES = 5  # before a name is locked
FIRST_LOCK_MS = 60_000  # doubles with each further failure
LONGEST_LOCK_MS = 3_600_000
KEPT_MS = 24 * 3_600_000  # a failure counts for so long
A_MINUTE_MS = 60_000
ATTEMPTS_A_MINUTE = 20  # from one address
ADDRESSES = 10_000  # remembered at once


def lock_ms(failures: int) -> int:
    """For how long a name is locked after so many failures in a row."""
    over = failures - FREE_FAILURES
    return min(FIRST_LOCK_MS << min(over, 10), LONGEST_LOCK_MS) if over >= 0 else 0


def check_lock(until_ms: int | None, now_ms: int) -> None:
    """Passes where a name is not locked; the same for names that nobody has.

    Raises:
        TooManyError: `login.locked`.
    """
    if until_ms is not None and until_ms > now_ms:
        wait_ms = until_ms - now_ms
        raise TooManyError(
            "login.locked",
            f"too many failed sign-ins with this name; wait {max(1, -(-wait_ms // 1000))} seconds, "
            "or ask an administrator",
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
