"""The pictures of a year's figures, each with the same as a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from accord.cases.statistics import Counter
from accord.cases.statistics_codes import DIMENSIONS, VALUES, CounterCode, Dimension
from accord.pages.charts import bars, share, trend
from accord.pages.charts.cells import Cell, Group, Series
from accord.pages.charts.scale import ticks
from accord.pages.charts.svg import Caption, turned
from accord.pages.charts.table import Table, figure
from accord.pages.languages import Reader
from accord.pages.marked import marked as _N
from node.console.visit import Visit
from node.statistics.views import ProportionView

NONE = _N("There is nothing to draw yet.")
_IN_ORDER = {Dimension.HOURS, Dimension.YEARS, Dimension.TIMELINESS}  # others by size


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What one code of the dimension that a counter is drawn along adds up to."""

    code: str
    label: str
    value: int


def caption(reader: Reader, key: str, title: str, empty: str = NONE) -> Caption:
    """What a picture is called; both texts are marked."""
    return Caption(
        key=key, title=reader.text(title), empty=reader.text(empty), direction=reader.direction
    )


def tabled(reader: Reader, drawn: Markup, table: Table | None) -> Markup:
    """A picture and the same as a table, folded away."""
    return figure(drawn, table, reader.text(_N("The same as a table")))


def percent(reader: Reader, value: float | None) -> str:
    """A percentage, or the sign for none."""
    return "–" if value is None else reader.percent(value / 100)


def amount(reader: Reader, value: int) -> Cell:
    """A count as it is drawn."""
    return Cell(value=value, shown=reader.number(value))


def proportion(reader: Reader, one: ProportionView, key: str = "sdg") -> Markup:
    """16.4.2 as one whole in its parts."""
    rest = one.seized_found_surrendered - one.traced - one.established
    parts = [
        share.Part(
            series=Series(label=reader.text(_N("traced")), tone="good"),
            cell=amount(reader, one.traced),
        ),
        share.Part(
            series=Series(label=reader.text(_N("origin established by other means"))),
            cell=amount(reader, one.established),
        ),
        share.Part(
            series=Series(label=reader.text(_N("not established")), tone="quiet", pale=True),
            cell=amount(reader, rest),
        ),
    ]
    said = reader.text(
        _N("%(part)s of %(whole)s weapons"),
        part=reader.number(one.traced + one.established),
        whole=reader.number(one.seized_found_surrendered),
    )
    called = caption(
        reader,
        key,
        _N("Weapons whose origin is established (SDG 16.4.2)"),
        _N("No weapon was seized for a crime, found or surrendered: there is no value."),
    )
    drawn = partial(share.share, parts, headline=percent(reader, one.percent), said=said)
    return figure(turned(drawn, called))


def over_time(
    reader: Reader,
    periods: Sequence[str],
    lines: Sequence[tuple[Series, Sequence[float | None]]],
    called: tuple[str, str, str],
) -> Markup:
    """Percentages over years or versions; `called` is the key, the title and the heading."""
    key, title, heading = called
    values = [one for _, line in lines for one in line if one is not None]
    cells = [
        (series, [Cell(value=one, shown=percent(reader, one)) for one in line])
        for series, line in lines
    ]
    marks = ticks(max(values)) if values and max(values) > 0 else (0.0, 100.0)
    shown = trend.Trend(
        periods=periods,
        lines=cells,
        ticks=[(one, percent(reader, one)) for one in marks],
    )
    drawn = turned(partial(trend.trend, shown), caption(reader, key, title))
    headings = [reader.text(heading), *(series.label for series, _ in lines)]
    return tabled(reader, drawn, trend.table(shown, headings) if values else None)


def drawn_along(code: CounterCode) -> Dimension:
    """What tells most of a counter; the other dimensions are on the page behind it."""
    return Dimension.HARM if code is CounterCode.VICTIMS else DIMENSIONS[code][-1]


def sums(visit: Visit, code: CounterCode, counters: Iterable[Counter]) -> list[Sum]:
    """A counter along the dimension that tells most of it."""
    dimension = drawn_along(code)
    found: dict[str, int] = {}
    for one in counters:
        if one.code is code:
            key = next(key.value for key in one.keys if key.dimension is dimension)
            found[key] = found.get(key, 0) + one.value
    codes = VALUES[dimension]
    made = [
        Sum(code=one.value, label=visit.label(one), value=found[one.value])
        for one in codes
        if one.value in found
    ]
    return made if dimension in _IN_ORDER else sorted(made, key=lambda one: -one.value)


def barred(reader: Reader, named: Mapping[str, int], title: str, key: str) -> Markup:
    """Named counts as bars; the title is in the reader's words already."""
    groups = [Group(label=name, cells=[amount(reader, value)]) for name, value in named.items()]
    called = Caption(key=key, title=title, empty=reader.text(NONE), direction=reader.direction)
    return figure(bars.bars(groups, called))
