"""Whatever bytes stand in a register's file, it is read, or refused as an adapter refuses."""

import csv
import io
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets_kit import write_dbf, write_ods

from accord.errors import AdapterError
from adapters import dbase, dropbox, fixed, tabular
from adapters.file import RegisterFile
from adapters.mapping import read_mapping
from adapters.raw_table import raw_table
from adapters.snapshot import SnapshotAdapter, read_register

MAPPING = b"""
register: Fuzzed
record_holder: POLICE
source: %s
record_id: Id
firearm: {maker_text: Maker, calibre_text: Calibre}
marks:
  - {kind: MANUFACTURER_SERIAL, text: Serial}
"""
HEADER = ("Id", "Serial", "Maker", "Calibre")
ROWS = [("1", "AB 123", "Taurus", ".38"), ("2", "removed", "Rossi", "12/70")]
TABLE = read_mapping(MAPPING % b"{}", "m.yaml")
LAYOUT = read_mapping(
    MAPPING
    % b"""
  encoding: cp037
  length: 24
  layout:
    - {name: Id, start: 1, length: 3, picture: packed}
    - {name: Serial, start: 4, length: 12}
    - {name: Maker, start: 16, length: 6, picture: zoned}
    - {name: Calibre, start: 22, length: 3, picture: binary}""",
    "m.yaml",
)
KINDS = ("csv", "xlsx", "xls", "ods", "dbf", "dat")


@cache
def sound(kind: str) -> bytes:
    """A small file of this kind that can be read; of XLS, which nothing here writes, its head."""
    if kind == "csv":
        text = io.StringIO(newline="")
        csv.writer(text).writerows([HEADER, *ROWS])
        return text.getvalue().encode()
    if kind == "dat":
        return b"\x00\x00\x1c" + "AB 123".ljust(12).encode("cp037") + b"\xf0" * 6 + b"\x00" * 3
    if kind == "xls":
        return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"r.{kind}"
        if kind == "xlsx":
            book = openpyxl.Workbook()
            assert book.active is not None
            for row in [HEADER, *ROWS]:
                book.active.append(row)
            book.save(path)
            book.close()
        elif kind == "ods":
            write_ods(path, [HEADER, *ROWS])
        else:
            write_dbf(path, {name.upper(): 12 for name in HEADER}, ROWS, "cp850")
        return path.read_bytes()


@st.composite
def damaged(draw: st.DrawFn, kind: str) -> bytes:
    """Any bytes, or a sound file with some of it cut out, doubled or overwritten."""
    if draw(st.integers(0, 4)) == 0:
        return draw(st.binary(max_size=400))
    data = bytearray(sound(kind))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 60)))
        data[at:end] = draw(st.sampled_from([b"", bytes(data[at:end]) * 2, b"\xff" * (end - at)]))
        if draw(st.booleans()) and data:
            data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)


def adapter(kind: str, path: Path) -> SnapshotAdapter:
    if kind == "dat":
        return fixed.fixed(path, LAYOUT)
    return dbase.dbase(path, TABLE) if kind == "dbf" else tabular.tabular(path, TABLE)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_file_is_read_or_refused_and_never_breaks_the_driver(
    kind: str, data: st.DataObject
) -> None:
    content = data.draw(damaged(kind))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"r.{kind}"
        path.write_bytes(content)
        register = adapter(kind, path)
        try:
            survey = register.survey()
        except AdapterError:
            assert not register.health().ready
            return
        counts = survey.counts
        made = counts.searchable + counts.unsearchable + counts.rejected + counts.left_out
        assert made == counts.rows, "a row went missing without a word"


@pytest.mark.timeout(20)
def test_a_table_whose_records_have_no_bytes_is_refused(tmp_path: Path) -> None:
    content = bytearray(sound("dbf"))
    content[10:12] = bytes(2)  # the length of a record
    first = int.from_bytes(content[8:10], "little")
    content[first] = ord("!")  # no mark of a record that is
    path = tmp_path / "r.dbf"
    path.write_bytes(content)
    with pytest.raises(AdapterError):
        adapter("dbf", path).survey()


@pytest.mark.parametrize("kind", KINDS[:4])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_file_is_profiled_or_refused(kind: str, data: st.DataObject) -> None:
    content = data.draw(damaged(kind))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"r.{kind}"
        path.write_bytes(content)
        with suppress(AdapterError):
            assert raw_table(path).names, "a table has columns"


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_dropped_file_is_taken_or_set_aside(data: st.DataObject) -> None:
    content = data.draw(damaged("csv"))
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "r.csv").write_bytes(content)
        rows = dropbox.DroppedRows(folder, TABLE, whole=False)
        rows.state()
        assert not (folder / "r.csv").exists()
        (kept,) = [
            path
            for path in [*(folder / "taken").iterdir(), *(folder / "refused").iterdir()]
            if path.suffix != ".reason"
        ]
        assert kept.read_bytes() == content, "not a byte of it is lost"


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    packed = bytearray(sound("xlsx"))
    entry = packed.index(b"PK\x01\x02")  # of the directory, which says how much there will be
    packed[entry + 24 : entry + 28] = (0xF0000000).to_bytes(4, "little")
    path = tmp_path / "r.xlsx"
    path.write_bytes(packed)
    with pytest.raises(AdapterError, match="2 GiB"):
        read_register(RegisterFile(path, tabular.rows), TABLE)
