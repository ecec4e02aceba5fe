"""kill -9 of any process at any moment of a trace, then a restart: the trace ends, once."""

import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from random import Random

import pytest
from accord_demo.lives import FEATURED_SEIZURE
from accord_demo.plans import BY_NODE, synthetic
from accord_demo.processes import wait_for
from accord_demo.region import Region, running
from accord_demo.sheets import records
from accord_demo.story import draft

from accord.cases.codes import Outcome
from accord.errors import TransportError
from node.api.bodies import CaseList, Created, RequestList
from node.casework.views import CaseDetail, Standing
from node.cli.client import path
from node.log.views import LogView

KILLS, SECONDS = 4, 90.0


def closed(region: Region, case_id: str) -> CaseDetail | None:
    """The case, once it is closed; None too while Corvina's node is down."""
    try:
        case = region.client("XC").get(path("cases", case_id), CaseDetail)
    except TransportError:
        return None
    return case if case.summary.standing is Standing.CLOSED else None


def witnessed(region: Region, member: str) -> LogView | None:
    """The log as a member sees it, once all that the hub promised it is there and witnessed."""
    view = region.client(member).get(path("log"), LogView)
    well = view.believed is not None and not (view.fault or view.accepted or view.logged)
    return view if well else None


@pytest.mark.timeout(240)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_trace_ends_once_whatever_is_killed(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    region = synthetic(tmp_path, casework=BY_NODE, release="automatic", weapons=400)
    with running(region):
        found = {one.record_id: one for one in records(region, "XC")}[FEATURED_SEIZURE]
        case_id = region.client("XC").post(path("cases"), draft(found), Created).id
        for _ in range(KILLS):
            time.sleep(random.uniform(0.0, 0.4))  # the moment is the point of the test
            victim = random.choice(region.processes)
            victim.kill()
            victim.start()
        case = wait_for(lambda: closed(region, case_id), f"the case to close, seed {seed}", SECONDS)

        outcome = case.summary.outcome
        assert outcome is not None
        assert outcome.outcome is Outcome.TRACED_INTERNATIONAL
        assert outcome.point_of_diversion is not None
        assert outcome.point_of_diversion.state == "XB"
        assert [leg.member for leg in case.legs] == ["XA", "XB"]
        assert len(region.client("XC").get(path("cases"), CaseList).cases) == 1
        for member in ("XA", "XB"):
            assert len(region.client(member).get(path("requests"), RequestList).requests) == 1
        for member in ("XA", "XB", "XC"):
            view = wait_for(partial(witnessed, region, member), f"{member}'s log", SECONDS)
            assert view.alarms == ()
    check = [str(Path(sys.executable).with_name("accord-hub")), "fsck", "--config"]
    done = subprocess.run(
        [*check, str(region.hub.config)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
