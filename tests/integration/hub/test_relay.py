import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TypeAlias

import grpc
import pytest
from hub_kit import (
    URGENT,
    Collector,
    MemberClient,
    hub_in_process,
    member,
    write_region,
)

from accord.testing.clock import ManualClock
from accord.v1 import relay_pb2 as pb
from accord.wire.kinds import Priority
from accord.wire.relay import DeliveryReport, NonDelivery, Receipt, Refusal, Rejection
from hub.main import RunningHub

Play: TypeAlias = "Callable[[Stage], Awaitable[None]]"


class Stage:
    """A hub in this process and three members connected to it."""

    def __init__(self, hub: RunningHub, clock: ManualClock, members: list[MemberClient]) -> None:
        self.hub, self.clock = hub, clock
        self.xa, self.xb, self.xc = members


@asynccontextmanager
async def stage(folder: Path, limits: str = "") -> AsyncIterator[Stage]:
    clock = ManualClock()
    region = write_region(folder, clock.now_ms(), limits=limits)
    async with hub_in_process(folder, clock) as hub, AsyncExitStack() as stack:
        members = [
            await stack.enter_async_context(member(region, name, hub.grpc, clock))
            for name in ("XA", "XB", "XC")
        ]
        yield Stage(hub, clock, members)


def on_stage(limits: str = "") -> Callable[[Play], Callable[[Path], None]]:
    """Turns a play into a test with a hub and members of its own."""

    def decorate(play: Play) -> Callable[[Path], None]:
        async def bounded(folder: Path) -> None:
            async with asyncio.timeout(60), stage(folder, limits) as scene:
                await play(scene)

        def test(tmp_path: Path) -> None:
            asyncio.run(bounded(tmp_path))

        return test

    return decorate


@on_stage()
async def test_a_message_is_accepted_delivered_acknowledged_and_reported(on: Stage) -> None:
    (sealed,) = on.xa.seal("XB")
    (receipt,) = await on.xa.submit([sealed.envelope])
    assert isinstance(receipt, Receipt)
    assert receipt.message_id == sealed.message_id
    assert receipt.header_digest == sealed.header_digest
    inbox = on.xb.collect()
    (delivery,) = await inbox.deliveries(1)
    assert delivery.envelope == sealed.envelope
    assert delivery.position == receipt.position
    await inbox.acknowledge(delivery.position)
    report = (await on.xa.collect().statement()).body
    assert isinstance(report, DeliveryReport)
    assert report.recipient == "XB"
    assert report.message_ids == (sealed.message_id,)
    assert report.rejections == ()


@on_stage()
async def test_a_duplicate_gets_the_same_receipt(on: Stage) -> None:
    (sealed,) = on.xa.seal("XB")
    first = await on.xa.submit_raw([sealed.envelope])
    on.clock.advance(days=2)  # past its not-after: the receipt stands
    again = await on.xa.submit_raw([sealed.envelope, sealed.envelope])
    assert [one.statement for one in again.results] == [first.results[0].statement] * 2
    assert all(one.HasField("signature") for one in again.results)
    on.xa.bodies(again)  # checks the signatures
    assert (await on.xa.submit_raw([sealed.envelope])).results[0] == again.results[0]


@on_stage()
async def test_a_duplicate_within_one_frame_is_delivered_once(on: Stage) -> None:
    first, second = on.xa.seal("XB", count=2)
    frame = [first.envelope, first.envelope, second.envelope]
    receipts = await on.xa.submit(frame)
    assert receipts[0] == receipts[1]
    delivered = await on.xb.collect().deliveries(2)
    assert [one.envelope for one in delivered] == [first.envelope, second.envelope]


@on_stage()
async def test_urgent_messages_overtake_routine_ones(on: Stage) -> None:
    routine = on.xa.seal("XB", count=3)
    urgent = on.xa.seal("XB", count=2, priority=Priority.URGENT)
    await on.xa.submit([one.envelope for one in routine + urgent])
    inbox = on.xb.collect()
    first, second = await inbox.frame(), await inbox.frame()
    assert first.lane == URGENT
    assert [one.envelope for one in first.deliveries] == [one.envelope for one in urgent]
    assert [one.envelope for one in second.deliveries] == [one.envelope for one in routine]


@on_stage()
async def test_an_absent_member_holds_nobody_up(on: Stage) -> None:
    for _ in range(20):
        await on.xa.submit([one.envelope for one in on.xa.seal("XC", count=100)])
    (sealed,) = on.xa.seal("XB")
    await on.xa.submit([sealed.envelope])
    assert (await on.xb.collect().deliveries(1))[0].envelope == sealed.envelope
    late = on.xc.collect(credit=2_000)
    positions = [one.position for one in await late.deliveries(2_000)]
    assert positions == sorted(positions)


@on_stage()
async def test_a_member_gets_no_more_than_its_credit(on: Stage) -> None:
    sealed = on.xa.seal("XB", count=5)
    await on.xa.submit([one.envelope for one in sealed])
    inbox = on.xb.collect(credit=2)
    first = await inbox.deliveries(2)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(inbox.call.read()), 0.1)
    await inbox.acknowledge(first[-1].position)
    await inbox.call.write(pb.CollectRequest(credit=3))


@on_stage()
async def test_every_recipient_has_its_own_end(on: Stage) -> None:
    (sealed,) = on.xa.seal("XB", "XC", lasts_ms=1_000)
    await on.xa.submit([sealed.envelope])
    inbox = on.xb.collect()
    (delivery,) = await inbox.deliveries(1)
    await inbox.acknowledge(delivery.position)
    mine = on.xa.collect()
    delivered = (await mine.statement()).body
    assert isinstance(delivered, DeliveryReport)
    on.clock.advance(ms=1_001)
    await on.hub.sweep()
    lost = (await mine.statement()).body
    assert lost == NonDelivery("XC", (sealed.message_id,), "expired")
    on.clock.advance(days=1)
    await on.hub.sweep()
    (probe,) = on.xb.seal("XC")
    await on.xb.submit([probe.envelope])
    assert (await on.xc.collect().deliveries(1))[0].envelope == probe.envelope


@on_stage()
async def test_a_rejection_is_reported_by_name(on: Stage) -> None:
    good, bad = on.xa.seal("XB", count=2)
    await on.xa.submit([good.envelope, bad.envelope])
    inbox = on.xb.collect()
    deliveries = await inbox.deliveries(2)
    rejected = pb.Rejection(message_id=bad.message_id.bytes, code="content.sealed")
    stranger = pb.Rejection(message_id=bytes(16), code="content.sealed")
    await inbox.acknowledge(deliveries[-1].position, rejections=[rejected, stranger])
    report = (await on.xa.collect().statement()).body
    assert isinstance(report, DeliveryReport)
    assert report.message_ids == (good.message_id,)
    assert report.rejections == (Rejection(bad.message_id, "content.sealed"),)


@on_stage()
async def test_unacknowledged_messages_come_again_on_a_new_stream(on: Stage) -> None:
    first, second = on.xa.seal("XB", count=2)
    await on.xa.submit([first.envelope, second.envelope])
    inbox = on.xb.collect()
    deliveries = await inbox.deliveries(2)
    await inbox.acknowledge(deliveries[0].position)
    await on.xa.collect().statement()  # the acknowledgement is durable
    (again,) = await on.xb.collect().deliveries(1)
    assert again.envelope == second.envelope


@on_stage()
async def test_a_newer_stream_of_a_member_replaces_the_older(on: Stage) -> None:
    (sealed,) = on.xa.seal("XB")
    await on.xa.submit([sealed.envelope])
    older, newer = on.xb.collect(), on.xb.collect()
    await older.deliveries(1)
    await newer.deliveries(1)
    await _refused(older, "collect.replaced")


async def _refused(inbox: Collector, code: str) -> None:
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await inbox.call.read()
    assert ("accord-code", code) in tuple(refused.value.trailing_metadata())


@on_stage()
async def test_an_acknowledgement_ahead_of_delivery_is_refused(on: Stage) -> None:
    (sealed,) = on.xa.seal("XB")
    await on.xa.submit([sealed.envelope])
    inbox = on.xb.collect()
    (delivery,) = await inbox.deliveries(1)
    await inbox.acknowledge(delivery.position + 1)
    await _refused(inbox, "acknowledgement.ahead")
    assert len(await on.xb.collect().deliveries(1)) == 1


@on_stage()
async def test_bad_collect_frames_end_their_stream_only(on: Stage) -> None:
    for frame, code in (
        (pb.CollectRequest(credit=1), "collect.open"),
        (pb.CollectRequest(acknowledgement=pb.Acknowledgement(up_to=1)), "collect.open"),
    ):
        inbox = on.xb.collect()
        await inbox.call.write(frame)
        await _refused(inbox, code)
    inbox = on.xb.collect()
    await inbox.call.write(pb.CollectRequest(open=pb.CollectOpen(), credit=1))
    await inbox.acknowledge(0, lane=pb.LANE_UNSPECIFIED)
    await _refused(inbox, "acknowledgement.lane")


@on_stage()
async def test_a_message_waiting_beyond_its_time_is_not_delivered(on: Stage) -> None:
    (sealed,) = on.xa.seal("XB", lasts_ms=1_000)
    (other,) = on.xa.seal("XB")
    await on.xa.submit([sealed.envelope, other.envelope])
    on.clock.advance(ms=1_001)
    await on.hub.sweep()
    assert [one.envelope for one in await on.xb.collect().deliveries(1)] == [other.envelope]
    body = (await on.xa.collect().statement()).body
    assert body == NonDelivery("XB", (sealed.message_id,), "expired")


@on_stage()
async def test_the_senders_own_acknowledgement_of_a_report_is_not_reported(on: Stage) -> None:
    (sealed,) = on.xa.seal("XB")
    await on.xa.submit([sealed.envelope])
    inbox = on.xb.collect()
    await inbox.acknowledge((await inbox.deliveries(1))[0].position)
    mine = on.xa.collect()
    (report,) = await mine.deliveries(1)
    await mine.acknowledge(report.position)
    (second,) = on.xb.seal("XA")
    await on.xb.submit([second.envelope])
    assert (await mine.deliveries(1))[0].envelope == second.envelope


@on_stage("open_messages = 2")
async def test_a_quota_bounds_open_messages(on: Stage) -> None:
    sealed = on.xa.seal("XB", count=3)
    bodies = await on.xa.submit([one.envelope for one in sealed])
    assert [type(body) for body in bodies] == [Receipt, Receipt, Refusal]
    refusal = bodies[2]
    assert isinstance(refusal, Refusal)
    assert refusal.code == "quota.open_messages"
    inbox = on.xb.collect()
    deliveries = await inbox.deliveries(2)
    await inbox.acknowledge(deliveries[-1].position)
    await on.xa.collect().statement()
    assert isinstance((await on.xa.submit([sealed[2].envelope]))[0], Receipt)
