"""Rows of XLS and ODS workbooks, read by calamine: values only, so no macro or formula runs."""

import io
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from python_calamine import CalamineWorkbook

from accord.errors import AdapterError
from adapters.cells import Cell, Formatted
from adapters.header import Lines, Named, table_in
from adapters.rules import FileSource, Mapping
from adapters.workbook import broken, refuse_bomb

_ZIP = b"PK"


def sheet_rows(name: str, data: bytes, mapping: Mapping, source: FileSource) -> Named:
    """Every row under the header, of the stated sheet or of the first that has the header.

    Raises:
        BadData: the workbook is broken, or no sheet is laid out as the mapping says.
    """
    try:
        if data.startswith(_ZIP):
            refuse_bomb(name, data)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = list(
            table_in(
                name, book.sheet_names, lambda title: sheet_lines(book, title), mapping, source
            )
        )
    except AdapterError:
        raise
    except Exception as error:  # damaged files fail in many ways
        raise broken(name, error) from None
    yield from rows


def sheet_lines(book: CalamineWorkbook, title: str) -> Lines:
    """The rows of a sheet by their numbers."""
    sheet: Any = book.get_sheet_by_name(title)
    rows: Iterator[list[Any]] = iter(sheet.to_python(skip_empty_area=False))
    for number, cells in enumerate(rows, start=1):
        yield number, [_cell(cell) for cell in cells]


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value or None
    if isinstance(value, int | float | date | time):
        return Formatted(value, "")  # calamine does not tell how the number was shown
    return str(value) if isinstance(value, timedelta) else None
