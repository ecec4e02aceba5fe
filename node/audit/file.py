"""The trail as a file of JSON lines that a stranger can check: entries, then the signed head."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from accord.encoding import from_hex
from accord.errors import FormatError, VerificationError
from node.audit.entry import FIRST, Entry
from node.audit.head import Head, SignedHead
from node.audit.views import EntryView, HeadView

MAX_LINE = 64 * 1024
_HEAD = ("member", "authority", "number", "hash", "at_ms", "public", "signature")
_ENTRY = tuple(EntryView.__dataclass_fields__)


def lines(entries: Iterable[EntryView], head: HeadView) -> Iterator[str]:
    """One line an entry, and the head as the last."""
    for entry in entries:
        yield _line({name: getattr(entry, name) for name in _ENTRY})
    yield _line({"head": {name: getattr(head, name) for name in _HEAD}})


def check_file(content: Iterable[bytes]) -> HeadView:
    """The head of a file whose entries follow one another up to it, under its signature.

    Raises:
        FormatError: a line is not one of these.
        VerificationError: names the first entry that does not follow, or the signature.
    """
    before, last = FIRST, 0
    for number, raw in enumerate(content, start=1):
        found = _read(raw, number)
        if set(found) == {"head"}:
            return _checked_head(found["head"], number, last, before)
        entry, kept = _entry(found, number)
        if entry.number != last + 1 or entry.chained(before) != kept:
            raise VerificationError(
                "audit.entry", f"line {number}: the entry was changed or does not follow"
            )
        before, last = kept, entry.number
    raise FormatError("audit.no_head", "the file ends without a signed head; it was cut short")


def _checked_head(values: Any, number: int, last: int, before: bytes) -> HeadView:
    if not isinstance(values, dict) or set(values) != set(_HEAD):
        raise _malformed(number)
    try:
        view = HeadView(**values)
        head = Head(
            member=view.member,
            authority=view.authority,
            number=view.number,
            hash=from_hex(view.hash),
            at_ms=view.at_ms,
        )
        signed = SignedHead(
            head=head, public=from_hex(view.public), signature=from_hex(view.signature)
        )
    except (TypeError, AttributeError) as error:
        raise _malformed(number) from error
    signed.check()
    if (head.number, head.hash) != (last, before):
        raise VerificationError("audit.head", "the signed head is not that of these lines")
    return view


def _entry(values: dict[str, Any], number: int) -> tuple[Entry, bytes]:
    if set(values) != set(_ENTRY):
        raise _malformed(number)
    try:
        digest = from_hex(values["event_digest"])
        entry = Entry(**{name: values[name] for name in _ENTRY[:7]}, event_digest=digest or None)
        entry.chained(FIRST)
        return entry, from_hex(values["hash"])
    except (TypeError, AttributeError) as error:
        raise _malformed(number) from error


def _read(raw: bytes, number: int) -> dict[str, Any]:
    if len(raw) > MAX_LINE:
        raise _malformed(number)
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise _malformed(number) from error
    if not isinstance(found, dict):
        raise _malformed(number)
    return found


def _malformed(number: int) -> FormatError:
    return FormatError("audit.line", f"line {number}: not a line of an exported trail")


def _line(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
