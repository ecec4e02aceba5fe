import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def tracked() -> Sequence[Path]:
    """Every file that is part of the project, generated protobuf code left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, timeout=30
    )
    if listed.returncode:
        pytest.skip("needs a git checkout: only there is it known which files are the project's")
    names = [os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
    return [
        ROOT / name
        for name in names
        if not name.startswith("accord/v1/") and (ROOT / name).is_file()
    ]


@pytest.fixture(scope="session")
def modules(tracked: Sequence[Path]) -> Sequence[Path]:
    """Every hand-written module outside the tests."""
    inside = [path for path in tracked if path.suffix == ".py"]
    return [path for path in inside if path.relative_to(ROOT).parts[0] != "tests"]
