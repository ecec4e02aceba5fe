"""One whole in its parts, such as arms traced, pending and not traced (SDG 16.4.2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from accord.pages.charts.cells import Cell, Series, hatched
from accord.pages.charts.drawing import Drawing
from accord.pages.charts.lettering import FIGURE, SMALL, STRONG, sentence, width
from accord.pages.charts.svg import Caption, Orientation, nothing
from accord.pages.charts.table import Table

_WIDTH, _NARROW = 440.0, 344.0
_THICK, _GAP, _HIDDEN = 20.0, 2.0, 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the whole."""

    series: Series
    cell: Cell


def share(
    parts: Sequence[Part],
    caption: Caption,
    orientation: Orientation = "horizontal",
    *,
    headline: str = "",
    said: str = "",
) -> Markup:
    """The figure that matters, its bar, and each part's own figure below.

    A page may hold it for a wide and for a narrow place, under different keys (`fitting`).
    """
    whole = sum(part.cell.size for part in parts)
    if whole <= 0:
        return nothing(caption)
    narrow = orientation == "vertical"
    drawing = Drawing(_NARROW if narrow else _WIDTH, caption.direction)
    top = 2.0
    if headline:
        drawing.text((0, 24), headline, FIGURE, room=drawing.width / 2)
        x = min(width(headline, FIGURE), drawing.width / 2) + 10
        drawing.text((x, 24), said, SMALL, look="c-quiet", room=drawing.width - x)
        top = 38.0
    hidden = sum(part.cell.hidden for part in parts)
    room = drawing.width - hidden * (_HIDDEN + _GAP)
    x = 0.0
    for part in parts:
        look, fill = part.series.look, ""
        wide = room * part.cell.size / whole
        if part.cell.hidden:
            (look, fill), wide = hatched(drawing, caption.key, look), _HIDDEN + _GAP
        if wide > 0:
            hint = sentence(part.series.label, part.cell.shown)
            size = (max(1.0, wide - _GAP), _THICK)
            drawing.rect((x, top), size, look, fill=fill, hint=hint, round_=1.5)
        x += wide
    bottom = _figures(drawing, parts, top + _THICK + 22, caption.key)
    look = "chart-down" if narrow else "chart-across"
    return drawing.svg(caption, bottom, described(parts, headline, said), look)


def described(parts: Sequence[Part], headline: str = "", said: str = "") -> Sequence[str]:
    """The figure that matters, then one sentence a part."""
    whole = [sentence(headline, said)] if headline else []
    return [*whole, *(sentence(part.series.label, part.cell.shown) for part in parts)]


def table(parts: Sequence[Part], headings: Sequence[str]) -> Table:
    """One row a part: its name and its value."""
    rows = [(part.series.label, part.cell.shown) for part in parts]
    return Table(headings=headings, rows=rows)


def _figures(drawing: Drawing, parts: Sequence[Part], y: float, key: str) -> float:
    x = 0.0
    for part in parts:
        look, fill = part.series.look, ""
        if part.cell.hidden:
            look, fill = hatched(drawing, key, look)
        value = width(part.cell.shown, STRONG)
        wide = 19 + value + 6 + width(part.series.label, SMALL)
        if x and x + wide > drawing.width:
            x, y = 0.0, y + 20
        drawing.rect((x, y - 10), (12, 12), look, fill=fill, round_=3)
        drawing.text((x + 19, y), part.cell.shown, STRONG)
        place = (x + 25 + value, y)
        drawing.text(place, part.series.label, SMALL, look="c-quiet", room=drawing.width - place[0])
        x += wide + 22
    return y + 8
