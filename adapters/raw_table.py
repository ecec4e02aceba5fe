"""A table as it stands in a file, before anybody has said what is in it."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineWorkbook

from accord.errors import BadData
from adapters.cells import Cell, as_text
from adapters.file import MAX_BYTES, away
from adapters.sheets import sheet_lines
from adapters.text_file import DELIMITERS
from adapters.workbook import broken, refuse_bomb

_BOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
_HEADER_WITHIN = 50  # rows
_ENCODINGS = ("utf-8-sig", "windows-1252")


@dataclass(frozen=True, slots=True)
class RawTable:
    """Column names, the rows under them, and what a mapping must say to read them again."""

    file: str
    names: tuple[str, ...]
    rows: Iterator[Sequence[Cell]]
    sheet: str = ""
    encoding: str = ""  # where it is not UTF-8
    delimiter: str = ""  # where it is not the comma


def raw_table(path: Path) -> RawTable:
    """The table in a file: of a workbook, the sheet with the widest header.

    Raises:
        RegistryAway: the file cannot be read.
        BadData: it is no table.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadData("register.too_large", f"{path.name} is larger than {MAX_BYTES >> 20} MiB")
        data = path.read_bytes()
    except OSError as error:
        raise away(path, error) from error
    if path.suffix.lower() in _BOOKS:
        return _of_book(path.name, data)
    return _of_text(path.name, data)


def _of_book(name: str, data: bytes) -> RawTable:
    try:
        if data.startswith(b"PK"):
            refuse_bomb(name, data)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            (title, [cells for _, cells in sheet_lines(book, title)]) for title in book.sheet_names
        ]
    except BadData:
        raise
    except Exception as error:  # damaged files fail in many ways
        raise broken(name, error) from None
    tables = [(title, *_split(lines)) for title, lines in sheets]
    title, names, rows = max(tables, key=lambda one: len(one[1]), default=("", (), iter(())))
    _insist_on_header(name, names)
    return RawTable(name, names, rows, sheet=title if len(sheets) > 1 else "")


def _of_text(name: str, data: bytes) -> RawTable:
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        break
    else:
        raise BadData("mapping.encoding_wrong", f"{name} is neither UTF-8 nor windows-1252")
    tables = []
    for delimiter in DELIMITERS:
        try:
            lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error:
            continue
        tables.append((delimiter, *_split(lines)))
    delimiter, names, rows = max(tables, key=lambda one: len(one[1]), default=("", (), iter(())))
    _insist_on_header(name, names)
    return RawTable(
        name,
        names,
        rows,
        encoding="" if encoding == _ENCODINGS[0] else encoding,
        delimiter="" if delimiter == "," else delimiter,
    )


def _split(lines: Sequence[Sequence[Cell]]) -> tuple[tuple[str, ...], Iterator[Sequence[Cell]]]:
    """The header is the first row, near the top, with the most texts; the rest stands under it."""
    near = [sum(1 for cell in line if _is_name(cell)) for line in lines[:_HEADER_WITHIN]]
    if max(near, default=0) < 2:
        return (), iter(())
    at = near.index(max(near))
    names = tuple(as_text(cell).text or f"#{place}" for place, cell in enumerate(lines[at], 1))
    rows = (line for line in lines[at + 1 :] if any(as_text(cell).text for cell in line))
    return names, rows


def _is_name(cell: Cell) -> bool:
    return isinstance(cell, str) and any(letter.isalpha() for letter in cell)


def _insist_on_header(name: str, names: Sequence[str]) -> None:
    if not names:
        raise BadData("register.empty", f"{name} holds no table with a header; export it again")
