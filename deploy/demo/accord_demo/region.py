"""The running region: a hub, three members, and a client for each member's officers."""

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rich.console import Console

from accord.errors import TransportError
from accord_demo.ceremony import hold
from accord_demo.layout import MemberPlan, lay_out
from accord_demo.processes import Process, wait_for
from node.api.bodies import NodeStatus
from node.cli.client import Client, path


class Offices(Protocol):
    """Where every member's officers are reached: all that a story needs of a region."""

    def client(self, member: str, officer: str = "demo") -> Client:
        """An officer's way into the member's node."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Every process of the region, by its member's id, and the hub."""

    folder: Path
    plans: Mapping[str, MemberPlan]
    hub: Process
    nodes: Mapping[str, Process]

    @property
    def processes(self) -> list[Process]:
        """The hub first."""
        return [self.hub, *self.nodes.values()]

    def client(self, member: str, officer: str = "demo") -> Client:
        """An officer's way into the member's node, wherever it listens now."""
        node = self.nodes[member]
        host, _, port = node.address().rpartition(":")
        token = (node.folder / "data" / "api.token").read_text("utf-8").strip()
        return Client(host=host, port=int(port), token=token, officer=officer)

    def start(self) -> None:
        """Starts every process and waits until each is well."""
        for process in self.processes:
            process.start()
        self.hub.address()
        for member in self.nodes:
            self.wait_until_well(member)

    def wait_until_well(self, member: str) -> None:
        """Returns once the member's node is connected and its registers answer.

        Raises:
            RuntimeError: it is not, and what is the matter.
        """
        wrong: list[str] = []

        def well() -> NodeStatus | None:
            try:
                status = self.client(member).get(path("status"), NodeStatus)
            except TransportError:
                self.nodes[member].check()
                return None
            wrong[:] = [check.text for check in status.checks if not check.well]
            return None if wrong else status

        try:
            wait_for(well, f"{member} to be well")
        except RuntimeError as error:
            raise RuntimeError(f"{error}: {'; '.join(wrong)}") from error

    def stop(self) -> None:
        """Ends every process, the hub last."""
        for process in reversed(self.processes):
            process.stop()


def lay_out_region(
    folder: Path, plans: Iterable[MemberPlan], console: Console | None = None
) -> Region:
    """A new region in a folder, nothing running; a console is shown its founding ceremony."""
    known = {plan.member: plan for plan in plans}
    keys = lay_out(folder, known.values(), now_ms=time.time_ns() // 1_000_000, random=os.urandom)
    if console is not None:
        hold(console, folder, keys, {plan.member: plan.answers_for for plan in known.values()})
    return Region(
        folder=folder,
        plans=known,
        hub=Process("hub", "accord-hub", folder / "hub" / "hub.toml"),
        nodes={
            member: Process(plan.name, "accord-node", folder / member / "node.toml")
            for member, plan in known.items()
        },
    )


@contextmanager
def running(region: Region) -> Iterator[Region]:
    """The region while the block runs; every process is ended at its end."""
    try:
        region.start()
        yield region
    finally:
        region.stop()
