"""A region's states as circles about where they are, as large as their values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from accord.pages.charts.cells import Cell, hatched, largest
from accord.pages.charts.drawing import Drawing
from accord.pages.charts.lettering import FINE, SMALL, sentence, width
from accord.pages.charts.projection import Layout, laid_out
from accord.pages.charts.spacing import Box, Circle, apart, free
from accord.pages.charts.svg import Anchor, Caption, Orientation, Point, Tone, nothing
from accord.pages.charts.table import Table

_WIDTH, _NARROW = 720.0, 344.0
_MARGIN, _NARROW_MARGIN = (76.0, 52.0), (52.0, 48.0)
_LARGEST, _SMALLEST, _CODE = 34.0, 6.0, 12.0  # radii; from the last a code stands inside
_MANY = 12  # with more states than this, circles are smaller
_LINE, _LONGEST = 15.0, 150.0


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state on the map; a cell without a value is hatched."""

    code: str
    name: str
    cell: Cell
    tone: Tone = "accent"


def regional_map(
    states: Sequence[State], caption: Caption, orientation: Orientation = "horizontal"
) -> Markup:
    """Circles whose areas are the values; north is up and east is right for every reader.

    A page may hold it for a wide and for a narrow place (`turned`).
    """
    if not states:
        return nothing(caption)
    narrow = orientation == "vertical"
    wide, margin = (_NARROW, _NARROW_MARGIN) if narrow else (_WIDTH, _MARGIN)
    drawing = Drawing(wide, caption.direction, mirrored=False)
    layout = laid_out(list(dict.fromkeys(state.code for state in states)), wide, margin)
    _ground(drawing, layout)
    high = largest(state.cell for state in states)
    most = _LARGEST * min(1.0, (_MANY / len(states)) ** 0.5)
    radii = [max(_SMALLEST, most * (state.cell.size / high) ** 0.5) for state in states]
    wanted = [
        (*layout.points[state.code], radius) for state, radius in zip(states, radii, strict=True)
    ]
    circles = apart(wanted, layout.size)
    for state, circle in zip(states, circles, strict=True):
        _circle(drawing, state, circle, caption.key)
    _names(drawing, states, circles, layout.size)
    look = "chart-down" if narrow else "chart-across"
    return drawing.svg(caption, layout.size[1], described(states), look)


def described(states: Sequence[State]) -> Sequence[str]:
    """One sentence a state."""
    return [sentence(state.name, state.cell.shown) for state in states]


def table(states: Sequence[State], headings: Sequence[str]) -> Table:
    """One row a state: its name and its value."""
    return Table(headings=headings, rows=[(one.name, one.cell.shown) for one in states])


def _ground(drawing: Drawing, layout: Layout) -> None:
    width_, height = layout.size
    drawing.rect((0.5, 0.5), (width_ - 1, height - 1), "c-map", round_=6)
    for x in layout.meridians:
        drawing.line((x, 1), (x, height - 1), "c-rule c-faint")
    for y in layout.parallels:
        drawing.line((1, y), (layout.edge - 1, y), "c-rule c-faint")
    if 0 < layout.edge < width_:
        drawing.line((layout.edge, 1), (layout.edge, height - 1), "c-rule")
    if layout.ring is not None:
        x, y, radius = layout.ring
        drawing.circle((x, y), radius, "c-orbit")


def _circle(drawing: Drawing, state: State, circle: Circle, key: str) -> None:
    x, y, radius = circle
    look, fill = f"c-bubble c-{state.tone}", ""
    if state.cell.value is None or state.cell.hidden:
        look, fill = hatched(drawing, key, look)
    hint = sentence(state.name, state.cell.shown)
    drawing.circle((x, y), radius, look, hint=hint, fill=fill)
    if radius >= _CODE:
        drawing.text((x, y + 4), state.code, FINE, look="c-heavy", anchor="middle")


def _names(
    drawing: Drawing, states: Sequence[State], circles: Sequence[Circle], size: Point
) -> None:
    """Names where they cover nothing, the largest states' first; else the code, else nothing."""
    taken = [(x - r, y - r, x + r, y + r) for x, y, r in circles]
    for at in sorted(range(len(states)), key=lambda one: -circles[one][2]):
        state, circle = states[at], circles[at]
        coded = () if circle[2] >= _CODE else ((state.code, ""),)
        for name, value in ((state.name, state.cell.shown), *coded):
            wide = min(max(width(name, SMALL) * 1.08, width(value, FINE)), _LONGEST)
            for anchor, place, box in _sides(circle, wide, _LINE if value else 0.0):
                if not free(box, taken, size):
                    continue
                taken.append(box)
                drawing.text(place, name, SMALL, look="c-heavy", anchor=anchor, room=wide + 1)
                below = (place[0], place[1] + _LINE)
                drawing.text(below, value, FINE, look="c-quiet", anchor=anchor, room=wide + 1)
                break
            else:
                continue
            break


def _sides(circle: Circle, wide: float, more: float) -> Iterator[tuple[Anchor, Point, Box]]:
    """Where a name may stand: right, left, below, above its circle, or aslant."""
    x, y, radius = circle
    gap, slant = radius + 5, radius * 0.7 + 3
    level = y + 4 - more / 2
    places: Sequence[tuple[Anchor, float, float]] = (
        ("start", x + gap, level),
        ("end", x - gap, level),
        ("middle", x, y + gap + 9),
        ("middle", x, y - gap - more),
        ("start", x + slant, y + slant + 8),
        ("start", x + slant, y - slant - more),
        ("end", x - slant, y + slant + 8),
        ("end", x - slant, y - slant - more),
    )
    for anchor, left, first in places:
        begin = left - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        yield anchor, (left, first), (begin - 2, first - 11, begin + wide + 2, first + more + 4)
