"""Every driver passes the kit that outside authors run."""

import csv
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import openpyxl
from sheets_kit import write_dbf, write_ods

from accord.adapter import Adapter, RegistryRecord, Settings
from accord.testing.adapter_kit import AdapterKit
from adapters import dbase, fixed, sql, tabular

HEADER = ("Id", "Serial", "Maker", "Model", "Calibre")
FIELDS = """
register: Arvenian register
record_holder: REGISTRY
record_id: Id
firearm:
  maker_text: Maker
  model_text: Model
  calibre_text: Calibre
marks:
  - {kind: MANUFACTURER_SERIAL, text: Serial, position: FRAME}
"""


def row(record: RegistryRecord) -> tuple[str, str, str, str, str]:
    firearm = record.firearm
    serial = firearm.marks[0].text
    return record.record_id, serial, firearm.maker_text, firearm.model_text, firearm.calibre_text


def open_tabular(folder: Path, file: str) -> Adapter:
    (folder / "mapping.yaml").write_text(FIELDS + "source: {}\n", encoding="utf-8")
    return tabular.open_adapter(
        Settings(options={"file": file, "mapping": "mapping.yaml"}, base=folder)
    )


class TestCsv(AdapterKit):
    def make(self, records: Sequence[RegistryRecord], folder: Path) -> Adapter:
        with (folder / "register.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(HEADER)
            writer.writerows(map(row, records))
        return open_tabular(folder, "register.csv")

    def make_away(self, folder: Path) -> Adapter:
        return open_tabular(folder, "nowhere.csv")


class TestXlsx(AdapterKit):
    def make(self, records: Sequence[RegistryRecord], folder: Path) -> Adapter:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for line in [(), ("Arvenian register",), HEADER, *map(row, records)]:
            sheet.append(line)
        book.save(folder / "register.xlsx")
        book.close()
        return open_tabular(folder, "register.xlsx")

    def make_away(self, folder: Path) -> Adapter:
        (folder / "register.xlsx").write_bytes(b"PK\x03\x04 half a workbook")
        return open_tabular(folder, "register.xlsx")


class TestDated(AdapterKit):
    """A spreadsheet with a column of when each row was changed."""

    def make(self, records: Sequence[RegistryRecord], folder: Path) -> Adapter:
        self.lines = {record.record_id: (*row(record), 100) for record in records}
        self.save(folder)
        (folder / "mapping.yaml").write_text(FIELDS + "source: {changed: Changed}\n", "utf-8")
        settings = Settings(options={"file": "r.csv", "mapping": "mapping.yaml"}, base=folder)
        return tabular.open_adapter(settings)

    def change(self, adapter: Adapter, record: RegistryRecord, folder: Path) -> None:
        newest = max(line[-1] for line in self.lines.values())
        self.lines[record.record_id] = (*row(record), newest + 1)
        self.save(folder)

    def save(self, folder: Path) -> None:
        with (folder / "fresh").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([(*HEADER, "Changed"), *self.lines.values()])
        (folder / "fresh").replace(folder / "r.csv")


class TestOds(AdapterKit):
    def make(self, records: Sequence[RegistryRecord], folder: Path) -> Adapter:
        write_ods(folder / "register.ods", [("Arvenian register",), HEADER, *map(row, records)])
        return open_tabular(folder, "register.ods")

    def make_away(self, folder: Path) -> Adapter:
        (folder / "register.ods").write_bytes(b"PK\x03\x04 half a workbook")
        return open_tabular(folder, "register.ods")


LAYOUT = """
source:
  encoding: utf-16-be
  length: 512
  layout:
    - {name: Id, start: 1, length: 32}
    - {name: Serial, start: 33, length: 120}
    - {name: Maker, start: 153, length: 120}
    - {name: Model, start: 273, length: 120}
    - {name: Calibre, start: 393, length: 120}
"""


class TestFixed(AdapterKit):
    def make(self, records: Sequence[RegistryRecord], folder: Path) -> Adapter:
        widths = (16, 60, 60, 60, 60)
        lines = (
            "".join(text.ljust(width) for text, width in zip(row(one), widths, strict=True))
            for one in records
        )
        (folder / "extract").write_bytes("".join(lines).encode("utf-16-be"))
        return self.open(folder)

    def make_away(self, folder: Path) -> Adapter:
        (folder / "extract").write_bytes(b"half a record")
        return self.open(folder)

    def open(self, folder: Path) -> Adapter:
        (folder / "mapping.yaml").write_text(FIELDS + LAYOUT, encoding="utf-8")
        options = {"file": "extract", "mapping": "mapping.yaml"}
        return fixed.open_adapter(Settings(options=options, base=folder))


class TestDbase(AdapterKit):
    def make(self, records: Sequence[RegistryRecord], folder: Path) -> Adapter:
        columns = {name.upper(): 60 for name in HEADER}
        write_dbf(folder / "arms.dbf", columns, map(row, records), "utf-8")
        return self.open(folder)

    def make_away(self, folder: Path) -> Adapter:
        (folder / "arms.dbf").write_bytes(b"\x03 half a table")
        return self.open(folder)

    def open(self, folder: Path) -> Adapter:
        (folder / "mapping.yaml").write_text(FIELDS + "source: {encoding: utf-8}\n", "utf-8")
        options = {"file": "arms.dbf", "mapping": "mapping.yaml"}
        return dbase.open_adapter(Settings(options=options, base=folder))


class SqlKit(AdapterKit):
    source: str

    def make(self, records: Sequence[RegistryRecord], folder: Path) -> Adapter:
        with closing(sqlite3.connect(folder / "register.db")) as database, database:
            database.execute(
                "CREATE TABLE weapons (Id TEXT PRIMARY KEY, Serial, Maker, Model, Calibre)"
            )
            database.executemany(
                "INSERT INTO weapons VALUES (?, ?, ?, ?, ?)",
                map(row, records),
            )
        return self.open(folder)

    def make_away(self, folder: Path) -> Adapter:
        return self.open(folder)

    def open(self, folder: Path) -> Adapter:
        (folder / "mapping.yaml").write_text(FIELDS + self.source, encoding="utf-8")
        options = {"url": "sqlite:///register.db", "mapping": "mapping.yaml"}
        return sql.open_adapter(Settings(options=options, base=folder))


class TestSql(SqlKit):
    source = "source: {table: weapons, id: Id}\n"


class TestSqlDated(SqlKit):
    source = "source: {table: weapons, id: Id, changed: Changed}\n"

    def make(self, records: Sequence[RegistryRecord], folder: Path) -> Adapter:
        with closing(sqlite3.connect(folder / "register.db")) as database, database:
            database.execute(
                "CREATE TABLE weapons (Id TEXT PRIMARY KEY, Serial, Maker, Model, Calibre, Changed)"
            )
            database.executemany(
                "INSERT INTO weapons VALUES (?, ?, ?, ?, ?, 100)", map(row, records)
            )
        return self.open(folder)

    def change(self, adapter: Adapter, record: RegistryRecord, folder: Path) -> None:
        with closing(sqlite3.connect(folder / "register.db")) as database, database:
            database.execute(
                "UPDATE weapons SET Changed = (SELECT max(Changed) + 1 FROM weapons) WHERE Id = ?",
                (record.record_id,),
            )
