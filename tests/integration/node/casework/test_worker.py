"""The worker over a real store file and a real registry host: nothing due is ever forgotten."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from random import Random

import pytest
from casework_kit import AUTOMATIC, case_draft, region, rifle, stolen_here

from accord.adapter import Description, Health, Query, RegistryRecord
from accord.cases.codes import RecordHolder
from accord.testing.clock import ManualClock
from node.casework.drafts import CaseDraft
from node.casework.office import Casework
from node.casework.views import CaseSummary
from node.desk import agenda
from node.desk.worker import Worker
from node.exchange.outbox import Outbox
from node.registry.guard import Limits
from node.registry.host import RegistryHost
from node.rooms import RoomSettings, open_rooms
from node.store.engine import Store, open_engine, sqlite_url
from node.store.migrate import migrate

PATIENCE = 20.0


class Register:
    """Answers each search by what the test wants to happen."""

    def __init__(self, find: Callable[[Query], Sequence[RegistryRecord]]) -> None:
        self.find = find

    def describe(self) -> Description:
        return Description(
            register="national", record_holder=RecordHolder.REGISTRY, data_as_of_ms=1, records=1
        )

    def health(self) -> Health:
        return Health(ready=True, text="ready")

    def close(self) -> None:
        return


class Node:
    """One node's casework over a database file."""

    def __init__(self, file: Path, registers: dict[str, Register]) -> None:
        self.clock = ManualClock()
        self.store = Store(open_engine(sqlite_url(file)))
        migrate(self.store)
        random = Random(3).randbytes
        self.rooms = open_rooms(
            member="XC",
            authority="XC-NPC",
            clock=self.clock,
            region=region(),
            outbox=Outbox(clock=self.clock, random=random, wake=lambda: None),
            settings=RoomSettings(casework=AUTOMATIC),
            random=random,
        )
        self.casework: Casework = self.rooms.casework
        self.registers = registers

    @asynccontextmanager
    async def working(self) -> AsyncIterator[Worker]:
        host = RegistryHost(self.registers, clock=self.clock, limits=Limits(timeout=0.3))
        worker = self.rooms.worker(self.store, host)
        running = asyncio.create_task(worker.run())
        try:
            yield worker
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await host.close()

    async def open(self, count: int = 1) -> None:
        for _ in range(count):
            draft = case_draft(rifle())
            await asyncio.to_thread(self._write, draft)

    def _write(self, draft: CaseDraft) -> None:
        with self.store.begin() as tx:
            self.casework.cases.open_case(tx, draft, by="ana")

    def cases(self) -> tuple[CaseSummary, ...]:
        with self.store.read() as tx:
            return self.casework.views.list_cases(tx)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await asyncio.to_thread(holds):  # noqa: ASYNC110 - the store cannot call back  # noqa: ASYNC110 - it looks into a database
            await asyncio.sleep(0.01)


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Node]]:
    nodes: list[Node] = []

    def node(**registers: Register) -> Node:
        nodes.append(Node(tmp_path / "node.sqlite", registers))
        return nodes[-1]

    yield node
    for one in nodes:
        one.store.close()


def found(_: Query) -> Sequence[RegistryRecord]:
    return [stolen_here(rifle(), "XC")]


def traced(node: Node) -> bool:
    return {case.state for case in node.cases()} == {"TRACED_DOMESTIC"}


def test_a_new_case_wakes_the_worker(make: Callable[..., Node]) -> None:
    async def play() -> None:
        node = make(national=Register(found))
        async with node.working():
            await node.open(20)
            await until(partial(traced, node))

    asyncio.run(play())


def test_what_was_due_when_the_node_stopped_is_done_when_it_starts(
    make: Callable[..., Node],
) -> None:
    async def play() -> None:
        before = make()
        await before.open(3)
        before.store.close()
        after = make(national=Register(found))
        async with after.working():
            await until(partial(traced, after))

    asyncio.run(play())


def test_a_register_that_hangs_holds_up_neither_the_node_nor_its_stop(
    make: Callable[..., Node],
) -> None:
    never = threading.Event()

    def hang(_: Query) -> Sequence[RegistryRecord]:
        never.wait(60)
        return []

    async def play() -> None:
        node = make(national=Register(hang))
        async with node.working() as worker:
            await node.open()

            def put_off() -> bool:
                return all(case.state == "DOMESTIC_TRACE" for case in node.cases()) and bool(
                    _attempts(node)
                )

            await until(put_off)
            node.clock.advance(hours=1)
            worker.wake()
            await until(lambda: max(_attempts(node), default=0) >= 2)

    try:
        asyncio.run(asyncio.wait_for(play(), PATIENCE))
    finally:
        never.set()


def test_without_a_register_the_case_says_so_and_goes_abroad(make: Callable[..., Node]) -> None:
    async def play() -> None:
        node = make()
        async with node.working():
            await node.open()
            await until(lambda: node.cases()[0].state == "WAITING_LEGS")
        with node.store.read() as tx:
            detail = node.casework.views.case_detail(tx, node.cases()[0].case_id)
        assert detail.domestic_failures == ("no register is connected to this node",)

    asyncio.run(play())


def _attempts(node: Node) -> list[int]:
    with node.store.read() as tx:
        waiting = agenda.due(tx, node.clock.now_ms() + 10**9, 10)
    return [task.attempts for task in waiting if task.attempts]
