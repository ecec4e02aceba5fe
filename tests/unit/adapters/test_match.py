"""`accord-adapter match`: one JSON line a row, with the candidates and why they are."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from accord.weapons.profile import VERSION
from adapters.cli import main

MAPPING = """
register: Arvenal permits
record_holder: POLICE
source: {format: csv}
record_id: No
rows: [{column: Class, differs: AMMUNITION}]
firearm:
  type_text: Kind
  maker_text: Make
  calibre_text: Cal
marks: [{kind: MANUFACTURER_SERIAL, text: Serial}]
"""
REGISTER = """No,Class,Kind,Make,Cal,Serial
1,GUN,Pistola,Taurus,9mm Luger,TJS 28772
2,GUN,Pistola,Forjas Taurus,9 mm Para,TJ528772
3,GUN,Pistola,FN,9x19,TJS28772
4,GUN,Revolver,Colt,.38 Special,12345678
5,GUN,Pistol,Glock,9x19,KLX?1123
"""
OTHER_MAPPING = """
register: Calvoran seizures
record_holder: POLICE
source: {format: csv}
record_id: Case
firearm: {maker_text: Maker, calibre_text: Calibre, type_text: What}
marks: [{kind: MANUFACTURER_SERIAL, text: Number}]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.yaml").write_text(MAPPING, "utf-8")
    (tmp_path / "o.yaml").write_text(OTHER_MAPPING, "utf-8")
    (tmp_path / "r.csv").write_text(REGISTER, "utf-8")
    return tmp_path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["match", "r.csv", "q.csv", "--mapping", "m.yaml", *arguments])


def _lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def _grades(line: dict[str, Any]) -> dict[str, str]:
    return {one["id"]: one["grade"] for one in line["candidates"]}


def test_each_row_has_its_candidates_best_first_with_reasons(folder: Path) -> None:
    rows = "Case,What,Maker,Calibre,Number\nA,Pistola,TAURUS,9 Luger,tjs-28.772\nB,,,,KLX11123\n"
    (folder / "q.csv").write_text(rows + "C,Rifle,Colt,.223,999999\n", "utf-8")
    result = _run("--query-mapping", "o.yaml")
    exact, partial, none = _lines(result)
    assert _grades(exact) == {"1": "A", "2": "B"}  # the FN is in conflict, and not offered
    assert "maker: same" in exact["candidates"][0]["for"]
    assert exact["candidates"][0]["raw"]["serial"] == ["TJS 28772"]
    assert exact["raw"]["serial"] == ["tjs-28.772"]
    assert _grades(partial) == {"5": "C"}
    assert partial["candidates"][0]["against"]
    assert none["candidates"] == []
    assert {line["profile"] for line in (exact, partial, none)} == {VERSION}
    assert "3 rows read" in result.stderr


def test_a_slip_is_looked_for_where_nothing_better_is_found(folder: Path) -> None:
    header = REGISTER.splitlines()[0]
    (folder / "q.csv").write_text(f"{header}\n9,GUN,Revolver,Colt,.38 Special,12345687\n", "utf-8")
    (slip,) = _lines(_run())
    assert _grades(slip) == {"4": "C"}
    assert "one slip apart" in slip["candidates"][0]["for"][0]
    assert _lines(_run("--no-near"))[0]["candidates"] == []


def test_rows_that_cannot_be_read_are_named_and_the_rest_goes_on(folder: Path) -> None:
    header = REGISTER.splitlines()[0]
    rows = (
        ",GUN,Pistola,Taurus,9x19,TJS28772\n8,AMMUNITION,,,,\n9,GUN,Pistola,Taurus,9x19,TJS28772\n"
    )
    (folder / "q.csv").write_text(f"{header}\n{rows}", "utf-8")
    result = _run("--limit", "1")
    rejected, kept = _lines(result)
    assert rejected["row"] == "2"
    assert "'No'" in rejected["rejected"]
    assert _grades(kept) == {"1": "A"}
    assert "1 rows read, 1 rejected, 1 left out" in result.stderr


def test_a_file_that_is_not_there_is_said_and_nothing_is_written(folder: Path) -> None:
    result = _run()
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "q.csv" in result.stderr
