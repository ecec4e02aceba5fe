"""The dbase driver: a register kept as dBase III, IV, FoxPro or Clipper tables (DBF with memos).

Options: `file`, `mapping` (its `source` may state the encoding; many tables lie about theirs) and
`report`. Rows that were marked as deleted are left out. The table is only read.
"""

import shutil
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from dbfread import DBF, FieldParser

from accord.adapter import Adapter, Settings
from accord.errors import AdapterError, BadData
from adapters.cells import Cell
from adapters.document import nearest
from adapters.file import RegisterFile, away
from adapters.header import Named
from adapters.options import register_file
from adapters.records import Row
from adapters.rules import FileSource, Mapping, fold
from adapters.snapshot import SnapshotAdapter

_BAD = object()
_MEMOS = (".dbt", ".fpt", ".DBT", ".FPT")


def open_adapter(settings: Settings) -> Adapter:
    """The adapter of a node's settings.

    Raises:
        BadData: an option is missing or the mapping is wrong.
    """
    return dbase(*register_file(settings))


def dbase(path: Path, mapping: Mapping, report: Path | None = None) -> SnapshotAdapter:
    """The adapter over one table."""

    def rows(name: str, data: bytes, mapping: Mapping) -> Named:
        with _copied(path, name, data) as copy:
            yield from _read(name, copy, mapping)

    return SnapshotAdapter(RegisterFile(path, rows), mapping, report)


@contextmanager
def _copied(path: Path, name: str, data: bytes) -> Iterator[Path]:
    """The table and its memos in a folder of our own: the office's programs lock theirs."""
    with tempfile.TemporaryDirectory(prefix="accord-dbase-") as folder:
        copy = Path(folder) / "table.dbf"
        copy.write_bytes(data)
        for suffix in _MEMOS:
            if (memos := path.with_suffix(suffix)).is_file():
                try:
                    shutil.copyfile(memos, copy.with_suffix(suffix.lower()))
                except OSError as error:
                    raise away(memos, error) from error
        try:
            yield copy
        except AdapterError:
            raise
        except Exception as error:  # damaged tables fail in many ways; the text may quote a cell
            raise BadData(
                "register.table_broken",
                f"{name} is no dBase table that can be read ({type(error).__name__});"
                " pack it in its own program, copy it again with its memo file,"
                " or state its source.encoding",
            ) from None


def _read(name: str, copy: Path, mapping: Mapping) -> Named:
    source = mapping.source
    if not isinstance(source, FileSource):
        raise source.place.bad("mapping.source_kind", "this source is no table with named columns")
    table: Any = DBF(str(copy), encoding=source.encoding or None, parserclass=_Parser)
    if table.header.recordlen < 1:  # the library would read the same place for ever
        raise ValueError("a record has no bytes")
    columns = _columns(name, table.field_names, mapping)
    number = 0
    for number, record in enumerate(table, start=1):
        bad = next((theirs for theirs in columns.values() if record[theirs] is _BAD), None)
        if bad is not None:
            yield str(number), BadData("row.cell", f"{bad!r} is not of its own type")
        else:
            yield (
                str(number),
                Row({ours: _cell(record[theirs]) for ours, theirs in columns.items()}),
            )
    if number + sum(1 for _ in table.deleted) < table.header.numrecords:
        raise BadData("register.cut_short", f"{name} ends before its last row; copy it again")


class _Parser(FieldParser):  # type: ignore[misc]  # the library has no types
    """One cell that cannot be read must not end the table."""

    def parse(self, field: Any, data: bytes) -> Any:
        try:
            return super().parse(field, data)
        except (ValueError, struct.error):
            return _BAD


def _columns(name: str, there: list[str], mapping: Mapping) -> dict[str, str]:
    """The table's own name of each column of the mapping; case does not count."""
    known = {fold(column): column for column in there}
    for column, place in mapping.columns.items():
        if fold(column) not in known and column not in mapping.optional_columns:
            raise place.bad(
                "mapping.column_missing",
                f"{name} has no column {column!r}{nearest(column, there)}",
            )
    return {ours: known[fold(ours)] for ours in mapping.columns if fold(ours) in known}


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return value.strip() or None
    return value if isinstance(value, int | float | date) else None
