"""What a partly read number can look like at each length."""

from collections.abc import Iterable, Iterator, Sequence

from accord.weapons.pattern import Pattern

Shape = tuple[frozenset[str], ...]  # for each place what may stand there; none means anything

_UNKNOWN = (frozenset[str](),)


def shapes(pattern: Pattern, lengths: Iterable[int]) -> Iterator[Shape]:
    """The pattern at each of these lengths, its gaps filled with unknown characters.

    Of several runs between gaps only the longest is placed: a superset of what matches.
    """
    runs = _runs(pattern)
    shortest = len(pattern.positions)
    for length in lengths:
        spare = length - shortest
        if spare < 0 or (spare and len(runs) == 1):
            continue
        first, last = runs[0], runs[-1] if len(runs) > 1 else ()
        if len(runs) <= 2:
            yield first + _UNKNOWN * spare + last
            continue
        before, middle, after = _around_longest(runs[1:-1])
        for left in range(spare + 1):
            right = spare - left
            yield first + _UNKNOWN * (before + left) + middle + _UNKNOWN * (after + right) + last


def _runs(pattern: Pattern) -> list[Shape]:
    """The positions between gaps; the first and the last run may be empty."""
    ends = sorted(pattern.gaps)
    starts = [0, *ends]
    stops = [*ends, len(pattern.positions)]
    return [pattern.positions[start:stop] for start, stop in zip(starts, stops, strict=True)]


def _around_longest(runs: Sequence[Shape]) -> tuple[int, Shape, int]:
    """The run that says most, and how many positions stand before and after it."""
    at = max(range(len(runs)), key=lambda one: sum(len(choices) == 1 for choices in runs[one]))
    before, after = runs[:at], runs[at + 1 :]
    return sum(map(len, before)), runs[at], sum(map(len, after))
