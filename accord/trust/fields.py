"""A strict reader of signed JSON documents: every field is asked for by name and type."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from accord.encoding import from_base64
from accord.errors import FormatError

_MAX_DOCUMENT = 16 * 1024 * 1024
_MAX_INTEGER = 2**53
_MAX_DATA = 8192

T = TypeVar("T")


def read_object(data: bytes, what: str) -> "Fields":
    """The JSON object in these bytes.

    Raises:
        FormatError: not UTF-8 JSON, not an object, a name twice, or over 16 MiB.
    """
    if len(data) > _MAX_DOCUMENT:
        raise FormatError("trust.too_large", f"{what}: a document has at most 16 MiB")
    try:
        document = json.loads(data.decode(), object_pairs_hook=_unique, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise FormatError("trust.not_json", f"{what}: not strict JSON") from error
    return Fields(document, what)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError("a name occurs twice")
    return document


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


class Fields:
    """The fields of one object; `done` refuses whatever was not asked for."""

    def __init__(self, document: object, where: str) -> None:
        """Takes the parsed object and its name for errors."""
        if not isinstance(document, dict):
            raise FormatError("trust.field", f"{where}: must be an object")
        self._left = dict(document)
        self._where = where

    def _take(self, name: str, kind: type | tuple[type, ...], default: Any) -> Any:
        value = self._left.pop(name, default)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise FormatError("trust.field", f"{self._where}.{name}: missing or of the wrong type")
        return value

    def text(self, name: str, default: str | None = None) -> str:
        """A non-empty text of at most 500 characters."""
        value: str = self._take(name, str, default)
        if not (default == value or 1 <= len(value) <= 500) or not value.isprintable():
            raise FormatError("trust.field", f"{self._where}.{name}: 1 to 500 printable characters")
        return value

    def long_text(self, name: str) -> str:
        """A text as long as the document may be."""
        value: str = self._take(name, str, None)
        return value

    def integer(self, name: str, default: int | None = None) -> int:
        """A whole number from 0 to 2^53."""
        value: int = self._take(name, int, default)
        if not 0 <= value <= _MAX_INTEGER:
            raise FormatError("trust.field", f"{self._where}.{name}: a number from 0 to 2^53")
        return value

    def optional_integer(self, name: str) -> int | None:
        """A whole number, or `None` where the field is absent."""
        return self.integer(name) if name in self._left else None

    def flag(self, name: str, default: bool) -> bool:
        """True or false."""
        value: bool = self._take(name, bool, default)
        return value

    def data(self, name: str) -> bytes:
        """Bytes in base64, such as a key or a certificate: at most 8192 characters."""
        value: str = self._take(name, str, None)
        if not 1 <= len(value) <= _MAX_DATA:
            raise FormatError(
                "trust.field", f"{self._where}.{name}: 1 to {_MAX_DATA} characters of base64"
            )
        return from_base64(value)

    def optional_data(self, name: str) -> bytes | None:
        """Bytes in base64, or `None` where the field is absent."""
        return self.data(name) if name in self._left else None

    def texts(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts; the default where the field is absent."""
        values = self._take(name, list, list(default))
        if not all(isinstance(value, str) and value.isprintable() for value in values):
            raise FormatError("trust.field", f"{self._where}.{name}: a list of texts")
        return tuple(values)

    def integers(self, name: str, default: tuple[int, ...]) -> tuple[int, ...]:
        """A list of whole numbers."""
        values = self._take(name, list, list(default))
        if not all(type(value) is int for value in values):
            raise FormatError("trust.field", f"{self._where}.{name}: a list of whole numbers")
        return tuple(values)

    def each(self, name: str, read: Callable[["Fields"], T]) -> tuple[T, ...]:
        """A list of objects, each read by `read`; empty where the field is absent."""
        values = self._take(name, list, [])
        where = f"{self._where}.{name}"
        return tuple(read(Fields(value, f"{where}[{i}]")) for i, value in enumerate(values))

    def inner(self, name: str) -> "Fields":
        """An object inside this one."""
        return Fields(self._take(name, dict, None), f"{self._where}.{name}")

    def optional_inner(self, name: str) -> "Fields | None":
        """An object inside this one, or `None` where it is absent."""
        return self.inner(name) if name in self._left else None

    def optional_object(self, name: str) -> Mapping[str, Any] | None:
        """An object that another reader takes whole, or `None` where it is absent."""
        value: dict[str, Any] | None = self._take(name, dict, {}) if name in self._left else None
        return value

    def done(self) -> None:
        """Returns only if every field was asked for.

        Raises:
            FormatError: names one that was not.
        """
        if self._left:
            name = min(self._left)
            raise FormatError("trust.field_unknown", f"{self._where}.{name}: is not a known field")


def by_name(items: tuple[T, ...], name: Callable[[T], str], what: str) -> Mapping[str, T]:
    """The items under their names.

    Raises:
        FormatError: a name occurs twice.
    """
    named = {name(item): item for item in items}
    if len(named) != len(items):
        raise FormatError("trust.twice", f"{what}: an id occurs twice")
    return named
