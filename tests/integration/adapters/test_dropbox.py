"""A folder of extracts: each file once, whole or not at all, whatever happens meanwhile."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from accord.adapter import (
    Adapter,
    Changing,
    Firearm,
    Mark,
    MarkCondition,
    MarkKind,
    Query,
    RegistryRecord,
    Settings,
)
from accord.errors import AdapterError
from accord.testing.adapter_kit import AdapterKit
from adapters import dropbox

MAPPING = """
register: Arvenian register
record_holder: REGISTRY
record_id: Id
firearm: {maker_text: Maker, model_text: Model, calibre_text: Calibre}
marks:
  - {kind: MANUFACTURER_SERIAL, text: Serial, position: FRAME}
source: {}
"""
HEADER = ("Id", "Serial", "Maker", "Model", "Calibre")


def row(record: RegistryRecord) -> tuple[str, ...]:
    firearm = record.firearm
    serial = firearm.marks[0].text
    return record.record_id, serial, firearm.maker_text, firearm.model_text, firearm.calibre_text


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADER, *rows])
    return text.getvalue().encode()


def drop(folder: Path, name: str, content: bytes) -> None:
    (folder / f"{name}.part").write_bytes(content)
    (folder / f"{name}.part").rename(folder / name)


def opened(folder: Path, **options: str) -> Adapter:
    (folder / "mapping.yaml").write_text(MAPPING, "utf-8")
    (folder / "in").mkdir(exist_ok=True)
    chosen = {"folder": "in", "mapping": "mapping.yaml", **options}
    return dropbox.open_adapter(Settings(options=chosen, base=folder))


def found(adapter: Adapter, serial: str) -> list[str]:
    mark = Mark(kind=MarkKind.MANUFACTURER_SERIAL, text=serial, condition=MarkCondition.INTACT)
    records = adapter.find(Query(firearm=Firearm(marks=(mark,))))
    return [f"{one.record_id} {one.firearm.maker_text}" for one in records]


class TestDropbox(AdapterKit):
    def make(self, records: Sequence[RegistryRecord], folder: Path) -> Adapter:
        adapter = opened(folder)
        rows = list(map(row, records))
        drop(folder / "in", "a.csv", as_csv(rows[:5]))
        drop(folder / "in", "b.csv", as_csv(rows[5:]))
        return adapter

    def make_away(self, folder: Path) -> Adapter:
        adapter = opened(folder)
        (folder / "in").rmdir()
        return adapter

    def change(self, adapter: Adapter, record: RegistryRecord, folder: Path) -> None:
        name = f"change-{len(list((folder / 'in' / 'taken').iterdir()))}.csv"
        changed = (*row(record)[:4], "another calibre")
        drop(folder / "in", name, as_csv([changed]))
        adapter.describe()


def test_a_later_part_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    adapter = opened(tmp_path)
    drop(
        tmp_path / "in",
        "1.csv",
        as_csv([("1", "AB123", "Taurus", "", ""), ("2", "CD4", "Rossi", "", "")]),
    )
    assert found(adapter, "AB123") == ["1 Taurus"]
    drop(tmp_path / "in", "2.csv", as_csv([("1", "AB123", "Zastava", "", "")]))
    assert found(adapter, "AB123") == ["1 Zastava"]
    assert found(adapter, "CD4") == ["2 Rossi"]


def test_a_whole_extract_forgets_what_it_no_longer_holds(tmp_path: Path) -> None:
    adapter = opened(tmp_path, extract="whole")
    both = [("1", "AB123", "Taurus", "", ""), ("2", "CD456", "Rossi", "", "")]
    drop(tmp_path / "in", "1.csv", as_csv(both))
    assert isinstance(adapter, Changing)
    cursor = adapter.changes("", 10).cursor
    drop(tmp_path / "in", "2.csv", as_csv([both[0], ("3", "EF789", "Rossi", "", "")]))
    assert found(adapter, "CD456") == []
    told = adapter.changes(cursor, 10)
    assert [one.record_id for one in told.records] == ["3"], "an unchanged row is no change"


def test_the_same_bytes_are_taken_once(tmp_path: Path) -> None:
    adapter = opened(tmp_path)
    content = as_csv([("1", "AB123", "Taurus", "", "")])
    drop(tmp_path / "in", "1.csv", content)
    drop(tmp_path / "in", "again.csv", content)
    assert adapter.describe().records == 1
    (refused,) = (tmp_path / "in" / "refused").glob("*.csv")
    reason = refused.with_name(refused.name + ".reason").read_text()
    assert "taken before" in reason


def test_a_half_written_file_waits_for_its_name(tmp_path: Path) -> None:
    adapter = opened(tmp_path)
    (tmp_path / "in" / "1.csv.part").write_bytes(b"Id,Ser")
    (tmp_path / "in" / ".2.csv").write_bytes(b"Id,Ser")
    assert adapter.describe().records == 0
    assert {path.name for path in (tmp_path / "in").iterdir() if path.is_file()} == {
        "1.csv.part",
        ".2.csv",
    }


def test_a_file_that_cannot_be_read_is_set_aside_with_the_reason_and_the_others_count(
    tmp_path: Path,
) -> None:
    adapter = opened(tmp_path)
    drop(tmp_path / "in", "bad.csv", b"Other,Columns\n1,2\n")
    drop(tmp_path / "in", "good.csv", as_csv([("1", "AB123", "Taurus", "", "")]))
    assert found(adapter, "AB123") == ["1 Taurus"]
    reason = (tmp_path / "in" / "refused" / "bad.csv.reason").read_text()
    assert "mapping.column_missing" in reason


@pytest.mark.parametrize("step", ["claimed", "renamed"])
def test_a_crash_between_two_renames_loses_and_repeats_nothing(tmp_path: Path, step: str) -> None:
    adapter = opened(tmp_path)
    content = as_csv([("1", "AB123", "Taurus", "", "")])
    drop(tmp_path / "in", "1.csv", content)
    if step == "claimed":  # as a process leaves it that dies here
        (tmp_path / "in" / "taken").mkdir()
        (tmp_path / "in" / "1.csv").rename(tmp_path / "in" / "taken" / ".claimed.1.csv")
    else:
        adapter.describe()
    again = opened(tmp_path)
    assert found(again, "AB123") == ["1 Taurus"]
    assert len(list((tmp_path / "in" / "taken").iterdir())) == 1


def test_a_link_out_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    adapter = opened(tmp_path)
    (tmp_path / "secret.csv").write_bytes(as_csv([("1", "AB123", "Taurus", "", "")]))
    (tmp_path / "in" / "link.csv").symlink_to(tmp_path / "secret.csv")
    assert found(adapter, "AB123") == []
    assert (tmp_path / "secret.csv").exists()


def test_a_taken_file_that_was_removed_is_no_longer_the_register(tmp_path: Path) -> None:
    adapter = opened(tmp_path)
    drop(tmp_path / "in", "1.csv", as_csv([("1", "AB123", "Taurus", "", "")]))
    adapter.describe()
    adapter.close()
    with pytest.raises(AdapterError):
        found(adapter, "AB123")
