"""Registers in files: damaged, misdescribed, replaced; never half loaded."""

import csv
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from accord.adapter import Firearm, Mark, MarkCondition, MarkKind, Query
from accord.errors import AdapterError, BadData, RegistryAway
from accord.weapons.keys import search_keys
from adapters.mapping import load_mapping, read_mapping
from adapters.register import Remark, write_report
from adapters.snapshot import SnapshotAdapter
from adapters.tabular import read_file, tabular

MAPPING = """
register: Old register
record_holder: POLICE
source: {}
record_id: Número
firearm: {maker_text: Marca, calibre_text: Calibre}
marks:
  - {kind: MANUFACTURER_SERIAL, text: Série}
"""
HEADER = ("Número", "Série", "Marca", "Calibre")
ROWS = (("1", "AB123", "Taurus", "38"), ("2", "CD456", "Rossi", "12/70"))


def as_csv(*rows: tuple[str, ...], delimiter: str = ",") -> str:
    return "".join(delimiter.join(row) + "\r\n" for row in rows)


class Office:
    """A folder with a mapping and a register, and the adapter over both."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.report = folder / "report.csv"
        self.adapter: SnapshotAdapter | None = None

    def file(self, name: str, content: bytes | str) -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def open(self, path: Path, mapping: str = MAPPING) -> SnapshotAdapter:
        self.adapter = tabular(path, read_mapping(mapping.encode(), "m.yaml"), self.report)
        return self.adapter

    def failure(self, path: Path, mapping: str = MAPPING) -> AdapterError:
        adapter = self.open(path, mapping)
        with pytest.raises(AdapterError) as raised:
            find(adapter, "AB123")
        health = adapter.health()
        assert not health.ready
        assert health.text == str(raised.value)
        assert not self.report.exists(), "nothing is half loaded"
        return raised.value

    def reported(self) -> list[tuple[str, ...]]:
        with self.report.open(encoding="utf-8-sig", newline="") as file:
            return [tuple(row) for row in csv.reader(file)][1:]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    if office.adapter is not None:
        office.adapter.close()


def find(adapter: SnapshotAdapter, serial: str) -> list[str]:
    mark = Mark(kind=MarkKind.MANUFACTURER_SERIAL, text=serial, condition=MarkCondition.INTACT)
    return [record.record_id for record in adapter.find(Query(firearm=Firearm(marks=(mark,))))]


def workbook(path: Path, *sheets: tuple[str, Sequence[tuple[str | float | None, ...]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet: Worksheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    book.close()
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "stated"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("windows-1252", "windows-1252"),
        ("cp850", "cp850"),
    ],
)
def test_reads_any_delimiter_and_encoding(
    office: Office, delimiter: str, encoding: str, stated: str
) -> None:
    text = "exported 2021\r\n\r\n" + as_csv(HEADER, *ROWS, delimiter=delimiter)
    path = office.file("register.csv", text.encode(encoding))
    mapping = MAPPING.replace("{}", f"{{encoding: {stated}}}" if stated else "{}")
    assert find(office.open(path, mapping), "AB123") == ["1"]


def test_asks_for_the_encoding_and_does_not_guess(office: Office) -> None:
    path = office.file("register.csv", as_csv(HEADER, *ROWS).encode("windows-1252"))
    error = office.failure(path)
    assert error.code == "mapping.encoding_wrong"
    assert "m.yaml:4:9: register.csv is not utf-8 (line 1)" in error.text
    assert "windows-1252" in error.text


def test_names_the_column_that_is_missing_and_what_is_there(office: Office) -> None:
    path = office.file("register.csv", "a,b\n" + as_csv(("Número", "Serie", "Marca", "Calibre")))
    error = office.failure(path)
    assert error.code == "mapping.column_missing"
    assert error.text.startswith("m.yaml:8:39: row 2 of register.csv has no column 'Série'")
    assert "'Serie'" in error.text


def test_names_the_file_where_no_row_is_a_header(office: Office) -> None:
    error = office.failure(office.file("register.csv", "a,b\nc,d\n"))
    assert "no row of register.csv holds 'Número'" in error.text


def test_refuses_two_columns_of_one_name(office: Office) -> None:
    path = office.file("register.csv", as_csv((*HEADER, "Série"), (*ROWS[0], "X9")))
    assert office.failure(path).code == "mapping.column_twice"
    second = MAPPING.replace("text: Série", "text: Série#2")
    assert find(office.open(path, second), "X9") == ["1"]


def test_lists_every_row_that_no_search_will_find(office: Office) -> None:
    rows = (
        ("1", "AB123", "Taurus", "38"),
        ("", "CD456", "Rossi", "38"),
        ("1", "EF789", "Rossi", "38"),
        ("4", "removido", "Rossi", "38"),
        ("5", "GH1", "Rossi", "38", "astray"),
        ("", "", "", ""),
    )
    adapter = office.open(office.file("register.csv", as_csv(HEADER, *rows)))
    assert find(adapter, "AB123") == ["1"]
    assert not find(adapter, "EF789")
    assert office.reported() == [
        ("3", "REJECTED", "'Número' is empty or unreadable"),
        ("4", "REJECTED", "the record id is already that of row 2"),
        ("5", "UNSEARCHABLE", "no number to look up (OBLITERATED)"),
        ("6", "REJECTED", "has 5 cells under a header of 4; a delimiter is astray"),
    ]
    counts = adapter.survey().counts
    assert (counts.rows, counts.searchable, counts.unsearchable, counts.rejected) == (5, 1, 1, 3)
    assert adapter.describe().rejected == 3


def test_names_the_line_where_a_quote_stays_open(office: Office) -> None:
    text = as_csv(HEADER, ROWS[0]) + '3,"EF789,Rossi,38\r\n' + "x,y,z,w\r\n" * 20_000
    error = office.failure(office.file("register.csv", text))
    assert error.code == "register.text_broken"
    assert "line 3" in error.text


def test_reads_a_workbook_past_what_spreadsheets_do(office: Office) -> None:
    path = workbook(
        office.folder / "register.xlsx",
        ("Notes", [("nothing here",)]),
        (
            "2021_09",
            [(), ("Export",), HEADER, (1.0, '=CONCATENATE("AB123")', "Taurus", 38.0), (2, 456.0)],
        ),
    )
    register = read_file(path, read_mapping(MAPPING.encode(), "m.yaml"))
    first, second = register.records
    assert (first.record_id, first.firearm.calibre_text) == ("1", "38")
    assert first.firearm.marks[0].text == "AB123"
    assert second.firearm.marks[0].text == "456"


def test_takes_the_values_that_formulas_had(office: Office) -> None:
    saved = office.folder / "saved.xlsx"
    rows = [HEADER, ("1", '=D2&"-77"', "Taurus", "38"), ("2", '=D3&"-88"', "Rossi", "12")]
    workbook(office.folder / "plain.xlsx", ("S", rows))
    with (
        zipfile.ZipFile(office.folder / "plain.xlsx") as plain,
        zipfile.ZipFile(saved, "w") as packed,
    ):
        for name in plain.namelist():
            content = re.sub(
                rb'<c r="B2"><f>D2&amp;"-77"</f><v ?(/>|></v>)',
                b'<c r="B2" t="str"><f>D2&amp;"-77"</f><v>38-77</v>',
                plain.read(name),
            )
            packed.writestr(name, content)
    first, second = read_file(saved, read_mapping(MAPPING.encode(), "m.yaml")).records
    assert first.firearm.marks[0].text == "38-77"
    assert not second.firearm.marks
    assert "Série: is a formula whose value is not known" in second.firearm.remarks


def test_names_the_sheets_there_are(office: Office) -> None:
    path = workbook(office.folder / "register.xlsx", ("2021_09", [HEADER]))
    error = office.failure(path, MAPPING.replace("{}", "{sheet: 2021_9}"))
    assert error.code == "mapping.sheet_unknown"
    assert "'2021_09'" in error.text


@pytest.mark.parametrize("cut", [0, 10, 500, -30])
def test_refuses_a_broken_workbook(office: Office, cut: int) -> None:
    path = workbook(office.folder / "whole.xlsx", ("S", [HEADER, *ROWS]))
    error = office.failure(office.file("register.xlsx", path.read_bytes()[:cut]))
    assert error.code == "register.workbook_broken"
    assert "save it again as .xlsx" in error.text


def test_refuses_a_workbook_of_which_a_part_is_damaged(office: Office) -> None:
    path = workbook(office.folder / "whole.xlsx", ("S", [HEADER, *ROWS * 400]))
    data = bytearray(path.read_bytes())
    middle = data.index(b"xl/worksheets/sheet1.xml") + 300
    data[middle : middle + 40] = bytes(40)
    assert office.failure(office.file("register.xlsx", bytes(data))).code.startswith("register.")


def test_reads_the_file_again_when_it_changed(office: Office) -> None:
    path = office.file("register.csv", as_csv(HEADER, ROWS[0]))
    adapter = office.open(path)
    assert not find(adapter, "CD456")
    before = adapter.register()
    assert adapter.register() is before
    office.file("register.csv", as_csv(HEADER, *ROWS))
    assert find(adapter, "CD456") == ["2"]


def test_answers_nothing_from_a_register_that_can_no_longer_be_read(office: Office) -> None:
    path = office.file("register.csv", as_csv(HEADER, ROWS[0]))
    adapter = office.open(path)
    assert find(adapter, "AB123") == ["1"]
    office.file("register.csv", "half a fi")
    with pytest.raises(BadData):
        find(adapter, "AB123")
    path.unlink()
    with pytest.raises(RegistryAway, match="check the path"):
        find(adapter, "AB123")
    office.file("register.csv", as_csv(HEADER, *ROWS))
    assert find(adapter, "CD456") == ["2"]


def test_says_where_the_report_can_go(office: Office) -> None:
    path = office.file("register.csv", as_csv(HEADER, *ROWS))
    office.report = office.folder / "nowhere" / "report.csv"
    error = office.failure(path)
    assert error.code == "register.report_unwritable"
    assert "'report'" in error.text


ROOT = Path(__file__).parents[3]
RIO = ROOT.parent / "shared/data/rio_police_seizures/seizures_2021.xlsx"


@pytest.mark.skipif(not RIO.is_file(), reason="the real workbook is not beside this checkout")
def test_accounts_for_every_firearm_of_the_real_workbook(tmp_path: Path) -> None:
    mapping = ROOT / "deploy/demo/mappings/rio_seizures.yaml"
    report = tmp_path / "report.csv"
    adapter = tabular(RIO, load_mapping(mapping), report)
    register = adapter.register()
    counts, unmapped = register.survey.counts, register.survey.unmapped
    assert counts.rows == 12_625
    assert counts.left_out == 1_835
    assert counts.searchable + counts.unsearchable + counts.rejected == 10_790
    assert counts.rejected == 0
    assert counts.searchable > 7_000
    assert len(register.records) == 10_790
    assert len(register.index) == counts.searchable
    assert not unmapped, "every code of the register has a meaning"
    with report.open(encoding="utf-8-sig", newline="") as file:
        assert sum(1 for _ in csv.reader(file)) == 1 + counts.unsearchable
    rebuilt = {record.firearm.model_text for record in register.records}
    assert "24/7" in rebuilt
    searchable = [record for record in register.records if search_keys(record.firearm)]
    for record in searchable[:: len(searchable) // 50]:
        assert record in adapter.find(Query(firearm=record.firearm, limit=1_000))
    adapter.close()


def test_a_report_holds_nothing_that_a_spreadsheet_would_run(tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    write_report(report, [Remark("=HYPERLINK(1)", "REJECTED", "@SUM(1)")])
    with report.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1] == ["'=HYPERLINK(1)", "REJECTED", "'@SUM(1)"]
