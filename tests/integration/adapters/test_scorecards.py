"""`accord-adapter check` over every driver that is shipped, each with an old register behind it."""

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from services import FIELDS, Service, serving, write_wsdl
from sheets_kit import write_dbf
from typer.testing import CliRunner

from adapters.cli import main

ROWS = [("1", "AB 12345", "Taurus", "85", ".38"), ("2", "CD 67890", "Rossi", "M971", ".357")]
MAPPING = """
register: Old register
record_holder: POLICE
record_id: Id
firearm: {{maker_text: {maker}, model_text: Model, calibre_text: Calibre}}
marks: [{{kind: MANUFACTURER_SERIAL, text: Serial, position: FRAME}}]
source: {source}
"""
COLUMNS = ", ".join(
    f"{{name: {name}, start: {1 + 10 * at}, length: 10}}" for at, name in enumerate(FIELDS)
)
LAYOUT = f"{{encoding: cp500, length: 50, layout: [{COLUMNS}]}}"
SOURCES = {
    "tabular": "{}",
    "dropbox": "{}",
    "dbase": "{}",
    "fixed": LAYOUT,
    "sql": "{table: arms, id: Id}",
    "rest": "{path: /v1/arms, items: data.arms, next: links.next}",
    "soap": "{operation: ListArms, page: page}",
}
OPTIONS = {
    "tabular": 'file = "r.csv"',
    "dropbox": 'folder = "in"',
    "dbase": 'file = "r.dbf"',
    "fixed": 'file = "r.dat"',
    "sql": 'url = "sqlite:///r.db"',
    "rest": 'url = "{url}"',
    "soap": 'url = "{url}/arms"\nwsdl = "arms.wsdl"',
}


@pytest.fixture
def url() -> Iterator[str]:
    with serving(Service(rows=list(ROWS))) as address:
        yield address


def fill(folder: Path) -> None:
    (folder / "in").mkdir()
    for path in (folder / "r.csv", folder / "in" / "r.csv"):
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([FIELDS, *ROWS])
    write_dbf(folder / "r.dbf", {name.upper(): 12 for name in FIELDS}, ROWS, "ascii")
    lines = ("".join(cell.ljust(10) for cell in row) for row in ROWS)
    (folder / "r.dat").write_bytes("".join(lines).encode("cp500"))
    with closing(sqlite3.connect(folder / "r.db")) as database, database:
        database.execute("CREATE TABLE arms (Id PRIMARY KEY, Serial, Maker, Model, Calibre)")
        database.executemany("INSERT INTO arms VALUES (?, ?, ?, ?, ?)", ROWS)
    write_wsdl(folder)


def test_every_driver_that_is_shipped_is_checked_here() -> None:
    shipped = {one.name for one in entry_points(group="accord.adapters")}
    assert shipped == SOURCES.keys() | {"sidecar"}, "and the sidecar in tests/interop"


@pytest.mark.parametrize("driver", SOURCES)
def test_the_driver_passes_its_scorecard(
    driver: str, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    fill(tmp_path)
    maker = "Maker.name" if driver == "rest" else "Maker"
    mapping = MAPPING.format(maker=maker, source=SOURCES[driver])
    (tmp_path / "m.yaml").write_text(mapping, "utf-8")
    options = OPTIONS[driver].format(url=url)
    text = f'[registry.old]\nadapter = "{driver}"\nmapping = "m.yaml"\n{options}\n'
    (tmp_path / "node.toml").write_text(text)
    result = CliRunner(env={"COLUMNS": "160"}).invoke(main, ["check", "node.toml"])
    assert result.exit_code == 0, result.output
    assert "finds the weapons it holds" in result.output
    assert "FAILED" not in result.output
    assert result.output.count("passed") >= 13
