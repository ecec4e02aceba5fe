"""`accord-adapter`, as an adapter author types it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from adapters.cli import main

MAPPING = """
register: Old register
record_holder: POLICE
source: {}
tables: {types: {P: PISTOL}}
record_id: No
firearm: {type: {column: Kind, table: types}, maker_text: Make}
marks: [{kind: MANUFACTURER_SERIAL, text: Serial}]
"""
REGISTER = "No,Kind,Make,Serial\n1,P,Arvenal,AB 123\n2,X,Arvenal,removed\n,P,Arvenal,CD 456\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "m.yaml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "r.csv").write_text(REGISTER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_check_says_what_becomes_of_each_row(folder: Path) -> None:
    result = run("check", "--mapping", "m.yaml", "--source", "r.csv", "--report", "report.csv")
    assert result.exit_code == 0, result.output
    for words in ("records that a number finds", "'No' is empty", "OBLITERATED", "firearm.type"):
        assert words in result.output
    assert (folder / "report.csv").exists()


def test_check_writes_nothing_unless_asked(folder: Path) -> None:
    assert run("check", "--mapping", "m.yaml", "--source", "r.csv").exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["m.yaml", "r.csv"]


def test_check_tries_every_register_of_a_node(folder: Path) -> None:
    (folder / "node.toml").write_text(
        '[registry.old]\nadapter = "tabular"\nfile = "r.csv"\nmapping = "m.yaml"\n'
    )
    result = run("check", "node.toml")
    assert result.exit_code == 0, result.output
    assert "Old register" in result.output
    assert (folder / "r.rejected.csv").exists()


def test_find_shows_the_records(folder: Path) -> None:
    arguments = ("find", "--mapping", "m.yaml", "--source", "r.csv", "--serial")
    assert "AB 123" in run(*arguments, "ab123").output
    assert "no record" in run(*arguments, "ZZ 900").output


def test_says_where_a_mapping_is_wrong(folder: Path) -> None:
    (folder / "m.yaml").write_text(MAPPING.replace("Make}", "Maker}"), encoding="utf-8")
    result = run("check", "--mapping", "m.yaml", "--source", "r.csv")
    assert result.exit_code == 1
    assert "m.yaml:7:59" in result.output
    assert "'Make'" in result.output


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("", "[registry.NAME]"),
        ("[registry.old", "cannot read"),
        ("[registry]\nold = 1", "table"),
        ('[registry.old]\nadapter = "telegraph"', "tabular"),
        ('[registry.old]\nadapter = "tabular"', "'file'"),
    ],
)
def test_says_what_is_wrong_with_a_config(folder: Path, config: str, words: str) -> None:
    (folder / "node.toml").write_text(config, encoding="utf-8")
    result = run("check", "node.toml")
    assert result.exit_code == 1, result.output
    assert words in result.output


def test_asks_for_what_it_needs(folder: Path) -> None:
    assert run("check").exit_code == 2
