"""The collect stream: deliveries in, one acknowledgement after each commit.

A message and its handler's effect usually become durable together, before it is acknowledged.
What arrives while a commit runs forms the next batch. Reading stops while too much waits, and the
hub's credit stops with it.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import grpc
from sqlalchemy.exc import OperationalError

from accord import __version__
from accord.dates import Clock
from accord.trust.trusted import Versions
from accord.v1.relay_pb2 import Acknowledgement, CollectOpen, CollectRequest, CollectResponse
from accord.wire.relay import rejection_message
from node.exchange.contact import Contact
from node.exchange.dispatcher import Dispatched, Dispatcher
from node.exchange.gathering import Gathering
from node.exchange.hub_client import stream_ended, write
from node.exchange.receiver import LaneAcknowledgement, Receiver, Taken, together
from node.exchange.worker import Worker

if TYPE_CHECKING:
    from accord.v1.relay_pb2_grpc import RelayServiceAsyncStub

    Stream = grpc.aio.StreamStreamCall[CollectRequest, CollectResponse]

CREDIT = 2048  # deliveries in flight
_FRAMES_WAITING = 8
_DELIVERIES_AT_ONCE = 512


class Collection:
    """Takes the mailbox in for as long as the line holds."""

    def __init__(
        self,
        *,
        receiver: Receiver,
        dispatcher: Dispatcher,
        worker: Worker,
        contact: Contact,
        stored: Callable[[], None],
        clock: Clock,
        acting_under: Versions,
    ) -> None:
        """Takes what is called when durable messages are left that were not dispatched.

        Clock and versions are told to the hub's operators, who see by them what needs care.
        """
        self._receiver = receiver
        self._dispatcher = dispatcher
        self._worker = worker
        self._contact = contact
        self._stored = stored
        self._clock = clock
        self._open = CollectOpen(
            software=f"accord/{__version__}",
            directory_version=acting_under.directory,
            policy_version=acting_under.policy,
        )

    async def run(self, stub: "RelayServiceAsyncStub") -> None:
        """Never returns.

        Raises:
            TransportError: the hub ended the stream.
            VerificationError: a statement in the mailbox is not the hub's.
        """
        stream = stub.Collect()
        waiting: asyncio.Queue[CollectResponse] = asyncio.Queue(_FRAMES_WAITING)
        durable = Gathering[LaneAcknowledgement]()
        now_ms = self._clock.now_ms()
        await write(stream, CollectRequest(open=self._open, credit=CREDIT, sent_ms=now_ms))
        async with asyncio.TaskGroup() as group:
            group.create_task(self._read(stream, waiting))
            group.create_task(self._take(waiting, durable))
            group.create_task(self._acknowledge(stream, durable))

    async def _read(self, stream: "Stream", waiting: asyncio.Queue[CollectResponse]) -> None:
        while True:
            response = await stream.read()
            if not isinstance(response, CollectResponse):
                raise stream_ended()
            self._contact.heard()
            await waiting.put(response)

    async def _take(
        self, waiting: asyncio.Queue[CollectResponse], durable: Gathering[LaneAcknowledgement]
    ) -> None:
        while True:
            frames = [await waiting.get()]
            while (
                not waiting.empty()
                and sum(len(one.deliveries) for one in frames) < _DELIVERIES_AT_ONCE
            ):
                frames.append(waiting.get_nowait())
            taken, dispatched = await self._worker.run(self._take_in, frames)
            for acknowledgement in taken.acknowledgements:
                durable.put(acknowledgement)
            self._contact.received(taken.new_messages, taken.rejection_codes)
            if dispatched is not None:
                self._contact.failed(dispatched.failures)
            if dispatched is None or dispatched.more:
                self._stored()

    async def _acknowledge(self, stream: "Stream", durable: Gathering[LaneAcknowledgement]) -> None:
        while True:
            for acknowledgement in together(await durable.take()):
                await write(stream, _message(acknowledgement, self._clock.now_ms()))

    def _take_in(self, frames: Sequence[CollectResponse]) -> tuple[Taken, Dispatched | None]:
        """Stores the frames and handles what is new, in one commit; None if that must wait."""
        taken = self._receiver.take(frames)
        if not taken.new_messages:
            return taken, Dispatched(0, (), more=False)
        try:
            return taken, self._dispatcher.dispatch_next()
        except OperationalError:
            return taken, None


def _message(acknowledgement: LaneAcknowledgement, now_ms: int) -> CollectRequest:
    return CollectRequest(
        acknowledgement=Acknowledgement(
            lane=acknowledgement.lane,
            up_to=acknowledgement.up_to,
            rejections=[rejection_message(one) for one in acknowledgement.rejections],
        ),
        credit=acknowledgement.deliveries,
        sent_ms=now_ms,
    )
