"""A transfer's route from top to bottom, for a narrow page."""

from markupsafe import Markup

from accord.pages.charts.drawing import Drawing
from accord.pages.charts.lettering import SMALL, STRONG, sentence
from accord.pages.charts.marks import STATION, head_down
from accord.pages.charts.route_plan import Route, described
from accord.pages.charts.route_signs import LINES, crate, stop_station, stop_words
from accord.pages.charts.svg import Caption

_WIDTH, _RAIL = 344.0, 26.0
_TEXT = _RAIL + STATION + 16
_ROOM = _WIDTH - _TEXT - 4


def down(shown: Route, caption: Caption) -> Markup:
    """The stops, between them what moves, and the shipment on the line."""
    drawing, top, last = Drawing(_WIDTH, caption.direction), 4.0, len(shown.stops) - 1
    where = shown.whereabouts()
    for index, stop in enumerate(shown.stops):
        center = top + STATION + 4
        stop_station(drawing, stop, (_RAIL, center), last=index == last)
        y = stop_words(drawing, stop, (_TEXT, center + 4.5), _ROOM)
        if where == (index, 0.0):
            crate(drawing, (_RAIL + STATION - 2, center - STATION + 2))
            y = _said(drawing, shown.shipment, y + 4)
        top = max(y - 14, center + STATION)
        if index < last:
            share = where[1] if where and where[0] == index else 0.0
            top = _leg(drawing, shown, index, (center + STATION + 5, top), share)
    return drawing.svg(caption, top + 6, described(shown), "chart-down")


def _leg(
    drawing: Drawing, shown: Route, index: int, span: tuple[float, float], share: float
) -> float:
    """The line to the next stop; gives where that begins."""
    leg, (start, y) = shown.leg(index), span
    look = "c-said c-bad" if leg.reached == "trouble" else "c-quiet"
    words = sentence(leg.quantity, leg.detail)
    y = drawing.block((_TEXT, y + 24), words, SMALL, room=_ROOM, look=look)
    if share:
        y = _said(drawing, shown.shipment, y + 1)
    end, line = y + 4, LINES[leg.reached]
    drawing.line((_RAIL, start), (_RAIL, end - 6), line)
    head_down(drawing, (_RAIL, end), line.rsplit(maxsplit=1)[-1])
    if share:
        crate(drawing, (_RAIL, start + (end - 10 - start) * share))
    return end + 2


def _said(drawing: Drawing, words: str, y: float) -> float:
    return drawing.block((_TEXT, y), words, STRONG, room=_ROOM, look="c-said c-accent")
