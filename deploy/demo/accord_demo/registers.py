"""Writes each state's register the way such registers are kept: a database, a sheet, a list."""

import csv
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

from accord_demo.lives import Fate, Kind, Life, Seizure

_SCHEMA = """
CREATE TABLE weapon (
    weapon_no INTEGER PRIMARY KEY, serial TEXT NOT NULL,
    maker TEXT NOT NULL, model TEXT NOT NULL, kind TEXT NOT NULL, calibre TEXT NOT NULL,
    country TEXT NOT NULL, made_on TEXT NOT NULL
);
CREATE TABLE shipment (
    weapon_no INTEGER PRIMARY KEY REFERENCES weapon, licence TEXT NOT NULL,
    consignee TEXT NOT NULL, country TEXT NOT NULL, shipped_on TEXT NOT NULL
);
"""


def write_factory(path: Path, known: Iterable[Life]) -> None:
    """Arvenia: the factory's database of production and shipments."""
    with sqlite3.connect(path) as database:
        database.executescript(_SCHEMA)
        for number, life in enumerate(known, 1):
            database.execute(
                "INSERT INTO weapon VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    number,
                    life.serial,
                    life.maker,
                    life.model,
                    life.kind.value,
                    life.calibre,
                    life.country,
                    str(life.made),
                ),
            )
            if life.exported:
                consignee = "Ministry of Defence, Belmara"
                database.execute(
                    "INSERT INTO shipment VALUES (?, ?, ?, ?, ?)",
                    (number, life.licence, consignee, "XB", str(life.exported)),
                )
    database.close()


_HOLDINGS = (
    "Lfd.", "Waffenart", "Hersteller", "Land", "Typ", "Kaliber", "Waffennr.", "Lizenz", "Eingang",
    "Einheit", "Stand", "Datum",
)  # fmt: skip
_STATES = {Fate.IN_STORE: "V", Fate.STOLEN: "D", Fate.LOST: "F", Fate.SOLD: "A"}


def write_holdings(path: Path, known: Iterable[Life]) -> None:
    """Belmara: the ministry's old sheet of imported weapons, header in the fourth row."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Bestand")
    sheet.append(["Ministerium der Verteidigung"])
    sheet.append(["Waffenbestand, Einfuhren"])
    sheet.append([])
    sheet.append(_HOLDINGS)
    for number, life in enumerate((one for one in known if one.exported), 1):
        sheet.append(_holding(number, life))
    book.save(path)


_KINDS = {
    Kind.PISTOL: "Pistole",
    Kind.REVOLVER: "Revolver",
    Kind.RIFLE: "Gewehr",
    Kind.ASSAULT_RIFLE: "Sturmgewehr",
    Kind.CARBINE: "Karabiner",
    Kind.SHOTGUN: "Flinte",
    Kind.SUBMACHINE_GUN: "MPi",
    Kind.MACHINE_GUN: "MG",
    Kind.OTHER: "Sonst.",
}


def _holding(number: int, life: Life) -> Sequence[object]:
    return (
        number,
        _KINDS[life.kind],
        life.maker,
        life.country,
        life.model.replace("-", ""),
        life.calibre.replace("x", " x ").replace(".", ","),
        life.serial.replace("-", ""),
        life.licence,
        f"{life.exported:%d.%m.%Y}",
        life.unit,
        _STATES[life.fate],
        f"{life.ended:%d.%m.%Y}" if life.ended else None,
    )


_SEIZURES = (
    "Nº de acta", "Fecha", "Tipo", "Marca", "Modelo", "Calibre", "Nº de serie", "País", "Lugar",
)  # fmt: skip


def write_seizures(path: Path, seized: Iterable[Seizure]) -> None:
    """Corvina: the police's seizure list, as its spreadsheet saves it."""
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(_SEIZURES)
        for one in seized:
            writer.writerow(
                (
                    one.number,
                    f"{one.day:%d/%m/%Y}",
                    one.kind,
                    one.maker,
                    one.model,
                    one.calibre,
                    one.serial,
                    one.country,
                    one.place,
                )
            )
