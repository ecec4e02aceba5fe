"""One field that is typed, ticked or chosen, as the template draws it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from accord.pages.environment import Labels
from accord.pages.marked import marked as _N
from node.console.forms import choosing, reading
from node.console.forms.names import pattern_of
from node.console.forms.shape import (
    Choice,
    Choices,
    Day,
    Field,
    File,
    Flag,
    Instant,
    Number,
    Text,
    Whole,
)
from node.console.forms.spec import FieldSpec, Occasion, Widget
from node.console.forms.typed import Typed
from node.console.forms.view import BoxKind, DayPart

_PARTS: Final = (("year", _N("Year"), 4), ("month", _N("Month"), 2), ("day", _N("Day"), 2))
_REPLACEMENT: Final = "\ufffd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What a box needs beside its head."""

    codes: Labels
    occasion: Occasion

    def of(  # noqa: PLR0911 - one for each shape
        self, field: Field, said: FieldSpec, given: Any, path: str, id_: str
    ) -> tuple[BoxKind, dict[str, Any]]:
        """The kind of a box and what only its kind has."""
        shape = field.shape
        match shape:
            case Text():
                return self._text(field, shape, said, clean(given), path)
            case Whole():
                return "whole", {"value": clean(given)}
            case Number():
                return "number", {"value": clean(given)}
            case Choice():
                options = choosing.codes(field, shape, said, [given] if given else [], self.codes)
                return "radio" if choosing.at_once(shape, said) else "select", {"options": options}
            case Choices():
                options = choosing.codes(field, shape, said, given or (), self.codes)
                return "choices", {"options": options, "unset": given is None}
            case Flag() if field.needed:
                return "radio", {"options": choosing.yes_or_no(given)}
            case Flag():
                return "flag", {"value": clean(given)}
            case Day():
                return "day", {"parts": day_parts(given, path, id_)}
            case Instant():
                zone, native = str(self.occasion.zone), not given or reading.is_moment(given)
                return "instant", {"value": clean(given), "zone": zone, "native": native}
            case File():
                return "file", {"value": clean(given)}
            case _:
                raise TypeError(f"{path}: is no leaf")

    def known(self, path: str) -> Mapping[str, str] | None:
        """What the page knows that a text may be."""
        return self.occasion.options.get(pattern_of(path))

    def _text(
        self, field: Field, shape: Text, said: FieldSpec, given: str, path: str
    ) -> tuple[BoxKind, dict[str, Any]]:
        known = self.known(path)
        if known is not None:
            return "select", {"options": choosing.texts(field, said, given, known)}
        longest = said.longest or shape.longest
        if said.widget is Widget.PASSWORD:
            return "password", {"longest": longest}
        long = Text(longest=longest).long if said.widget is None else False
        # A line would lose the breaks of what somebody else wrote.
        paragraph = long or said.widget is Widget.PARAGRAPH or "\n" in given
        return "paragraph" if paragraph else "line", {"value": given, "longest": longest}


def day_parts(given: Mapping[str, Typed], path: str, id_: str) -> tuple[DayPart, ...]:
    """The three boxes of a date."""
    return tuple(
        DayPart(
            name=f"{path}.{part}",
            id=f"{id_}-{part}",
            label=label,
            value=clean(given.get(part)),
            longest=longest,
        )
        for part, label, longest in _PARTS
    )


def clean(given: Typed) -> str:
    """What a page can show of a text that was refused for its characters."""
    text = given if isinstance(given, str) else ""
    if reading.is_clean(text):
        return text
    return "".join(one if reading.is_clean(one) else _REPLACEMENT for one in text)
