"""Nodes that watch a real hub: honest, and one that shows two members two histories."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from exchange_messages import probe
from exchanges import Member, member, until
from hub_kit import hub_in_process, write_region
from sqlalchemy import select

from accord.log.fork import parse_fork
from accord.log.quorum import LogTrust
from accord.testing.region import Region
from accord.v1.relay_pb2 import SignedStatement
from accord.wire.exchange import ExchangeCounters
from accord.wire.kinds import MessageKind, Priority, Purpose
from accord.wire.payload import encode_payload
from accord.wire.relay import decode_statement
from hub.main import RunningHub
from node.clock import WallClock
from node.exchange.backoff import Backoff
from node.exchange.gate import Gate
from node.exchange.messages import DeliveryStatus, OutgoingMessage
from node.exchange.pair_handlers import pair_handlers
from node.exchange.tables import hub_statement
from node.log.opening import LogRoom, open_log
from node.log.tables import log_promise
from node.log.witness import Cosigner
from node.log.witness_stream import WitnessStream

CLOCK = WallClock()
DAY_MS = 24 * 3600 * 1000


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return write_region(tmp_path, CLOCK.now_ms())


@pytest.fixture
def xa(region: Region, tmp_path: Path) -> Iterator[Member]:
    made = member("XA", region, region.trusted(CLOCK.now_ms()), tmp_path)
    yield made
    made.close()


@pytest.fixture
def xb(region: Region, tmp_path: Path) -> Iterator[Member]:
    made = member("XB", region, region.trusted(CLOCK.now_ms()), tmp_path)
    yield made
    made.close()


@asynccontextmanager
async def watched(one: Member, relay: RunningHub, site: RunningHub) -> AsyncIterator[LogRoom]:
    """A member that sends over one hub and watches the log that a site shows it."""
    keys = one.region.members[one.name]
    async with open_log(
        store=one.store,
        clock=one.clock,
        region=lambda: one.trusted,
        site=lambda: site.site,
        cosigner=Cosigner(one.name, keys.witness, keys.witness.public),
        resumed=one.wake.set,
    ) as room:
        one.promised, one.may_send = room.watch.promised, room.alarms.clear
        gate = Gate(
            me=one.name, openers={keys.encryption.key_id: keys.encryption}, region=one.trusted
        )
        one.handlers |= pair_handlers(
            me=one.name, clock=one.clock, gate=gate, on_checkpoint=room.watch.on_checkpoint
        )
        assert room.witness is not None
        backoff = Backoff(random=os.urandom, first_s=0.02, cap_s=0.2)
        witnessing = WitnessStream(hub=one.hub(relay.grpc), witness=room.witness, backoff=backoff)
        tasks = [asyncio.create_task(witnessing.run()), asyncio.create_task(looking(room))]
        try:
            async with one.running(relay.grpc):
                yield room
        finally:
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task


async def looking(room: LogRoom) -> None:
    while True:
        await room.watch.step()
        await asyncio.sleep(0.05)


def message(to: str) -> OutgoingMessage:
    return probe(to, not_after_ms=CLOCK.now_ms() + DAY_MS)


def reached(one: Member) -> set[str]:
    with one.store.read() as tx:
        return set(tx.execute(select(log_promise.c.state)).scalars())


def gossip(one: Member, room: LogRoom, to: str) -> None:
    """Says how far the log has come, as counters do."""
    with one.store.read() as tx:
        note = room.watch.checkpoint(tx)
    one.send(
        OutgoingMessage(
            recipients=(to,),
            kind=MessageKind.EXCHANGE_COUNTERS,
            payload=encode_payload(
                MessageKind.EXCHANGE_COUNTERS, ExchangeCounters(checkpoint=note)
            ),
            conversation_id=uuid4(),
            priority=Priority.ROUTINE,
            purpose=Purpose.EXCHANGE,
            not_after_ms=one.clock.now_ms() + DAY_MS,
        )
    )


def test_every_statement_of_a_real_hub_is_logged_and_witnessed(
    xa: Member, xb: Member, tmp_path: Path
) -> None:
    async def story() -> None:
        async with (
            hub_in_process(tmp_path, CLOCK) as hub,
            watched(xa, hub, hub) as mine,
            watched(xb, hub, hub),
        ):
            xa.send(*[message("XB")] * 300)
            xb.send(*[message("XA")] * 30)
            for one in (xa, xb):
                await matured(one, {"WITNESSED"})
            assert set(xa.statuses().values()) == {DeliveryStatus.DELIVERED.value}
            view = mine.watch.view()
            assert (view.alarms, view.fault, view.accepted, view.logged) == ((), "", 0, 0)
            assert view.witnessed is not None
            assert set(view.witnessed.cosigned_by) == {"XB"}
            assert view.witnessed.size >= 330
            with xa.store.read() as tx:
                raw = tx.execute(select(hub_statement.c.statement).limit(1)).scalar_one()
            statement = SignedStatement.FromString(raw).statement
            leaf = decode_statement(statement).leaf
            proof = await mine.evidence.proof(leaf, sha256(statement).digest())
            trust = LogTrust.of(xa.trusted.directory, xa.trusted.policy)
            assert proof.verify(sha256(statement).digest(), trust).witnessed

    asyncio.run(story())


def test_a_hub_that_shows_two_histories_is_caught_by_both_members(
    xa: Member, xb: Member, tmp_path: Path
) -> None:
    trust = LogTrust.of(xa.trusted.directory, xa.trusted.policy)
    copy = tmp_path / "copy"

    async def story() -> None:
        async with hub_in_process(tmp_path, CLOCK) as hub, watched(xa, hub, hub):
            xa.send(*[message("XB")] * 3)
            await matured(xa, {"WITNESSED", "LOGGED"})
        copied(tmp_path, copy)
        async with hub_in_process(tmp_path, CLOCK) as one, hub_in_process(copy, CLOCK) as other:
            async with watched(xa, one, one):
                xa.send(*[message("XB")] * 2)
                await matured(xa, {"WITNESSED", "LOGGED"})
            async with watched(xb, other, other):
                xb.send(*[message("XA")] * 5)
                await matured(xb, {"WITNESSED", "LOGGED"})
            async with watched(xa, one, one) as mine, watched(xb, one, other) as theirs:
                gossip(xa, mine, "XB")
                gossip(xb, theirs, "XA")
                for room in (mine, theirs):
                    await caught(room)
                forks = [
                    room.alarms.evidence(alarm.number)[1]
                    for room in (mine, theirs)
                    for alarm in room.alarms.all()
                    if alarm.code == "log.fork"
                ]
                assert forks
                for evidence in forks:
                    parse_fork(evidence).verify(trust)
                (late,) = xa.send(message("XB"))
                assert xa.statuses()[late] == DeliveryStatus.PENDING.value

    asyncio.run(story())


async def matured(one: Member, states: set[str]) -> None:
    await until(lambda: bool(found := reached(one)) and found <= states, "matured")


async def caught(room: LogRoom) -> None:
    await until(lambda: any(one.stops for one in room.alarms.all()), "caught")


def copied(folder: Path, copy: Path) -> None:
    """A second hub with the same keys and ledger."""
    shutil.copytree(folder / "hub", copy / "hub")
    shutil.copytree(folder / "trust", copy / "trust")
    shutil.copy(folder / "root.json", copy / "root.json")
