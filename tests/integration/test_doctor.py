"""The doctor's commands over real processes: peers that answer, one that has ended, locked keys."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from accord_demo.plans import synthetic
from accord_demo.processes import Process, wait_for
from accord_demo.region import Region, running
from sealed_keys import PASSPHRASE, seal_keys

from accord.pages.finding import Outcome
from node.api.bodies import Diagnosis, PeerTests
from node.cli.client import path

WELL, WRONG = 0, 1


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    with running(synthetic(tmp_path_factory.mktemp("region"), weapons=60)) as region:
        yield region


def told(process: Process, *arguments: str) -> tuple[int, str]:
    """The status of the process's own doctor, and what it said."""
    command = "accord-hub" if process.name == "hub" else "accord-node"
    program = str(Path(sys.executable).with_name(command))
    ended = subprocess.run(
        [program, "doctor", "--config", str(process.config), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "400", "XDG_STATE_HOME": str(process.folder)},
    )
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended.returncode, ended.stdout


def found(process: Process, *arguments: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """The same by the name of each check."""
    status, said = told(process, "--json", *arguments)
    return status, {check["name"]: check for check in json.loads(said)}


def on_the_page(region: Region, member: str) -> dict[str, str]:
    """What the console's page of the diagnosis is made of: each check's outcome."""
    made = region.client(member).get(path("doctor"), Diagnosis)
    return {one.name: one.finding.outcome for one in made.checks if one.finding is not None}


def test_the_commands_find_a_region_well_and_name_each_peer_with_its_time(region: Region) -> None:
    status, checks = found(region.nodes["XA"], "--peers")
    assert status == WELL, checks
    for peer in ("XB", "XC"):
        assert checks[f"peer {peer}"]["finding"]["outcome"] == Outcome.GOOD
        assert re.search(r"of 20\S+ \S+Z after \d+\.\d s", checks[f"peer {peer}"]["text"])
    assert checks["hub"]["well"]
    page = on_the_page(region, "XA")
    said = {name: one["finding"]["outcome"] for name, one in checks.items()}
    assert said == {"configuration": Outcome.GOOD, **page}
    status, lines = told(region.hub)
    assert status == WELL, lines


def test_a_peer_that_has_ended_is_named_with_cause_and_remedy(region: Region) -> None:
    region.nodes["XC"].stop()
    status, checks = found(region.nodes["XA"], "--peers", "--wait", "2")
    assert status == WRONG
    assert checks["peer XB"]["finding"]["outcome"] == Outcome.GOOD
    away = checks["peer XC"]
    assert away["finding"]["outcome"] == Outcome.BAD
    assert "is at the hub, not collected yet" in away["text"]
    assert away["text"].endswith("call them: their node is down, or their line")
    tests = region.client("XA").get(path("exchange", "probes"), PeerTests).peers
    assert {one.probe.member: one.probe.ended_ms is None for one in tests} == {
        "XB": False,
        "XC": True,
    }


def test_a_node_with_a_locked_key_says_so_is_red_and_goes_on_by_itself(region: Region) -> None:
    node = region.nodes["XB"]
    node.stop()
    seal_keys(node.config)
    (node.folder / "passphrase").unlink()
    node.start()
    address = node.address()
    status, checks = found(node, "--peers", "--wait", "0")
    assert status == WRONG
    key = checks["signing key"]
    assert not key["well"]
    assert key["text"].startswith("is locked: ")
    assert key["text"].endswith("plug the token in; it goes on by itself")
    assert "a key of the node is locked" in checks["peers"]["text"]
    ready, names = _ready(address)
    assert (ready, "signing key" in names) == (503, True)

    (node.folder / "passphrase").write_text(PASSPHRASE)

    def works() -> bool | None:
        try:
            return _ready(node.address())[0] == 200 or None
        except OSError:
            return None  # between the one address and the other

    assert wait_for(works, "the node to go on")


def _ready(address: str) -> tuple[int, set[str]]:
    """The status of the node's readiness, and the names of its checks."""
    try:
        with urlopen(f"http://{address}/readyz", timeout=5) as answer:
            status, body = answer.status, answer.read()
    except HTTPError as error:
        with error:
            status, body = error.code, error.read()
    return status, {one["name"] for one in json.loads(body)["checks"]}
