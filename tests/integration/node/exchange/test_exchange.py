"""Two exchanges and a relay in one process, over real streams and real databases."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from exchange_messages import probe
from exchanges import TRACE, Member, member, until
from fake_relay import FakeRelay, serving
from sqlalchemy import func, select

from accord.testing.region import Region, build_region
from accord.trust.trusted import TrustedRegion
from accord.wire.kinds import Priority
from node.clock import WallClock
from node.exchange.messages import DeliveryStatus
from node.exchange.tables import inbox_gap, inbox_message, inbox_rejected, outbox_frame


@pytest.fixture(scope="module")
def region() -> Region:
    return build_region(now_ms=WallClock().now_ms(), random=os.urandom)


@pytest.fixture(scope="module")
def trusted(region: Region) -> TrustedRegion:
    return region.trusted(WallClock().now_ms())


@pytest.fixture
def relay(region: Region) -> FakeRelay:
    return FakeRelay(region, WallClock().now_ms)


@pytest.fixture
def xa(region: Region, trusted: TrustedRegion, tmp_path: Path) -> Iterator[Member]:
    made = member("XA", region, trusted, tmp_path)
    yield made
    made.close()


@pytest.fixture
def xb(region: Region, trusted: TrustedRegion, tmp_path: Path) -> Iterator[Member]:
    made = member("XB", region, trusted, tmp_path)
    yield made
    made.close()


def all_are(one: Member, status: DeliveryStatus) -> bool:
    return set(one.statuses().values()) == {status.value}


def test_messages_arrive_once_in_order_and_their_sender_learns_it(
    relay: FakeRelay, xa: Member, xb: Member
) -> None:
    async def story() -> None:
        async with serving(relay) as address, xa.running(address), xb.running(address):
            ids = xa.send(*(probe("XB", payload=b"%d" % n, kind=TRACE) for n in range(300)))
            await until(lambda: all_are(xa, DeliveryStatus.DELIVERED), "delivered")
            await until(lambda: len(xb.recording.seen) == 300, "handled")
            assert [one.message_id for one in xb.recording.seen] == ids
            assert [one.payload for one in xb.recording.seen] == [b"%d" % n for n in range(300)]
            assert {one.sender for one in xb.recording.seen} == {"XA"}
            ends = [told for told in xa.listening.told if told[2] is DeliveryStatus.DELIVERED]
            assert sorted(one[0] for one in ends) == sorted(ids)

    asyncio.run(story())


def test_both_ways_at_once(relay: FakeRelay, xa: Member, xb: Member) -> None:
    async def story() -> None:
        async with serving(relay) as address, xa.running(address), xb.running(address):
            xa.send(*[probe("XB")] * 100)
            xb.send(*[probe("XA")] * 100)
            await until(lambda: all_are(xa, DeliveryStatus.DELIVERED), "XA's delivered")
            await until(lambda: all_are(xb, DeliveryStatus.DELIVERED), "XB's delivered")

    asyncio.run(story())


def test_a_message_delivered_five_times_has_one_effect(
    relay: FakeRelay, xa: Member, xb: Member
) -> None:
    async def story() -> None:
        relay.deliver_times = 5
        async with serving(relay) as address, xa.running(address), xb.running(address):
            xa.send(*(probe("XB", kind=TRACE) for _ in range(20)))
            await until(lambda: len(xb.recording.seen) >= 20, "handled")
            await until(lambda: not relay.boxes["XB"].waiting[1], "all acknowledged")
            assert len(xb.recording.seen) == 20
            assert xb.inbox() == [("DONE", None)] * 20

    asyncio.run(story())


def test_a_sender_killed_before_the_receipt_sends_the_same_bytes_again(
    relay: FakeRelay, xa: Member, xb: Member
) -> None:
    async def story() -> None:
        relay.silent = True
        async with serving(relay) as address:
            async with xa.running(address):
                xa.send(*(probe("XB", kind=TRACE) for _ in range(3)))
                await until(lambda: len(relay.submitted) == 1, "submitted")
                await until(lambda: all_are(xa, DeliveryStatus.SEALED), "sealed")
            relay.silent = False
            async with xa.running(address), xb.running(address):
                await until(lambda: all_are(xa, DeliveryStatus.DELIVERED), "delivered")
                await until(lambda: len(xb.recording.seen) == 3, "handled")
        assert relay.submitted[0] == relay.submitted[1]
        assert len(relay.submitted) == 2
        with xa.store.read() as tx:
            assert tx.execute(select(func.count()).select_from(outbox_frame)).scalar() == 1

    asyncio.run(story())


def test_the_hub_comes_and_goes(relay: FakeRelay, xa: Member, xb: Member) -> None:
    async def story() -> None:
        async with serving(relay) as address:
            port = int(address.rpartition(":")[2])
        async with xa.running(address) as exchange, xb.running(address):
            xa.send(probe("XB"))
            await until(lambda: exchange.line().fault is not None, "no line")
            assert not exchange.line().connected
            for _ in range(2):
                async with serving(relay, port):
                    await until(lambda: all_are(xa, DeliveryStatus.DELIVERED), "delivered")
                    assert exchange.line().connected
                await until(lambda: not exchange.line().connected, "line lost")
                xa.send(probe("XB"))

    asyncio.run(story())


def test_refusals_end_a_message_with_the_hubs_code(
    relay: FakeRelay, xa: Member, xb: Member
) -> None:
    async def story() -> None:
        refused: list[bytes] = []

        def refuse_the_second(envelope: bytes) -> str | None:
            refused.append(envelope)
            return "admission.quota" if len(refused) == 2 else None

        relay.refuse = refuse_the_second
        async with serving(relay) as address, xa.running(address), xb.running(address):
            ids = xa.send(*(probe("XB", kind=TRACE) for _ in range(3)))
            await until(
                lambda: sorted(xa.statuses().values()) == ["DELIVERED", "DELIVERED", "REFUSED"],
                "two delivered, one refused",
            )
            ends = {told[0]: told[2:] for told in xa.listening.told if told[2].final}
            assert ends[ids[1]] == (DeliveryStatus.REFUSED, "admission.quota")
            await until(lambda: len(xb.recording.seen) == 2, "handled")
            with xb.store.read() as tx:
                gaps = tx.execute(select(inbox_gap.c.sender, inbox_gap.c.first, inbox_gap.c.last))
                assert [tuple(row) for row in gaps] == [("XA", 2, 2)]

    asyncio.run(story())


def test_bad_envelopes_are_rejected_by_code_and_good_ones_go_on(
    relay: FakeRelay, xa: Member, xb: Member
) -> None:
    def spoil(envelope: bytes) -> bytes:
        return envelope[:-1] + bytes([envelope[-1] ^ 1])

    async def story() -> None:
        async with serving(relay) as address, xa.running(address), xb.running(address) as exchange:
            for junk in (b"", b"junk", os.urandom(2000), bytes(3_000_000)):
                relay.deliver("XB", 1, junk)
            relay.tamper = spoil
            xa.send(probe("XB", kind=TRACE))
            await until(lambda: all_are(xa, DeliveryStatus.REJECTED), "rejected")
            relay.tamper = lambda envelope: envelope
            good = xa.send(probe("XB", kind=TRACE))
            await until(lambda: xa.statuses()[good[0]] == "DELIVERED", "delivered")
            await until(lambda: len(xb.recording.seen) == 1, "handled")
            with xb.store.read() as tx:
                codes = tx.execute(select(inbox_rejected.c.code)).scalars().all()
            assert len(codes) == 5
            assert codes[-1] == "envelope.content_digest"
            assert exchange.line().rejected == 5
            assert xa.listening.told[-3][2:] == (
                DeliveryStatus.REJECTED,
                "envelope.content_digest",
            )

    asyncio.run(story())


def test_what_is_not_for_us_is_rejected(relay: FakeRelay, xa: Member, xb: Member) -> None:
    async def story() -> None:
        relay.silent = True
        async with serving(relay) as address, xa.running(address), xb.running(address):
            xa.send(probe("XC"))
            await until(lambda: len(relay.submitted) == 1, "submitted")
            relay.silent = False
            from accord.v1.relay_pb2 import SubmitRequest

            relay.deliver("XB", 1, SubmitRequest.FromString(relay.submitted[0]).envelopes[0])
            await until(lambda: not relay.boxes["XB"].waiting[1], "acknowledged")
            with xb.store.read() as tx:
                codes = tx.execute(select(inbox_rejected.c.code)).scalars().all()
                assert codes == ["envelope.misaddressed"]
                assert tx.execute(select(inbox_message)).all() == []

    asyncio.run(story())


def test_an_answer_that_the_hub_did_not_sign_moves_nothing(relay: FakeRelay, xa: Member) -> None:
    async def story() -> None:
        relay.forge_answers = True
        async with serving(relay) as address, xa.running(address) as exchange:
            xa.send(probe("XB"))
            await until(lambda: exchange.line().fault == "crypto.signature", "noticed")
            assert all_are(xa, DeliveryStatus.SEALED)
            relay.forge_answers = False
            await until(lambda: all_are(xa, DeliveryStatus.ACCEPTED), "accepted")
        assert len(set(relay.submitted)) == 1

    asyncio.run(story())


def test_a_failing_handler_leaves_no_effect_and_is_tried_again_at_the_next_start(
    relay: FakeRelay, xa: Member, xb: Member
) -> None:
    async def story() -> None:
        xb.recording.fail = lambda message: message.payload == b"2"
        async with serving(relay) as address, xa.running(address):
            async with xb.running(address):
                xa.send(*(probe("XB", payload=b"%d" % n, kind=TRACE) for n in range(4)))
                done, failed = ("DONE", None), ("FAILED", "test.failed")
                await until(lambda: xb.inbox() == [done, done, failed, done], "three done")
            xb.recording.fail = lambda message: False
            async with xb.running(address):
                await until(lambda: xb.inbox() == [done] * 4, "all done")

    asyncio.run(story())


def test_urgent_messages_overtake_and_leave_no_gap(
    relay: FakeRelay, xa: Member, xb: Member
) -> None:
    async def story() -> None:
        xa.send(*(probe("XB", kind=TRACE) for _ in range(200)))
        xa.send(probe("XB", payload=b"urgent", kind=TRACE, priority=Priority.URGENT))
        async with serving(relay) as address:
            async with xa.running(address):
                await until(lambda: all_are(xa, DeliveryStatus.ACCEPTED), "accepted")
            async with xb.running(address):
                await until(lambda: len(xb.recording.seen) == 201, "handled")
        assert xb.recording.seen[0].payload == b"urgent"
        with xb.store.read() as tx:
            assert tx.execute(select(inbox_gap)).all() == []

    asyncio.run(story())


def test_an_unknown_recipient_is_refused_here_and_holds_nothing_up(
    relay: FakeRelay, xa: Member, xb: Member
) -> None:
    async def story() -> None:
        async with serving(relay) as address, xa.running(address), xb.running(address):
            bad, good = xa.send(probe("ZZ", kind=TRACE), probe("XB", kind=TRACE))
            await until(lambda: xa.statuses()[good] == "DELIVERED", "delivered")
            assert xa.statuses()[bad] == "REFUSED"
            assert (
                bad,
                "ZZ",
                DeliveryStatus.REFUSED,
                "directory.unknown_member",
            ) in xa.listening.told

    asyncio.run(story())


def test_large_messages_are_spread_over_frames(relay: FakeRelay, xa: Member, xb: Member) -> None:
    async def story() -> None:
        xa.send(*(probe("XB", payload=os.urandom(1024 * 1024), kind=TRACE) for _ in range(7)))
        async with serving(relay) as address, xa.running(address), xb.running(address):
            await until(lambda: all_are(xa, DeliveryStatus.DELIVERED), "delivered")
        assert all(len(frame) < 4 * 1024 * 1024 for frame in relay.submitted)
        assert len(relay.submitted) > 1

    asyncio.run(story())
