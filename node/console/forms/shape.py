"""From the type of a body to the tree of fields that a form shows."""

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final

from accord.dates import PartialDate
from node.console.forms import bounds

DAY_PARTS: Final = ("year", "month", "day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words; more than one line where the bound is that of a paragraph."""

    longest: int  # characters

    @property
    def long(self) -> bool:
        """Whether it may be a paragraph."""
        return self.longest > bounds.ONE_LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A whole number, from nought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number with a decimal point, from nought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of a code list."""

    codes: type[StrEnum]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Some of a code list."""

    codes: type[StrEnum]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Yes or no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A date as precisely as it is known, in three boxes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instant:
    """A moment in milliseconds, shown as a day and a time where the reader is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Bytes; where the body names a file by its digest, the digest of the chosen file."""

    digest: bool
    longest: int  # bytes, of what goes into the body


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A dataclass."""

    fields: tuple["Field", ...]
    by_name: Mapping[str, "Field"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """A list with rows, or of texts with one a line."""

    row: "Field"  # without a name
    most: int


Leaf = Text | Whole | Number | Choice | Choices | Flag | Day | Instant | File
Shape = Leaf | Group | Several


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a group, or what each row of a list holds."""

    name: str
    shape: Shape
    optional: bool = False  # may be null
    needed: bool = True  # has no default
    default: object = None


def shape_of(type_: type) -> Group:
    """The fields of a dataclass.

    Raises:
        TypeError: a field has a type that no form knows.
    """
    return _group(type_)


@cache
def _group(type_: Any) -> Group:
    hints = typing.get_type_hints(type_)
    made = tuple(
        _field(f"{type_.__name__}.{one.name}", one.name, hints[one.name], one.default)
        for one in fields(type_)
    )
    return Group(fields=made, by_name={field.name: field for field in made})


def _field(owned: str, name: str, hint: Any, default: object) -> Field:
    parts = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    known = [part for part in parts if part is not types.NoneType]
    if len(known) != 1:
        raise TypeError(f"{owned}: a form shows one type a field")
    needed = default is MISSING
    return Field(
        name=name,
        shape=_shape(owned, name, known[0]),
        optional=len(parts) > 1,
        needed=needed,
        default=None if needed else default,
    )


def _shape(owned: str, name: str, hint: Any) -> Shape:
    if typing.get_origin(hint) is tuple:
        item, *rest = typing.get_args(hint)
        if rest != [Ellipsis]:
            raise TypeError(f"{owned}: a form shows lists of any length")
        if isinstance(item, type) and issubclass(item, StrEnum):
            return Choices(codes=item)
        row = Field(name="", shape=_shape(owned, name, item))
        return Several(row=row, most=bounds.longest_list(owned))
    if not isinstance(hint, type):
        raise TypeError(f"{owned}: no form shows {hint}")
    if hint is PartialDate:
        return Day()
    if is_dataclass(hint):
        return shape_of(hint)
    if issubclass(hint, StrEnum):
        return Choice(codes=hint)
    return _simple(owned, name, hint)


def _simple(owned: str, name: str, hint: type) -> Leaf:
    if hint is str:
        return Text(longest=bounds.longest_text(owned))
    if hint is bool:
        return Flag()
    if hint is int:
        return Instant() if name.endswith("_ms") else Whole()
    if hint is float:
        return Number()
    if hint is bytes:
        return File(digest=name.endswith("digest"), longest=bounds.longest_bytes(owned))
    raise TypeError(f"{owned}: no form shows {hint.__name__}")
