"""From what the boxes hold to the JSON of a body, and what is wrong with them."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

from node.console.forms import messages, reading
from node.console.forms.messages import Message
from node.console.forms.names import inside, pattern_of
from node.console.forms.reading import UnreadableError
from node.console.forms.shape import (
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
from node.console.forms.spec import UNSAID, Spec
from node.console.forms.typed import YES, Typed, fresh, says_nothing

Errors = Mapping[str, tuple[Message, ...]]  # by path; the whole form's under the empty one

_LEFT_OUT: Final = object()


def pruned(field: Field, given: Typed) -> Typed:
    """The same without rows that say nothing, so that rows have the numbers of the body."""
    match given:
        case dict() if isinstance(field.shape, Group):
            inner = field.shape.by_name
            return {name: pruned(inner[name], one) for name, one in given.items()}
        case list() if isinstance(field.shape, Several):
            row = field.shape.row
            return [pruned(row, one) for one in given if not says_nothing(row, one)]
        case _:
            return given


class Maker:
    """Makes one body; collects every error on the way."""

    def __init__(self, spec: Spec, zone: tzinfo) -> None:
        self._spec = spec
        self._zone = zone
        self.errors: dict[str, tuple[Message, ...]] = {}

    def group(self, shape: Group, given: Mapping[str, Typed], path: str = "") -> dict[str, Any]:
        """The object of a group; what was not posted is left to the body's defaults."""
        made = {}
        for one in shape.fields:
            value = self._field(one, given.get(one.name), one.name in given, inside(path, one.name))
            if value is not _LEFT_OUT:
                made[one.name] = value
        return made

    def _field(self, field: Field, given: Typed, posted: bool, path: str) -> object:
        match field.shape:
            case Group() if field.optional and says_nothing(field, given):
                return None if posted else _LEFT_OUT
            case Group():
                return self.group(field.shape, given if isinstance(given, dict) else {}, path)
            case Several():
                return self._rows(field.shape, given if isinstance(given, list) else [], path)
            case _ if posted:
                return self._leaf(field, given, path)
            case _:
                return self._leaf(field, fresh(field), path) if field.needed else _LEFT_OUT

    def _rows(self, shape: Several, given: list[Typed], path: str) -> list[object]:
        if len(given) > shape.most:
            self._wrong(path, messages.too_many(shape.most))
        if not given and self._required(path):
            self._wrong(path, messages.SOME_NEEDED)
        return [
            self._field(shape.row, one, True, f"{path}[{index}]") for index, one in enumerate(given)
        ]

    def _leaf(self, field: Field, given: Typed, path: str) -> object:
        required = self._required(path)
        empty = not (any(given.values()) if isinstance(given, dict) else given)
        try:
            if not empty:
                return self._value(field, given, path)
            if isinstance(field.shape, Choices):
                return self._nothing_ticked(given, required)
            if required or (required is None and field.needed and not field.optional):
                choice = isinstance(field.shape, Choice | Flag)
                raise UnreadableError(messages.CHOICE_NEEDED if choice else messages.NEEDED)
        except UnreadableError as error:
            self._wrong(inside(path, error.part) if error.part else path, error.message)
            return _LEFT_OUT
        if field.optional:
            return None
        return _LEFT_OUT if not field.needed else ""

    def _nothing_ticked(self, given: Typed, required: bool | None) -> object:
        if required:
            raise UnreadableError(messages.SOME_NEEDED)
        return None if given is None else []

    def _value(self, field: Field, given: Any, path: str) -> object:  # noqa: PLR0911 - one for each shape
        match field.shape:
            case Text():
                return self._text(field.shape, given, path)
            case Whole():
                return reading.whole(given)
            case Number():
                return reading.number(given)
            case Choice(codes=codes) | Choices(codes=codes):
                several = given if isinstance(given, tuple) else (given,)
                if not set(several) <= {code.value for code in codes}:
                    raise UnreadableError(messages.UNKNOWN_CHOICE)
                return given
            case Flag():
                return bool(given == YES)
            case Day():
                return reading.day(given)
            case Instant():
                return reading.moment(given, self._zone)
            case File():
                return reading.file(given, field.shape)
            case _:
                raise TypeError(f"{path}: is no leaf")

    def _text(self, shape: Text, given: str, path: str) -> str:
        if not reading.is_clean(given):
            raise UnreadableError(messages.CONTROL_CHARACTER)
        longest = self._spec.get(pattern_of(path), UNSAID).longest or shape.longest
        if len(given) > longest:
            raise UnreadableError(messages.too_long(longest))
        return given

    def _required(self, path: str) -> bool | None:
        return self._spec.get(pattern_of(path), UNSAID).required

    def _wrong(self, path: str, message: Message) -> None:
        self.errors[path] = (*self.errors.get(path, ()), message)
