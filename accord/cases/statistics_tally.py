"""Observations and the counters that they add up to.

An observation is one thing that one State saw of one subject. It never leaves the node: what
travels is the sum over all subjects, and the observations stay behind so that their owner can
open every figure down to the cases it was counted from.
"""

from collections import Counter as Sums
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from accord.cases.statistics import Counter, CounterKey
from accord.cases.statistics_codes import DIMENSIONS, CounterCode, Dimension

Keys = tuple[str, ...]  # one value for each dimension of the code, in their order

_NO_KEYS: Final[Keys] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """What one subject adds to one cell of a counter."""

    code: CounterCode
    subject: str  # a case, leg, request, notice, shipment or entry of ours
    keys: Keys = _NO_KEYS
    value: int = 1
    measure: float | None = None  # the exact hours or years behind a band


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one or several returns, to be added up along any of their dimensions."""

    cells: Mapping[tuple[CounterCode, Keys], int]

    def total(self, code: CounterCode, **only: str | frozenset[str]) -> int:
        """The sum of a counter's cells; `circumstance="FOUND"` or a set of codes narrows it."""
        dimensions = DIMENSIONS[code]
        wanted = {
            dimensions.index(Dimension(name.upper())): {codes} if isinstance(codes, str) else codes
            for name, codes in only.items()
        }
        return sum(
            value
            for (this, keys), value in self.cells.items()
            if this is code and all(keys[place] in codes for place, codes in wanted.items())
        )

    def along(
        self, code: CounterCode, dimension: Dimension, **only: str | frozenset[str]
    ) -> dict[str, int]:
        """The sums of a counter for each value of one dimension that occurs."""
        place = DIMENSIONS[code].index(dimension)
        values = sorted({keys[place] for this, keys in self.cells if this is code})
        name = dimension.value.lower()
        return {value: self.total(code, **(only | {name: value})) for value in values}


def tally(observations: Iterable[Observation]) -> tuple[Counter, ...]:
    """The counters of all observations, in a fixed order; what is nought is not said."""
    sums: Sums[tuple[CounterCode, Keys]] = Sums()
    for one in observations:
        sums[one.code, one.keys] += one.value
    order = {code: number for number, code in enumerate(CounterCode)}
    return tuple(
        counter(code, keys, value)
        for (code, keys), value in sorted(sums.items(), key=lambda item: (order[item[0][0]], item))
        if value
    )


def counter(code: CounterCode, keys: Keys, value: int) -> Counter:
    """One cell as it travels."""
    named = zip(DIMENSIONS[code], keys, strict=True)
    return Counter(
        code=code,
        keys=tuple(CounterKey(dimension=dimension, value=key) for dimension, key in named),
        value=value,
    )


def cells(counters: Iterable[Counter]) -> Cells:
    """The cells of any number of returns together: sums, so that ratios are taken of sums."""
    sums: Sums[tuple[CounterCode, Keys]] = Sums()
    for one in counters:
        sums[one.code, tuple(key.value for key in one.keys)] += one.value
    return Cells(sums)


def together(parts: Iterable[Cells]) -> Cells:
    """The cells of several States added up."""
    sums: Sums[tuple[CounterCode, Keys]] = Sums()
    for part in parts:
        sums.update(part.cells)
    return Cells(sums)


def behind(
    observations: Iterable[Observation], code: CounterCode, only: Mapping[Dimension, str]
) -> tuple[Observation, ...]:
    """The observations behind a figure."""
    wanted = {DIMENSIONS[code].index(dimension): value for dimension, value in only.items()}
    return tuple(
        one
        for one in observations
        if one.code is code and all(one.keys[place] == value for place, value in wanted.items())
    )
