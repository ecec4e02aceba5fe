"""A drawing that is filled from its start edge: left, or right where the reader begins there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from accord.pages.charts.lettering import BODY, Face, fit, isolated, label, wrap
from accord.pages.charts.svg import (
    Anchor,
    Attributes,
    Caption,
    Direction,
    Point,
    element,
    number,
)

_OPPOSITE: Mapping[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}
_LONGEST = 2000  # characters of a description


@dataclass(slots=True)
class Drawing:
    """Elements in the order in which they were drawn; `x` is the distance from the start edge."""

    width: float
    direction: Direction
    mirrored: bool = True  # a map is not
    _front: list[Markup] = field(default_factory=list)
    _behind: list[Markup] = field(default_factory=list)
    _patterns: list[Markup] = field(default_factory=list)

    def x(self, distance: float) -> float:
        """The coordinate at a distance from the start edge."""
        return self.width - distance if self._flips else distance

    def line(self, start: Point, end: Point, look: str, *, behind: bool = False) -> None:
        """A straight line."""
        (x1, y1), (x2, y2) = start, end
        ends = {"x1": self.x(x1), "y1": y1, "x2": self.x(x2), "y2": y2}
        self._add(element("line", {**ends, "class": look}), behind)

    def path(self, look: str, *parts: str | Point, hint: str = "", behind: bool = False) -> None:
        """A path of commands and points."""
        written = " ".join(
            one if isinstance(one, str) else f"{number(self.x(one[0]))} {number(one[1])}"
            for one in parts
        )
        self._add(element("path", {"d": written, "class": look}, *_hint(hint)), behind)

    def circle(
        self, center: Point, radius: float, look: str, *, hint: str = "", fill: str = ""
    ) -> None:
        """A circle."""
        where = {"cx": self.x(center[0]), "cy": center[1], "r": radius}
        self._front.append(element("circle", {**where, "class": look, "fill": fill}, *_hint(hint)))

    def rect(
        self,
        corner: Point,
        size: Point,
        look: str,
        *,
        round_: float = 0,
        hint: str = "",
        fill: str = "",
        behind: bool = False,
    ) -> None:
        """A rectangle from its start corner at the top."""
        (x, y), (wide, high) = corner, size
        left = self.x(x) - wide if self._flips else x
        where: Attributes = {"x": left, "y": y, "width": wide, "height": high, "rx": round_ or ""}
        made = element("rect", {**where, "class": look, "fill": fill}, *_hint(hint))
        self._add(made, behind)

    def text(
        self,
        place: Point,
        words: str,
        face: Face = BODY,
        *,
        look: str = "",
        anchor: Anchor = "start",
        room: float | None = None,
    ) -> None:
        """One line, shortened to its room; its hint is then the whole."""
        whole = label(words)
        shown = whole if room is None else fit(words, room, face)
        look, hint = f"{face.name} {look}".strip(), "" if shown == whole else whole
        self._line(place, shown, look, anchor, hint)

    def block(
        self,
        place: Point,
        words: str,
        face: Face,
        *,
        room: float,
        most: int = 2,
        look: str = "",
        anchor: Anchor = "start",
    ) -> float:
        """Lines one below the other from a first baseline; gives the baseline after the last."""
        x, y = place
        lines = wrap(words, room, face, most)
        whole = label(words)
        look, hint = f"{face.name} {look}".strip(), "" if " ".join(lines) == whole else whole
        for line in lines:
            self._line((x, y), line, look, anchor, hint)
            y += face.leading
        return y

    def hatch(self, key: str) -> str:
        """A fill of slanted lines, for what is not known."""
        name = f"{key}-hatch"
        box: Attributes = {"id": name, "width": 5, "height": 5, "patternUnits": "userSpaceOnUse"}
        turned: Attributes = {**box, "patternTransform": "rotate(45)"}
        stripe = element("line", {"x1": 0, "y1": 0, "x2": 0, "y2": 5, "class": "c-hatch"})
        made = element("pattern", turned, stripe)
        if made not in self._patterns:
            self._patterns.append(made)
        return f"url(#{name})"

    def svg(
        self, caption: Caption, height: float, sentences: Sequence[str], look: str = ""
    ) -> Markup:
        """The whole picture under its caption."""
        told = caption.description or "; ".join(map(label, sentences))
        title, desc = f"{caption.key}-title", f"{caption.key}-desc"
        patterns = [element("defs", {}, *self._patterns)] if self._patterns else []
        return element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "class": f"chart {look}".strip(),
                "role": "img",
                "aria-labelledby": f"{title} {desc}",
                "viewBox": f"0 0 {number(self.width)} {number(height)}",
                "width": self.width,
                "height": height,
                "direction": self.direction,
            },
            element("title", {"id": title}, label(caption.title)),
            element("desc", {"id": desc}, told[:_LONGEST]),
            *patterns,
            *self._behind,
            *self._front,
        )

    @property
    def _flips(self) -> bool:
        return self.mirrored and self.direction == "rtl"

    def _add(self, made: Markup, behind: bool) -> None:
        (self._behind if behind else self._front).append(made)

    def _line(self, place: Point, shown: str, look: str, anchor: Anchor, hint: str) -> None:
        if not shown:
            return
        # With `direction` rtl a line starts at its right, which is wrong only on a map.
        if self.direction == "rtl" and not self.mirrored:
            anchor = _OPPOSITE[anchor]
        if self.direction == "rtl" or not shown.isascii():
            shown = isolated(shown)
        where: Attributes = {"x": self.x(place[0]), "y": place[1]}
        set_: Attributes = {"text-anchor": "" if anchor == "start" else anchor}
        self._front.append(element("text", {**where, **set_, "class": look}, *_hint(hint), shown))


def _hint(words: str) -> Sequence[Markup]:
    """What a pointer resting on an element shows."""
    return [element("title", {}, label(words))] if words else []
