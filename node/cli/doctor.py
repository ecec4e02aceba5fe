"""Looks for what is wrong, and whether the other nodes can be reached."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from node.api.bodies import Check, PeerTests
from node.cli import show_node
from node.cli.client import Client, path
from node.cli.session import NODE_TOML, AsJson, ConfigFile, open_session
from node.clock import WallClock

LOOKS, LOOK_SECONDS = 20, 0.5

Peers = Annotated[
    bool, typer.Option("--peers", help="Send every member a test message, and wait for it.")
]


def doctor(config: ConfigFile = NODE_TOML, peers: Peers = False, as_json: AsJson = False) -> None:
    """Looks for what is wrong and says what to do; ends with status 1 where something is."""
    tested = ask_peers(open_session(config, as_json=as_json).client) if peers else None
    report = _examined(config)
    if tested is not None:
        report = [one for one in report if not one.name.startswith("peer")]
        report += [one.check for one in tested.peers]
    console = Console()
    if as_json:
        console.out(show_node.checks_json(report))
    else:
        console.print(show_node.checks("Doctor", report))
    if not all(check.well or not check.vital for check in report):
        raise typer.Exit(1)


def ask_peers(
    client: Client, *, looks: int = LOOKS, pause: Callable[[float], None] = time.sleep
) -> PeerTests:
    """Sends test messages, and looks until each has ended, or so often."""
    where = path("exchange", "probes")
    found = client.post(where, None, PeerTests)
    for _ in range(looks):
        if all(one.probe.ended_ms is not None for one in found.peers):
            break
        pause(LOOK_SECONDS)
        found = client.get(where, PeerTests)
    return found


def _examined(config: Path) -> list[Check]:
    from node.api.checks import checked  # it looks into every room; see serve
    from node.doctor.examine import examine_file

    return [checked(one) for one in examine_file(config, WallClock())]
