"""Cursors over records that a register keeps in the order of their changes.

A cursor names the last record told, by when it changed and its id, and how many records of that
very moment were told: a clock that ticks in seconds lets others slip in beside it, and then the
moment is told again. So a record may come twice.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from accord.adapter import Changes, RegistryRecord
from accord.encoding import from_base64, to_base64
from accord.errors import BadQuery, FormatError
from adapters.cells import Cell, Formatted, as_text

_LONGEST = 200


class Cursor(NamedTuple):
    """The last record told."""

    key: str
    record_id: str
    told: int  # records with this key, up to and with this one


class Changed(NamedTuple):
    """A record and when it changed."""

    key: str
    record_id: str
    record: RegistryRecord


def order_key(cell: Cell) -> str:
    """When a row changed, as a text that sorts like it: a date, a time or a counter."""
    value = cell.value if isinstance(cell, Formatted) else cell
    if isinstance(value, datetime | date):
        return value.isoformat()
    text = as_text(cell).text
    return text.zfill(20) if text.isascii() and text.isdigit() else text


def as_moment(value: object) -> str:
    """A database's value as a text that `of_moment` reads back."""
    if isinstance(value, datetime):
        return f"t{value.isoformat()}"
    if isinstance(value, date):
        return f"d{value.isoformat()}"
    return f"i{value}" if isinstance(value, int) else f"s{value}"


def of_moment(text: str) -> object:
    """The value that a cursor names.

    Raises:
        BadQuery: the cursor is none of ours.
    """
    readers: dict[str, Callable[[str], object]] = {
        "t": datetime.fromisoformat,
        "d": date.fromisoformat,
        "i": int,
        "s": str,
    }
    try:
        return readers[text[:1]](text[1:])
    except (KeyError, ValueError):
        raise _strange() from None


def page(ordered: Sequence[Changed], text: str, limit: int) -> Changes:
    """The changes after a cursor, out of all records in order.

    Raises:
        BadQuery: the cursor is none of ours.
    """
    if not text:
        key, record_id = ordered[-1][:2] if ordered else ("", "")
        return Changes(records=(), cursor=_cursor(ordered, key, record_id))
    cursor = read_cursor(text)
    begin = bisect_right(ordered, (cursor.key, cursor.record_id), key=lambda one: one[:2])
    if begin - _first(ordered, cursor.key) > cursor.told:
        begin = _first(ordered, cursor.key)  # others slipped in beside it
    found = ordered[begin : begin + limit]
    after = _cursor(ordered, found[-1].key, found[-1].record_id) if found else text
    return Changes(
        records=tuple(one.record for one in found),
        cursor=after,
        more=begin + limit < len(ordered),
    )


def _cursor(ordered: Sequence[Changed], key: str, record_id: str) -> str:
    end = bisect_right(ordered, (key, record_id), key=lambda one: one[:2])
    return write_cursor(Cursor(key, record_id, end - _first(ordered, key)))


def _first(ordered: Sequence[Changed], key: str) -> int:
    return bisect_left(ordered, key, key=lambda one: one.key)


def write_cursor(cursor: Cursor) -> str:
    """The cursor as a text for the node to keep."""
    return to_base64(json.dumps(cursor, separators=(",", ":")).encode())


def read_cursor(text: str) -> Cursor:
    """The cursor in a text.

    Raises:
        BadQuery: it is none of ours.
    """
    try:
        if len(text) > _LONGEST * 2:
            raise FormatError("changes.cursor", "too long")
        match json.loads(from_base64(text)):
            case [str(key), str(record_id), int(told)] if told >= 0:
                return Cursor(key, record_id, told)
    except (FormatError, ValueError, RecursionError):
        pass
    raise _strange()


def _strange() -> BadQuery:
    return BadQuery(
        "registry.cursor", "this is no cursor of this register; start with an empty one"
    )
