"""Go's checksum database reads our logs with its own code, and refuses what we refuse."""

from pathlib import Path

import pytest
from broken_logs import BROKEN, FILES, HARMLESS, STRICTER
from log_folder import Folder, Said, Verify, published, write
from log_kit import ORIGIN, grown

from accord.testing.log import MemoryLog

SIZES = {1: [0], 2: [1], 255: [2, 254], 256: [128, 255], 257: [0, 1, 256], 70_000: [257, 65_536]}
LARGEST = max(SIZES)


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
