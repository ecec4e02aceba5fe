"""Fills the queues from the journal and empties them to the receivers, until cancelled."""

import asyncio
from dataclasses import dataclass

import aiohttp
import structlog

from node.store.engine import Store
from node.webhooks.queue import Call, Queue
from node.webhooks.sender import Told, tell

LOOK_SECONDS = 1.0
AT_ONCE = 8

_LOG = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Worker:
    """One node's worker; a crash tells a step again and never leaves one out."""

    store: Store
    queue: Queue

    async def run(self) -> None:
        """Works until cancelled; without receivers there is nothing to do."""
        await asyncio.to_thread(self._begin)
        if not self.queue.targets:
            return
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            while True:
                if not await self.step(session):
                    await asyncio.sleep(LOOK_SECONDS)

    async def step(self, session: aiohttp.ClientSession) -> int:
        """Tells what is due now, a few at a time; gives how many steps that was."""
        due = await asyncio.to_thread(self._due)
        now = self.queue.clock.now_ms()
        told = await asyncio.gather(*(tell(session, call, now) for call in due))
        if due:
            await asyncio.to_thread(self._note, list(zip(due, told, strict=True)))
        return len(due)

    def _begin(self) -> None:
        with self.store.begin() as tx:
            self.queue.begin(tx)

    def _due(self) -> list[Call]:
        with self.store.read() as tx:
            behind = self.queue.behind(tx)
        if behind:
            with self.store.begin() as tx:
                self.queue.fill(tx)
        with self.store.read() as tx:
            return self.queue.due(tx, AT_ONCE)

    def _note(self, told: list[tuple[Call, Told]]) -> None:
        with self.store.begin() as tx:
            for call, (failure, _) in told:
                if failure:
                    self.queue.failed(tx, call, failure)
                else:
                    self.queue.taken(tx, call)
        for name, one in {call.target.name: one for call, one in told}.items():
            self.queue.heard(name, reached=one.reached)
            if one.failure:
                _LOG.warning("webhook.failed", target=name, failure=one.failure)
