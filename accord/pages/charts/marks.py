"""Signs that several pictures share: stations, arrowheads, the break in a chain, a legend."""

from collections.abc import Sequence

from accord.pages.charts.drawing import Drawing
from accord.pages.charts.lettering import FINE, SMALL, STRONG, Face, width
from accord.pages.charts.svg import Point, Tone

STATION = 15.0  # radius
_CODE_MOST = 3  # letters that fit into a station
_SWATCH = 12.0


def station(
    drawing: Drawing,
    center: Point,
    code: str,
    look: str,
    *,
    fill: str = "",
    hint: str = "",
    ringed: bool = False,
) -> None:
    """A circle with a state's code in it; a ring around it where a journey ends."""
    x, y = center
    if ringed:
        drawing.circle(center, STATION + 4, f"c-ring {look.rsplit(maxsplit=1)[-1]}")
    drawing.circle(center, STATION, look, hint=hint, fill=fill)
    face = STRONG if len(code) < _CODE_MOST else FINE
    drawing.text((x, y + 4.5), code[:_CODE_MOST], face, look="c-in", anchor="middle")


def head_along(drawing: Drawing, tip: Point, look: str, size: float = 5) -> None:
    """An arrowhead that points away from the start edge."""
    x, y = tip
    back, above, below = (x - size * 1.4, y), (x - size * 2, y - size), (x - size * 2, y + size)
    drawing.path(f"c-fill {look}", "M", tip, "L", above, "L", back, "L", below, "Z")


def head_down(drawing: Drawing, tip: Point, look: str, size: float = 5) -> None:
    """An arrowhead that points downwards."""
    x, y = tip
    back, left, right = (x, y - size * 1.4), (x - size, y - size * 2), (x + size, y - size * 2)
    drawing.path(f"c-fill {look}", "M", tip, "L", left, "L", back, "L", right, "Z")


def diamond(drawing: Drawing, center: Point, look: str, *, size: float = 8, hint: str = "") -> None:
    """A square on its corner."""
    x, y = center
    points = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
    first, *others = points
    rest = [part for point in others for part in ("L", point)]
    drawing.path(look, "M", first, *rest, "Z", hint=hint)


def tick(drawing: Drawing, center: Point, look: str, size: float = 4) -> None:
    """A check mark, which is written the same way in every direction of reading."""
    x, y = center
    way = -1 if drawing.x(1) < drawing.x(0) else 1
    drawing.path(
        look,
        *("M", (x - way * size, y + size * 0.1), "L", (x - way * size * 0.25, y + size * 0.8)),
        *("L", (x + way * size, y - size * 0.8)),
    )


def cross(drawing: Drawing, center: Point, look: str, size: float = 3.5) -> None:
    """An x."""
    x, y = center
    drawing.path(
        look,
        *("M", (x - size, y - size), "L", (x + size, y + size)),
        *("M", (x - size, y + size), "L", (x + size, y - size)),
    )


def legend(drawing: Drawing, place: Point, items: Sequence[tuple[str, str, str]]) -> float:
    """Swatches (class, fill) with their words, wrapped; gives the y below them."""
    left, y = place
    x = left
    for look, fill, words in items:
        wide = _SWATCH + 7 + width(words, SMALL)
        if x > left and x + wide > drawing.width:
            x, y = left, y + SMALL.leading + 4
        drawing.rect((x, y - 10), (_SWATCH, _SWATCH), look, round_=3, fill=fill)
        drawing.text((x + _SWATCH + 7, y), words, SMALL, look="c-quiet", room=drawing.width)
        x += wide + 18
    return y + SMALL.leading


def tone_class(tone: Tone, kind: str = "c-fill") -> str:
    """The classes of a shape in a tone."""
    return f"{kind} c-{tone}"


def pill(drawing: Drawing, center: Point, words: str, look: str, face: Face = FINE) -> None:
    """Words in a rounded box that stays inside the drawing."""
    wide = width(words, face) + 14
    x = min(max(center[0], wide / 2), drawing.width - wide / 2)
    drawing.rect((x - wide / 2, center[1] - 9), (wide, 18), look, round_=9)
    drawing.text((x, center[1] + 4), words, face, look="c-in", anchor="middle")
