"""Two nodes and the hub itself: what was lost on the way is named and repaired."""

import asyncio
import itertools
from pathlib import Path

import hub_kit
from exchange_messages import DAY_MS, probe
from exchanges import QUICK, TRACE, Member, agree, member, until
from fake_relay import FakeRelay, serving
from hub_kit import hub_in_process, write_region
from sqlalchemy import select

from accord.envelope import parse
from accord.wire.exchange import ExchangeCounters, ExchangeRepair
from accord.wire.header import decode_header
from accord.wire.kinds import MessageKind, Priority
from accord.wire.payload import encode_payload
from accord.wire.relay import Receipt
from node.clock import WallClock
from node.exchange.tables import inbox_rejected


def test_what_a_thief_of_the_tls_key_took_from_the_mailbox_is_repaired(tmp_path: Path) -> None:
    clock = WallClock()
    region = write_region(tmp_path, clock.now_ms())
    trusted = region.trusted(clock.now_ms())
    xa = member("XA", region, trusted, tmp_path, QUICK)
    xb = member("XB", region, trusted, tmp_path, QUICK)
    soon = clock.now_ms() + DAY_MS

    async def story() -> None:
        async with hub_in_process(tmp_path, clock) as hub, xa.running(hub.grpc):
            async with xb.running(hub.grpc):
                xa.send(probe("XB", payload=b"0", kind=TRACE, not_after_ms=soon))
                await until(lambda: len(xb.recording.seen) == 1, "the first arrived")
                await until(lambda: agree(xa, xb), "agreed")
            stolen = xa.send(
                *(probe("XB", payload=b"%d" % n, kind=TRACE, not_after_ms=soon) for n in (1, 2))
            )
            async with hub_kit.member(region, "XB", hub.grpc, clock) as thief:
                mailbox = thief.collect()
                taken: set[bytes] = set()
                while len(taken) < len(stolen):
                    frame = await mailbox.frame()
                    for delivery in frame.deliveries:
                        if delivery.HasField("envelope"):
                            header = decode_header(parse(delivery.envelope).header)
                            taken |= {header.message_id.bytes} if header.kind is TRACE else set()
                    await mailbox.acknowledge(frame.deliveries[-1].position, lane=frame.lane)
                await until(
                    lambda: {xa.statuses()[one] for one in stolen} == {"DELIVERED"}, "believed"
                )
            async with xb.running(hub.grpc):
                await until(lambda: len(xb.recording.seen) == 3, "repaired")
                await until(lambda: agree(xa, xb), "agreed again")
        assert sorted(one.payload for one in xb.recording.seen) == [b"0", b"1", b"2"]

    try:
        asyncio.run(story())
    finally:
        xa.close()
        xb.close()


def test_whatever_a_relay_drops_comes_after_all_once(tmp_path: Path) -> None:
    clock = WallClock()
    region = write_region(tmp_path, clock.now_ms())
    trusted = region.trusted(clock.now_ms())
    xa = member("XA", region, trusted, tmp_path, QUICK)
    xb = member("XB", region, trusted, tmp_path, QUICK)
    relay = FakeRelay(region, clock.now_ms)
    passing = itertools.count(1)
    relay.lose = lambda _envelope: (number := next(passing)) % 3 == 0 and number < 60

    async def story() -> None:
        async with serving(relay) as address, xa.running(address), xb.running(address):
            for urgent in (Priority.ROUTINE, Priority.URGENT):
                xa.send(
                    *(
                        probe("XB", payload=b"%d" % n, kind=TRACE, priority=urgent)
                        for n in range(20)
                    )
                )
                xb.send(*(probe("XA", payload=b"%d" % n, kind=TRACE) for n in range(20)))
            await until(lambda: len(xb.recording.seen) == 40, "all at XB")
            await until(lambda: len(xa.recording.seen) == 40, "all at XA")
            await until(lambda: agree(xa, xb), "agreed")
        for one in (xa, xb):
            assert len({message.message_id for message in one.recording.seen}) == 40

    try:
        asyncio.run(story())
    finally:
        xa.close()
        xb.close()


def test_a_peer_that_lies_is_named_and_gains_nothing(tmp_path: Path) -> None:
    clock = WallClock()
    region = write_region(tmp_path, clock.now_ms())
    trusted = region.trusted(clock.now_ms())
    xb = member("XB", region, trusted, tmp_path, QUICK)
    boast = ExchangeCounters(received=9, received_header=b"?" * 32)

    async def story() -> None:
        async with (
            hub_in_process(tmp_path, clock) as hub,
            xb.running(hub.grpc),
            hub_kit.member(region, "XA", hub.grpc, clock) as xa,
            hub_kit.member(region, "XC", hub.grpc, clock) as xc,
        ):

            async def say(kind: MessageKind, payload: ExchangeCounters | ExchangeRepair) -> None:
                sealed = xa.seal("XB", kind=kind, payload=encode_payload(kind, payload))
                (answer,) = await xa.submit([one.envelope for one in sealed])
                assert isinstance(answer, Receipt)

            (smuggled,) = xc.seal("XB", kind=TRACE, payload=b"of XC, behind the hub's back")
            await say(MessageKind.EXCHANGE_COUNTERS, boast)
            await say(MessageKind.EXCHANGE_REPAIR, ExchangeRepair(envelopes=(smuggled.envelope,)))
            await until(lambda: len(codes(xb)) == 2, "both named")
        assert codes(xb) == {"pair.never_sent", "pair.repair_unfounded"}
        assert xb.recording.seen == []
        with xb.store.read() as tx:
            kept = tx.execute(select(inbox_rejected.c.code, inbox_rejected.c.envelope)).all()
        assert [tuple(row) for row in kept] == [("repair.other_sender", smuggled.envelope)]

    def codes(one: Member) -> set[str]:
        view = one.pair("XA")
        return {finding.code for finding in view.findings} if view else set()

    try:
        asyncio.run(story())
    finally:
        xb.close()
