import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from accord import installation

NAMES = installation.PACKAGES
CHECK = """
import sys
sys.path[:0] = sys.argv[1:]
from accord.installation import require_whole
require_whole()
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site-packages folder as a clean wheel leaves it."""
    folder = tmp_path / "site"
    for name in NAMES:
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text("")
    shutil.copy(installation.__file__, folder / "accord/installation.py")
    _install(folder, "accord", NAMES)
    return folder


def _install(folder: Path, distribution: str, packages: tuple[str, ...]) -> None:
    info = folder / f"{distribution}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
    (info / "RECORD").write_text("".join(f"{name}/__init__.py,,\n" for name in packages))


def _run(*path: Path) -> subprocess.CompletedProcess[str]:
    """The guard in a fresh interpreter that sees these folders and the standard library only."""
    command = [sys.executable, "-I", "-S", "-c", CHECK, *map(str, path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)


def test_this_environment_is_whole() -> None:
    installation.require_whole()


def test_a_clean_wheel_is_whole(site: Path) -> None:
    assert _run(site).returncode == 0


def test_a_clean_checkout_without_metadata_is_whole(site: Path) -> None:
    shutil.rmtree(site / "accord-1.0.dist-info")
    assert _run(site).returncode == 0


def test_a_package_that_another_distribution_overwrote_is_named(site: Path) -> None:
    _install(site, "adapters", ("adapters",))
    ended = _run(site)
    assert ended.returncode == 1
    assert "'adapters' is also installed by adapters" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_package_that_lies_elsewhere_on_the_path_is_named(site: Path, tmp_path: Path) -> None:
    (tmp_path / "cwd/node").mkdir(parents=True)
    (tmp_path / "cwd/node/__init__.py").write_text("")
    ended = _run(tmp_path / "cwd", site)
    assert ended.returncode == 1
    assert "'node' is imported from" in ended.stderr
    assert "'hub'" not in ended.stderr


def test_what_uninstalling_the_other_distribution_deleted_is_named(site: Path) -> None:
    (site / "hub/__init__.py").unlink()
    ended = _run(site)
    assert ended.returncode == 1
    assert "'hub' is missing or damaged" in ended.stderr


def test_every_fault_is_named_at_once(site: Path) -> None:
    shutil.rmtree(site / "hub")
    shutil.rmtree(site / "node")
    ended = _run(site)
    assert "'hub'" in ended.stderr
    assert "'node'" in ended.stderr
