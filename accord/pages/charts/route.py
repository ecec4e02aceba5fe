"""A transfer's route as a picture: states, what moves between them, what is still missing."""

from markupsafe import Markup

from accord.pages.charts.drawing import Drawing
from accord.pages.charts.lettering import FINE, SMALL
from accord.pages.charts.marks import STATION, pill
from accord.pages.charts.route_down import down
from accord.pages.charts.route_plan import Route, described
from accord.pages.charts.route_signs import LINES, crate, stop_station, stop_words
from accord.pages.charts.svg import Caption, Orientation, Point, nothing

_FULL, _COLUMN, _LEAST = 960.0, 230.0, 156.0
_RAIL, _RISE = 92.0, 84.0  # the height of the stations, and how far above them a curve is pulled


def route(shown: Route, caption: Caption, orientation: Orientation = "horizontal") -> Markup:
    """Stops along a page with a curve from each to the next, or down a narrow page."""
    if not shown.stops:
        return nothing(caption)
    draw = down if orientation == "vertical" else _across
    return draw(shown, caption)


def _across(shown: Route, caption: Caption) -> Markup:
    count = len(shown.stops)
    column = max(_LEAST, min(_COLUMN, _FULL / count))
    drawing = Drawing(column * count, caption.direction)
    for index in range(count - 1):
        _curve(drawing, shown, index, column)
    bottom = 0.0
    for index, stop in enumerate(shown.stops):
        left = column * index + 4
        stop_station(drawing, stop, (left + STATION, _RAIL), last=index == count - 1)
        y = stop_words(drawing, stop, (left, _RAIL + STATION + 26), column - 22)
        bottom = max(bottom, y)
    where = shown.whereabouts()
    if where is not None and not where[1]:
        place = (column * where[0] + 4 + STATION, _RAIL - STATION - 12)
        _shipment(drawing, place, shown.shipment)
    return drawing.svg(caption, bottom - 6, described(shown), "chart-across")


def _curve(drawing: Drawing, shown: Route, index: int, column: float) -> None:
    leg = shown.leg(index)
    left = column * index + 4 + STATION
    start, end = (left + 15, _RAIL - 12), (left + column - 17, _RAIL - 14)
    pull = ((start[0] + end[0]) / 2, _RAIL - _RISE)
    drawing.path(LINES[leg.reached], "M", start, "Q", pull, end)
    _arrow(drawing, pull, end, LINES[leg.reached].rsplit(maxsplit=1)[-1])
    room = column - STATION * 2 - 38
    look = "c-said c-bad" if leg.reached == "trouble" else ""
    place = (pull[0], _RAIL - 14)
    drawing.text(place, leg.quantity, SMALL, look=f"{look} c-heavy", anchor="middle", room=room)
    place = (pull[0], _RAIL + 2)
    drawing.text(place, leg.detail, FINE, look="c-quiet", anchor="middle", room=room)
    where = shown.whereabouts()
    if where is not None and where[0] == index and where[1]:
        _shipment(drawing, _on(start, pull, end, where[1]), shown.shipment)


def _on(start: Point, pull: Point, end: Point, share: float) -> Point:
    """A point of a quadratic curve."""
    a, b, c = (1 - share) ** 2, 2 * share * (1 - share), share**2
    return (
        a * start[0] + b * pull[0] + c * end[0],
        a * start[1] + b * pull[1] + c * end[1],
    )


def _arrow(drawing: Drawing, pull: Point, end: Point, look: str) -> None:
    """A head in the direction in which the curve ends."""
    across, down = end[0] - pull[0], end[1] - pull[1]
    long = (across**2 + down**2) ** 0.5
    across, down = across / long, down / long
    back = (end[0] - 10 * across, end[1] - 10 * down)
    left = (back[0] + 5 * down, back[1] - 5 * across)
    right = (back[0] - 5 * down, back[1] + 5 * across)
    drawing.path(f"c-fill {look}", "M", end, "L", left, "L", right, "Z")


def _shipment(drawing: Drawing, place: Point, words: str) -> None:
    if words:
        pill(drawing, (place[0], place[1] - 24), words, "c-fill c-accent c-full")
    crate(drawing, place)
