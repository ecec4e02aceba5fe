"""What a region publishes of a year: sums of its States' figures, with the small ones hidden."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from accord.cases.statistics import CounterKey, PublishedFigure
from accord.cases.statistics_cells import SUM, Cell, Grid, hide_small, with_sums
from accord.cases.statistics_codes import (
    DIMENSIONS,
    CounterCode,
    Dimension,
    Marking,
    SeriesCode,
)
from accord.cases.statistics_sdg import COUNTED, ESTABLISHED, TRACED, Proportion, proportion
from accord.cases.statistics_tally import Cells

_OTHERS: Final = "others"  # not published by name; it is what the rest of a row adds up to
_SERIES: Final = {
    "traced": SeriesCode.SDG_TRACED,
    "established": SeriesCode.SDG_ESTABLISHED,
    SUM: SeriesCode.SDG_ARMS,
}
_MARKED: Final = {
    "traced": SeriesCode.SDG_MARKED_TRACED,
    "established": SeriesCode.SDG_MARKED_ESTABLISHED,
    SUM: SeriesCode.SDG_MARKED_ARMS,
}


def published(
    states: Mapping[str, Cells], region: Cells, smallest_shown: int
) -> tuple[PublishedFigure, ...]:
    """The figures of all States that sent a return, and of the region as their sum."""
    national: Grid = {state: _row(proportion(cells)) for state, cells in sorted(states.items())}
    marked: Grid = {one: _row(proportion(region, marking=one)) for one in Marking}
    hidden, hidden_marked = _agreed(national, marked, smallest_shown)
    return (
        *_table(national, _SERIES, hidden),
        *(
            _figure(series, "", (), marked_sum, hidden=(Marking.UNIQUE, column) in hidden_marked)
            for column, series in _MARKED.items()
            for marked_sum in [with_sums(marked)[Marking.UNIQUE][column]]
        ),
        *_levels(region, smallest_shown),
        *_along(region, SeriesCode.COLLECTED, CounterCode.ARMS, smallest_shown),
        *_along(region, SeriesCode.ACTIONS, CounterCode.ARMS_BY_ACTION, smallest_shown),
        *_victims(region, smallest_shown),
    )


def percent(figures: Iterable[PublishedFigure], state: str = "") -> float | None:
    """16.4.2 as a reader of the publication has it; None where a part of it is hidden."""
    parts = {
        one.series: one for one in figures if one.state == state and one.series in _SERIES.values()
    }
    if len(parts) < len(_SERIES) or any(one.hidden for one in parts.values()):
        return None
    arms = parts[SeriesCode.SDG_ARMS].value
    above = parts[SeriesCode.SDG_TRACED].value + parts[SeriesCode.SDG_ESTABLISHED].value
    return round(100 * above / arms, 2) if arms else None


def _row(one: Proportion) -> dict[str, int]:
    return {
        "traced": one.traced,
        "established": one.established,
        _OTHERS: one.arms - one.successful,
    }


def _agreed(
    national: Grid, marked: Grid, smallest_shown: int
) -> tuple[frozenset[Cell], frozenset[Cell]]:
    """What both tables hide; they share the region's sums, so each hides what the other does."""
    shared: frozenset[Cell] = frozenset()
    while True:
        some = hide_small(national, smallest_shown, shared)
        other = hide_small(marked, smallest_shown, shared)
        both = frozenset(cell for cell in some | other if cell[0] == SUM)
        if both <= shared:
            return some, other
        shared |= both


def _table(
    grid: Grid, series: Mapping[str, SeriesCode], hidden: frozenset[Cell]
) -> Iterator[PublishedFigure]:
    for state, row in with_sums(grid).items():
        for column, code in series.items():
            yield _figure(code, state, (), row[column], hidden=(state, column) in hidden)


def _levels(region: Cells, smallest_shown: int) -> Iterator[PublishedFigure]:
    """The levels of tracing of the arms that count, whose sum is published above."""
    counted = frozenset[str](COUNTED)
    levels = region.along(CounterCode.ARMS, Dimension.TRACING, circumstance=counted)
    # Traced and established arms are published by themselves, so each group hides for itself.
    for group in (TRACED, ESTABLISHED, frozenset(levels) - TRACED - ESTABLISHED):
        line: Grid = {"": {level: levels.get(level, 0) for level in sorted(group)}}
        hidden = _line(line, smallest_shown)
        for level, value in line[""].items():
            keys = (CounterKey(dimension=Dimension.TRACING, value=level),)
            yield _figure(SeriesCode.SDG_LEVELS, "", keys, value, hidden=level in hidden)


def _along(
    region: Cells, series: SeriesCode, code: CounterCode, smallest_shown: int
) -> Iterator[PublishedFigure]:
    dimension = DIMENSIONS[code][0]
    line: Grid = {"": region.along(code, dimension)}
    hidden = _line(line, smallest_shown)
    for value, amount in line[""].items():
        keys = (CounterKey(dimension=dimension, value=value),)
        yield _figure(series, "", keys, amount, hidden=value in hidden)


def _line(line: Grid, smallest_shown: int) -> frozenset[str]:
    """The columns to hide of a table of one row, whose sum is taken to be known."""
    grid: Grid = {"row": line[""]}
    return frozenset(column for row, column in hide_small(grid, smallest_shown) if row == "row")


def _victims(region: Cells, smallest_shown: int) -> Iterator[PublishedFigure]:
    dimensions = DIMENSIONS[CounterCode.VICTIMS]
    for (code, keys), value in sorted(region.cells.items()):
        if code is CounterCode.VICTIMS:
            named = zip(dimensions, keys, strict=True)
            told = tuple(CounterKey(dimension=one, value=key) for one, key in named)
            small = 0 < value < smallest_shown
            yield _figure(SeriesCode.VICTIMS, "", told, value, hidden=small)


def _figure(
    series: SeriesCode, state: str, keys: tuple[CounterKey, ...], value: int, *, hidden: bool
) -> PublishedFigure:
    return PublishedFigure(
        series=series, state=state, keys=keys, value=0 if hidden else value, hidden=hidden
    )
