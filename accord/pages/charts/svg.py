"""What every picture is made of: a caption, elements with everything escaped, or a sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from markupsafe import Markup, escape

Direction: TypeAlias = Literal["ltr", "rtl"]
Tone: TypeAlias = Literal["ink", "quiet", "accent", "good", "warn", "bad"]
Anchor: TypeAlias = Literal["start", "middle", "end"]
Orientation: TypeAlias = Literal["horizontal", "vertical"]
Attributes: TypeAlias = Mapping[str, str | float]
Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What a picture is called, in the reader's words."""

    key: str  # its ids begin with it: one of its own for each picture on a page
    title: str
    empty: str  # the sentence that stands where there is nothing to draw
    description: str = ""  # instead of the data as sentences
    direction: Direction = "ltr"


def element(name: str, attributes: Attributes, *inside: str) -> Markup:
    """One element, with everything in it escaped that is not markup already."""
    written = "".join(
        f' {key}="{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    # Each part is escaped here; a picture has hundreds, and a list many pictures.
    if not inside:
        return Markup(f"<{name}{written}/>")  # noqa: S704
    return Markup(f"<{name}{written}>{''.join(map(escape, inside))}</{name}>")  # noqa: S704


def number(value: float) -> str:
    """A length to a tenth of a unit."""
    written = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def nothing(caption: Caption) -> Markup:
    """The sentence in place of an empty picture."""
    return element("p", {"class": "chart-empty"}, caption.empty)


def fitting(across: Markup, down: Markup) -> Markup:
    """Both orientations of a picture; charts.css shows the one that its place has room for."""
    return across if across == down else element("div", {"class": "chart-pair"}, across, down)


def turned(draw: Callable[[Caption, Orientation], Markup], caption: Caption) -> Markup:
    """A picture for a wide place and for a narrow one, under a key each."""
    narrow = replace(caption, key=f"{caption.key}-narrow")
    return fitting(draw(caption, "horizontal"), draw(narrow, "vertical"))
