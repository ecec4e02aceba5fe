"""Which fields a refusal of the interface is about: its text begins with them, path by path."""

import re
from collections.abc import Iterator
from typing import Final

from accord.errors import AccordError, FormatError
from node.api.codec import BodyError
from node.console.forms import messages
from node.console.forms.messages import Message
from node.console.forms.names import pattern_of
from node.console.forms.shape import Group
from node.console.forms.spec import patterns

_PATH: Final = r"[a-z_]+(?:\[[0-9]+\])?(?:\.[a-z_]+(?:\[[0-9]+\])?)*"
_PROBLEM: Final = re.compile(rf"(?:^|; )({_PATH}): ", re.ASCII)
_OF_THE_BODY: Final = {
    "body.field_missing": messages.NEEDED,
    "body.code_unknown": messages.UNKNOWN_CHOICE,
    "body.number_too_large": messages.NUMBER_TOO_LARGE,
    "body.control_character": messages.CONTROL_CHARACTER,
}


def of_body(error: FormatError) -> Iterator[tuple[str, Message]]:
    """The fields of a body that could not be read."""
    if not isinstance(error, BodyError) or not error.fields:
        yield "", messages.of_the_interface(error.text)
        return
    for one in error.fields:
        yield one.field, _OF_THE_BODY.get(one.code, messages.NOT_TAKEN)


def of_refusal(shape: Group, error: AccordError) -> Iterator[tuple[str, Message]]:
    """The fields of a form that a refusal names; what it says of others is for the whole form."""
    if isinstance(error, BodyError):
        yield from of_body(error)
        return
    found = list(_PROBLEM.finditer(error.text))
    if not found or found[0].start() > 0:
        yield "", messages.of_the_interface(error.text)
        return
    ends = [match.start() for match in found[1:]] + [len(error.text)]
    for match, end in zip(found, ends, strict=True):
        path = _place(shape, match[1])
        start = match.start(1) if path is None else match.end()
        yield path or "", messages.of_the_interface(error.text[start:end])


def _place(shape: Group, path: str) -> str | None:
    """Where a form has a field of a message: a draft may hold it deeper than the message does."""
    wanted = pattern_of(path)
    known = [pattern for pattern, _ in patterns(shape)]
    if wanted in known:
        return path
    deeper = [one for one in known if one.endswith(f".{wanted}")]
    before = deeper[0].removesuffix(wanted) if len(deeper) == 1 else "[]"
    return None if "[]" in before else f"{before}{path}"
