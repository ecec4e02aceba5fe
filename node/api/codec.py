"""JSON to dataclasses and back, strictly: a field nobody knows is refused with its path.

Dates are objects (`{"year": 2013, "month": 6}`), digests are base64, code lists are their names.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, NewType, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import from_json

from accord.errors import FormatError

T = TypeVar("T")

MAX_DEPTH = 24
MAX_INTEGER = 2**53 - 1  # the widest that every JSON reader keeps whole

_STRICT = ConfigDict(
    strict=True,
    extra="forbid",
    val_json_bytes="base64",
    ser_json_bytes="base64",
    allow_inf_nan=False,
)

# What pydantic calls an error, what we call it, and what the caller can do about it.
_REMEDIES = {
    "missing": ("body.field_missing", "add the field"),
    "unexpected_keyword_argument": ("body.field_unknown", "remove the field or correct its name"),
    "enum": ("body.code_unknown", "use one of the codes listed in /openapi.json"),
}
_OTHERWISE = ("body.field_invalid", "see the field's schema in /openapi.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldError:
    """What is wrong with one field, and what to do."""

    field: str  # "firearm.marks[0].kind"
    code: str
    detail: str
    remedy: str


class BodyError(FormatError):
    """The body is not what the route takes; every bad field is listed."""

    def __init__(self, code: str, text: str, fields: tuple[FieldError, ...] = ()) -> None:
        super().__init__(code, text)
        self.fields = fields


class Codec(Generic[T]):
    """Reads and writes one type."""

    def __init__(self, type_: type[T]) -> None:
        self.type = type_
        # A new type has no configuration of its own, so ours reaches every dataclass inside it.
        alias = NewType("alias", type_)  # type: ignore[valid-type, valid-newtype]
        self.adapter: TypeAdapter[T] = TypeAdapter(alias, config=_STRICT)

    def decode(self, data: bytes) -> T:
        """The value in a JSON body.

        Raises:
            BodyError: not JSON, out of bounds, or not the type; names every field.
            FormatError: a value that its own type refuses, such as a 31 June.
        """
        if not data.strip():
            raise BodyError("body.empty", "send a JSON object as the body")
        try:
            parsed = from_json(data, allow_inf_nan=False)
        except ValueError as error:
            raise BodyError("body.not_json", f"the body is not JSON: {error}") from error
        _bound(parsed, "body", 0)
        try:
            return self.adapter.validate_json(data)
        except OverflowError as error:
            raise BodyError("body.number_too_large", "a number is beyond its type") from error
        except ValidationError as error:
            fields = tuple(
                _field_error(item["loc"], item["type"], item["msg"])
                for item in error.errors(
                    include_url=False, include_context=False, include_input=False
                )
            )
            names = ", ".join(field.field for field in fields[:5])
            raise BodyError("body.invalid", f"correct these fields: {names}", fields) from error

    def encode(self, value: T) -> bytes:
        """The value as JSON."""
        return self.adapter.dump_json(value)


def codec(type_: type[T]) -> Codec[T]:
    """The codec of a type; building one is slow, so each is built once."""
    key: object = type_
    return _built(key)


@cache
def _built(type_: Any) -> Codec[Any]:
    return Codec(type_)


def path_of(location: tuple[int | str, ...]) -> str:
    """A location as people write it: firearm.marks[0].kind."""
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else f".{part[:64]}"
    return text.lstrip(".") or "body"


def _field_error(location: tuple[int | str, ...], kind: str, message: str) -> FieldError:
    code, remedy = _REMEDIES.get(kind, _OTHERWISE)
    detail = "this route has no such field" if code == "body.field_unknown" else message
    return FieldError(field=path_of(location), code=code, detail=detail, remedy=remedy)


def _bound(value: object, path: str, depth: int) -> None:
    """Refuses what no store or wire could carry, before any type looks at it."""
    if depth > MAX_DEPTH:
        _refuse(path, "body.too_deep", f"nested deeper than {MAX_DEPTH} levels")
    match value:
        case int() if abs(value) > MAX_INTEGER:
            _refuse(path, "body.number_too_large", f"beyond {MAX_INTEGER}")
        case str() if "\0" in value:
            _refuse(path, "body.control_character", "holds the character U+0000")
        case list():
            for index, item in enumerate(value):
                _bound(item, f"{path}[{index}]", depth + 1)
        case dict():
            for name, item in value.items():
                _bound(item, f"{path}.{name[:64]}", depth + 1)
        case _:
            pass


def _refuse(path: str, code: str, detail: str) -> None:
    field = path.removeprefix("body.")
    error = FieldError(field=field, code=code, detail=detail, remedy="correct the value")
    raise BodyError(code, f"{field}: {detail}", (error,))
