"""One structural mapping between dataclasses and generated messages, strict in both directions.

A dataclass field is the protobuf field of the same name, and an enum member NAME is PREFIX_NAME.
What a field leaves unsaid reads as its default; unsaid and without a default is refused. An
optional number of 0 is unsaid. The two sides are compared once, when a mapping is made, so a
dataclass that no longer fits its message fails at import and not in service.
"""

import types
import typing
from collections.abc import Callable, Set
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any, Final

from google.protobuf.descriptor import EnumDescriptor, FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from accord.errors import FormatError
from accord.wire.bounds import longest_bytes, longest_list, longest_text

_MAX_UINT32: Final = 2**32 - 1
_MAX_UINT63: Final = 2**63 - 1  # what every database and JSON reader of ours can hold
_DIGEST_SIZE: Final = 32

_Convert = Callable[[Any], Any]


class Misfit(Exception):  # noqa: N818 - becomes a FormatError once its path is whole
    """A value that the contract does not allow, with the path to it as far as it is known."""

    def __init__(self, code: str, text: str, path: str = "") -> None:
        super().__init__(code, text, path)
        self.code = code
        self.text = text
        self.path = path

    def within(self, part: str) -> "Misfit":
        """The same misfit, seen from one level further out."""
        joint = "." if self.path and not self.path.startswith("[") else ""
        return Misfit(self.code, self.text, f"{part}{joint}{self.path}")


@dataclass(frozen=True, slots=True)
class _FieldMap:
    """How the value of one field is read, and written into a message."""

    name: str
    read: Callable[[Any], Any]
    write: Callable[[Message, Any], None]


@dataclass(frozen=True, slots=True)
class MessageMap:
    """A dataclass and its message, field by field."""

    domain: type[Any]
    fields: tuple[_FieldMap, ...]
    by_number: dict[int, _FieldMap]
    required: frozenset[str]
    noughts: dict[str, int]  # numbers without a default, which the wire leaves out when they are 0

    def read(self, message: Message) -> Any:
        """The domain value that a message names.

        Raises:
            Misfit: a bound, code or required field is not as the contract says.
        """
        values: dict[str, Any] = dict(self.noughts)
        for wire, value in message.ListFields():
            field = self.by_number[wire.number]
            try:
                values[field.name] = field.read(value)
            except Misfit as misfit:
                raise misfit.within(field.name) from None
        self._complete(values.keys())
        try:
            return self.domain(**values)
        except FormatError as error:
            raise Misfit(error.code, error.text) from error

    def write(self, message: Message, value: Any) -> None:
        """Fills an empty message.

        Raises:
            Misfit: the value is one that `read` would refuse.
        """
        said = set(self.noughts)
        for field in self.fields:
            part = getattr(value, field.name)
            if not part:
                continue
            said.add(field.name)
            try:
                field.write(message, part)
            except Misfit as misfit:
                raise misfit.within(field.name) from None
            except (TypeError, ValueError) as error:
                raise Misfit("payload.value", "cannot be encoded", field.name) from error
        self._complete(said)

    def _complete(self, said: Set[str]) -> None:
        if not self.required <= said:
            first = next(f.name for f in self.fields if f.name in self.required - said)
            raise Misfit("payload.missing", "is required", first)


def message_map(domain: type[Any], message: type[Message]) -> MessageMap:
    """The mapping between a dataclass and its generated message.

    Raises:
        TypeError: the two do not have the same fields or codes.
    """
    wire: dict[str, Any] = dict(message.DESCRIPTOR.fields_by_name)
    ours = {field.name for field in fields(domain)}
    if ours != wire.keys():
        raise TypeError(f"{domain.__name__} and its message differ in {ours ^ wire.keys()}")
    hints = typing.get_type_hints(domain)
    maps = tuple(_field(domain, name, hints[name], wire[name]) for name in hints)
    bare = {field.name for field in fields(domain) if field.default is MISSING}
    noughts = {name: hints[name]() for name in bare if hints[name] in (int, bool)}
    return MessageMap(
        domain=domain,
        fields=maps,
        by_number={wire[field.name].number: field for field in maps},
        required=frozenset(bare - noughts.keys()),
        noughts=noughts,
    )


def _field(domain: type, name: str, hint: Any, wire: FieldDescriptor) -> _FieldMap:
    place = f"{domain.__name__}.{name}"
    if typing.get_origin(hint) is tuple:
        return _list(place, name, typing.get_args(hint)[0], wire)
    if isinstance(hint, types.UnionType):
        (hint,) = (part for part in typing.get_args(hint) if part is not types.NoneType)
    inner = _nested(hint, wire)
    if inner is not None:
        return _message(name, inner)
    load, dump = _converters(place, hint, wire)
    return _FieldMap(name, load, lambda message, value: setattr(message, name, dump(value)))


def _nested(hint: Any, wire: FieldDescriptor) -> MessageMap | None:
    if is_dataclass(hint) and isinstance(hint, type) and wire.message_type is not None:
        return message_map(hint, GetMessageClass(wire.message_type))
    return None


def _message(name: str, inner: MessageMap) -> _FieldMap:
    def write(message: Message, value: Any) -> None:
        part = getattr(message, name)
        part.SetInParent()  # present even where all of it is left unsaid
        inner.write(part, value)

    return _FieldMap(name, inner.read, write)


def _list(place: str, name: str, item: Any, wire: FieldDescriptor) -> _FieldMap:
    most = longest_list(place)
    inner = _nested(item, wire)
    load: _Convert
    append: Callable[[Any, Any], None]
    if inner is not None:
        load = inner.read

        def append(items: Any, value: Any) -> None:
            inner.write(items.add(), value)
    else:
        load, dump = _converters(place, item, wire)

        def append(items: Any, value: Any) -> None:
            items.append(dump(value))

    def bounded(count: int) -> None:
        if count > most:
            raise Misfit("payload.too_long", f"has {count} items; at most {most} are allowed")

    def read(items: Any) -> tuple[Any, ...]:
        bounded(len(items))
        return tuple(_each(load, items))

    def write(message: Message, values: tuple[Any, ...]) -> None:
        bounded(len(values))
        items = getattr(message, name)
        _each(lambda value: append(items, value), values)

    return _FieldMap(name, read, write)


def _each(convert: _Convert, items: Any) -> list[Any]:
    done: list[Any] = []
    try:
        for item in items:
            done.append(convert(item))
    except Misfit as misfit:
        raise misfit.within(f"[{len(done)}]") from None
    return done


def _converters(place: str, hint: type, wire: FieldDescriptor) -> tuple[_Convert, _Convert]:
    """How a scalar is read and written; one function for both where the values are the same."""
    if issubclass(hint, StrEnum):
        return _codes(hint, wire.enum_type)
    if hint is bool:
        return bool, bool
    checks: dict[type, _Convert] = {
        str: _text(longest_text(place)),
        int: _number(_MAX_UINT32 if wire.type == FieldDescriptor.TYPE_UINT32 else _MAX_UINT63),
        float: _confidence,
        bytes: _bytes(longest_bytes(place)),
    }
    return checks[hint], checks[hint]


def _codes(domain: type[StrEnum], descriptor: EnumDescriptor | None) -> tuple[_Convert, _Convert]:
    if descriptor is None:
        raise TypeError(f"{domain.__name__} is not a code on the wire")
    prefix = descriptor.values_by_number[0].name.removesuffix("UNSPECIFIED")
    numbers = {value.name.removeprefix(prefix): value.number for value in descriptor.values}
    del numbers["UNSPECIFIED"]
    if numbers.keys() != domain.__members__.keys():
        raise TypeError(f"{domain.__name__} and its wire codes differ")
    by_number = {number: domain[name] for name, number in numbers.items()}
    by_member = {member: number for number, member in by_number.items()}

    def load(number: int) -> StrEnum:
        member = by_number.get(number)
        if member is None:
            raise Misfit("payload.unknown_code", f"{number} is not a code of {domain.__name__}")
        return member

    def dump(member: StrEnum) -> int:
        number = by_member.get(member)
        if number is None:
            raise Misfit("payload.unknown_code", f"is not a code of {domain.__name__}")
        return number

    return load, dump


def _text(longest: int) -> _Convert:
    def check(text: str) -> str:
        if len(text) > longest:
            raise Misfit(
                "payload.too_long", f"has {len(text)} characters; at most {longest} are allowed"
            )
        if "\0" in text:  # no database or spreadsheet takes it
            raise Misfit("payload.value", "holds a NUL character")
        return text

    return check


def _number(largest: int) -> _Convert:
    def check(number: int) -> int:
        if not 0 <= number <= largest:
            raise Misfit("payload.value", f"is not a number from 0 to {largest}")
        return number

    return check


def _confidence(value: float) -> float:
    """Every fraction of the contract is a confidence; NaN fails the comparison too."""
    if not 0.0 <= value <= 1.0:
        raise Misfit("payload.value", "is not a confidence from 0 to 1")
    return value


def _bytes(longest: int | None) -> _Convert:
    def check(value: bytes) -> bytes:
        if len(value) > most:
            raise Misfit("payload.too_long", f"has {len(value)} bytes; at most {most} are allowed")
        return value

    if longest is None:
        return _digest
    most = longest
    return check


def _digest(value: bytes) -> bytes:
    """Every byte string without a bound of its own is a SHA-256 digest."""
    if len(value) != _DIGEST_SIZE:
        raise Misfit("payload.value", f"is not a digest of {_DIGEST_SIZE} bytes")
    return value
