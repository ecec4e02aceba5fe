"""Both drivers pass the kit that outside authors run."""

import csv
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import openpyxl

from accord.adapter import Adapter, RegistryRecord, Settings
from accord.testing.adapter_kit import AdapterKit
from adapters import sql, tabular

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
