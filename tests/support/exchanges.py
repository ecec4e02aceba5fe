"""Whole exchanges for tests: a member with a store, an outbox and a running exchange."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, select
from stores import open_store

from accord.errors import PolicyError
from accord.testing.region import Region
from accord.trust.trusted import TrustedRegion
from accord.wire.kinds import MessageKind
from node.clock import WallClock
from node.exchange.backoff import Backoff
from node.exchange.exchange import Exchange, Identity
from node.exchange.gate import Gate
from node.exchange.hub_client import HubClient
from node.exchange.messages import DeliveryStatus, Handler, IncomingMessage, OutgoingMessage
from node.exchange.outbox import Outbox
from node.exchange.pair_handlers import pair_handlers
from node.exchange.pair_keeper import PairKeeper
from node.exchange.pair_reading import pair_views
from node.exchange.pair_rules import Pace
from node.exchange.pair_views import PairView
from node.exchange.progress import Promised, no_promises
from node.exchange.tables import inbox_state, outbox_delivery, outbox_message
from node.exchange.wake import Wake
from node.store.engine import Store, sqlite_url
from node.tls import channel_credentials

TRACE = MessageKind.TRACE_COMMENT
PATIENCE_SECONDS = 20.0
QUICK = Pace(least_ms=200, settle_ms=100, ask_again_ms=1000, look_ms=50)


@dataclass
class Recording:
    """Handles every message by remembering it, or fails where told to."""

    seen: list[IncomingMessage] = field(default_factory=list)
    fail: Callable[[IncomingMessage], bool] = lambda _message: False

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        if self.fail(message):
            raise PolicyError("test.failed", "told to fail")
        self.seen.append(message)


@dataclass
class Listening:
    """Remembers every status it is told."""

    told: list[tuple[UUID, str, DeliveryStatus, str | None]] = field(default_factory=list)

    def on_status(
        self,
        tx: Connection,
        message_id: UUID,
        recipient: str,
        status: DeliveryStatus,
        code: str | None,
    ) -> None:
        self.told.append((message_id, recipient, status, code))


class Member:
    """One member's node without its casework."""

    def __init__(
        self,
        name: str,
        region: Region,
        trusted: TrustedRegion,
        url: str,
        handlers: Mapping[MessageKind, Handler] | None = None,
        pace: Pace | None = None,
    ) -> None:
        """With a pace it keeps its pairs too."""
        self.name = name
        self.region = region
        self.trusted = trusted
        self.store: Store = open_store(url)
        self.recording = Recording()
        self.listening = Listening()
        self.wake = Wake()
        self.clock = WallClock()
        self.outbox = Outbox(clock=self.clock, random=os.urandom, wake=self.wake.set)
        self.promised: Promised = no_promises
        self.may_send: Callable[[], bool] = lambda: True
        self.handlers: dict[MessageKind, Handler] = {TRACE: self.recording}
        if handlers is not None:
            self.handlers = dict(handlers)
        self.pace = pace
        if pace is not None:
            keys = region.members[name].encryption
            gate = Gate(me=name, openers={keys.key_id: keys}, region=trusted)
            self.handlers |= pair_handlers(me=name, clock=self.clock, gate=gate)

    def exchange(self, address: str | Callable[[], str]) -> Exchange:
        keys = self.region.members[self.name]
        return Exchange(
            store=self.store,
            clock=self.clock,
            region=self.trusted,
            identity=Identity(
                member=self.name,
                signer=keys.signing,
                openers={keys.encryption.key_id: keys.encryption},
            ),
            hub=self.hub(address),
            handlers=self.handlers,
            listener=self.listening,
            random=os.urandom,
            wake=self.wake,
            promised=self.promised,
            may_send=self.may_send,
            backoff=Backoff(random=os.urandom, first_s=0.02, cap_s=0.2),
            pause_seconds=0.05,
        )

    def hub(self, address: str | Callable[[], str]) -> HubClient:
        keys = self.region.members[self.name]
        return HubClient(
            address=address if callable(address) else lambda: address,
            credentials=channel_credentials(
                hub_certificates=[self.region.hub_tls.certificate_der],
                tls_key=keys.tls.key_pem,
                tls_certificate=keys.tls.certificate_pem,
            ),
        )

    @asynccontextmanager
    async def running(self, address: str | Callable[[], str]) -> AsyncIterator[Exchange]:
        """Runs the exchange for the time of the block."""
        exchange = self.exchange(address)
        tasks = [asyncio.create_task(exchange.run())]
        if self.pace is not None:
            tasks.append(asyncio.create_task(self.keeper(exchange, self.pace).run()))
        try:
            yield exchange
        finally:
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task

    def keeper(self, exchange: Exchange, pace: Pace) -> PairKeeper:
        return PairKeeper(
            me=self.name,
            clock=self.clock,
            store=self.store,
            region=self.trusted,
            outbox=self.outbox,
            random=os.urandom,
            line=exchange.line,
            pace=pace,
        )

    def send(self, *messages: OutgoingMessage) -> list[UUID]:
        with self.store.begin() as tx:
            return self.outbox.enqueue_many(tx, messages)

    def pair(self, member: str) -> PairView | None:
        """How the pair with a member stands."""
        with self.store.read() as tx:
            return {view.member: view for view in pair_views(tx)}.get(member)

    def statuses(self) -> dict[UUID, str]:
        """The status of every message with one recipient."""
        with self.store.read() as tx:
            rows = tx.execute(
                select(outbox_message.c.message_id, outbox_delivery.c.status).join(
                    outbox_delivery, outbox_delivery.c.position == outbox_message.c.position
                )
            ).all()
        return {UUID(bytes=bytes(raw)): status for raw, status in rows}

    def inbox(self) -> list[tuple[str, str | None]]:
        with self.store.read() as tx:
            rows = tx.execute(
                select(inbox_state.c.status, inbox_state.c.code).order_by(inbox_state.c.position)
            ).all()
        return [(row.status, row.code) for row in rows]

    def close(self) -> None:
        self.store.close()


def member(
    name: str, region: Region, trusted: TrustedRegion, folder: Path, pace: Pace | None = None
) -> Member:
    """A member with a database file of its own."""
    return Member(name, region, trusted, sqlite_url(folder / f"{name}.sqlite"), pace=pace)


def agree(one: Member, other: Member) -> bool:
    """Both have compared counters newer than everything of the story, and lack nothing."""
    views = one.pair(other.name), other.pair(one.name)
    return all(view is not None and view.agrees and not view.they_lack for view in views)


async def until(condition: Callable[[], bool], what: str) -> None:
    """Waits for a condition, but not for ever."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not condition():  # noqa: ASYNC110 - what it waits for is in a database
            await asyncio.sleep(0.01)
    assert condition(), what
