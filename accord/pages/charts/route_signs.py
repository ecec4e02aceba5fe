"""What both pictures of a route draw alike: stops, their documents, the shipment."""

from collections.abc import Mapping, Sequence

from accord.pages.charts.drawing import Drawing
from accord.pages.charts.lettering import BODY, FINE, SMALL, STRONG, sentence
from accord.pages.charts.marks import cross, station, tick
from accord.pages.charts.route_plan import Document, Reached, Standing, Stop
from accord.pages.charts.svg import Point

_SIGNS: Mapping[Standing, str] = {
    "held": "c-good",
    "pending": "c-warn",
    "missing": "c-bad",
    "refused": "c-bad",
}
LOOKS: Mapping[Reached, str] = {
    "passed": "c-proved c-accent",
    "here": "c-stated c-accent",
    "ahead": "c-inferred c-quiet",
    "trouble": "c-proved c-bad",
}
LINES: Mapping[Reached, str] = {
    "passed": "c-passage c-proved c-accent",
    "here": "c-passage c-proved c-accent",
    "ahead": "c-passage c-inferred c-quiet",
    "trouble": "c-passage c-inferred c-bad",
}


def stop_words(drawing: Drawing, stop: Stop, place: Point, room: float) -> float:
    """Who stands at a stop and with which documents; gives the baseline after the last."""
    x, y = place
    for words, face, look in (
        (stop.state, STRONG, ""),
        (stop.role, BODY, ""),
        (stop.detail, SMALL, "c-quiet"),
    ):
        if words:
            y = drawing.block((x, y), words, face, room=room, look=look)
    return draw_documents(drawing, stop.documents, (x, y + 5), room) if stop.documents else y


def stop_station(drawing: Drawing, stop: Stop, center: Point, *, last: bool) -> None:
    """A stop's station, ringed where the journey ends."""
    look = f"c-station {LOOKS[stop.reached]}"
    station(drawing, center, stop.code, look, hint=sentence(stop.state, stop.role), ringed=last)


def draw_documents(
    drawing: Drawing, documents: Sequence[Document], place: Point, room: float
) -> float:
    """Each document with the sign of its standing; gives the baseline after the last."""
    x, y = place
    for document in documents:
        tone = _SIGNS[document.standing]
        sign = (x + 5, y - 4)
        if document.standing == "held":
            tick(drawing, sign, f"c-stroke {tone}", 4)
        elif document.standing == "refused":
            cross(drawing, sign, f"c-stroke {tone}", 3.5)
        else:
            dashed = " c-dashed" if document.standing == "missing" else ""
            drawing.rect((x + 0.5, y - 9), (9, 10), f"c-sheet{dashed} {tone}", round_=1.5)
        look = "" if document.standing == "held" else f"c-said {tone}"
        words = sentence(document.label, document.said)
        y = drawing.block((x + 17, y), words, FINE, room=room - 17, look=look) + 2
    return y


def crate(drawing: Drawing, place: Point) -> None:
    """The shipment."""
    x, y = place
    drawing.rect((x - 9, y - 7), (18, 14), "c-mark c-accent", round_=2.5)
    drawing.line((x, y - 5), (x, y + 5), "c-cut")
