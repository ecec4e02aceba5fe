"""What installing Accord brings: programs, adapters and locked dependencies."""

import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from accord.installation import PACKAGES, require_whole


@pytest.fixture(scope="module")
def settings(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text())


@pytest.fixture(scope="module")
def lock(root: Path) -> str:
    return (root / "requirements.lock").read_text()


def _entry_points(settings: dict[str, Any]) -> Iterator[tuple[str, str]]:
    project = settings["project"]
    yield from project["scripts"].items()
    yield from project["entry-points"]["accord.adapters"].items()


def test_every_program_and_adapter_is_where_its_entry_says(settings: dict[str, Any]) -> None:
    for _, target in _entry_points(settings):
        module, _, name = target.partition(":")
        assert callable(getattr(importlib.import_module(module), name)), target


def test_the_wheel_and_the_guard_know_the_same_packages(settings: dict[str, Any]) -> None:
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert (
        sorted(wheel)
        == sorted(PACKAGES)
        == sorted(settings["tool"]["importlinter"]["root_packages"])
    )


def test_this_environment_is_whole() -> None:
    require_whole()


def _pins(lock: str) -> dict[str, str]:
    """Requirement -> its whole entry, hashes included."""
    joined = lock.replace("\\\n", " ")
    lines = [line for line in joined.splitlines() if line and not line.lstrip().startswith("#")]
    return {line.split()[0]: line for line in lines}


def test_every_locked_package_has_one_version_and_hashes(lock: str) -> None:
    for requirement, entry in _pins(lock).items():
        assert re.fullmatch(r"[a-z0-9.-]+==\S+", requirement), requirement
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), requirement


def test_the_lock_names_no_index_host_or_path(lock: str) -> None:
    assert not re.search(r"://|^-|--(extra-)?index-url|--find-links|file:| @ ", lock, re.MULTILINE)


def test_the_lock_holds_every_declared_dependency_in_its_range(
    settings: dict[str, Any], lock: str
) -> None:
    locked = dict(requirement.split("==", 1) for requirement in _pins(lock))
    project = settings["project"]
    extras = project["optional-dependencies"].values()
    for text in [*project["dependencies"], *(one for extra in extras for one in extra)]:
        wanted = Requirement(text)
        if wanted.name != "accord":
            version = locked.get(canonicalize_name(wanted.name))
            assert version is not None, f"{wanted.name} is not locked: run make lock"
            assert wanted.specifier.contains(version), f"{wanted} does not allow {version}"
