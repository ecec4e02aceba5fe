import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from accord.errors import PolicyError
from accord.testing.clock import ManualClock
from accord.wire.relay import Rejection
from hub.delivery import Mailboxes, Session
from hub.entries import Lane
from hub.lanes import Frame
from hub.ledger import Item, ReceiptAt
from hub.proposals import Acknowledgement


def item(position: int, *, size: int = 1, not_after_ms: int | None = None) -> Item:
    return Item(position, bytes(size), ReceiptAt(1, position), not_after_ms)


def positions(items: list[Item]) -> list[int]:
    return [one.position for one in items]


class Ledger:
    """Lanes in memory, and the acknowledgements that were committed."""

    def __init__(self) -> None:
        self.lanes: dict[Lane, list[Item]] = {Lane.ROUTINE: [], Lane.URGENT: []}
        self.reads = 0
        self.acknowledged: list[Acknowledgement] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def read(self, _: str, lane: Lane, after: int, limit: int, __: int) -> list[Item]:
        self.reads += 1
        return [one for one in self.lanes[lane] if one.position > after][:limit]

    async def acknowledge(self, acknowledgement: Acknowledgement) -> None:
        await self.gate.wait()
        self.acknowledged.append(acknowledgement)


def play(test: Callable[[Ledger, Mailboxes], Awaitable[None]]) -> Callable[[], None]:
    async def run() -> None:
        ledger = Ledger()
        mailboxes = Mailboxes(
            read=ledger.read,
            acknowledge=ledger.acknowledge,
            clock=ManualClock(),
            frame_items=4,
        )
        async with asyncio.timeout(10):
            await test(ledger, mailboxes)

    return lambda: asyncio.run(run())


async def following(session: Session) -> Frame:
    frame = await session.next()
    assert frame is not None
    return frame


@play
async def test_catches_up_from_the_ledger_then_lives_from_memory(
    ledger: Ledger, mailboxes: Mailboxes
) -> None:
    ledger.lanes[Lane.ROUTINE] = [item(position) for position in range(1, 7)]
    session = mailboxes.open("XB")
    session.grant(100)
    assert positions((await following(session)).items) == [1, 2, 3, 4]
    assert positions((await following(session)).items) == [5, 6]
    waiting = asyncio.create_task(following(session))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    reads = ledger.reads
    mailboxes.post([("XB", Lane.ROUTINE, item(7)), ("XC", Lane.ROUTINE, item(7))])
    assert positions((await waiting).items) == [7]
    assert ledger.reads <= reads + 1


@play
async def test_serves_the_urgent_lane_first(ledger: Ledger, mailboxes: Mailboxes) -> None:
    session = mailboxes.open("XB")
    mailboxes.post([("XB", Lane.ROUTINE, item(1)), ("XB", Lane.URGENT, item(2))])
    session.grant(100)
    assert (await following(session)).lane == Lane.URGENT
    assert (await following(session)).lane == Lane.ROUTINE


@play
async def test_sends_nothing_without_credit(ledger: Ledger, mailboxes: Mailboxes) -> None:
    session = mailboxes.open("XB")
    mailboxes.post([("XB", Lane.ROUTINE, item(position)) for position in (1, 2, 3)])
    session.grant(2)
    assert positions((await following(session)).items) == [1, 2]
    waiting = asyncio.create_task(following(session))
    await asyncio.sleep(0)
    assert not waiting.done()
    session.grant(1)
    assert positions((await waiting).items) == [3]


@play
async def test_acknowledgements_during_a_commit_go_in_one(
    ledger: Ledger, mailboxes: Mailboxes
) -> None:
    session = mailboxes.open("XB")
    mailboxes.post([("XB", Lane.ROUTINE, item(position)) for position in range(1, 5)])
    session.grant(100)
    await following(session)
    committing = asyncio.create_task(session.commit_acknowledgements())
    ledger.gate.clear()
    rejection = Rejection(UUID(int=1), "content.sealed")
    session.acknowledged(Lane.ROUTINE, 1, ())
    await asyncio.sleep(0)
    session.acknowledged(Lane.ROUTINE, 2, (rejection,))
    session.acknowledged(Lane.ROUTINE, 4, ())
    ledger.gate.set()
    session.close()
    await committing
    assert [(one.up_to, one.rejections) for one in ledger.acknowledged] == [
        (1, ()),
        (4, (rejection,)),
    ]


@play
async def test_refuses_an_acknowledgement_of_what_was_not_sent(
    ledger: Ledger, mailboxes: Mailboxes
) -> None:
    session = mailboxes.open("XB")
    with pytest.raises(PolicyError, match=r"acknowledgement\.ahead"):
        session.acknowledged(Lane.ROUTINE, 1, ())


@play
async def test_a_newer_session_replaces_the_older(ledger: Ledger, mailboxes: Mailboxes) -> None:
    older = mailboxes.open("XB")
    ended = asyncio.create_task(older.next())
    newer = mailboxes.open("XB")
    assert await ended is None
    assert older.reason is not None
    mailboxes.leave(older)
    assert mailboxes.connected == 1
    mailboxes.leave(newer)
    assert mailboxes.connected == 0


@play
async def test_small_frames_gather_while_several_are_on_their_way(
    ledger: Ledger, mailboxes: Mailboxes
) -> None:
    session = mailboxes.open("XB")
    session.grant(100)
    for position in range(1, 13):
        mailboxes.post([("XB", Lane.ROUTINE, item(position))])
        await following(session)
    gathering = asyncio.create_task(following(session))
    mailboxes.post([("XB", Lane.ROUTINE, item(13))])
    await asyncio.sleep(0)
    mailboxes.post([("XB", Lane.ROUTINE, item(14))])
    session.acknowledged(Lane.ROUTINE, 2, ())
    assert positions((await gathering).items) == [13, 14]
