"""The submit stream: open frames first, exactly as they were sealed, then what waits.

Few frames are in flight; what arrives meanwhile waits in the outbox and makes the next frame
fuller. Sealing therefore happens only while there is a line.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

import grpc

from accord.errors import TransportError
from accord.v1.relay_pb2 import SubmitRequest, SubmitResponse
from node.exchange.contact import Contact
from node.exchange.frames import Frame
from node.exchange.gathering import Gathering
from node.exchange.hub_client import ending_code, stream_ended, write
from node.exchange.progress import Answered, Progress
from node.exchange.sealer import Sealer
from node.exchange.wake import Wake
from node.exchange.worker import Worker

if TYPE_CHECKING:
    from accord.v1.relay_pb2_grpc import RelayServiceAsyncStub

    Stream = grpc.aio.StreamStreamCall[SubmitRequest, SubmitResponse]

_IN_FLIGHT = 3
_MAINTENANCE = "hub.maintenance"
_ANSWER_SECONDS = 60.0  # a hub that takes a frame and says nothing for so long has lost it


class Submission:
    """Sends frames and applies their answers for as long as the line holds."""

    def __init__(
        self,
        *,
        sealer: Sealer,
        progress: Progress,
        wake: Wake,
        worker: Worker,
        contact: Contact,
        may_send: Callable[[], bool],
        pause_seconds: float,
    ) -> None:
        """Takes the wake-up that the outbox gives, and who may forbid to seal and send.

        A hub in maintenance takes nothing new; it is asked again after `pause_seconds`, with the
        same bytes, while the mailbox is collected as ever.
        """
        self._sealer = sealer
        self._progress = progress
        self._wake = wake
        self._worker = worker
        self._contact = contact
        self._may_send = may_send
        self._pause_seconds = pause_seconds

    async def run(self, stub: "RelayServiceAsyncStub") -> None:
        """Never returns.

        Raises:
            TransportError: the hub ended the stream.
            VerificationError: the hub's answer is not the hub's.
        """
        while True:
            stream = stub.Submit()
            try:
                await self._send_and_read(stream)
            except* (TransportError, grpc.aio.AioRpcError):
                if await ending_code(stream) != _MAINTENANCE:
                    raise
            self._contact.paused(_MAINTENANCE, "the hub takes no new messages: maintenance")
            await asyncio.sleep(self._pause_seconds)

    async def _send_and_read(self, stream: "Stream") -> None:
        slots = asyncio.Semaphore(_IN_FLIGHT)
        sent = _Sent()
        answers = Gathering[Answered]()
        try:
            async with sent.patience, asyncio.TaskGroup() as group:
                group.create_task(self._send(stream, slots, sent))
                group.create_task(self._read(stream, slots, sent, answers))
                group.create_task(self._apply(answers))
        except TimeoutError:
            raise TransportError("hub.silent", "the hub took messages and did not answer") from None

    async def _send(self, stream: "Stream", slots: asyncio.Semaphore, sent: "_Sent") -> None:
        number = 0
        while frame := await self._worker.run(self._sealer.next_open, number):
            await slots.acquire()
            while not self._may_send():
                await self._wake.wait()
            await self._send_one(stream, sent, frame)
            number = frame.number
        while True:
            await slots.acquire()
            while (frame := await self._seal_next()) is None:
                await self._wake.wait()
            await self._send_one(stream, sent, frame)

    async def _seal_next(self) -> Frame | None:
        return await self._worker.run(self._sealer.seal_next) if self._may_send() else None

    @staticmethod
    async def _send_one(stream: "Stream", sent: "_Sent", frame: Frame) -> None:
        sent.add(frame)
        await write(stream, SubmitRequest.FromString(frame.request))

    async def _read(
        self,
        stream: "Stream",
        slots: asyncio.Semaphore,
        sent: "_Sent",
        answers: Gathering[Answered],
    ) -> None:
        while True:
            response = await stream.read()
            if not isinstance(response, SubmitResponse):
                raise stream_ended()
            if (frame := sent.next()) is None:
                raise TransportError("hub.answer_unasked", "the hub answered what was not sent")
            self._contact.heard()
            slots.release()
            answers.put(Answered(frame, response))

    async def _apply(self, answers: Gathering[Answered]) -> None:
        while True:
            some = await answers.take()
            self._contact.answered(await self._worker.run(self._progress.answered, some))


class _Sent:
    """Frames that wait for their answers, and how long yet."""

    def __init__(self) -> None:
        self.patience = asyncio.timeout(None)
        self._frames: deque[Frame] = deque()

    def add(self, frame: Frame) -> None:
        self._frames.append(frame)
        if len(self._frames) == 1:
            self._wait()

    def next(self) -> Frame | None:
        """The frame that an answer is for; the next one's time begins."""
        frame = self._frames.popleft() if self._frames else None
        self._wait()
        return frame

    def _wait(self) -> None:
        now = asyncio.get_running_loop().time()
        self.patience.reschedule(now + _ANSWER_SECONDS if self._frames else None)
