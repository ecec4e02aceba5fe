"""The guide, followed from nothing to a passing scorecard."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from accord.errors import VerificationError
from accord.log.keys import parse_key
from accord.testing.scorecard import HEADING, check_card
from adapters.cli import main

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "write-an-adapter.md"
CONFIG = GUIDE.read_text("utf-8").split("```toml\n")[1].partition("```")[0]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "140")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_the_guide_leads_from_nothing_to_a_passing_scorecard(tmp_path: Path) -> None:
    for command in ("accord-adapter new harbour", "pytest -q harbour"):
        assert f"    {command}\n" in GUIDE.read_text("utf-8")
    assert run("new", "harbour").exit_code == 0
    install = [sys.executable, "-m", "pip", "install", "-qq", "--no-deps", "--no-index"]
    target = ["--no-build-isolation", "--target", "installed", "./harbour"]
    subprocess.run([*install, *target], check=True)
    path = os.pathsep.join([str(tmp_path / "installed"), *sys.path])
    environment = {**os.environ, "PYTHONPATH": path}

    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "harbour"]
    done = subprocess.run(tests, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout

    (tmp_path / "node.toml").write_text(CONFIG)
    check = "from adapters.cli import main; main()"
    arguments = ["check", "node.toml", "--scorecard", "harbour.scorecard"]
    subprocess.run([sys.executable, "-c", check, *arguments], env=environment, check=True)
    key = parse_key((tmp_path / "harbour.scorecard.key").read_text().strip())
    card = (tmp_path / "harbour.scorecard").read_bytes()
    text = check_card(card, key)
    assert text.startswith(HEADING)
    assert "FAILED" not in text
    with pytest.raises(VerificationError):
        check_card(card.replace(b"passed - is ready", b"FAILED - is ready"), key)


@pytest.mark.parametrize("name", ["", "X", "../up", "a" * 41, "1st", "two words"])
def test_a_package_has_a_name_that_python_takes(name: str) -> None:
    assert run("new", "--", name).exit_code == 1


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "harbour").mkdir()
    assert "already" in run("new", "harbour").output


REGISTER = (
    "Old list of the harbour police\n\n"
    "No;Série;Marca;Calibre;Tipo;Data\n"
    "1;AB 12345;Taurus;.38 SPL;revólver;2019-03-01\n"
    "2;CD 67890;Rossi;.38 SPL;revólver;2019-03-02\n"
    "3;CD 67890;Rosssi Ltd da Silva;quarenta;revólver;2019-03-02\n"
)


def test_a_profile_says_what_is_there_and_proposes_a_mapping_that_works(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_bytes(REGISTER.encode("windows-1252"))
    result = run("profile", "old.csv", "--mapping", "old.yaml")
    assert result.exit_code == 0, result.output
    assert "quarenta" in result.output, "a calibre that nothing knows is named"
    assert "1 numbers stand in 2 rows" in result.output
    again = run("check", "--mapping", "old.yaml", "--source", "old.csv")
    assert again.exit_code == 0, again.output
    assert "3     records that a number finds" in again.output


def test_a_profile_of_no_table_says_so(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleague,\n")
    result = run("profile", "letter.txt")
    assert result.exit_code == 1
    assert "no table" in result.output
