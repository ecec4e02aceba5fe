"""Three States with their hub in one process, over real gRPC, and their consoles in front."""

import asyncio
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accord_demo.plans import synthetic
from desk_kit import Person as Operator
from desk_kit import door, make
from exchanges import until
from hub_kit import hub_config, hub_in_process
from people_kit import Person, make_person, opened_people
from sqlalchemy import select

from accord.testing.clock import ManualClock
from hub.main import RunningHub
from node.cli.client import Client
from node.config import NodeConfig, load_config
from node.desk.tables import casework_task
from node.exchange.messages import DeliveryStatus, InboxStatus
from node.exchange.tables import inbox_state, outbox_delivery
from node.main import RunningNode, running_node
from node.people.rights import Role
from node.store.engine import Store
from node.webhooks.targets import SHORTEST_SECRET

MEMBERS = ("XA", "XB", "XC")  # the maker's State, the importer's, and where the weapon was found
START_SECONDS = 90
_ON_THE_WAY = tuple(one.value for one in DeliveryStatus if not one.final)


class RunningClock(ManualClock):
    """Goes with the machine's clock, and can be moved forward besides."""

    def __init__(self) -> None:
        super().__init__(0)

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000 + super().now_ms()


@dataclass(frozen=True, slots=True, repr=False)  # it holds whole nodes
class ConsoleRegion:
    """The running region, and whoever works in it."""

    clock: RunningClock
    hub: RunningHub
    hub_data: Path
    configs: Mapping[str, NodeConfig]
    nodes: Mapping[str, RunningNode]
    people: dict[str, Person] = field(default_factory=dict)  # by name
    cookies: dict[str, list[Any]] = field(default_factory=dict)  # of their sessions

    def address(self, member: str) -> str:
        """Where the member's console begins; a name each, since cookies know no ports."""
        port = self.nodes[member].http.rpartition(":")[2]
        return f"http://{member.lower()}.localhost:{port}/console"

    def newcomer(self, member: str, name: str, *roles: Role) -> Person:
        """Somebody of the member on the first day, with a first password."""
        store, config = self.nodes[member].store, self.configs[member]
        people = opened_people(config, self.clock, store)
        return make_person(people, self.clock, name, *roles)

    def person(self, member: str, name: str, *roles: Role) -> Person:
        """Somebody of the member who has set password and second factor up; made once."""
        if name not in self.people:
            self.people[name] = self.newcomer(member, name, *roles)
            self.people[name].set_up()
        return self.people[name]

    def operator(self, name: str) -> Operator:
        """Somebody of the secretariat, whose first day at the hub's console is over."""
        store = self.hub.desk.store
        make(store, self.clock, name)
        person = Operator(door(store, self.clock, self.hub_data), self.clock, name)
        person.set_up()
        return person

    def quiet(self) -> bool:
        """Whether every message has arrived, and nothing that follows from one is left to do."""
        return not any(self._busy(node.store) for node in self.nodes.values())

    def _busy(self, store: Store) -> bool:
        due = casework_task.c.due_ms <= self.clock.now_ms()
        left = (
            select(outbox_delivery.c.position).where(outbox_delivery.c.status.in_(_ON_THE_WAY)),
            select(inbox_state.c.position).where(inbox_state.c.status == InboxStatus.RECEIVED),
            select(casework_task.c.subject).where(due),
        )
        with store.read() as tx:
            return any(tx.execute(one.limit(1)).first() is not None for one in left)

    def client(self, member: str, officer: str = "ana") -> Client:
        """The member's REST interface, by the machine's own token."""
        host, _, port = self.nodes[member].http.rpartition(":")
        token = self.configs[member].api_token_file.read_text("utf-8").strip()
        return Client(host=host, port=int(port), token=token, officer=officer)


@contextmanager
def running_consoles(folder: Path, *, weapons: int = 60) -> Iterator[ConsoleRegion]:
    """The region until the block ends; its registers hold the demonstration's weapons."""
    loop, ready, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    synthetic(folder, weapons=weapons, release="two_people")
    _tells_nobody(folder / "XC")
    configs = {member: load_config(folder / member / "node.toml") for member in MEMBERS}
    clock = RunningClock()
    nodes: dict[str, RunningNode] = {}
    hubs: list[RunningHub] = []
    failed: list[BaseException] = []

    async def serve() -> None:
        async with AsyncExitStack() as stack:
            hubs.append(await stack.enter_async_context(hub_in_process(folder, clock)))
            for member, config in configs.items():
                running = running_node(config, clock=clock)
                nodes[member] = await stack.enter_async_context(running)
            await until(lambda: all(map(_connected, nodes.values())), "the nodes to connect")
            ready.set()
            await stop.wait()

    def run() -> None:
        try:
            loop.run_until_complete(serve())
        except BaseException as error:
            failed.append(error)
        finally:
            ready.set()
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert ready.wait(START_SECONDS)
        if not failed:
            (hub,) = hubs
            yield ConsoleRegion(clock, hub, hub_config(folder).data, configs, nodes)
    finally:
        if not failed:
            loop.call_soon_threadsafe(stop.set)
        thread.join(START_SECONDS)
        if failed:
            raise failed[0]


def _tells_nobody(folder: Path) -> None:
    """The agency's own system is to be told of every step, and never answers."""
    secret = folder / "armoury.secret"
    secret.touch(0o600)
    secret.write_text("s" * SHORTEST_SECRET, "utf-8")
    with (folder / "node.toml").open("a", encoding="utf-8") as settings:
        settings.write(
            "\n[webhook.armoury]\nurl = 'http://127.0.0.1:9/steps'\n"
            f"secret_file = '{secret.name}'\n"
        )


def _connected(node: RunningNode) -> bool:
    return node.exchange.line().connected
