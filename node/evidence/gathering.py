"""What the store holds of some messages: envelopes, content keys and the hub's statements."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Connection, select

from accord.crypto.batch import spread
from accord.crypto.keys import Opener
from accord.envelope import disclose, parse
from accord.errors import VerificationError
from accord.v1.relay_pb2 import SubmitRequest, SubmitResponse
from accord.wire.header import decode_header
from accord.wire.relay import (
    Receipt,
    SignedStatement,
    Statement,
    decode_signed,
    decode_statement,
    encode_signed,
    encode_statement,
)
from node.exchange.tables import (
    hub_statement,
    inbox_message,
    outbox_answer,
    outbox_delivery,
    outbox_frame,
    outbox_message,
)

_KEY = 32


@dataclass(slots=True)
class Gathered:
    """Messages by id and statements by leaf; a statement is signed, or the log vouches for it."""

    envelopes: dict[UUID, bytes] = field(default_factory=dict)
    content_keys: dict[UUID, bytes] = field(default_factory=dict)
    signed: dict[int, bytes] = field(default_factory=dict)  # SignedStatements
    bare: dict[int, bytes] = field(default_factory=dict)  # Statements

    @property
    def statements(self) -> dict[int, bytes]:
        """Every statement's own bytes by its leaf."""
        opened = {leaf: decode_signed(data).statement for leaf, data in self.signed.items()}
        return self.bare | opened


def gather(
    tx: Connection,
    ids: Collection[UUID],
    *,
    hub: str,
    me: str,
    openers: Mapping[bytes, Opener],
) -> Gathered:
    """All that is kept of these messages; ids that are neither sent nor received are passed over.

    A content key that this node no longer holds the means to recover is left out.
    """
    found = Gathered()
    for message_id in sorted(ids):
        _sent(tx, message_id, found)
        _received(tx, message_id, found, hub=hub, me=me, openers=openers)
    return found


def _sent(tx: Connection, message_id: UUID, found: Gathered) -> None:
    rows = tx.execute(
        select(
            outbox_frame.c.request,
            outbox_frame.c.content_keys,
            outbox_answer.c.response,
            hub_statement.c.statement,
        )
        .select_from(outbox_message)
        .join(outbox_delivery, outbox_delivery.c.position == outbox_message.c.position)
        .join(outbox_frame, outbox_frame.c.frame == outbox_delivery.c.frame)
        .outerjoin(outbox_answer, outbox_answer.c.frame == outbox_frame.c.frame)
        .outerjoin(hub_statement, hub_statement.c.number == outbox_delivery.c.report)
        .where(outbox_message.c.message_id == message_id.bytes)
    ).all()
    for row in rows:
        if message_id not in found.envelopes:
            index, envelope = _in_frame(message_id, row.request)
            found.envelopes[message_id] = envelope
            found.content_keys[message_id] = row.content_keys[_KEY * index : _KEY * (index + 1)]
            if row.response is not None:
                _keep(_alone(row.response, index), found)
        if row.statement is not None:
            _keep(row.statement, found)


def _in_frame(message_id: UUID, request: bytes) -> tuple[int, bytes]:
    for index, envelope in enumerate(SubmitRequest.FromString(request).envelopes):
        if decode_header(parse(envelope).header).message_id == message_id:
            return index, envelope
    raise LookupError("the frame does not hold the message that was sealed in it")


def _alone(response: bytes, index: int) -> bytes:
    """One statement of a frame's answer, with a signature that stands alone."""
    answer = SubmitResponse.FromString(response)
    bodies = [result.statement for result in answer.results]
    signature = spread(bodies, answer.signature.key_id, answer.signature.signature)[index]
    return encode_signed(SignedStatement(bodies[index], signature))


def _keep(signed: bytes, found: Gathered) -> None:
    found.signed[decode_statement(decode_signed(signed).statement).leaf] = signed


def _received(
    tx: Connection,
    message_id: UUID,
    found: Gathered,
    *,
    hub: str,
    me: str,
    openers: Mapping[bytes, Opener],
) -> None:
    row = tx.execute(
        select(inbox_message).where(inbox_message.c.message_id == message_id.bytes)
    ).first()
    if row is None or not row.envelope:  # not received, or deleted as its sender wants it
        return
    parsed = parse(row.envelope)
    found.envelopes[message_id] = row.envelope
    with suppress(VerificationError):  # the key it was sealed to may have been destroyed since
        found.content_keys[message_id] = disclose(decode_header(parsed.header), me, openers)
    if row.accepted_ms is not None:
        receipt = Receipt(message_id, parsed.header_digest, row.hub_position)
        statement = Statement(hub, row.accepted_ms, row.leaf, receipt)
        found.bare[row.leaf] = encode_statement(statement)


def files(found: Gathered, *, disclosed: Collection[UUID]) -> Iterator[tuple[str, bytes]]:
    """What was gathered, under the names of a bundle."""
    for message_id, envelope in found.envelopes.items():
        yield f"messages/{message_id}.envelope", envelope
        if message_id in disclosed and message_id in found.content_keys:
            yield f"messages/{message_id}.key", found.content_keys[message_id]
    for leaf, data in found.signed.items():
        yield f"statements/{leaf}.signed", data
    for leaf, data in found.bare.items():
        if leaf not in found.signed:
            yield f"statements/{leaf}.statement", data
