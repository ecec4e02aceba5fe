"""Programs from elsewhere that tests ask: found, or the reason why not."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest


def missing(what: str, name: str) -> NoReturn:
    """Skips the test, or fails it where this program is required."""
    if name in os.environ.get("ACCORD_INTEROP", "").split():
        pytest.fail(what)
    pytest.skip(what)


def npm_installed(source: Path, place: Path, name: str) -> tuple[str, str]:
    """Node and npm, once a program for them stands in the place with what it needs."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        missing("needs Node 20.17 or newer with npm", name)
    shutil.copytree(
        source, place, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules", "dist")
    )
    install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
    done = subprocess.run(install, check=False, cwd=place, capture_output=True, text=True)
    if done.returncode:
        missing(f"{source.name} could not be installed: {done.stderr[-500:]}", name)
    return node, npm
