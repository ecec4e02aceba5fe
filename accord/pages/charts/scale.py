"""From values to places: round ticks, and instants that a calendar would name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil, floor, log10

_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
_LONGEST_IN_DAYS = 62  # beyond it, ticks are months


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from values to places; it holds its ends where they are the same."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where a value is, at most at an end."""
        if self.high <= self.low:
            return (self.start + self.end) / 2
        share = min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))
        return self.start + share * (self.end - self.start)


def share(value: float, whole: float) -> float:
    """A part of a whole, 0 to 1."""
    return min(1.0, max(0.0, value / whole)) if whole > 0 else 0.0


def ticks(high: float, most: int = 5) -> tuple[float, ...]:
    """Round values from 0 to the first at or above `high`, at most so many steps."""
    if high <= 0:
        return (0.0, 1.0)
    rough = high / most
    power = 10.0 ** floor(log10(rough))
    step = next(one * power for one in (1, 2, 2.5, 5, 10, 20) if one * power >= rough * (1 - 1e-9))
    return tuple(step * count for count in range(ceil(high / step - 1e-9) + 1))


def instants(start_ms: int, end_ms: int, most: int = 8) -> Sequence[int]:
    """UTC midnights or firsts of months for a time axis, from the last before its start."""
    start, end = _moment(start_ms), _moment(end_ms)
    days = (end - start).days + 1
    if days <= _LONGEST_IN_DAYS:
        step = next((one for one in _DAY_STEPS if days / one <= most), _DAY_STEPS[-1])
        first = datetime(start.year, start.month, start.day, tzinfo=UTC)
        found = (first + timedelta(days=count) for count in range(0, days + 1, step))
    else:
        months = next((one for one in _MONTH_STEPS if days / 30 / one <= most), _MONTH_STEPS[-1])
        begin = (start.year * 12 + start.month - 1) // months * months
        found = (
            datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC)
            for month in range(begin, end.year * 12 + end.month, months)
        )
    stamps = (int(one.timestamp() * 1000) for one in found)
    return [one for one in stamps if one <= end_ms]


def _moment(ms: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
