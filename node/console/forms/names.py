"""Names of fields, firearm.marks[0].kind, and the patterns that pages use, firearm.marks[].kind."""

import re
from collections.abc import Iterator
from typing import Final

from accord.errors import FormatError
from node.console.forms.shape import DAY_PARTS, Day, Group, Several, Shape, Text, Whole

LONGEST: Final = 256  # characters; the deepest field of any body has a third of them
_PART: Final = r"[a-z][a-z0-9_]*(?:\[(?:0|[1-9][0-9]{0,4})\])?"
_NAME: Final = re.compile(rf"{_PART}(?:\.{_PART})*", re.ASCII)
_INDEX: Final = re.compile(r"\[([0-9]+)\]")

Part = str | int


def parts_of(name: str) -> tuple[Part, ...]:
    """The names of fields and the numbers of rows in a name.

    Raises:
        FormatError: `form.field_unknown`.
    """
    if len(name) > LONGEST or _NAME.fullmatch(name) is None:
        raise unknown()
    parts: list[Part] = []
    for one in name.split("."):
        field, _, index = one.rstrip("]").partition("[")
        parts.append(field)
        if index:
            parts.append(int(index))
    return tuple(parts)


def step(shape: Shape, part: Part) -> Shape:
    """The shape one part further.

    Raises:
        FormatError: `form.field_unknown`.
    """
    match shape:
        case Group(by_name=inner) if isinstance(part, str) and part in inner:
            return inner[part].shape
        case Several(row=row, most=most) if isinstance(part, int) and part < most:
            return row.shape
        case Day() if part in DAY_PARTS:
            return Whole()
        case _:
            raise unknown()


def holds_text(shape: Shape) -> bool:
    """Whether a field of this shape is posted under its own name."""
    if isinstance(shape, Several):
        return isinstance(shape.row.shape, Text)  # one a line
    return not isinstance(shape, Group | Day)


def unknown() -> FormatError:
    """The refusal of a name that no field of the form has."""
    return FormatError(
        "form.field_unknown", "a field of this form is unknown: open the page again and send it"
    )


def pattern_of(path: str) -> str:
    """The pattern that a path fits."""
    return _INDEX.sub("[]", path)


def inside(path: str, name: str) -> str:
    """The path of a field of a group."""
    return f"{path}.{name}" if path else name


def is_within(path: str, outer: str) -> bool:
    """Whether a path is another or leads further."""
    return path == outer or path.startswith((f"{outer}.", f"{outer}["))


def outward(path: str) -> Iterator[str]:
    """A path and all that it lies in."""
    yield path
    while cut := max(path.rfind("."), path.rfind("["), 0):
        path = path[:cut]
        yield path


def path_of(parts: tuple[Part, ...]) -> str:
    """The name that its parts make."""
    text = ""
    for part in parts:
        text = f"{text}[{part}]" if isinstance(part, int) else inside(text, part)
    return text
