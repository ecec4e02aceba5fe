"""A relay in memory that tests can make lose, repeat and corrupt things; not the hub's code."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from typing import Any
from uuid import UUID

import grpc

from accord.crypto.batch import STATEMENTS, sign_batch, sign_root
from accord.envelope import parse
from accord.testing.region import Region
from accord.v1 import relay_pb2 as pb
from accord.v1.relay_pb2_grpc import RelayServiceServicer, add_RelayServiceServicer_to_server
from accord.wire.header import decode_header
from accord.wire.relay import (
    Body,
    DeliveryReport,
    NonDelivery,
    Receipt,
    Refusal,
    Rejection,
    Statement,
    encode_statement,
    read_rejection,
    signature_message,
)


@dataclass
class Mailbox:
    """What waits for one member: deliveries by lane, and who is told when they are taken."""

    waiting: dict[int, list[pb.Delivery]] = field(default_factory=lambda: defaultdict(list))
    changed: asyncio.Event = field(default_factory=asyncio.Event)


class FakeRelay(RelayServiceServicer):
    """Accepts everything unless told otherwise."""

    def __init__(self, region: Region, now_ms: Callable[[], int]) -> None:
        self.region = region
        self.now_ms = now_ms
        self.boxes: dict[str, Mailbox] = defaultdict(Mailbox)
        self.submitted: list[bytes] = []  # every frame, as it arrived
        self.senders: dict[bytes, str] = {}
        self.receipts: dict[bytes, bytes] = {}
        self.refuse: Callable[[bytes], str | None] = lambda _envelope: None
        self.tamper: Callable[[bytes], bytes] = lambda envelope: envelope
        self.lose: Callable[[bytes], bool] = lambda _envelope: False  # receipted, not delivered
        self.deliver_times = 1
        self.silent = False  # takes frames and never answers
        self.forge_answers = False
        self.position = 0
        self.leaves = count()

    async def Submit(self, request_iterator: Any, context: Any) -> AsyncIterator[pb.SubmitResponse]:
        async for request in request_iterator:
            self.submitted.append(request.SerializeToString())
            if self.silent:
                continue
            statements = [self._submitted(envelope) for envelope in request.envelopes]
            signature = sign_root(STATEMENTS, statements, self.region.hub_key)
            if self.forge_answers:
                signature = bytes(64)
            yield pb.SubmitResponse(
                results=[pb.SubmitResult(statement=one) for one in statements],
                signature=pb.StatementSignature(
                    key_id=self.region.hub_key.key_id, signature=signature
                ),
            )

    def _submitted(self, envelope: bytes) -> bytes:
        if code := self.refuse(envelope):
            return self._state(Refusal(None, sha256(envelope).digest(), code, "no"))
        parsed = parse(envelope)
        header = decode_header(parsed.header)
        key = header.message_id.bytes
        if key not in self.receipts:
            self.position += 1
            receipt = Receipt(header.message_id, parsed.header_digest, self.position)
            self.receipts[key] = self._state(receipt)
            self.senders[key] = header.sender
            lost = self.lose(envelope)
            for recipient in header.recipients:
                for _ in range(0 if lost else self.deliver_times):
                    self.deliver(recipient.member, int(header.priority), self.tamper(envelope))
        return self.receipts[key]

    def deliver(self, member: str, lane: int, envelope: bytes) -> None:
        """Puts bytes in a mailbox, whatever they are."""
        self._post(member, lane, envelope=envelope)

    def report(self, member: str, body: DeliveryReport | NonDelivery) -> None:
        """Puts a signed statement in a mailbox."""
        statement = self._state(body)
        signature = sign_batch(STATEMENTS, [statement], self.region.hub_key)[0]
        signed = pb.SignedStatement(statement=statement, signature=signature_message(signature))
        self._post(member, pb.LANE_ROUTINE, statement=signed)

    def _post(self, member: str, lane: int, **item: Any) -> None:
        self.position += 1
        box = self.boxes[member]
        box.waiting[lane].append(pb.Delivery(position=self.position, **item))
        box.changed.set()

    def _state(self, body: Body) -> bytes:
        return encode_statement(Statement("hub", self.now_ms(), next(self.leaves), body))

    async def Collect(
        self, request_iterator: Any, context: Any
    ) -> AsyncIterator[pb.CollectResponse]:
        member = self._caller(context)
        box = self.boxes[member]
        sent: dict[int, int] = defaultdict(int)
        reader = asyncio.ensure_future(self._acknowledgements(member, request_iterator))
        try:
            while True:
                box.changed.clear()
                for lane in (pb.LANE_URGENT, pb.LANE_ROUTINE):
                    fresh = [one for one in box.waiting[lane] if one.position > sent[lane]][:64]
                    if fresh:
                        sent[lane] = fresh[-1].position
                        yield pb.CollectResponse(lane=lane, deliveries=fresh)
                        box.changed.set()
                await box.changed.wait()
        finally:
            reader.cancel()

    async def _acknowledgements(self, member: str, requests: Any) -> None:
        async for request in requests:
            if not request.HasField("acknowledgement"):
                continue
            ack = request.acknowledgement
            box = self.boxes[member]
            taken = [one for one in box.waiting[ack.lane] if one.position <= ack.up_to]
            box.waiting[ack.lane] = [
                one for one in box.waiting[ack.lane] if one.position > ack.up_to
            ]
            rejections = [read_rejection(one) for one in ack.rejections]
            self._report_taken(member, taken, rejections)

    def _report_taken(
        self, member: str, taken: list[pb.Delivery], rejections: list[Rejection]
    ) -> None:
        rejected = {one.message_id for one in rejections}
        for one in taken:
            if not one.HasField("envelope"):
                continue
            try:
                message_id = decode_header(parse(one.envelope).header).message_id
            except Exception:
                continue
            if (sender := self.senders.get(message_id.bytes)) is None:
                continue
            ids = (message_id,) if message_id not in rejected else ()
            named = tuple(one for one in rejections if one.message_id == message_id)
            self.report(sender, DeliveryReport(member, ids, named, self.position))

    def _caller(self, context: Any) -> str:
        pem = context.auth_context()["x509_pem_cert"][0]
        for member, keys in self.region.members.items():
            if keys.tls.certificate_pem.strip() == pem.strip():
                return member
        raise AssertionError("an unknown certificate came through")


@asynccontextmanager
async def serving(relay: FakeRelay, port: int = 0) -> AsyncIterator[str]:
    """The relay on a loopback port, over mutual TLS; gives its address."""
    region = relay.region
    server = grpc.aio.server()
    add_RelayServiceServicer_to_server(relay, server)
    bundle = b"".join(keys.tls.certificate_pem for keys in region.members.values())
    credentials = grpc.ssl_server_credentials(
        [(region.hub_tls.key_pem, region.hub_tls.certificate_pem)],
        root_certificates=bundle,
        require_client_auth=True,
    )
    bound = server.add_secure_port(f"127.0.0.1:{port}", credentials)
    await server.start()
    try:
        yield f"127.0.0.1:{bound}"
    finally:
        await server.stop(None)


def as_uuid(data: bytes) -> UUID:
    """The id in a database column."""
    return UUID(bytes=bytes(data))
