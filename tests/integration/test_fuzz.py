"""Each target of `make fuzz` runs, and a short run finds nothing."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

TARGETS = ("mark", "mapping", "envelope", "payload", "csv", "xlsx", "xls", "ods", "dbf", "dat")


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris has no wheel for this Python")
@pytest.mark.parametrize("target", TARGETS)
def test_a_short_run_finds_nothing(target: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.fuzz", target, "-runs=150", "-seed=7"]
    done = subprocess.run(
        [*command, f"-artifact_prefix={tmp_path}/"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
