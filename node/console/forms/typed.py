"""What the boxes of a form hold, as text: of a new form, and of a body that is shown again."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any, Final, assert_never

from accord.encoding import to_base64
from node.console.forms.shape import (
    DAY_PARTS,
    Choice,
    Choices,
    Day,
    Field,
    File,
    Flag,
    Group,
    Instant,
    Number,
    Several,
    Text,
    Whole,
)

# None: the whole field is left open. A tuple: the codes that are ticked.
Typed = None | str | tuple[str, ...] | dict[str, "Typed"] | list["Typed"]

YES: Final = "1"
NO: Final = "0"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def fresh(field: Field) -> Typed:
    """What a new form shows: the defaults."""
    if not field.needed:
        return typed(field, field.default, UTC)
    match field.shape:
        case Group(fields=fields):
            return {one.name: fresh(one) for one in fields}
        case Several():
            return []
        case Choices():
            return ()
        case Day():
            return dict.fromkeys(DAY_PARTS, "")
        case _:
            return ""


def typed(field: Field, value: Any, zone: tzinfo) -> Typed:
    """A value as it is shown; what a mapping does not name of a group is as in a new form."""
    match field.shape:
        case Group(fields=fields):
            return None if value is None else _group(fields, value, zone)
        case Several(row=row):
            return [typed(row, item, zone) for item in value]
        case Choices():
            return None if value is None else tuple(item.value for item in value)
        case Day():
            return {part: _number(getattr(value, part, None)) for part in DAY_PARTS}
        case Whole():
            # Nought is how a body says that a number is not known.
            unknown = value == 0 and field.default == 0 and not field.needed
            return "" if unknown else _number(value)
        case _:
            return "" if value is None else _leaf(field, value, zone)


def _group(fields: tuple[Field, ...], value: Any, zone: tzinfo) -> Typed:
    if isinstance(value, Mapping):
        return {
            one.name: typed(one, value[one.name], zone) if one.name in value else fresh(one)
            for one in fields
        }
    return {one.name: typed(one, getattr(value, one.name), zone) for one in fields}


def _leaf(field: Field, value: Any, zone: tzinfo) -> str:
    match field.shape:
        case Text():
            return str(value)
        case Choice():
            return str(value.value)
        case Number():
            return format(Decimal(repr(float(value))), "f")
        case Flag():
            return YES if value else NO
        case Instant():
            return local(value, zone)
        case File():
            return to_base64(value)
        case Group() | Several() | Choices() | Day() | Whole():
            raise TypeError(f"{field.name}: is not one text")
        case _:
            assert_never(field.shape)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def local(at_ms: int, zone: tzinfo) -> str:
    """A moment as a box for local time takes it: to the minute where that says it all.

    Beyond the year 9999 the number itself, which no box takes back.
    """
    try:
        moment = (_EPOCH + timedelta(milliseconds=at_ms)).astimezone(zone).replace(tzinfo=None)
    except OverflowError:
        return str(at_ms)
    precision = "minutes" if at_ms % 60_000 == 0 else "milliseconds"
    return moment.isoformat(timespec=precision)


def says_nothing(field: Field, given: Typed) -> bool:
    """Whether a box, a group or a row is as empty as in a new form."""
    match given:
        case None | "":
            return True
        case dict() if isinstance(field.shape, Group):
            inner = field.shape.by_name
            return all(says_nothing(inner[name], one) for name, one in given.items())
        case dict():
            return not any(given.values())
        case list() if isinstance(field.shape, Several):
            return all(says_nothing(field.shape.row, one) for one in given)
        case _:
            return given == fresh(field)


def pairs(field: Field, given: Typed, path: str = "") -> Iterator[tuple[str, str]]:
    """The names and texts that a browser would post."""
    match given:
        case None:
            return
        case str():
            yield path, given
        case tuple():
            yield path, NO  # even where nothing is ticked, it was shown
            yield from ((path, code) for code in given)
        case list() if isinstance(field.shape, Several):
            for index, one in enumerate(given):
                yield from pairs(field.shape.row, one, f"{path}[{index}]")
        case dict() if isinstance(field.shape, Group):
            for name, one in given.items():
                yield from pairs(field.shape.by_name[name], one, f"{path}.{name}".lstrip("."))
        case dict():
            yield from ((f"{path}.{part}", str(text)) for part, text in given.items())
        case _:
            raise TypeError(f"{path}: is no list")
