"""From the pairs that a browser posts to what each box holds."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from accord.encoding import to_base64
from accord.errors import FormatError
from node.console.forms import names
from node.console.forms.shape import Choices, Day, Field, File, Flag, Group, Several, Shape
from node.console.forms.typed import NO, Typed

MAX_FIELDS: Final = 5_000
MAX_TEXT: Final = 1 << 20  # characters of all names and texts
MAX_ROWS: Final = 200  # of all lists; every row is drawn with all its fields
MAX_FILES: Final = 16 << 20  # bytes of all files

MORE: Final = "_more."
LESS: Final = "_less."

Posted = str | bytes  # bytes: the content of a chosen file
Pairs = Iterable[tuple[str, Posted]]
# Fields by name and rows by number, down to what was posted under each name.
_Tree = dict[names.Part, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What was typed, and whether a row was asked for instead of sending the form."""

    given: dict[str, Typed]
    pressed: bool = False
    focus: str = ""  # the row that was added, else the list
    full: bool = False  # there was no room for another row


def gather(shape: Group, posted: Pairs, *, closed: Sequence[str] = ()) -> Gathered:
    """Puts each pair where it belongs; `closed` fields are the page's own and not taken.

    Raises:
        FormatError: `form.too_many_fields`, `form.too_many_rows`, `form.too_long`,
            `form.field_unknown`, `form.field_repeated`: no page of ours lets a browser post that.
    """
    tree: _Tree = {}
    buttons = []
    rows: set[str] = set()
    for name, value in _bounded(posted):
        if name.startswith("_"):
            buttons += [name] if name.startswith((MORE, LESS)) else []
        elif any(names.is_within(name, one) for one in closed):
            raise names.unknown()
        else:
            _put(shape, tree, name, value)
            rows.update(one for one in names.outward(name) if one.endswith("]"))
            insist_few(len(rows))
    focus, full = _press(shape, tree, buttons[0], len(rows)) if buttons else ("", False)
    given = {one.name: _given(one, tree[one.name]) for one in shape.fields if one.name in tree}
    return Gathered(given=given, pressed=bool(buttons), focus=focus, full=full)


def insist_few(rows: int) -> None:
    """Passes where a form has no more rows than a page can draw.

    Raises:
        FormatError: `form.too_many_rows`.
    """
    if rows > MAX_ROWS:
        raise FormatError(
            "form.too_many_rows",
            f"a form has at most {MAX_ROWS} rows: send what is larger through the interface",
        )


def _bounded(posted: Pairs) -> Iterator[tuple[str, Posted]]:
    length = size = 0
    for number, (name, value) in enumerate(posted):
        if number >= MAX_FIELDS:
            raise FormatError("form.too_many_fields", f"a form has at most {MAX_FIELDS} fields")
        length += len(name) + (len(value) if isinstance(value, str) else 0)
        size += len(value) if isinstance(value, bytes) else 0
        if length > MAX_TEXT or size > MAX_FILES:
            raise FormatError(
                "form.too_long",
                f"a form holds at most {MAX_TEXT} characters and files of {MAX_FILES} bytes",
            )
        yield name, value


def _put(shape: Shape, tree: _Tree, name: str, value: Posted) -> None:
    *before, last = names.parts_of(name)
    for part in before:
        shape = names.step(shape, part)
        tree = tree.setdefault(part, {})
        if not isinstance(tree, dict):
            raise _repeated()
    shape = names.step(shape, last)
    if not names.holds_text(shape) or (isinstance(value, bytes) and not isinstance(shape, File)):
        raise names.unknown()
    there = tree.setdefault(last, [])
    if not isinstance(there, list):
        raise _repeated()
    there.append(value)


def _press(shape: Shape, tree: _Tree, button: str, rows: int) -> tuple[str, bool]:
    """Adds or removes a row; the path of what to look at next, and whether there was no room."""
    parts = names.parts_of(button.removeprefix(MORE).removeprefix(LESS))
    adds = button.startswith(MORE)
    way = parts if adds else parts[:-1]
    seen: list[names.Part] = []
    for part in way:
        seen.append(_rank(tree, part))
        shape = names.step(shape, part)
        tree = tree.setdefault(part, {})
        if not isinstance(tree, dict):
            raise _repeated()
    if not isinstance(shape, Several):
        raise names.unknown()
    full = adds and (len(tree) >= shape.most or rows >= MAX_ROWS)
    if not adds:
        names.step(shape, parts[-1])
        tree.pop(parts[-1], None)
    elif not full:
        last = max(map(int, tree), default=-1)
        tree[last + 1] = [""] if names.holds_text(shape.row.shape) else {}
        seen.append(len(tree) - 1)
    return names.path_of(tuple(seen)), full


def _rank(tree: _Tree, part: names.Part) -> names.Part:
    """The number that a row will have once those that are not there are counted out."""
    if isinstance(part, str):
        return part
    return sum(1 for one in tree if isinstance(one, int) and one < part)


def _given(field: Field, there: Any) -> Typed:  # noqa: PLR0911 - one for each shape
    """What the boxes below a name hold."""
    match field.shape:
        case Group(fields=fields):
            return {one.name: _given(one, there[one.name]) for one in fields if one.name in there}
        case Day():
            return {part: _text(values) for part, values in there.items()}
        case Several(row=row) if isinstance(there, dict):
            return [_given(row, there[index]) for index in sorted(there)]
        case Several():
            return [line for line in _text(there).split("\n") if line]
        case Choices():
            ticked = tuple(dict.fromkeys(code for code in there if code not in {"", NO}))
            return ticked if ticked or NO in there else None
        case File():
            return _file(field.shape, there)
        case Flag():
            return str(there[-1])  # a ticked box stands behind the hidden "no"
        case _:
            return _text(there)


def _text(values: list[Posted]) -> str:
    if len(values) != 1:
        raise _repeated()
    return str(values[0]).replace("\r\n", "\n").replace("\r", "\n")


def _file(shape: File, values: list[Posted]) -> str:
    """A file that was chosen now, else what the page remembers of one."""
    chosen = [value for value in values if isinstance(value, bytes) and value]
    if chosen:
        return to_base64(hashlib.sha256(chosen[-1]).digest() if shape.digest else chosen[-1])
    kept = [value for value in values if isinstance(value, str) and value]
    return kept[-1] if kept else ""


def _repeated() -> FormatError:
    return FormatError(
        "form.field_repeated", "a field of this form came twice: open the page again and send it"
    )
