"""Traffic by day: how many messages of which kind each member sent, and what became of them.

Counted from what each commit says of itself, and made durable every few seconds: a hub that is
killed forgets the counts of those seconds. The ledger forgets nothing; it is the truth, and this a
convenience.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from threading import Lock

from accord.dates import Clock
from hub.desk.store import DeskStore
from hub.proposals import Tally


class Outcome(StrEnum):
    """What was counted; the detail is the kind of an accepted message, or else a code."""

    ACCEPTED = "accepted"  # by sender and kind
    REFUSED = "refused"  # by sender and code
    DELIVERED = "delivered"  # by recipient
    REJECTED = "rejected"  # by recipient and its code
    UNDELIVERED = "undelivered"  # by recipient and code


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """So many of one kind or code, of one member, on one day."""

    day: str  # ISO 8601, UTC
    member: str
    outcome: Outcome
    detail: str
    count: int


OTHER = "other"  # the codes of a recipient that names too many
_MOST_CODES = 32  # of one recipient on one day
_Key = tuple[str, str, str, str]


class Traffic:
    """The counts of one hub."""

    def __init__(self, store: DeskStore, clock: Clock) -> None:
        """Starts with nothing that is not durable."""
        self._store = store
        self._clock = clock
        self._fresh: Counter[_Key] = Counter()
        self._alone = Lock()
        self._day = ""
        self._codes: defaultdict[str, set[str]] = defaultdict(set)

    def count(self, tally: Tally) -> None:
        """Takes what one commit did: a few additions, however many messages it had."""
        day = day_of(self._clock.now_ms())
        with self._alone:
            fresh = self._fresh
            for (sender, kind), number in tally.accepted.items():
                fresh[day, sender, Outcome.ACCEPTED, kind.name] += number
            for outcome, numbers in (
                (Outcome.REFUSED, tally.refused),
                (Outcome.UNDELIVERED, tally.ended),
            ):
                for (member, code), number in numbers.items():
                    fresh[day, member, outcome, code] += number
            for (member, code), number in tally.rejected.items():
                fresh[day, member, Outcome.REJECTED, self._known(day, member, code)] += number
            for member, number in tally.delivered.items():
                fresh[day, member, Outcome.DELIVERED, ""] += number

    def _known(self, day: str, member: str, code: str) -> str:
        """The recipient's own code, while it does not name endlessly many."""
        if self._day != day:
            self._day, self._codes = day, defaultdict(set)
        codes = self._codes[member]
        if len(codes) < _MOST_CODES:
            codes.add(code)
        return code if code in codes else OTHER

    def keep(self) -> None:
        """Makes what was counted durable; any thread may."""
        with self._alone:
            fresh, self._fresh = self._fresh, Counter()
        if not fresh:
            return
        try:
            with self._store.begin() as tx:
                tx.executemany(
                    "INSERT INTO traffic VALUES (?, ?, ?, ?, ?) "
                    "ON CONFLICT DO UPDATE SET count = count + excluded.count",
                    [(*key, number) for key, number in fresh.items()],
                )
        except BaseException:
            with self._alone:
                self._fresh.update(fresh)
            raise

    def read(self, days: int) -> list[Count]:
        """What the last days counted, today among them."""
        self.keep()
        first = datetime.fromtimestamp(self._clock.now_ms() / 1000, UTC) - timedelta(days=days - 1)
        with self._store.read() as tx:
            rows = tx.execute(
                "SELECT * FROM traffic WHERE day >= ? ORDER BY day, member, outcome, detail",
                (first.date().isoformat(),),
            ).fetchall()
        return [Count(**{**dict(row), "outcome": Outcome(row["outcome"])}) for row in rows]


def day_of(at_ms: int) -> str:
    """The day of a moment, in UTC."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).date().isoformat()
