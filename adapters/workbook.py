"""Rows of XLSX workbooks, read as a stream and past the damage that other programs do."""

import io
import warnings
import zipfile
from datetime import date, time
from typing import IO

import openpyxl

from accord.errors import AdapterError, BadData
from adapters.cells import Cell, Formatted, unfold_formula
from adapters.header import Lines, Named, table_in
from adapters.rules import FileSource, Mapping

MAX_UNPACKED = 2 << 30  # bytes


def workbook_rows(name: str, data: bytes, mapping: Mapping, source: FileSource) -> Named:
    """Every row under the header, of the stated sheet or of the first that has the header.

    Raises:
        BadData: the workbook is broken, or no sheet is laid out as the mapping says.
    """
    try:
        refuse_bomb(name, data)
        with warnings.catch_warnings():  # of styles and impossible dates, which we report ourselves
            warnings.simplefilter("ignore", UserWarning)
            rows = list(_find_table(name, io.BytesIO(data), mapping, source))
    except AdapterError:
        raise
    except Exception as error:  # openpyxl fails in as many ways as a file can be damaged
        raise broken(name, error) from None
    yield from rows


def refuse_bomb(name: str, data: bytes) -> None:
    """Passes where a packed workbook unpacks to a bounded size.

    Raises:
        BadData: it does not.
        zipfile.BadZipFile: it is not packed.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        unpacked = sum(entry.file_size for entry in packed.infolist())
    if unpacked > MAX_UNPACKED:
        raise BadData("register.too_large", f"{name} unpacks to more than 2 GiB; split it")


def broken(name: str, error: Exception) -> BadData:
    """Why a workbook cannot be read; the library's own text may quote a cell."""
    return BadData(
        "register.workbook_broken",
        f"{name} is no workbook that can be read ({type(error).__name__}); open it and save it"
        " again as .xlsx, without a password",
    )


def _find_table(name: str, data: IO[bytes], mapping: Mapping, source: FileSource) -> Named:
    book = openpyxl.load_workbook(data, read_only=True)
    try:
        titles = [sheet.title for sheet in book.worksheets]
        yield from table_in(name, titles, lambda title: _lines(book, title, data), mapping, source)
    finally:
        book.close()


def _lines(book: openpyxl.Workbook, title: str, data: IO[bytes]) -> Lines:
    sheet = book[title]
    sheet.reset_dimensions()  # some programs write a wrong one, and rows would be cut off
    results: list[tuple[object, ...]] | None = None
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        row: list[Cell] = []
        for at, cell in enumerate(cells):
            value: object = cell.value
            if value is None:
                row.append(None)
                continue
            if cell.data_type == "f" and unfold_formula(str(value)) is None:
                results = _results(data, title) if results is None else results
                value = _result(results, number, at) or value
            if isinstance(value, int | float | date | time) and not isinstance(value, bool):
                row.append(Formatted(value, cell.number_format))
            else:
                row.append(value if isinstance(value, str | bool) else str(value))
        yield number, row


def _results(data: IO[bytes], title: str) -> list[tuple[object, ...]]:
    """What the formulas gave when the workbook was saved; read only where one is met."""
    book = openpyxl.load_workbook(data, read_only=True, data_only=True)
    try:
        sheet = book[title]
        sheet.reset_dimensions()
        return list(sheet.iter_rows(values_only=True))
    finally:
        book.close()


def _result(results: list[tuple[object, ...]], number: int, at: int) -> object:
    row = results[number - 1] if number <= len(results) else ()
    return row[at] if at < len(row) else None
