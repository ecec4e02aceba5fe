"""Reads the `source` section of a mapping: where the register's rows are."""

import codecs
from typing import TypeVar

from adapters.cells import DateOrder
from adapters.document import Listing, Scalar, Section, choice, expect
from adapters.rules import (
    DatabaseSource,
    FileSource,
    Format,
    Join,
    KeyColumn,
    KeyForm,
)

Codes = TypeVar("Codes", Format, DateOrder, KeyForm)

_AUTO = "auto"
_FILE = ("format", "sheet", "header", "encoding", "delimiter", "date_order")
_DATABASE = ("table", "id", "joins", "keys", "changed")


def read_source(section: Section) -> FileSource | DatabaseSource:
    """A database source if it names a table, else a file source.

    Raises:
        BadData: a key or value is wrong.
    """
    return _database(section) if "table" in section.entries else _file(section)


def _file(section: Section) -> FileSource:
    section.only(_FILE)
    shape = section.get("format", Scalar)
    order = section.get("date_order", Scalar)
    delimiter = section.text("delimiter", _AUTO)
    if delimiter != _AUTO and len(delimiter) != 1:
        raise section.entries["delimiter"].place.bad(
            "mapping.delimiter", "write one character, or auto"
        )
    return FileSource(
        place=section.place,
        format=None if shape is None else choice(shape, _choices(Format)),
        sheet=section.text("sheet"),
        header_row=_header(section),
        encoding=_encoding(section),
        delimiter="" if delimiter == _AUTO else delimiter,
        date_order=None if order is None else choice(order, _choices(DateOrder)),
    )


def _header(section: Section) -> int | None:
    text = section.text("header", _AUTO)
    if text == _AUTO:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 8 and int(text)):
        raise section.entries["header"].place.bad(
            "mapping.header", "write the row's number, counted from one, or auto"
        )
    return int(text)


def _encoding(section: Section) -> str:
    text = section.text("encoding", _AUTO)
    if text == _AUTO:
        return ""
    try:
        return codecs.lookup(text).name
    except (LookupError, ValueError):
        raise section.entries["encoding"].place.bad(
            "mapping.encoding",
            f"{text!r} is no encoding; write one like utf-8, windows-1252 or cp850",
        ) from None


def _database(section: Section) -> DatabaseSource:
    section.only(_DATABASE)
    joins = section.get("joins", Section)
    keys = section.get("keys", Listing)
    return DatabaseSource(
        place=section.place,
        table=section.text("table"),
        id=section.need("id", Scalar).text,
        joins=tuple(
            _join(name, expect(node, Section, name))
            for name, node in (joins.entries.items() if joins else ())
        ),
        keys=tuple(_key(expect(item, Section, "keys")) for item in keys or ()),
        changed=section.text("changed"),
    )


def _join(name: str, section: Section) -> Join:
    section.only(("table", "on", "many", "order"))
    on = section.need("on", Section)
    if not on.entries or not name or "." in name:
        raise section.place.bad("mapping.join", "a join needs a plain name and 'on: {our: their}'")
    return Join(
        place=section.place,
        name=name,
        table=section.need("table", Scalar).text,
        on=tuple((ours, expect(theirs, Scalar, ours).text) for ours, theirs in on.entries.items()),
        many=section.flag("many"),
        order=section.texts("order"),
    )


def _key(section: Section) -> KeyColumn:
    section.only(("column", "form"))
    column = section.need("column", Scalar)
    form = choice(section.need("form", Scalar), _choices(KeyForm))
    return KeyColumn(place=column.place, column=section.text("column"), form=form)


def _choices(codes: type[Codes]) -> dict[str, Codes]:
    return {code.value: code for code in codes}
