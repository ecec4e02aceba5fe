"""Times as statistics tell them: medians and 90th percentiles, and the bands that may travel.

A median of medians is not a median. What a State sends is therefore how many answers fell into
each band of hours; the region adds the bands up and reads its percentiles off them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from accord.cases.statistics_codes import HoursBand, YearsBand

_HOURS: Final[dict[HoursBand, int]] = {
    band: int(band.value[1:]) for band in HoursBand if band is not HoursBand.LONGER
}
_YEARS: Final[dict[YearsBand, int]] = {
    band: int(band.value[1:]) for band in YearsBand if band is not YearsBand.LONGER
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How long it took, in hours or years; None where nothing was measured."""

    count: int
    median: float | None
    ninetieth: float | None


def spread(values: Iterable[float]) -> Spread:
    """The median and the 90th percentile by nearest rank, so that each is a value that occurred."""
    ordered = sorted(values)
    return Spread(count=len(ordered), median=_rank(ordered, 50), ninetieth=_rank(ordered, 90))


def hours_band(hours: float) -> HoursBand:
    """The band that a number of hours falls into."""
    return next((band for band, ends in _HOURS.items() if hours <= ends), HoursBand.LONGER)


def years_band(years: float) -> YearsBand:
    """The band that a number of years falls into."""
    return next((band for band, ends in _YEARS.items() if years <= ends), YearsBand.LONGER)


def banded(counts: Mapping[str, int]) -> Spread:
    """Percentiles read off bands of hours: each is the end of its band; None beyond the last."""
    ends = [_HOURS.get(band) for band in HoursBand for _ in range(counts.get(band, 0))]
    return Spread(count=len(ends), median=_rank(ends, 50), ninetieth=_rank(ends, 90))


def _rank(ordered: Sequence[float | None], percent: int) -> float | None:
    return ordered[-(-percent * len(ordered) // 100) - 1] if ordered else None
