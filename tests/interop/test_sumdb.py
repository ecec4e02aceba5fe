"""Go's checksum database reads our logs with its own code, and refuses what we refuse."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from broken_logs import BROKEN, FILES, HARMLESS, STRICTER
from log_folder import Folder, Verdict, published, write
from log_kit import ORIGIN, grown

from accord.testing.log import MemoryLog

SOURCE = Path(__file__).with_name("sumdb") / "verify.go"
GOPATH = Path("/usr/share/gocode")
SIZES = {1: [0], 2: [1], 255: [2, 254], 256: [128, 255], 257: [0, 1, 256], 70_000: [257, 65_536]}
LARGEST = max(SIZES)

Said = dict[str, dict[str, Verdict]]
Verify = Callable[[Iterable[Path]], dict[Path, dict[str, Verdict]]]


@pytest.fixture(scope="module")
def verify(tmp_path_factory: pytest.TempPathFactory) -> Verify:
    """What Go says of each of these folders."""
    go = shutil.which("go")
    if go is None or not (GOPATH / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        missing = "needs Go and x/mod: apt-get install golang-go golang-golang-x-mod-dev"
        if os.environ.get("ACCORD_INTEROP") == "required":
            pytest.fail(missing)
        pytest.skip(missing)
    place = tmp_path_factory.mktemp("sumdb")
    program = place / "verify"
    offline = {"GO111MODULE": "off", "GOPATH": str(GOPATH), "GOCACHE": str(place / "cache")}
    subprocess.run([go, "build", "-o", program, SOURCE], check=True, env=os.environ | offline)

    def verified(folders: Iterable[Path]) -> dict[Path, dict[str, Verdict]]:
        paths = list(folders)
        done = subprocess.run([program, *paths], check=True, capture_output=True)
        found: dict[Path, dict[str, Verdict]] = {path: {} for path in paths}
        for line in done.stdout.splitlines():
            one = json.loads(line)
            said = Verdict(one["ok"], tuple(one.get("cosigned", ())))
            found[Path(one["log"])][one["check"]] = said
        return found

    return verified


@pytest.fixture(scope="module")
def log() -> MemoryLog:
    return grown(LARGEST)


def test_go_verifies_our_logs_at_every_size_at_which_tiles_change(
    verify: Verify, log: MemoryLog, tmp_path: Path
) -> None:
    folders = {
        write(tmp_path / str(size), published(log, size, older)): size
        for size, older in SIZES.items()
    }
    for folder, verdicts in verify(folders).items():
        size = folders[folder]
        names = {f"{kind}/{old}" for kind in ("older", "requests") for old in SIZES[size]}
        names |= {f"proofs/{leaf}" for leaf in {0, size // 3, size - 1}}
        assert set(verdicts) == {"vkeys", "checkpoint", "tiles", "inclusion", *names}
        assert all(verdict.ok for verdict in verdicts.values()), folder
        assert verdicts["checkpoint"].cosigned == (f"{ORIGIN}/witness/XA", f"{ORIGIN}/witness/XC")
        assert Folder(folder).verdicts() == verdicts


def test_an_empty_log_is_read_alike(verify: Verify, tmp_path: Path) -> None:
    folder = write(tmp_path, published(grown(0), 0))
    assert verify([folder])[folder] == Folder(folder).verdicts()
    assert verify([folder])[folder]["tiles"].ok


@pytest.fixture(scope="module")
def folders(verify: Verify, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every case as a folder."""
    place = tmp_path_factory.mktemp("logs")
    cases = [*((name, files) for name, _, files in (*BROKEN, *STRICTER)), *HARMLESS]
    return {
        name: write(place / str(number), FILES | files)
        for number, (name, files) in enumerate(cases)
    }


@pytest.fixture(scope="module")
def said(verify: Verify, folders: dict[str, Path]) -> Said:
    """What Go says of every case."""
    found = verify(folders.values())
    return {name: found[folder] for name, folder in folders.items()}


@pytest.mark.parametrize(
    ("name", "check"), [row[:2] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_go_and_we_refuse_the_same(
    folders: dict[str, Path], said: Said, name: str, check: str
) -> None:
    assert not said[name][check].ok
    assert Folder(folders[name]).verdicts() == said[name]


@pytest.mark.parametrize(
    ("name", "check"), [row[:2] for row in STRICTER], ids=[row[0] for row in STRICTER]
)
def test_what_go_lets_pass_we_refuse(
    folders: dict[str, Path], said: Said, name: str, check: str
) -> None:
    assert said[name][check].ok
    assert not Folder(folders[name]).verdicts()[check].ok


@pytest.mark.parametrize("name", [row[0] for row in HARMLESS])
def test_go_and_we_accept_the_same(folders: dict[str, Path], said: Said, name: str) -> None:
    assert all(verdict.ok for verdict in said[name].values())
    assert Folder(folders[name]).verdicts() == said[name]
