"""Three States' real casework behind their REST interfaces, in one process."""

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from casework_kit import Desk, Federation
from people_kit import auditing_of, people_of

import node.api.tables  # noqa: F401 - before the stores are made
from accord.adapter import Description, Health, Query, RegistryRecord
from accord.cases.codes import RecordHolder
from accord.pages.finding import bad, unknown
from accord.weapons.keys import search_keys, shares
from node.api.app import build_app
from node.api.bodies import Check
from node.api.checks import Checks, checked
from node.api.registers import HostRegisters
from node.api.services import Services
from node.casework.rules import CaseworkRules
from node.evidence.export import Exporter
from node.exchange.contact import Line
from node.exchange.outbox import Outbox
from node.exchange.probes import Probes
from node.log.alarms import Alarms
from node.log.evidence import LogEvidence
from node.log.opening import RegionTrust
from node.log.watch import LogWatch
from node.registry.host import RegistryHost
from node.retention.keeper import Retention
from node.webhooks.queue import Queue

TOKEN = "test-token-of-at-least-32-characters"
Client = TestClient[Any, Any]


class DeskAdapter:
    """The records of one desk as a register."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def describe(self) -> Description:
        return Description(
            register="national",
            record_holder=RecordHolder.REGISTRY,
            data_as_of_ms=self._desk.clock.now_ms(),
            records=len(self._desk.records),
        )

    def find(self, query: Query) -> Sequence[RegistryRecord]:
        keys = search_keys(query.firearm)
        return [one for one in self._desk.records if shares(keys, search_keys(one.firearm))]

    def health(self) -> Health:
        return Health(ready=not self._desk.away, text="away" if self._desk.away else "answers")

    def close(self) -> None:
        """Holds nothing."""


def services_of(desk: Desk) -> Services:
    """What a node composes for its interface."""
    registers = HostRegisters(RegistryHost({"national": DeskAdapter(desk)}, clock=desk.clock))

    def line() -> Line:
        return Line(
            connected=True,
            since_ms=0,
            last_heard_ms=0,
            fault=None,
            fault_text=None,
            received=0,
            refused=0,
            rejected=0,
            failed=0,
        )

    async def doctor() -> tuple[Check, ...]:
        away = bad("Hub", "%(address)s cannot be reached", "dial again", address="hub.example:1")
        return checked(unknown("Clock", "could not be compared")), checked(away)

    trust = RegionTrust(lambda: desk.trusted)
    alarms = Alarms(store=desk.store, clock=desk.clock, changed=lambda: None)
    log = LogWatch(
        store=desk.store,
        clock=desk.clock,
        trust=trust,
        alarms=alarms,
        monitor=None,
        maturing=None,
    )
    return Services(
        member=desk.member,
        authority=f"{desk.member}-NPC",
        clock=desk.clock,
        store=desk.store,
        cases=desk.casework.cases,
        requests=desk.casework.requests,
        views=desk.casework.views,
        inquiries=desk.rooms.inquiries,
        notices=desk.rooms.notices,
        statistics=desk.rooms.statistics,
        handover=desk.rooms.handover,
        certificates=desk.rooms.certificates,
        exemptions=desk.rooms.exemptions,
        transfers=desk.rooms.transfers,
        registers=registers,
        log=log,
        evidence=Exporter(
            store=desk.store,
            region=lambda: desk.trusted,
            log=LogEvidence(store=desk.store, reader=None),
            me=desk.member,
            openers={},
        ),
        people=people_of(desk.member, desk.clock, desk.store),
        retention=Retention(
            clock=desk.clock,
            store=desk.store,
            policy=lambda: desk.trusted.policy,
            keepings=desk.rooms.keepings,
            folder=Path(tempfile.gettempdir()) / "accord-archive",
        ),
        webhooks=Queue(clock=desk.clock, targets=(), random=os.urandom),
        audit=auditing_of(desk.member, desk.clock, desk.store),
        region=lambda: desk.trusted,
        probes=Probes(
            me=desk.member,
            clock=desk.clock,
            region=lambda: desk.trusted,
            outbox=Outbox(clock=desk.clock, random=os.urandom, wake=lambda: None),
            random=os.urandom,
        ),
        doctor=doctor,
        checks=Checks(
            clock=desk.clock,
            store=desk.store,
            data=Path(tempfile.gettempdir()),
            keys=lambda: (),
            region=lambda: desk.trusted,
            line=line,
            registers=registers,
            log=log,
        ),
    )


class RegionApi:
    """A federation, and a client of each State's interface while `use` runs."""

    def __init__(self, rules: dict[str, CaseworkRules] | None = None) -> None:
        self.federation = Federation(rules=rules)
        self.clients: dict[str, Client] = {}

    def close(self) -> None:
        self.federation.close()

    def app(self, state: str) -> web.Application:
        return build_app(services_of(self.federation[state]), TOKEN)

    def run(self, use: Callable[[], Awaitable[None]]) -> None:
        async def serve() -> None:
            headers = {"Authorization": f"Bearer {TOKEN}", "Accord-Officer": "ana"}
            async with AsyncExitStack() as stack:
                for state in self.federation.desks:
                    server = TestServer(self.app(state))
                    self.clients[state] = await stack.enter_async_context(
                        TestClient(server, headers=headers)
                    )
                await use()

        asyncio.run(serve())

    async def get(self, state: str, path: str) -> Any:
        async with self.clients[state].get(path) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def post(self, state: str, path: str, body: Any = None, status: int = 0) -> Any:
        async with self.clients[state].post(path, json=body) as response:
            wanted = (status,) if status else (200, 201)
            assert response.status in wanted, await response.text()
            return await response.json()
