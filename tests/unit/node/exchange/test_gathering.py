"""Gathering: one hand-over for all that arrives within a moment, and nothing lost between two."""

import asyncio

from accord.v1.relay_pb2 import Lane
from accord.wire.relay import Rejection
from node.exchange.gathering import Gathering
from node.exchange.ids import uuid7
from node.exchange.receiver import LaneAcknowledgement, together


def test_what_arrives_within_the_moment_is_taken_together() -> None:
    async def taken() -> list[list[int]]:
        gathering = Gathering[int](seconds=0)
        reader = asyncio.create_task(gathering.take())
        gathering.put(1)
        gathering.put(2)
        first = await reader
        gathering.put(3)
        return [first, await gathering.take()]

    assert asyncio.run(taken()) == [[1, 2], [3]]


def test_an_empty_gathering_waits() -> None:
    async def done() -> bool:
        reader = asyncio.create_task(Gathering[int](seconds=0).take())
        for _ in range(5):
            await asyncio.sleep(0)
        finished = reader.done()
        reader.cancel()
        return finished

    assert not asyncio.run(done())


def test_acknowledgements_of_a_lane_become_one_and_count_every_delivery() -> None:
    routine, urgent = Lane.LANE_ROUTINE, Lane.LANE_URGENT
    gathered = [
        LaneAcknowledgement(routine, 3, 2, ()),
        LaneAcknowledgement(urgent, 4, 1, ()),
        LaneAcknowledgement(routine, 7, 1, ()),
    ]
    assert sorted(together(gathered), key=lambda one: one.up_to) == [
        LaneAcknowledgement(urgent, 4, 1, ()),
        LaneAcknowledgement(routine, 7, 3, ()),
    ]


def test_rejections_are_never_piled_up_in_one_acknowledgement() -> None:
    rejections = [(Rejection(uuid7(at, bytes), "envelope.size"),) for at in (1, 2)]
    lane = Lane.LANE_ROUTINE
    gathered = [
        LaneAcknowledgement(lane, 1, 1, ()),
        LaneAcknowledgement(lane, 2, 1, rejections[0]),
        LaneAcknowledgement(lane, 3, 1, rejections[1]),
        LaneAcknowledgement(lane, 5, 2, ()),
    ]
    assert together(gathered) == [
        LaneAcknowledgement(lane, 2, 2, rejections[0]),
        LaneAcknowledgement(lane, 3, 1, rejections[1]),
        LaneAcknowledgement(lane, 5, 2, ()),
    ]
