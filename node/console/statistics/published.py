"""What the region publishes of a year: figures of which the small ones are hidden."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from markupsafe import Markup

from accord.cases.statistics import PublishedFigure
from accord.cases.statistics_codes import VALUES, SeriesCode
from accord.cases.statistics_publication import percent
from accord.pages.charts import bars, regional_map, share
from accord.pages.charts.cells import Cell, Group, Series
from accord.pages.charts.svg import Caption, turned
from accord.pages.charts.table import figure
from accord.pages.languages import Reader
from accord.pages.marked import marked as _N
from node.console.statistics import pictures
from node.console.visit import Visit
from node.statistics.views import PublicationView

_S = SeriesCode
_BARS: Final = (_S.SDG_LEVELS, _S.COLLECTED, _S.ACTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One State's part, or the region's; each count is a cell."""

    state: str  # empty: the region
    arms: Cell
    traced: Cell
    established: Cell
    percent: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A publication, ready for its page."""

    of: PublicationView
    whole: Markup
    lines: Sequence[Line]
    map: Markup
    series: Sequence[tuple[str, Markup]]
    victims: Sequence[tuple[Sequence[str], Cell]]
    hides: bool


def shown(visit: Visit, one: PublicationView) -> Shown:
    """A publication as pictures and tables."""
    reader = visit.reader
    lines = [_line(reader, one.figures, state) for state in ("", *one.reporting)]
    return Shown(
        of=one,
        whole=_whole(reader, lines[0]),
        lines=lines,
        map=mapped(reader, lines[1:], one.without_data),
        series=[
            (visit.label(code), drawn) for code in _BARS if (drawn := _barred(visit, one, code))
        ],
        victims=[
            ([visit.label(VALUES[key.dimension](key.value)) for key in figure.keys], cell)
            for figure in one.figures
            if figure.series is _S.VICTIMS
            for cell in [_cell(reader, figure)]
        ],
        hides=any(figure.hidden for figure in one.figures),
    )


def mapped(reader: Reader, lines: Iterable[Line], without_data: Iterable[str]) -> Markup:
    """The region's States; each circle is as large as the weapons that it counted."""
    states = [
        regional_map.State(
            code=line.state,
            name=reader.country(line.state),
            cell=Cell(
                value=line.arms.value,
                shown=f"{line.arms.shown} · {pictures.percent(reader, line.percent)}",
                hidden=line.arms.hidden,
            ),
        )
        for line in lines
    ]
    nothing = Cell(value=None, shown=reader.text(_N("no return")))
    states += [
        regional_map.State(code=one, name=reader.country(one), cell=nothing, tone="quiet")
        for one in without_data
    ]
    called = pictures.caption(reader, "map", _N("Weapons counted, and the share established"))
    drawn = turned(partial(regional_map.regional_map, states), called)
    headings = [reader.text(_N("State")), reader.text(_N("Weapons counted · share established"))]
    return pictures.tabled(reader, drawn, regional_map.table(states, headings))


def _line(reader: Reader, figures: Sequence[PublishedFigure], state: str) -> Line:
    found = {one.series: one for one in figures if one.state == state}

    def cell(series: SeriesCode) -> Cell:
        return _cell(reader, found[series]) if series in found else Cell(value=None, shown="–")

    return Line(
        state=state,
        arms=cell(_S.SDG_ARMS),
        traced=cell(_S.SDG_TRACED),
        established=cell(_S.SDG_ESTABLISHED),
        percent=percent(figures, state),
    )


def _cell(reader: Reader, figure: PublishedFigure) -> Cell:
    if figure.hidden:
        return Cell(value=None, shown=reader.text(_N("hidden")), hidden=True)
    return pictures.amount(reader, figure.value)


def _whole(reader: Reader, line: Line) -> Markup:
    rest: list[share.Part] = []
    cells = (line.arms, line.traced, line.established)
    if not any(one.hidden or one.value is None for one in cells):
        amount = int(line.arms.size - line.traced.size - line.established.size)
        rest = [
            share.Part(
                series=Series(label=reader.text(_N("not established")), tone="quiet", pale=True),
                cell=pictures.amount(reader, amount),
            )
        ]
    parts = [
        share.Part(series=Series(label=reader.text(_N("traced")), tone="good"), cell=line.traced),
        share.Part(
            series=Series(label=reader.text(_N("origin established by other means"))),
            cell=line.established,
        ),
        *rest,
    ]
    said = reader.text(_N("of %(whole)s weapons"), whole=line.arms.shown)
    called = pictures.caption(reader, "region-sdg", _N("The region's proportion (SDG 16.4.2)"))
    headline = pictures.percent(reader, line.percent)
    drawn = partial(share.share, parts, headline=headline, said=said)
    return figure(turned(drawn, called))


def _barred(visit: Visit, one: PublicationView, code: SeriesCode) -> Markup | None:
    groups = [
        Group(
            label=visit.label(VALUES[figure.keys[0].dimension](figure.keys[0].value)),
            cells=[_cell(visit.reader, figure)],
        )
        for figure in one.figures
        if figure.series is code and (figure.value or figure.hidden)
    ]
    if not groups:
        return None
    called = Caption(
        key=f"series-{code.value.lower().replace('_', '-')}",
        title=visit.label(code),
        empty=visit.reader.text(pictures.NONE),
        direction=visit.reader.direction,
    )
    table = bars.table(groups, [visit.label(code), visit.reader.text(_N("Weapons"))])
    return pictures.tabled(visit.reader, bars.bars(groups, called), table)
