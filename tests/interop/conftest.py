"""The independent programs that read what this project writes."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from log_folder import Verdict, Verify

SOURCE = Path(__file__).with_name("sumdb") / "verify.go"
GOPATH = Path("/usr/share/gocode")


@pytest.fixture(scope="session")
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
