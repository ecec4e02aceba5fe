"""A strict reader of reply files, which come from outside the federation and are hostile."""

import json
from typing import Any, Final

from accord.cases.handover import (
    MOST_ITEMS,
    REPLY_FORMAT,
    VERSION,
    HandoverReply,
    ReplyItem,
    ReplyStatus,
)
from accord.errors import FormatError

MAX_REPLY: Final = 1024 * 1024  # bytes
_DEEPEST: Final = 8
_LONGEST: Final = {"text": 2_000}  # characters; the others have the default
_SHORT: Final = 80
_REPLY: Final = frozenset({"format", "version", "file_id", "items"})
_ITEM: Final = frozenset({"item_id", "status", "reference", "country", "text"})


def read_reply(data: bytes) -> HandoverReply:
    """The reply in a file's bytes.

    Raises:
        FormatError: too large, not strict JSON, another form or version, a field that is missing,
            unknown, too long or of another type; the text names the field and holds no content.
    """
    content = _fields(_parsed(data), _REPLY, "reply")
    if content["format"] != REPLY_FORMAT:
        raise FormatError("handover.format", f'reply.format: must be "{REPLY_FORMAT}"')
    if type(content["version"]) is not int or content["version"] != VERSION:
        raise FormatError("handover.version", f"reply.version: this node reads version {VERSION}")
    items = content["items"]
    if not isinstance(items, list) or not 1 <= len(items) <= MOST_ITEMS:
        raise FormatError("handover.items", f"reply.items: a list of 1 to {MOST_ITEMS} items")
    return HandoverReply(
        file_id=_text(content, "file_id", "reply", required=True),
        items=tuple(_item(item, f"reply.items[{number}]") for number, item in enumerate(items)),
    )


def _item(value: object, path: str) -> ReplyItem:
    content = _fields(value, _ITEM, path, optional=frozenset({"reference", "country", "text"}))
    status = content["status"]
    if not isinstance(status, str) or status not in frozenset[str](ReplyStatus):
        raise FormatError("handover.status", f"{path}.status: one of {', '.join(ReplyStatus)}")
    return ReplyItem(
        item_id=_text(content, "item_id", path, required=True),
        status=ReplyStatus(status),
        reference=_text(content, "reference", path),
        country=_text(content, "country", path),
        text=_text(content, "text", path),
    )


def _parsed(data: bytes) -> object:
    if len(data) > MAX_REPLY:
        raise FormatError("handover.too_large", f"a reply has at most {MAX_REPLY} bytes")
    try:
        text = data.decode("utf-8")
        _insist_shallow(text)
        parsed: object = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise FormatError("handover.not_json", "a reply is strict JSON in UTF-8") from error
    return parsed


def _insist_shallow(text: str) -> None:
    """Counts brackets before anything is built; those inside texts make it the stricter."""
    depth = 0
    for character in text:
        depth += (character in "[{") - (character in "]}")
        if depth > _DEEPEST:
            raise ValueError("nested too deep")


def _fields(
    value: object, names: frozenset[str], path: str, optional: frozenset[str] = frozenset()
) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise FormatError("handover.field", f"{path}: must be an object")
    if not names - optional <= value.keys() <= names:
        raise FormatError("handover.field", f"{path}: its fields are: {', '.join(sorted(names))}")
    return value


def _text(content: dict[str, Any], name: str, path: str, *, required: bool = False) -> str:
    value = content.get(name, "")
    longest = _LONGEST.get(name, _SHORT)
    good = isinstance(value, str) and len(value) <= longest and (value.strip() or not required)
    # A control character or a reversal of direction in it would reach somebody's terminal.
    if not good or not all(character.isprintable() or character == "\n" for character in value):
        raise FormatError(
            "handover.field", f"{path}.{name}: a text of at most {longest} printable characters"
        )
    return str(value)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("a name occurs twice")
    return content


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
