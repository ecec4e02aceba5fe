"""How much room words take, estimated: the reader's fonts are not known where a picture is made."""

import re
import unicodedata
from dataclasses import dataclass

from accord.pages.shown import plain

_NARROW = frozenset("iljtfrI.,:;'|!()[]{}/\\ -·’")
_WIDE = frozenset("mwMW@%&—…")
_LONGEST = 300  # characters of a label that are looked at
_DIRECTING = re.compile("([\u200e\u200f\u061c\u2068\u2069])")
_FIRST, _END = "\u2068", "\u2069"  # isolate by the first strong character; its end
_RIGHT = frozenset({"R", "AL", "AN"})
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A way of setting text; the class in charts.css has the same size."""

    name: str
    size: float
    leading: float
    weight: float = 1.0  # how much wider than regular


BODY = Face(name="c-body", size=13, leading=18)
STRONG = Face(name="c-strong", size=13, leading=18, weight=1.08)
SMALL = Face(name="c-small", size=12, leading=16)
FINE = Face(name="c-fine", size=11, leading=15)
CODE = Face(name="c-code", size=11, leading=15, weight=1.12)
FIGURE = Face(name="c-figure", size=22, leading=26, weight=1.05)


def width(text: str, face: Face) -> float:
    """About how wide the text is, rather too wide than too narrow."""
    return sum(_share(one) for one in text) * face.size * face.weight


def fit(text: str, room: float, face: Face) -> str:
    """The text, or as much of its beginning as fits and an ellipsis."""
    (line,) = wrap(text, room, face, 1) or ("",)
    return line


def wrap(text: str, room: float, face: Face, most: int) -> tuple[str, ...]:
    """At most so many lines, broken at spaces, or inside a word that fills a line by itself."""
    rest = label(text)
    lines: list[str] = []
    while rest and len(lines) < most:
        taken = _taken(rest, room, face)
        if taken < len(rest):
            if len(lines) == most - 1:
                kept = _taken(rest, room - width(ELLIPSIS, face), face)
                return (*lines, rest[:kept].rstrip() + ELLIPSIS)
            space = rest.rfind(" ", 0, taken + 1)
            taken = space if space > 0 else max(taken, 1)
        lines.append(rest[:taken].rstrip())
        rest = rest[taken:].lstrip()
    return tuple(lines)


def label(text: str) -> str:
    """A label on one line, bounded, with unseen characters shown.

    Marks and isolates, which dates in right-to-left languages hold, can hide nothing: a text in a
    picture is a paragraph of its own.
    """
    parts = _DIRECTING.split(text[:_LONGEST])
    return " ".join(
        "".join(part if at % 2 else plain(part) for at, part in enumerate(parts)).split()
    )


def sentence(*parts: str) -> str:
    """The parts that say something, with a mark between them that is not read aloud."""
    said = [part for part in parts if part]
    if any(_from_right(part) for part in said):  # else neighbours reorder numbers
        said = [isolated(part) for part in said]
    return " · ".join(said)


def isolated(text: str) -> str:
    """The text with a direction of its own, unless it is a sentence of such parts."""
    return text if text.startswith(_FIRST) else f"{_FIRST}{text}{_END}"


def _from_right(text: str) -> bool:
    return any(unicodedata.bidirectional(one) in _RIGHT for one in text)


def _taken(text: str, room: float, face: Face) -> int:
    """How many characters fit."""
    used = 0.0
    for place, one in enumerate(text):
        used += _share(one) * face.size * face.weight
        if used > room:
            return place
    return len(text)


def _share(one: str) -> float:
    """A character's width as a share of the type size."""
    if one in _NARROW:
        return 0.34
    if one in _WIDE:
        return 0.9
    if one.isascii():
        return 0.69 if one.isupper() else 0.57
    if unicodedata.category(one) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(one) in ("W", "F"):
        return 1.0
    return 0.68 if one.isupper() else 0.58
