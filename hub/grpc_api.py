"""The relay service on gRPC: frames become calls and answers become frames; no rules live here."""

import asyncio
from collections.abc import AsyncIterator

import grpc
import structlog

from accord.errors import (
    AccordError,
    FormatError,
)
from accord.trust.directory import Directory
from accord.v1 import relay_pb2 as pb
from accord.wire.relay import read_rejection, signature_message
from hub import tls
from hub.committer import Committer
from hub.delivery import Mailboxes, Session
from hub.desk.contacts import Contacts, Told
from hub.desk.opening import Desk
from hub.entries import Lane
from hub.lanes import Frame
from hub.proposals import Answer
from hub.streams import Context, abort, add_streams, cancelled, read_frame

MAX_FRAME = 256  # envelopes
MAX_FRAME_BYTES = 4 * 1024 * 1024
MAX_REJECTIONS = 4096
SERVER_OPTIONS = (
    ("grpc.max_receive_message_length", MAX_FRAME_BYTES + 64 * 1024),
    ("grpc.max_send_message_length", -1),  # the hub bounds its own frames
    ("grpc.so_reuseport", 0),  # a second hub on the address is a mistake
    ("grpc.keepalive_time_ms", 30_000),
    ("grpc.http2.min_ping_interval_without_data_ms", 10_000),
)
_SERVICE = pb.DESCRIPTOR.services_by_name["RelayService"]


class RelayApi:
    """The two streams, for members whose certificates the directory pins."""

    def __init__(
        self,
        *,
        committer: Committer,
        mailboxes: Mailboxes,
        directory: Directory,
        in_flight: int,
        desk: Desk,
        log: structlog.stdlib.BoundLogger,
    ) -> None:
        """Takes the ledger's and the mailboxes' side; `in_flight` bounds frames of one stream.

        The desk says whether new messages are taken, and notes who comes.
        """
        self._committer = committer
        self._mailboxes = mailboxes
        self._directory = directory
        self._in_flight = in_flight
        self._rooms: dict[str, asyncio.Semaphore] = {}  # however many streams a member opens
        self._maintenance, self._contacts = desk.maintenance, desk.contacts
        self._log = log

    def add_to(self, server: grpc.aio.Server) -> None:
        """Registers the streams; frames arrive as bytes, so that bad ones can be named."""
        add_streams(server, _SERVICE, {"Submit": self.submit, "Collect": self.collect})

    async def submit(self, frames: AsyncIterator[bytes], context: Context) -> None:
        """Answers every frame in order, several being on their way."""
        answers: asyncio.Queue[asyncio.Future[Answer] | None] = asyncio.Queue()
        room = asyncio.Semaphore(self._in_flight)
        reader: asyncio.Task[None] | None = None
        try:
            member = tls.caller(context.auth_context(), self._directory)
            reader = asyncio.create_task(self._read_frames(member.id, frames, answers, room))
            while (answer := await answers.get()) is not None:
                await context.write(_submit_response(await answer))
                room.release()
            await reader
        except AccordError as error:
            await abort(context, error, self._log)
        finally:
            await cancelled(reader)

    async def _read_frames(
        self,
        member: str,
        frames: AsyncIterator[bytes],
        answers: "asyncio.Queue[asyncio.Future[Answer] | None]",
        room: asyncio.Semaphore,
    ) -> None:
        shared = self._rooms.setdefault(member, asyncio.Semaphore(2 * self._in_flight))
        try:
            async for data in frames:
                envelopes = read_frame(pb.SubmitRequest, data).envelopes
                if not 1 <= len(envelopes) <= MAX_FRAME:
                    raise FormatError("frame.size", f"a frame holds 1 to {MAX_FRAME} envelopes")
                self._maintenance.check()
                await room.acquire()
                await shared.acquire()
                answer = self._committer.submit(member, list(envelopes))
                answer.add_done_callback(lambda _: shared.release())
                answers.put_nowait(answer)
        finally:
            answers.put_nowait(None)

    async def collect(self, requests: AsyncIterator[bytes], context: Context) -> None:
        """Delivers the caller's mailbox until either side ends the stream."""
        session: Session | None = None
        tasks: list[asyncio.Task[None]] = []
        try:
            member = tls.caller(context.auth_context(), self._directory)
            first = read_frame(pb.CollectRequest, await anext(requests, b""))
            if first.WhichOneof("body") != "open":
                raise FormatError("collect.open", "the first frame of the stream opens it")
            told = first.open
            session = self._mailboxes.open(member.id)
            self._contacts.opened(
                member.id, Told.of(told.software, told.directory_version, told.policy_version)
            )
            self._contacts.heard(member.id, first.sent_ms)
            self._log.info("collect.opened", member=member.id)
            session.grant(first.credit)
            acknowledging = asyncio.create_task(session.commit_acknowledgements())
            reading = asyncio.create_task(_read_requests(session, requests, self._contacts))
            tasks = [reading, acknowledging]
            while (frame := await session.next()) is not None:
                await context.write(_collect_response(frame))
            await acknowledging
            if session.reason is not None:
                raise session.reason
        except AccordError as error:
            await abort(context, error, self._log)
        finally:
            if session is not None:
                if self._mailboxes.leave(session):
                    self._contacts.closed(session.member)
                self._log.info("collect.closed", member=session.member)
            await cancelled(*tasks)


async def _read_requests(
    session: Session, requests: AsyncIterator[bytes], contacts: Contacts
) -> None:
    """Takes credit and acknowledgements; whatever ends the reading ends the session."""
    reason: AccordError | None = None
    try:
        async for data in requests:
            request = read_frame(pb.CollectRequest, data)
            contacts.heard(session.member, request.sent_ms)
            match request.WhichOneof("body"):
                case "acknowledgement":
                    ack = request.acknowledgement
                    if len(ack.rejections) > MAX_REJECTIONS:
                        raise FormatError(
                            "acknowledgement.rejections", f"at most {MAX_REJECTIONS} at once"
                        )
                    rejections = tuple(read_rejection(one) for one in ack.rejections)
                    session.acknowledged(_lane(ack.lane), ack.up_to, rejections)
                case "open":
                    raise FormatError("collect.open", "only the first frame opens the stream")
                case _:
                    pass  # credit alone
            if request.credit:
                session.grant(request.credit)
    except AccordError as error:
        reason = error
    finally:
        session.close(reason)


def _lane(number: int) -> Lane:
    try:
        return Lane(number)
    except ValueError as error:
        raise FormatError("acknowledgement.lane", "lane: must be ROUTINE or URGENT") from error


def _submit_response(answer: Answer) -> bytes:
    response = pb.SubmitResponse()
    for result in answer.results:
        raw = response.results.add(statement=result.statement)
        if result.signature is not None:
            raw.signature.CopyFrom(signature_message(result.signature))
    response.signature.key_id = answer.key_id
    response.signature.signature = answer.signature
    return response.SerializeToString()


def _collect_response(frame: Frame) -> bytes:
    response = pb.CollectResponse(lane=frame.lane.value)  # type: ignore[arg-type]  # an int too
    add = response.deliveries.add
    for item in frame.items:
        if item.receipt is None:
            add(position=item.position).statement.MergeFromString(item.content)
        else:
            made_ms, leaf = item.receipt
            add(position=item.position, envelope=item.content, accepted_ms=made_ms, leaf=leaf)
    return response.SerializeToString()
