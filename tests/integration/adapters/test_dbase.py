"""A dBase III register of a police station: code page 850, deleted rows, a memo file gone."""

from pathlib import Path

import pytest
from sheets_kit import write_dbf

from accord.adapter import Firearm, Mark, MarkCondition, MarkKind, Query
from accord.errors import AdapterError
from adapters.dbase import dbase
from adapters.mapping import read_mapping
from adapters.snapshot import SnapshotAdapter

MAPPING = """
register: Station register
record_holder: POLICE
source: {encoding: cp850}
record_id: No
firearm: {maker_text: Marca}
marks:
  - {kind: MANUFACTURER_SERIAL, text: Serie, position: FRAME}
"""
COLUMNS = {"NO": 6, "SERIE": 20, "MARCA": 30}


def opened(folder: Path, rows: list[tuple[str, ...]]) -> SnapshotAdapter:
    write_dbf(folder / "armas.dbf", COLUMNS, rows, "cp850")
    return dbase(folder / "armas.dbf", read_mapping(MAPPING.encode(), "m.yaml"))


def find(adapter: SnapshotAdapter, serial: str) -> list[str]:
    mark = Mark(kind=MarkKind.MANUFACTURER_SERIAL, text=serial, condition=MarkCondition.INTACT)
    found = adapter.find(Query(firearm=Firearm(marks=(mark,))))
    return [one.firearm.maker_text for one in found]


def test_accents_of_another_age_are_read(tmp_path: Path) -> None:
    adapter = opened(tmp_path, [("1", "AB123", "Fundição Açoriana")])
    assert find(adapter, "AB123") == ["Fundição Açoriana"]


def test_a_row_marked_as_deleted_is_no_record(tmp_path: Path) -> None:
    adapter = opened(tmp_path, [("1", "AB123", "Norte"), ("2", "CD456", "Sul")])
    data = bytearray((tmp_path / "armas.dbf").read_bytes())
    data[-1 - 2 * (1 + sum(COLUMNS.values()))] = ord("*")
    (tmp_path / "armas.dbf").write_bytes(data)
    assert find(adapter, "AB123") == []
    assert find(adapter, "CD456") == ["Sul"]


@pytest.mark.parametrize("left", [3, 40, 129, 150])
def test_a_table_cut_short_is_refused_whole(tmp_path: Path, left: int) -> None:
    adapter = opened(tmp_path, [("1", "AB123", "Norte"), ("2", "CD456", "Sul")])
    (tmp_path / "armas.dbf").write_bytes((tmp_path / "armas.dbf").read_bytes()[:left])
    with pytest.raises(AdapterError):
        find(adapter, "AB123")


def test_a_column_that_the_table_lacks_is_named_with_the_nearest(tmp_path: Path) -> None:
    write_dbf(tmp_path / "armas.dbf", {"NO": 6, "SERIES": 9, "MARCA": 9}, [], "cp850")
    adapter = dbase(tmp_path / "armas.dbf", read_mapping(MAPPING.encode(), "m.yaml"))
    with pytest.raises(AdapterError, match="SERIES"):
        find(adapter, "AB123")
