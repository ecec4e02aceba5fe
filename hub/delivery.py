"""Delivery: each connected member's mailbox, from memory where possible, from the ledger else.

What was just committed is handed over in memory, so that the fast path reads nothing back. A lane
that falls behind drops what memory holds and catches up from the ledger, so memory stays bounded
by the number of connected members and not by what waits for them.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping

from accord.dates import Clock
from accord.errors import AccordError, PolicyError, TransportError
from accord.wire.relay import Rejection
from hub.entries import Lane
from hub.lanes import MAX_FRAME_BYTES, Frame, LaneQueue
from hub.ledger import Item
from hub.open_stream import OpenStream
from hub.proposals import Acknowledgement

MAX_CREDIT = 16_384
_UNACKNOWLEDGED_FRAMES = 12  # beyond these, small frames wait a moment to become larger ones
_LINGER_SECONDS = 0.005

_SERVED_FIRST = (Lane.URGENT, Lane.ROUTINE)

ReadMailbox = Callable[[str, Lane, int, int, int], Awaitable[list[Item]]]
Acknowledge = Callable[[Acknowledgement], Awaitable[None]]


class Session(OpenStream):
    """One member's open collect stream."""

    def __init__(
        self,
        member: str,
        *,
        read: ReadMailbox,
        acknowledge: Acknowledge,
        clock: Clock,
        frame_items: int,
    ) -> None:
        """Starts without credit."""
        super().__init__(member)
        self._read = read
        self._acknowledge = acknowledge
        self._clock = clock
        self._frame_items = frame_items
        self._credit = 0
        self._lanes = {lane: LaneQueue() for lane in _SERVED_FIRST}
        self._in_flight: dict[Lane, deque[int]] = {lane: deque() for lane in _SERVED_FIRST}
        self._acks: dict[Lane, Acknowledgement] = {}
        self._ack_wake = asyncio.Event()

    def offer(self, lane: Lane, item: Item) -> None:
        """A fresh item for this member; `wake` follows."""
        self._lanes[lane].offer(item)

    def close(self, reason: AccordError | None = None) -> None:
        """Ends the session; waiting coroutines return. The first reason counts."""
        super().close(reason)
        self._ack_wake.set()

    def grant(self, credit: int) -> None:
        """Allows the hub further deliveries."""
        self._credit = min(self._credit + credit, MAX_CREDIT)
        self._wake.set()

    def acknowledged(self, lane: Lane, up_to: int, rejections: tuple[Rejection, ...]) -> None:
        """Notes an acknowledgement; those that arrive during a commit go in one.

        Raises:
            PolicyError: it runs ahead of what this stream was sent.
        """
        if up_to > self._lanes[lane].sent:
            raise PolicyError("acknowledgement.ahead", "up_to: was not delivered on this stream")
        before = self._acks.get(lane)
        if before is not None:
            up_to, rejections = max(up_to, before.up_to), before.rejections + rejections
        self._acks[lane] = Acknowledgement(self.member, lane, up_to, rejections)
        frames = self._in_flight[lane]
        while frames and frames[0] <= up_to:
            frames.popleft()
        self._ack_wake.set()
        self._wake.set()

    async def commit_acknowledgements(self) -> None:
        """Makes noted acknowledgements durable, in turn, until the session is closed."""
        while not self.closed or self._acks:
            noted, self._acks = self._acks, {}
            for acknowledgement in noted.values():
                await self._acknowledge(acknowledgement)
            if not self._acks and not self.closed:
                self._ack_wake.clear()
                await self._ack_wake.wait()

    async def next(self) -> Frame | None:
        """The next frame, once there is one and credit for it; None when the session is closed."""
        while not self.closed:
            self._wake.clear()
            frame = await self._next() if self._credit else None
            if frame is not None:
                self._credit -= len(frame.items)
                self._in_flight[frame.lane].append(frame.items[-1].position)
                return frame
            if not self.closed:
                await self._wake.wait()
        return None

    async def _next(self) -> Frame | None:
        await self._linger()
        limit = min(self._credit, self._frame_items)
        for lane, queue in self._lanes.items():
            while queue.behind or queue.waiting:
                if queue.behind:
                    queue.behind = False  # an overflow during the read sets it again
                    read = await self._read(self.member, lane, queue.sent, limit, MAX_FRAME_BYTES)
                    items = queue.caught_up(read, self._clock.now_ms())
                else:
                    items = queue.take(limit, self._clock.now_ms())
                if items:
                    return Frame(lane, items)
        return None

    async def _linger(self) -> None:
        """Lets small frames gather while several are on their way; never delays a lone one."""
        if not self._gathers():
            return
        try:
            async with asyncio.timeout(_LINGER_SECONDS):
                while not self.closed and self._gathers():
                    self._wake.clear()
                    await self._wake.wait()
        except TimeoutError:
            pass

    def _gathers(self) -> bool:
        routine, urgent = self._lanes[Lane.ROUTINE], self._lanes[Lane.URGENT]
        return (
            0 < routine.waiting < self._frame_items
            and not (routine.behind or urgent.behind or urgent.waiting)
            and sum(map(len, self._in_flight.values())) >= _UNACKNOWLEDGED_FRAMES
        )


class Mailboxes:
    """The sessions of the members that are connected now."""

    def __init__(
        self, *, read: ReadMailbox, acknowledge: Acknowledge, clock: Clock, frame_items: int
    ) -> None:
        """Takes the ledger's side: how to read a lane, and how to commit an acknowledgement."""
        self._read = read
        self._acknowledge = acknowledge
        self._clock = clock
        self._frame_items = frame_items
        self._sessions: dict[str, Session] = {}

    @property
    def connected(self) -> int:
        """How many members collect now."""
        return len(self._sessions)

    def open(self, member: str) -> Session:
        """A new session; an older one of the same member ends."""
        if (older := self._sessions.get(member)) is not None:
            older.close(PolicyError("collect.replaced", "a newer collect stream took over"))
        session = Session(
            member,
            read=self._read,
            acknowledge=self._acknowledge,
            clock=self._clock,
            frame_items=self._frame_items,
        )
        self._sessions[member] = session
        return session

    def leave(self, session: Session) -> bool:
        """Forgets a session that has ended; whether its member has no other now."""
        session.close()
        if self._sessions.get(session.member) is not session:
            return False
        del self._sessions[session.member]
        return True

    def post(self, posted: Iterable[tuple[str, Lane, Item]]) -> None:
        """Hands durable items to the members that are connected."""
        woken: dict[str, Session] = {}
        sessions: Mapping[str, Session] = self._sessions
        for member, lane, item in posted:
            if (session := sessions.get(member)) is not None:
                session.offer(lane, item)
                woken[member] = session
        for session in woken.values():
            session.wake()

    def close(self) -> None:
        """Ends every session."""
        for session in list(self._sessions.values()):
            session.close(TransportError("hub.stopping", "the hub stops; dial again later"))
