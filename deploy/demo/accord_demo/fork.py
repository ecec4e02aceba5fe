"""A hub that lies: it is restarted from a ledger in which a message never was, and is caught."""

import os
import shutil
import time
from contextlib import closing
from pathlib import Path

from rich.console import Console

from accord.log.fork import parse_fork
from accord.log.quorum import LogTrust
from accord.trust.trusted import verify
from accord_demo.processes import wait_for
from accord_demo.region import Region
from hub.entries import Entry, Refused
from hub.ledger_sqlite import SqliteLedger
from hub.log import HubLog
from node.api.bodies import Comment
from node.casework.views import CaseDetail
from node.cli.client import path
from node.log.views import AlarmView, Evidence, LogView

_FORK = "log.fork"


def catch(console: Console, region: Region, case_id: str) -> bool:
    """Denies a comment of Corvina's and shows another history; whether Corvina proves it."""
    honest = region.hub.folder / "data"
    doctored = region.hub.folder / "data.doctored"
    region.hub.stop()
    shutil.copytree(honest, doctored)
    region.hub.start()
    for member in region.nodes:
        region.wait_until_well(member)
    size = _comment(region, case_id)
    region.hub.stop()
    _other_history(doctored / "ledger.sqlite", size)
    honest.rename(region.hub.folder / "data.honest")
    doctored.rename(honest)
    region.hub.start()
    console.print(
        "\n[bold]A lying hub[/bold]  Corvina sends a comment and has its receipt, logged and "
        "witnessed. Then the secretariat's hub is restarted from a ledger in which that message "
        "never was, and something else stands in its place."
    )
    alarm = wait_for(lambda: _alarm(region), "Corvina to notice")
    proof = region.client("XC").get(path("log", "alarms", str(alarm.number)), Evidence).proof
    file = region.nodes["XC"].folder / "fork.proof"
    file.write_bytes(proof)
    _believe(region, proof)
    console.print(
        f"Corvina's node raises {alarm.code} and sends nothing more. {file.name} holds two "
        "checkpoints under the log's own signature that cannot be of one log: whoever has the "
        "region's root can check it, and the hub cannot deny it. (What to do: "
        f"{alarm.remedy})"
    )
    return True


def _comment(region: Region, case_id: str) -> int:
    """Corvina comments on a leg; the size of the log that Corvina believes once it is in it."""
    client = region.client("XC", "Insp. Duarte")
    leg = client.get(path("cases", case_id), CaseDetail).legs[0].leg_id
    before = client.get(path("log"), LogView)
    comment = Comment(text="Thank you; the case is closed.")
    client.post(path("cases", case_id, "legs", leg, "comment"), comment, CaseDetail)

    def logged() -> int | None:
        view = client.get(path("log"), LogView)
        known = before.believed.size if before.believed else 0
        settled = view.accepted + view.logged == 0
        return (
            view.believed.size if view.believed and view.believed.size > known and settled else None
        )

    return wait_for(logged, "the comment to be witnessed")


def _other_history(file: Path, size: int) -> None:
    """Fills a ledger up beyond a size with refusals that nobody asked for."""
    with closing(SqliteLedger(file)) as ledger:
        head, log = ledger.head(), HubLog.at_end_of(ledger)
        now_ms = time.time_ns() // 1_000_000
        refused = [
            Refused(os.urandom(32), os.urandom(32), leaf, "XA", "invented")
            for leaf in range(log.size, size + 1)
        ]
        _, tiles = log.grown([one.statement_digest for one in refused])
        entries = [Entry(head + number, now_ms, one) for number, one in enumerate(refused, 1)]
        ledger.append(head, entries, tiles)


def _alarm(region: Region) -> AlarmView | None:
    alarms = region.client("XC").get(path("log"), LogView).alarms
    return next((one for one in alarms if one.standing and one.code == _FORK), None)


def _believe(region: Region, proof: bytes) -> None:
    """Checks the proof as a stranger would: with the root and the published trust files.

    Raises:
        AccordError: it proves nothing.
    """
    folder = region.folder / "trust"
    files = {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*.json")
    }
    trusted = verify(files, (region.folder / "root.json").read_bytes(), 0)
    parse_fork(proof).verify(LogTrust.of(trusted.directory, trusted.policy))
