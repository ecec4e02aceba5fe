"""`make demo`: starts the region, plays the story, and stays up until stopped.

ONCE=1 ends by itself, with status 0 only if the story ended as it must. DATA=FILE traces weapons
of a real register instead; MAPPING=FILE says how to read it.
"""

import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from accord.errors import AccordError
from accord_demo import logins
from accord_demo.bulk import Bulk, Workbook
from accord_demo.court import prove
from accord_demo.diverted import divert
from accord_demo.figures import count
from accord_demo.fork import catch
from accord_demo.lost import lose
from accord_demo.plans import synthetic
from accord_demo.region import Region, running
from accord_demo.story import Story

FOLDER = Path("build/demo")


def main() -> int:
    """The exit status."""
    console = Console(highlight=False)
    once, data = bool(os.environ.get("ONCE")), os.environ.get("DATA", "")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        play = _real(console, Path(data)) if data else _story(console, once)
        with running(play.region):
            introduce(console, play.region)
            if not play.tell():
                return 1
            logins.show(console, play.region)
            if not once:
                invite(console, play.region)
                stop.wait()
    except (AccordError, RuntimeError) as error:
        console.print(f"[red]{escape(str(error))}[/red]")
        return 1
    return 0


@dataclass(frozen=True, slots=True)
class Play:
    """A region laid out, and what is played in it; `tell` says whether it ended as it must."""

    region: Region
    tell: Callable[[], bool]


def _story(console: Console, once: bool) -> Play:
    region = synthetic(FOLDER.resolve(), console=console)

    def tell() -> bool:
        told = Story(region, console).play()
        if not told.as_expected:
            console.print(f"[red]not the expected point of diversion: {told.point}[/red]")
            return False
        console.print("\nThe point of diversion is the expected one.")
        if not prove(console, region, told.case_id) or not lose(console, region):
            return False
        if not divert(console, region):
            return False
        if not count(console, region, told.case_id):
            return False
        # A hub that was caught is of no more use, so this is shown only where the region ends.
        return not once or catch(console, region, told.case_id)

    return Play(region, tell)


def _real(console: Console, file: Path) -> Play:
    mapping = os.environ.get("MAPPING", "")
    book = Workbook(FOLDER.resolve(), file.resolve(), Path(mapping).resolve() if mapping else None)

    def tell() -> bool:
        book.describe(console)
        return Bulk(book, console).trace()

    return Play(book.region, tell)


def introduce(console: Console, region: Region) -> None:
    """Says what runs."""
    console.print("[bold]An Accord region[/bold]: four processes, mutual TLS, on this machine")
    console.print(f"  hub       {region.hub.address('grpc')}  brokers what it cannot read")
    for member, node in region.nodes.items():
        plan = region.plans[member]
        source = Path(plan.options.get("file") or plan.options["url"]).name
        console.print(f"  {plan.name:<9} {node.address()}  register: {source}")


def invite(console: Console, region: Region) -> None:
    """Says what to try, and how to stop."""
    config = os.path.relpath(region.nodes["XC"].config)
    console.print("\nThe region stays up; Ctrl-C stops it. In another terminal, for example:")
    for command in ("trace list", "inbox", "status", "doctor"):
        console.print(f"  .venv/bin/accord-node {command} --config {config}")


if __name__ == "__main__":
    sys.exit(main())
