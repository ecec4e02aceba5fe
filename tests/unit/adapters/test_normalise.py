"""`accord-adapter normalise`: one JSON line a row, beside the raw cells."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from accord.weapons.profile import VERSION
from adapters.cells import Cell, as_text
from adapters.cli import main
from adapters.mapping import read_mapping
from adapters.normalise import normalise, normalised
from adapters.records import Row

MAPPING = b"""
register: Arvenal seizures
record_holder: POLICE
source: {format: csv}
record_id: No
rows:
  - {column: Class, differs: AMMUNITION}
firearm:
  type_text: Kind
  maker_text: Make
  model_text: Model
  calibre_text: Cal
  country_of_manufacture: {column: Country}
marks:
  - {kind: MANUFACTURER_SERIAL, text: Serial}
"""
HEADER = "No,Class,Kind,Make,Model,Cal,Country,Serial\n"


def _lines(tmp_path: Path, rows: str) -> list[dict[str, Any]]:
    file = tmp_path / "register.csv"
    file.write_text(HEADER + rows, "utf-8")
    outcomes = normalise(file, read_mapping(MAPPING, "mapping.yaml"))
    return [one.line for one in outcomes if one.text]


def test_every_finding_stands_beside_the_raw_cells(tmp_path: Path) -> None:
    (line,) = _lines(tmp_path, "7,GUN,Revólver,TAURUZ,,.38 SPL,Brasil,QX 4711 (remarcado)\n")
    assert line["row"] == "2"
    assert line["raw"] == {
        "maker": "TAURUZ",
        "model": "",
        "calibre": ".38 SPL",
        "type": "Revólver",
        "country": "Brasil",
        "serial": ["QX 4711 (remarcado)"],
    }
    assert line["maker"] == {
        "id": "taurus",
        "name": "Taurus Armas",
        "role": "MANUFACTURER",
        "country": "BR",
        "family": "taurus",
        "cell": "maker",
        "confidence": 0.85,
        "reason": "by its name with one letter wrong",
    }
    assert line["mark_condition"] == "ALTERED"
    (mark,) = line["marks"]
    assert (mark["text"], mark["n2"]) == ("QX 4711", "QX4711")
    assert line["completeness"] == "COMPLETE"
    assert line["confidence"] == 0.5
    assert line["profile"] == VERSION


def test_what_is_not_stated_or_not_understood_says_so(tmp_path: Path) -> None:
    (line,) = _lines(tmp_path, "8,GUN,,Quux & Sons,,,,removido\n")
    assert line["maker"] == {"reason": "the text is not understood"}
    assert line["calibre"] == {"reason": "nothing is stated"}
    assert (line["mark_condition"], line["marks"]) == ("OBLITERATED", [])
    assert (line["completeness"], line["confidence"]) == ("INSUFFICIENT", 0.0)


def test_rows_left_out_and_rejected_are_counted_and_the_rest_goes_on(tmp_path: Path) -> None:
    file, mapping = tmp_path / "register.csv", tmp_path / "mapping.yaml"
    mapping.write_bytes(MAPPING)
    file.write_text(
        HEADER
        + "1,AMMUNITION,,,,,,\n"
        + "2,GUN,Pistol,Glock,17,9x19,Austria,ABC123,astray\n"
        + "3,GUN,Pistol,Glock,17,9x19,Austria,ABC123\n",
        "utf-8",
    )
    result = CliRunner().invoke(main, ["normalise", str(file), "--mapping", str(mapping)])
    assert result.exit_code == 0
    rejected, read = (json.loads(line) for line in result.stdout.splitlines())
    assert rejected["row"] == "3"
    assert "a delimiter is astray" in rejected["rejected"]
    assert read["maker"]["id"] == "glock"
    assert "1 rows read, 1 rejected, 1 left out by the mapping" in result.stderr


def test_a_file_that_is_not_laid_out_so_is_refused_by_name(tmp_path: Path) -> None:
    file, mapping = tmp_path / "other.csv", tmp_path / "mapping.yaml"
    mapping.write_bytes(MAPPING)
    file.write_text("a,b\n1,2\n", "utf-8")
    result = CliRunner().invoke(main, ["normalise", str(file), "--mapping", str(mapping)])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "other.csv" in result.stderr


@pytest.mark.parametrize("cell", ["=1+1", "\u202eabc", "x" * 5000, "'; DROP TABLE weapons; --"])
def test_hostile_cells_are_only_texts(tmp_path: Path, cell: str) -> None:
    (line,) = _lines(tmp_path, f'9,GUN,"{cell}","{cell}","{cell}","{cell}",,"{cell}"\n')
    assert line["row"] == "2"


def test_cells_that_are_equal_and_read_otherwise_are_told_apart() -> None:
    calibres: list[Cell] = [1, 1.0, True, Decimal("1.5"), Decimal("1.50"), "1"]
    row = {"No": "1", "Class": "GUN", "Kind": "", "Make": "", "Model": "", "Country": ""}
    named = ((str(at), Row({**row, "Cal": cell})) for at, cell in enumerate(calibres))
    outcomes = normalised(iter(named), read_mapping(MAPPING, "mapping.yaml"))
    read = [one.line["raw"]["calibre"] for one in outcomes]
    assert read == [as_text(cell).text for cell in calibres]
