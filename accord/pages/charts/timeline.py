"""Events over time, a lane for each leg or state."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from accord.pages.charts.drawing import Drawing
from accord.pages.charts.lettering import FINE, SMALL, STRONG, sentence, width, wrap
from accord.pages.charts.marks import diamond, pill
from accord.pages.charts.scale import Scale
from accord.pages.charts.svg import Caption, Orientation, Tone, nothing
from accord.pages.charts.table import Table

_WIDTH, _NARROW = 960.0, 344.0
_LABELS, _END = 158.0, 26.0  # beside the lanes: their names, and room for the last event
_LANE, _HEAD = 62.0, 38.0
_WHERE = 160.0  # in a list, beside the instant
_DOT = 5.5
_URGENCY = {"bad": 0, "warn": 1}  # whose names must not give way to others


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened, or is due, at an instant."""

    at: float  # on the same scale as every other instant, such as milliseconds
    when: str  # the instant as the reader writes it
    label: str
    tone: Tone = "accent"
    deadline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A leg or a state; `spans` are stretches of waiting or work behind its events."""

    label: str
    detail: str = ""
    events: Sequence[Event] = ()
    spans: Sequence[tuple[float, float, Tone]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Lanes over one stretch of time; `ticks` are instants with their names."""

    lanes: Sequence[Lane]
    ticks: Sequence[tuple[float, str]] = ()
    today: tuple[float, str] | None = None


def timeline(shown: Timeline, caption: Caption, orientation: Orientation = "horizontal") -> Markup:
    """Lanes along a page, or one list down a narrow one."""
    if not any(lane.events for lane in shown.lanes):
        return nothing(caption)
    return _down(shown, caption) if orientation == "vertical" else _across(shown, caption)


def described(shown: Timeline) -> Sequence[str]:
    """One sentence an event, lane by lane."""
    return [
        sentence(lane.label, lane.detail, event.when, event.label)
        for lane in shown.lanes
        for event in lane.events
    ]


def table(shown: Timeline, headings: Sequence[str]) -> Table:
    """One row an event: when, where, what."""
    rows = [
        (event.when, sentence(lane.label, lane.detail), event.label)
        for event, lane in _in_order(shown)
    ]
    return Table(headings=headings, rows=rows)


def _in_order(shown: Timeline) -> Sequence[tuple[Event, Lane]]:
    found = [(event, lane) for lane in shown.lanes for event in lane.events]
    return sorted(found, key=lambda one: one[0].at)


def _across(shown: Timeline, caption: Caption) -> Markup:
    drawing = Drawing(_WIDTH, caption.direction)
    instants = [event.at for lane in shown.lanes for event in lane.events]
    instants += [at for lane in shown.lanes for start, end, _ in lane.spans for at in (start, end)]
    instants += [shown.today[0]] if shown.today else []
    scale = Scale(min(instants), max(instants), _LABELS + 16, _WIDTH - _END)
    bottom = _HEAD + _LANE * len(shown.lanes)
    _ticks(drawing, shown, scale, bottom)
    for row, lane in enumerate(shown.lanes):
        _lane(drawing, lane, scale, _HEAD + _LANE * row)
    if shown.today is not None:
        at, name = shown.today
        drawing.line((scale(at), _HEAD - 8), (scale(at), bottom), "c-now")
        pill(drawing, (scale(at), bottom + 11), name, "c-fill c-accent c-full")
        bottom += 22
    return drawing.svg(caption, bottom + 2, described(shown), "chart-across")


def _ticks(drawing: Drawing, shown: Timeline, scale: Scale, bottom: float) -> None:
    """Names of stretches of time at their beginnings; of what began before, if there is room."""
    free = _WIDTH
    for at, name in sorted(shown.ticks, reverse=True):
        if at > scale.high:
            continue
        x = scale(at)
        if at >= scale.low:
            drawing.line((x, _HEAD - 8), (x, bottom), "c-rule")
        if x + width(name, FINE) + 5 < free:
            drawing.text((x + 5, _HEAD - 14), name, FINE, look="c-quiet")
            free = x
        if at <= scale.low:
            break


def _lane(drawing: Drawing, lane: Lane, scale: Scale, top: float) -> None:
    middle = top + _LANE / 2
    drawing.line((0, top), (_WIDTH, top), "c-rule")
    second = len(wrap(lane.detail, _LABELS, SMALL, 2)) > 1
    base = middle - (11 if second else 3 if lane.detail else -4)
    drawing.text((0, base), lane.label, STRONG, room=_LABELS)
    drawing.block((0, base + 17), lane.detail, SMALL, look="c-quiet", room=_LABELS)
    drawing.line((_LABELS + 16, middle), (_WIDTH, middle), "c-rule")
    for start, end, tone in lane.spans:
        corner, size = (scale(start), middle - 4), (max(2.0, scale(end) - scale(start)), 8.0)
        drawing.rect(corner, size, f"c-wash c-{tone}", round_=4)
    taken: list[tuple[float, float, float]] = []
    for event in sorted(lane.events, key=lambda one: one.at):
        _mark(drawing, event, scale(event.at), middle)
    for event in sorted(lane.events, key=lambda one: (_URGENCY.get(one.tone, 9), one.at)):
        x = scale(event.at)
        wide = width(event.label, FINE)
        left = min(max(x - wide / 2, _LABELS + 10), _WIDTH - wide)
        for y in (middle - 13, middle + 22):
            if all(y != other or left > end or left + wide < start for start, end, other in taken):
                taken.append((left - 6, left + wide + 6, y))
                place = (left + wide / 2, y)
                look = f"c-said c-{event.tone}" if event.tone in ("bad", "warn") else ""
                drawing.text(place, event.label, FINE, anchor="middle", look=look)
                break


def _down(shown: Timeline, caption: Caption) -> Markup:
    drawing = Drawing(_NARROW, caption.direction)
    events = _in_order(shown)
    y, rail, text = 16.0, 10.0, 30.0
    drawn = shown.today is None
    places: list[float] = []
    for event, lane in events:
        if shown.today is not None and not drawn and event.at > shown.today[0]:
            y, drawn = _today(drawing, shown.today[1], y), True
        _mark(drawing, event, rail, y - 4)
        places.append(y - 4)
        drawing.text((text, y), event.when, FINE, look="c-quiet", room=130)
        where = sentence(lane.label, lane.detail)
        where = where if width(where, FINE) < _WHERE else lane.label
        place = (_NARROW, y)
        drawing.text(place, where, FINE, look="c-quiet", anchor="end", room=_WHERE)
        look = f"c-said c-{event.tone}" if event.tone in ("bad", "warn") else ""
        y = drawing.block((text, y + 18), event.label, STRONG, room=_NARROW - text, look=look)
        y += 9
    if shown.today is not None and not drawn:
        y = _today(drawing, shown.today[1], y)
    drawing.line((rail, places[0]), (rail, places[-1]), "c-rule", behind=True)
    return drawing.svg(caption, y - 4, described(shown), "chart-down")


def _today(drawing: Drawing, name: str, y: float) -> float:
    drawing.line((0, y - 4), (_NARROW, y - 4), "c-now")
    pill(drawing, (_NARROW, y - 4), name, "c-fill c-accent c-full")
    return y + 26


def _mark(drawing: Drawing, event: Event, x: float, y: float) -> None:
    hint = sentence(event.when, event.label)
    if event.deadline:
        diamond(drawing, (x, y), f"c-due c-{event.tone}", size=6.5, hint=hint)
    else:
        drawing.circle((x, y), _DOT, f"c-mark c-{event.tone}", hint=hint)
