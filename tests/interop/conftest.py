"""The independent programs that read what this project writes."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
import soft_token
from file_site import Answered, Asked, TufJs
from log_folder import Verdict, Verify
from programs import missing, npm_installed

import adapters

TUFJS = Path(__file__).with_name("tufjs")
PROTOS = Path(__file__).parents[2] / "protos"
SOURCE = Path(__file__).with_name("sumdb") / "verify.go"
GOPATH = Path("/usr/share/gocode")


@pytest.fixture(scope="session")
def verify(tmp_path_factory: pytest.TempPathFactory) -> Verify:
    """What Go says of each of these folders."""
    go = shutil.which("go")
    if not go or not (GOPATH / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        missing("needs Go and x/mod: apt-get install golang-go golang-golang-x-mod-dev", "sumdb")
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


@pytest.fixture(scope="session")
def tufjs(tmp_path_factory: pytest.TempPathFactory) -> TufJs:
    """What tuf-js says of each of these repositories."""
    place = tmp_path_factory.mktemp("tufjs")
    node, _ = npm_installed(TUFJS, place, "tufjs")

    def verified(cases: Asked) -> Answered:
        done = subprocess.run(
            [node, place / "verify.mjs"],
            input=json.dumps(cases).encode(),
            stdout=subprocess.PIPE,
            check=True,
        )
        said = [json.loads(line) for line in done.stdout.splitlines()]
        return {one["name"]: one for one in said}

    return verified


@pytest.fixture(scope="session")
def sidecar(tmp_path_factory: pytest.TempPathFactory) -> list[str | Path]:
    """The command that starts the example in TypeScript."""
    place = tmp_path_factory.mktemp("sidecar")
    example = Path(adapters.__file__).parent / "examples" / "typescript"
    node, npm = npm_installed(example, place, "tufjs")
    subprocess.run([npm, "run", "build"], check=True, cwd=place, capture_output=True)
    return [node, place / "dist" / "main.js", PROTOS]


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a software token with keys in it."""
    if not soft_token.here():
        missing("needs a software token: apt-get install softhsm2", "softhsm")
    folder = tmp_path_factory.mktemp("token")
    soft_token.make_token(folder, ["signing", "statement", "log"])
    return folder
