"""Reads the `source` section of a mapping: where the register's rows are."""

from collections.abc import Callable
from typing import TypeVar

from adapters.cells import DateOrder
from adapters.document import AUTO, Listing, Scalar, Section, choice, encoding_of, expect
from adapters.rules import (
    DatabaseSource,
    FileSource,
    Format,
    Join,
    KeyColumn,
    KeyForm,
    Source,
)
from adapters.source_layout import read_layout
from adapters.source_service import read_soap, read_web

Codes = TypeVar("Codes", Format, DateOrder, KeyForm)

_FILE = ("format", "sheet", "header", "encoding", "delimiter", "date_order", "changed")
_DATABASE = ("table", "id", "joins", "keys", "changed")


def read_source(section: Section) -> Source:
    """A source of the kind whose own key it holds; a file with a header where it holds none.

    Raises:
        BadData: a key or value is wrong.
    """
    readers: dict[str, Callable[[Section], Source]] = {
        "table": _database,
        "layout": read_layout,
        "path": read_web,
        "operation": read_soap,
    }
    return next((read for key, read in readers.items() if key in section.entries), _file)(section)


def _file(section: Section) -> FileSource:
    section.only(_FILE)
    shape = section.get("format", Scalar)
    order = section.get("date_order", Scalar)
    delimiter = section.text("delimiter", AUTO)
    if delimiter != AUTO and len(delimiter) != 1:
        raise section.entries["delimiter"].place.bad(
            "mapping.delimiter", "write one character, or auto"
        )
    return FileSource(
        place=section.place,
        format=None if shape is None else choice(shape, _choices(Format)),
        sheet=section.text("sheet"),
        header_row=_header(section),
        encoding=encoding_of(section),
        delimiter="" if delimiter == AUTO else delimiter,
        date_order=None if order is None else choice(order, _choices(DateOrder)),
        changed=section.text("changed"),
    )


def _header(section: Section) -> int | None:
    text = section.text("header", AUTO)
    if text == AUTO:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 8 and int(text)):
        raise section.entries["header"].place.bad(
            "mapping.header", "write the row's number, counted from one, or auto"
        )
    return int(text)


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
