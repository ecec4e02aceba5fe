"""Frames: what was sealed together, travels together and is answered together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from accord.envelope import parse
from accord.v1.relay_pb2 import SubmitRequest
from node.exchange.tables import outbox_answer, outbox_delivery, outbox_frame, outbox_message


class Entry(NamedTuple):
    """One message of a frame."""

    position: int
    message_id: UUID
    kind: int
    header_digest: bytes


@dataclass(frozen=True, slots=True)
class Frame:
    """A sealed SubmitRequest and the messages in it, in the order of its envelopes."""

    number: int
    request: bytes
    entries: tuple[Entry, ...]


def next_open_frame(tx: Connection, after: int) -> Frame | None:
    """The first frame behind `after` that the hub has not answered, exactly as it was sealed."""
    frame = tx.execute(
        select(outbox_frame)
        .outerjoin(outbox_answer, outbox_answer.c.frame == outbox_frame.c.frame)
        .where(outbox_frame.c.frame > after, outbox_answer.c.frame.is_(None))
        .order_by(outbox_frame.c.frame)
        .limit(1)
    ).first()
    if frame is None:
        return None
    members = tx.execute(
        select(outbox_message.c.position, outbox_message.c.message_id, outbox_message.c.kind)
        .distinct()
        .join(outbox_delivery, outbox_delivery.c.position == outbox_message.c.position)
        .where(
            outbox_message.c.position.between(frame.first_position, frame.last_position),
            outbox_delivery.c.frame == frame.frame,
        )
        .order_by(outbox_message.c.position)
    ).all()
    entries = zip(members, _header_digests(frame.request), strict=True)
    return Frame(
        frame.frame,
        frame.request,
        tuple(
            Entry(row.position, UUID(bytes=bytes(row.message_id)), row.kind, digest)
            for row, digest in entries
        ),
    )


def _header_digests(request: bytes) -> Sequence[bytes]:
    return [
        parse(envelope).header_digest for envelope in SubmitRequest.FromString(request).envelopes
    ]
