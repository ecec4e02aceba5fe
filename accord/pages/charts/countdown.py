"""How much time is left until something is due."""

from dataclasses import dataclass
from math import cos, pi, sin

from markupsafe import Markup

from accord.pages.charts.drawing import Drawing
from accord.pages.charts.lettering import BODY, FIGURE, FINE, SMALL, Face, sentence, width
from accord.pages.charts.svg import Caption, Tone

_SIZE, _RADIUS = 112.0, 48.0
_BAR, _THICK = 220.0, 8.0
_FULL = 0.9995  # an arc cannot end where it begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Countdown:
    """What is left of a term, as a share and in words."""

    share: float  # 0, nothing left, to 1
    left: str  # such as "2 h 14 min"
    due: str = ""  # the instant, as the reader writes it
    tone: Tone = "accent"


def ring(shown: Countdown, caption: Caption) -> Markup:
    """A ring that empties in the direction of reading, with what is left inside."""
    drawing = Drawing(_SIZE, caption.direction)
    middle = _SIZE / 2
    left = min(1.0, max(0.0, shown.share))
    drawing.circle((middle, middle), _RADIUS, f"c-track c-{shown.tone}")
    if left >= _FULL:
        drawing.circle((middle, middle), _RADIUS, f"c-arc c-{shown.tone}")
    elif left > 0:
        begin, end = _at(1 - left), _at(1.0)
        sweep = "0" if drawing.x(1) < drawing.x(0) else "1"
        large = "1" if left > 0.5 else "0"
        turn = f"A {_RADIUS:.0f} {_RADIUS:.0f} 0 {large} {sweep}"
        drawing.path(f"c-arc c-{shown.tone}", "M", begin, turn, end)
    room = _RADIUS * 2 - 18
    face: Face = next((one for one in (FIGURE, BODY) if width(shown.left, one) <= room), FINE)
    raised = 0 if shown.due else 3
    place = (middle, middle + 3 + raised)
    drawing.text(place, shown.left, face, look=f"c-said c-{shown.tone}", anchor="middle", room=room)
    place = (middle, middle + 20)
    drawing.text(place, shown.due, FINE, look="c-quiet", anchor="middle", room=room - 6)
    return drawing.svg(caption, _SIZE, described(shown))


def bar(shown: Countdown, caption: Caption) -> Markup:
    """A bar that shortens towards the start, with what is left above it."""
    drawing = Drawing(_BAR, caption.direction)
    left = min(1.0, max(0.0, shown.share))
    room = _BAR / 2 + 20
    drawing.text((0, 12), shown.left, SMALL, look=f"c-said c-{shown.tone} c-heavy", room=room)
    place = (_BAR, 12)
    drawing.text(place, shown.due, FINE, look="c-quiet", anchor="end", room=_BAR - room - 8)
    drawing.rect((0, 20), (_BAR, _THICK), f"c-wash c-{shown.tone}", round_=_THICK / 2)
    if left > 0:
        size = (max(_THICK, _BAR * left), _THICK)
        drawing.rect((0, 20), size, f"c-fill c-{shown.tone}", round_=_THICK / 2)
    return drawing.svg(caption, 20 + _THICK, described(shown))


def described(shown: Countdown) -> tuple[str, ...]:
    """What is left and when it ends."""
    return (sentence(shown.left, shown.due),)


def _at(share: float) -> tuple[float, float]:
    """A point of the ring, from the top in the direction of reading."""
    angle = 2 * pi * share
    return _SIZE / 2 + _RADIUS * sin(angle), _SIZE / 2 - _RADIUS * cos(angle)
