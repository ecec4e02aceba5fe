"""Looks for what is wrong, and whether the other nodes can be reached."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from accord.errors import AccordError
from node.api.bodies import Check, PeerTests
from node.cli import show_node
from node.cli.client import Client, path
from node.cli.session import NODE_TOML, AsJson, ConfigFile, open_session
from node.clock import WallClock

LOOK_SECONDS = 0.5

Peers = Annotated[
    bool,
    typer.Option(
        "--peers",
        help="Send every member a test message; ends with status 1 unless each takes it.",
    ),
]
Wait = Annotated[
    float,
    typer.Option(min=0, max=600, help="How many seconds the members have to take the message."),
]


def doctor(
    config: ConfigFile = NODE_TOML,
    peers: Peers = False,
    wait: Wait = 10,
    as_json: AsJson = False,
) -> None:
    """Looks for what is wrong and says what to do; ends with status 1 where something is."""
    tested, taken = _tested(config, wait) if peers else ([], True)
    report = _examined(config)
    if peers:
        report = [one for one in report if not one.name.startswith("peer")] + tested
    console = Console()
    if as_json:
        console.out(show_node.checks_json(report))
    else:
        console.print(show_node.checks("Doctor", report))
    if not (taken and all(check.well or not check.vital for check in report)):
        raise typer.Exit(1)


def ask_peers(
    client: Client, *, looks: int, pause: Callable[[float], None] = time.sleep
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


def _tested(config: Path, seconds: float) -> tuple[list[Check], bool]:
    """What became of a test message to each member, and whether all have taken it."""
    from accord.pages.finding import failed  # see _examined
    from node.api.checks import checked
    from node.doctor.peers import PEERS, reached
    from node.exchange.messages import DeliveryStatus

    try:
        client = open_session(config, as_json=False).client
        found = ask_peers(client, looks=round(seconds / LOOK_SECONDS))
    except AccordError as error:
        return [checked(failed(PEERS, error))], False
    # Whoever asked has waited: what is still under way now is told as what it most likely is.
    now_ms = WallClock().now_ms()
    checks = [checked(reached(one.probe, now_ms, soon_ms=0)) for one in found.peers]
    taken = all(one.probe.status is DeliveryStatus.DELIVERED for one in found.peers)
    return checks, taken


def _examined(config: Path) -> list[Check]:
    from node.api.checks import checked  # it looks into every room; see serve
    from node.doctor.examine import examine_file

    return [checked(one) for one in examine_file(config, WallClock())]
