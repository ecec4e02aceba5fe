"""Horizontal bars, each below its name: single, grouped, stacked."""

from collections.abc import Sequence

from markupsafe import Markup

from accord.pages.charts.cells import Cell, Group, Series, hatched, largest
from accord.pages.charts.drawing import Drawing
from accord.pages.charts.lettering import BODY, SMALL, sentence
from accord.pages.charts.marks import legend
from accord.pages.charts.svg import Caption, nothing
from accord.pages.charts.table import Table

_WIDTH, _VALUES = 360.0, 84.0  # a phone shows it at full size
_THICK, _THIN, _BETWEEN, _NAME = 14.0, 11.0, 12.0, 18.0
_HIDDEN = 14.0  # the length of a bar of unknown, small size
_ONE = Series(label="")


def bars(groups: Sequence[Group], caption: Caption, series: Series = _ONE) -> Markup:
    """One bar a group, from its first cell."""
    return grouped([series], groups, caption)


def grouped(series: Sequence[Series], groups: Sequence[Group], caption: Caption) -> Markup:
    """The cells of a group one below the other."""
    if not groups or not series:
        return nothing(caption)
    plot = _Plot(series, groups, caption, largest(c for group in groups for c in group.cells))
    thick = _THICK if len(series) == 1 else _THIN
    for group in groups:
        plot.name(group)
        for one, cell in zip(series, group.cells, strict=False):
            end = plot.bar(0.0, cell, one, thick)
            plot.value(end, cell.shown, thick, known=cell.size > 0 or cell.value == 0)
            plot.top += thick + 2
        plot.top += _BETWEEN - 2
    return plot.drawn()


def stacked(series: Sequence[Series], groups: Sequence[Group], caption: Caption) -> Markup:
    """The cells of a group one after the other, with its total behind them."""
    if not groups or not series:
        return nothing(caption)
    wholes = [Cell(value=sum(cell.size for cell in group.cells), shown="") for group in groups]
    plot = _Plot(series, groups, caption, largest(wholes))
    for group in groups:
        plot.name(group)
        end = 0.0
        for one, cell in zip(series, group.cells, strict=False):
            end = plot.bar(end, cell, one, _THICK)
        plot.value(end, group.total, _THICK)
        plot.top += _THICK + _BETWEEN
    return plot.drawn()


def described(series: Sequence[Series], groups: Sequence[Group]) -> Sequence[str]:
    """One sentence a group."""
    return [
        sentence(
            group.label,
            *(
                f"{one.label}: {cell.shown}" if one.label else cell.shown
                for one, cell in zip(series, group.cells, strict=False)
            ),
            group.total,
        )
        for group in groups
    ]


def table(groups: Sequence[Group], headings: Sequence[str]) -> Table:
    """One row a group: its name, its cells, and its total where any has one."""
    totals = any(group.total for group in groups)
    rows = [
        (group.label, *(cell.shown for cell in group.cells), *([group.total] if totals else ()))
        for group in groups
    ]
    return Table(headings=headings, rows=rows)


class _Plot:
    """A drawing of bars in the making, from its legend down."""

    def __init__(
        self, series: Sequence[Series], groups: Sequence[Group], caption: Caption, high: float
    ) -> None:
        self.series, self.groups, self.caption, self.high = series, groups, caption, high
        self.drawing = Drawing(_WIDTH, caption.direction)
        items = [(one.look, "", one.label) for one in series if one.label]
        self.top = legend(self.drawing, (0, 14), items) + 10 if len(series) > 1 else 6.0

    def name(self, group: Group) -> None:
        """A group's name above its bars."""
        self.drawing.text((0, self.top + 11), group.label, BODY, room=_WIDTH)
        self.top += _NAME

    def bar(self, start: float, cell: Cell, series: Series, thick: float) -> float:
        """Draws a cell; gives where it ends."""
        corner = (start, self.top)
        hint = f"{series.label}: {cell.shown}" if series.label else cell.shown
        if cell.hidden:
            look, fill = hatched(self.drawing, self.caption.key, series.look)
            self.drawing.rect(corner, (_HIDDEN, thick), look, fill=fill, hint=hint)
            return start + _HIDDEN + 1
        long = (_WIDTH - _VALUES) * cell.size / self.high
        if long > 0:
            self.drawing.rect(corner, (max(long, 2.0) - 1, thick), series.look, hint=hint)
        return start + long

    def value(self, end: float, shown: str, thick: float, *, known: bool = True) -> None:
        """What is written at the end of a bar."""
        place = (end + 7, self.top + thick / 2 + 4)
        look = "" if known else "c-quiet"
        self.drawing.text(place, shown, SMALL, look=look, room=_WIDTH - place[0])

    def drawn(self) -> Markup:
        """The picture."""
        bottom = self.top - _BETWEEN + 5
        told = described(self.series, self.groups)
        return self.drawing.svg(self.caption, bottom + 1, told)
