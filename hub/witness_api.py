"""The witnesses' service on gRPC: questions go out and answers come in; no rules live here."""

import asyncio
from collections.abc import AsyncIterator

import grpc
import structlog

from accord.errors import AccordError, FormatError, TransportError
from accord.trust.directory import Directory
from accord.v1 import log_pb2 as pb
from hub import tls
from hub.streams import Context, abort, add_streams, cancelled, read_frame
from hub.witnessing import Witness, Witnesses

_SERVICE = pb.DESCRIPTOR.services_by_name["LogService"]


class WitnessApi:
    """One stream for each member that the policy names a witness."""

    def __init__(
        self,
        *,
        witnesses: Witnesses,
        directory: Directory,
        log: structlog.stdlib.BoundLogger,
        answer_seconds: float,
    ) -> None:
        """A witness that takes longer for an answer loses its stream."""
        self._witnesses = witnesses
        self._directory = directory
        self._log = log
        self._answer_seconds = answer_seconds

    def add_to(self, server: grpc.aio.Server) -> None:
        """Registers the stream."""
        add_streams(server, _SERVICE, {"Witness": self.witness})

    async def witness(self, answers: AsyncIterator[bytes], context: Context) -> None:
        """Asks the caller about one checkpoint after the other until either side ends."""
        stream: Witness | None = None
        reading: asyncio.Task[None] | None = None
        try:
            member = tls.caller(context.auth_context(), self._directory)
            first = read_frame(pb.WitnessRequest, await anext(answers, b""))
            if first.status or first.body:
                raise FormatError("witness.open", "the first frame opens the stream and is empty")
            stream = self._witnesses.open(member.id)
            self._log.info("witness.opened", member=member.id)
            reading = asyncio.create_task(_read_answers(stream, answers))
            while (question := await stream.question()) is not None:
                await self._ask(stream, question, context)
            if stream.reason is not None:
                raise stream.reason
        except AccordError as error:
            await abort(context, error, self._log)
        finally:
            if stream is not None:
                self._witnesses.leave(stream)
                self._log.info("witness.closed", member=stream.member)
            await cancelled(reading)

    async def _ask(self, stream: Witness, question: bytes, context: Context) -> None:
        try:
            async with asyncio.timeout(self._answer_seconds):
                await context.write(pb.WitnessResponse(add_checkpoint=question).SerializeToString())
                await stream.answer()
        except TimeoutError as error:
            raise TransportError(
                "witness.silent", "the witness did not answer in time; dial again"
            ) from error


async def _read_answers(stream: Witness, answers: AsyncIterator[bytes]) -> None:
    """Takes answers; whatever ends the reading ends the stream."""
    reason: AccordError | None = None
    try:
        async for data in answers:
            answer = read_frame(pb.WitnessRequest, data)
            stream.receive(answer.status, answer.body)
    except AccordError as error:
        reason = error
    finally:
        stream.close(reason)
