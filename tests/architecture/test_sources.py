"""What every file of the project has in common."""

import re
from collections.abc import Sequence
from pathlib import Path

CEILING = 400  # lines a module; most hold about 150
LARGEST = 300 * 1024  # bytes a file: no fetched data, no built assets
GENERATED = {"docs/openapi.json", "requirements.lock"}  # as long as what they list
DATA = {".csv", ".tsv", ".xls", ".xlsx", ".dbf", ".sqlite", ".db", ".parquet", ".zip", ".gz"}
SAMPLES = {"tests", "deploy"}  # where a small data file of our own making may lie
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|pragma: no cover|raise NotImplementedError")
KITS = {"accord/testing", "tests/support"}  # what their users fill in stands open in them
MACHINE = re.compile(r"(?<![\w.~-])/(home|root|work|Users)/\w")
HERE = Path(__file__)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def test_no_module_is_longer_than_one_subject_needs(modules: Sequence[Path]) -> None:
    lengths = {path: len(_text(path).splitlines()) for path in modules}
    assert {str(path): lines for path, lines in lengths.items() if lines > CEILING} == {}


def test_modules_are_named_for_what_they_hold(modules: Sequence[Path]) -> None:
    assert [path for path in modules if path.stem in {"utils", "util", "helpers", "misc"}] == []


def test_nothing_is_left_unfinished(root: Path, tracked: Sequence[Path]) -> None:
    found = [
        f"{path}:{number}: {line.strip()}"
        for path in tracked
        if path.suffix in {".py", ".proto", ".toml"}
        and path != HERE
        and path.parent.relative_to(root).as_posix() not in KITS
        for number, line in enumerate(_text(path).splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert not found, "\n".join(found)


def test_nothing_names_a_folder_of_one_machine(tracked: Sequence[Path]) -> None:
    found = [
        f"{path}:{number}"
        for path in tracked
        if path != HERE
        for number, line in enumerate(_text(path).splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert not found, "\n".join(found)


def test_no_file_is_fetched_data(root: Path, tracked: Sequence[Path]) -> None:
    large = [
        path
        for path in tracked
        if path.stat().st_size > LARGEST and path.relative_to(root).as_posix() not in GENERATED
    ]
    data = [path for path in tracked if path.suffix in DATA]
    strange = [path for path in data if path.relative_to(root).parts[0] not in SAMPLES]
    assert (large, strange) == ([], [])
