"""A member's witness on a stream to a hub: honest, unless a test answers for it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import grpc
from hub_kit import MemberClient

from accord.log.keys import cosign_text
from accord.log.note import SignatureLine
from accord.log.quorum import LogTrust, witness_key
from accord.log.witness import Answer, Held, answer
from accord.testing.region import ORIGIN
from accord.v1 import log_pb2 as pb
from accord.v1.log_pb2_grpc import LogServiceStub

if TYPE_CHECKING:
    from accord.v1.log_pb2_grpc import LogServiceAsyncStub

Respond = Callable[[bytes], Answer]


class WitnessClient:
    """What one member's witness holds, and how it answers."""

    def __init__(self, member: MemberClient) -> None:
        trusted = member.region.trusted(member.clock.now_ms())
        self._member = member
        self._trust = LogTrust.of(trusted.directory, trusted.policy)
        self.held: Held | None = None
        self.answers: list[int] = []
        self.answered = asyncio.Event()

    def cosign(self, text: str) -> SignatureLine:
        """The line that cosigns a checkpoint."""
        key = self._member.region.members[self._member.name].witness
        at_s = self._member.clock.now_ms() // 1000
        named = witness_key(ORIGIN, self._member.name, key.public)
        return SignatureLine.of(named, cosign_text(text, key, at_s))

    def honest(self, question: bytes) -> Answer:
        """What the rule says."""
        said = answer(question, self.held, self._trust, self.cosign)
        self.held = said.held or self.held
        return said

    def open(self) -> "grpc.aio.StreamStreamCall[pb.WitnessRequest, pb.WitnessResponse]":
        """A stream on which nothing was said yet."""
        stub: LogServiceAsyncStub = LogServiceStub(self._member.channel)
        return stub.Witness()

    async def serve(self, respond: Respond | None = None) -> None:
        """Answers until the stream ends."""
        call = self.open()
        await call.write(pb.WitnessRequest())
        while isinstance(question := await call.read(), pb.WitnessResponse):
            said = (respond or self.honest)(question.add_checkpoint)
            self.answers.append(said.status)
            await call.write(pb.WitnessRequest(status=said.status, body=said.body))
            self.answered.set()

    @asynccontextmanager
    async def serving(self, respond: Respond | None = None) -> AsyncIterator["WitnessClient"]:
        """Witnesses until the block is left."""
        task = asyncio.create_task(self.serve(respond))
        try:
            yield self
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
