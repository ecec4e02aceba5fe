"""The sender's archive: every envelope as it was sealed, found by its recipient and number."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, select

from accord.envelope import parse
from accord.v1.relay_pb2 import SubmitRequest
from accord.wire.header import decode_header
from accord.wire.kinds import MessageKind
from node.exchange.messages import DeliveryStatus
from node.exchange.tables import (
    outbox_delivery,
    outbox_frame,
    outbox_link,
    outbox_message,
    outbox_span,
)


class Archived(NamedTuple):
    """One sealed envelope and what became of it."""

    sequence: int
    kind: MessageKind
    header_digest: bytes
    envelope: bytes
    status: DeliveryStatus
    code: str


def last_sent(tx: Connection, recipient: str) -> tuple[int, bytes]:
    """The highest number sealed to a recipient and its header's digest; 0 if there is none."""
    row = tx.execute(select(outbox_link).where(outbox_link.c.recipient == recipient)).first()
    return (row.sequence, bytes(row.header_digest)) if row else (0, b"")


def header_digest(tx: Connection, recipient: str, sequence: int) -> bytes | None:
    """The digest of the header under one number."""
    for one in archived(tx, recipient, sequence, sequence):
        return one.header_digest
    return None


def sealed_by(tx: Connection, recipient: str, at_ms: int) -> int:
    """The highest number that was sealed to a recipient up to a time; 0 if there is none."""
    last = tx.execute(
        select(outbox_span.c.last)
        .join(outbox_frame, outbox_frame.c.frame == outbox_span.c.frame)
        .where(outbox_span.c.recipient == recipient, outbox_frame.c.sealed_ms <= at_ms)
        .order_by(outbox_span.c.first.desc())
        .limit(1)
    ).scalar()
    return last or 0


def archived(tx: Connection, recipient: str, first: int, last: int) -> Iterator[Archived]:
    """The envelopes of a range of numbers, ascending; reads one frame at a time."""
    spans = tx.execute(
        select(outbox_span.c.frame)
        .where(
            outbox_span.c.recipient == recipient,
            outbox_span.c.first <= last,
            outbox_span.c.last >= first,
        )
        .order_by(outbox_span.c.first)
    )
    for frame in spans.scalars().all():
        yield from _of_frame(tx, frame, recipient, first, last)


def _of_frame(
    tx: Connection, frame: int, recipient: str, first: int, last: int
) -> Iterator[Archived]:
    request = tx.execute(
        select(outbox_frame.c.request).where(outbox_frame.c.frame == frame)
    ).scalar_one()
    for envelope in SubmitRequest.FromString(bytes(request)).envelopes:
        parsed = parse(envelope)
        header = decode_header(parsed.header)
        mine = header.addressee(recipient)
        if mine is None or not first <= mine.sequence <= last:
            continue
        end = tx.execute(
            select(outbox_delivery.c.status, outbox_delivery.c.code)
            .join(outbox_message, outbox_message.c.position == outbox_delivery.c.position)
            .where(
                outbox_message.c.message_id == header.message_id.bytes,
                outbox_delivery.c.recipient == recipient,
            )
        ).one()
        yield Archived(
            mine.sequence,
            header.kind,
            parsed.header_digest,
            envelope,
            DeliveryStatus(end.status),
            end.code or "",
        )
