"""The steps of a message or a leg, as far as they are known to have been reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from markupsafe import Markup

from accord.pages.charts.drawing import Drawing
from accord.pages.charts.lettering import BODY, FINE, SMALL, sentence, wrap
from accord.pages.charts.marks import cross, tick
from accord.pages.charts.svg import Caption, Orientation, Point, nothing
from accord.pages.charts.table import Table

Reached: TypeAlias = Literal["done", "current", "failed", "ahead"]

_TONES = {"done": "c-good", "current": "c-accent", "failed": "c-bad", "ahead": "c-quiet"}
_OPEN = {"current": " c-current", "ahead": " c-ahead"}  # not filled
_SMALL_STEP, _SMALL_DOT = 20.0, 4.5
_STEP, _DOT = 118.0, 9.0
_ROOM = _STEP - 8
_NARROW, _ROW = 344.0, 34.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: what it is called, how far it is, and since when."""

    label: str
    reached: Reached
    said: str = ""  # the state in words
    when: str = ""


def progress(
    steps: Sequence[Step],
    caption: Caption,
    orientation: Orientation = "horizontal",
    *,
    compact: bool = False,
) -> Markup:
    """A row of steps with their names, or, compact, a row of dots for a line of a list.

    Or a list down a narrow page; a page may hold both, under different keys (`fitting`).
    """
    if not steps:
        return nothing(caption)
    if orientation == "vertical":
        return _down(steps, caption)
    pitch, radius = (_SMALL_STEP, _SMALL_DOT) if compact else (_STEP, _DOT)
    first = radius + 1.5 if compact else pitch / 2
    drawing = Drawing(first * 2 + pitch * (len(steps) - 1), caption.direction)
    y = radius + 2.5
    centers = [(first + pitch * place, y) for place in range(len(steps))]
    gap = radius + 2
    for (left, right), step in zip(pairwise(centers), steps[1:], strict=True):
        drawing.line((left[0] + gap, y), (right[0] - gap, y), _way(step))
    for center, step in zip(centers, steps, strict=True):
        _dot(drawing, center, radius, step, signed=not compact)
        if not compact:
            _named(drawing, center[0], y, step)
    height = y * 2 if compact else y + radius + 40 + SMALL.leading * (_lines(steps) - 1)
    return drawing.svg(caption, height, described(steps), "" if compact else "chart-across")


def _down(steps: Sequence[Step], caption: Caption) -> Markup:
    drawing = Drawing(_NARROW, caption.direction)
    centers = [(_DOT + 3, _DOT + 3 + _ROW * place) for place in range(len(steps))]
    gap = _DOT + 2
    for ((x, above), (_, below)), step in zip(pairwise(centers), steps[1:], strict=True):
        drawing.line((x, above + gap), (x, below - gap), _way(step))
    for (x, y), step in zip(centers, steps, strict=True):
        _dot(drawing, (x, y), _DOT, step, signed=True)
        look = "c-quiet" if step.reached == "ahead" else ""
        drawing.text((x + _DOT + 12, y + 4.5), step.label, BODY, look=look, room=_NARROW / 2)
        place = (_NARROW, y + 4.5)
        drawing.text(place, step.when, SMALL, anchor="end", look="c-quiet", room=_NARROW / 3)
    return drawing.svg(caption, centers[-1][1] + _DOT + 3, described(steps), "chart-down")


def _way(step: Step) -> str:
    return "c-way c-quiet" if step.reached == "ahead" else f"c-way {_TONES[step.reached]}"


def _dot(drawing: Drawing, center: Point, radius: float, step: Step, *, signed: bool) -> None:
    look = f"c-step{_OPEN.get(step.reached, '')} {_TONES[step.reached]}"
    hint = sentence(step.label, step.said, step.when)
    drawing.circle(center, radius, look, hint=hint)
    if signed and step.reached == "done":
        tick(drawing, center, "c-cut")
    elif signed and step.reached == "failed":
        cross(drawing, center, "c-cut")


def described(steps: Sequence[Step]) -> Sequence[str]:
    """One sentence a step."""
    return [sentence(step.label, step.said, step.when) for step in steps]


def table(steps: Sequence[Step], headings: Sequence[str]) -> Table:
    """One row a step: its name, its state, since when."""
    return Table(headings=headings, rows=[(step.label, step.said, step.when) for step in steps])


def _named(drawing: Drawing, x: float, y: float, step: Step) -> None:
    look = "c-quiet" if step.reached == "ahead" else ""
    place = (x, y + _DOT + 19)
    y = drawing.block(place, step.label, SMALL, anchor="middle", look=look, room=_ROOM)
    drawing.text((x, y - 1), step.when, FINE, anchor="middle", look="c-quiet", room=_ROOM)


def _lines(steps: Sequence[Step]) -> int:
    return max(len(wrap(step.label, _ROOM, SMALL, 2)) for step in steps)
