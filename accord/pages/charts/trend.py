"""Values over periods as lines; a period without a value is a gap, never a zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from accord.pages.charts.cells import Cell, Series, largest
from accord.pages.charts.drawing import Drawing
from accord.pages.charts.lettering import FINE, SMALL, sentence, width
from accord.pages.charts.scale import Scale
from accord.pages.charts.svg import Caption, Orientation, Point, nothing
from accord.pages.charts.table import Table

_WIDTH, _NARROW, _HEIGHT = 560.0, 344.0, 200.0
_LEFT, _NAMES, _TOP, _FOOT = 52.0, 140.0, 12.0, 28.0
_SPARK, _SPARK_HEIGHT = 110.0, 28.0
_APART = 16.0  # between the names of two lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Lines, one cell a period; `ticks` are values (scale.ticks) with how they are written."""

    periods: Sequence[str]
    lines: Sequence[tuple[Series, Sequence[Cell]]]
    ticks: Sequence[tuple[float, str]] = ()


def trend(shown: Trend, caption: Caption, orientation: Orientation = "horizontal") -> Markup:
    """Lines over an axis that begins at zero, each with its name and last value at its end.

    A single line needs no name: the picture's title says what it is. A page may hold it for a wide
    and for a narrow place (`turned`).
    """
    cells = [cell for _, line in shown.lines for cell in line]
    if not any(map(_drawn, cells)):
        return nothing(caption)
    narrow = orientation == "vertical"
    drawing = Drawing(_NARROW if narrow else _WIDTH, caption.direction)
    high = max([largest(cells), *(value for value, _ in shown.ticks)])
    named = [(series, line, _said(shown, series, line)) for series, line in shown.lines]
    names = min(max(width(said, SMALL) for _, _, said in named) + 26, _NAMES)
    across = Scale(0, len(shown.periods) - 1, _LEFT + 12, drawing.width - names)
    up = Scale(0, high, _HEIGHT - _FOOT, _TOP)
    for value, written in shown.ticks:
        y = up(value)
        drawing.line((_LEFT, y), (drawing.width - names + 10, y), "c-rule")
        place = (_LEFT - 8, y + 4)
        drawing.text(place, written, FINE, look="c-quiet", anchor="end", room=_LEFT - 8)
    _periods(drawing, shown.periods, across)
    taken: list[float] = []
    for series, line, said in named:
        points = _line(drawing, series, line, (across, up))
        if points:
            _name(drawing, series, said, points[-1], taken)
    look = "chart-down" if narrow else "chart-across"
    return drawing.svg(caption, _HEIGHT, described(shown), look)


def sparkline(cells: Sequence[Cell], caption: Caption, series: Series | None = None) -> Markup:
    """One line without an axis, for a cell of a table; its last value is marked."""
    if not any(map(_drawn, cells)):
        return nothing(caption)
    drawing = Drawing(_SPARK, caption.direction)
    across = Scale(0, len(cells) - 1, 4, _SPARK - 5)
    up = Scale(0, largest(cells), _SPARK_HEIGHT - 4, 5)
    _line(drawing, series or Series(label=""), cells, (across, up))
    told = [sentence(*(cell.shown for cell in cells))]
    return drawing.svg(caption, _SPARK_HEIGHT, told)


def described(shown: Trend) -> Sequence[str]:
    """One sentence a line."""
    return [
        sentence(
            series.label,
            *(f"{when}: {one.shown}" for when, one in zip(shown.periods, line, strict=False)),
        )
        for series, line in shown.lines
    ]


def table(shown: Trend, headings: Sequence[str]) -> Table:
    """One row a period: its name, then a value for each line."""
    rows = [
        (period, *(line[at].shown if at < len(line) else "" for _, line in shown.lines))
        for at, period in enumerate(shown.periods)
    ]
    return Table(headings=headings, rows=rows)


def _drawn(cell: Cell) -> bool:
    return cell.value is not None and not cell.hidden


def _periods(drawing: Drawing, periods: Sequence[str], across: Scale) -> None:
    """Names below the axis, as many as have room."""
    free = 0.0
    for at, name in enumerate(periods):
        x, half = across(at), width(name, FINE) / 2
        if x - half >= free:
            place = (x, _HEIGHT - 8)
            drawing.text(place, name, FINE, look="c-quiet", anchor="middle")
            free = x + half + 10


def _line(
    drawing: Drawing, series: Series, line: Sequence[Cell], scales: tuple[Scale, Scale]
) -> Sequence[Point]:
    """Draws each unbroken stretch; gives every point."""
    across, up = scales
    points: list[Point] = []
    for drawn, stretch in groupby(enumerate(line), key=lambda one: _drawn(one[1])):
        if not drawn:
            continue
        part = [(across(at), up(cell.size)) for at, cell in stretch]
        if len(part) > 1:
            steps = [piece for point in part[1:] for piece in ("L", point)]
            dashed = " c-dashed" if series.pale else ""
            drawing.path(f"c-stroke{dashed} c-{series.tone}", "M", part[0], *steps)
        else:
            drawing.circle(part[0], 2.5, f"c-fill c-{series.tone}")
        points += part
    if points:
        drawing.circle(points[-1], 4, f"c-mark c-{series.tone}")
    return points


def _said(shown: Trend, series: Series, line: Sequence[Cell]) -> str:
    """A line's last value, and its name where there are others."""
    last = next((cell.shown for cell in reversed(line) if _drawn(cell)), "")
    return sentence(last, series.label) if len(shown.lines) > 1 else last


def _name(drawing: Drawing, series: Series, said: str, end: Point, taken: list[float]) -> None:
    """What is said of a line, at its end; moved down where another's is."""
    y = end[1] + 4
    while any(abs(y - other) < _APART for other in taken):
        y += 1
    taken.append(y)
    look = f"c-said c-{series.tone} c-heavy"
    place = (end[0] + 14, y)
    drawing.text(place, said, SMALL, look=look, room=drawing.width - place[0])
