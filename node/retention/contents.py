"""Takes contents out of what the exchange keeps; headers and signatures stay, for the counters.

A received envelope is emptied. Of one that was sent the content key is blanked: the sealed copy can
still be repaired to its recipient, and nobody here can read it any more.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, select, update

from node.exchange.tables import inbox_message, outbox_delivery, outbox_frame, outbox_message

KEY_BYTES = 32


def forget(tx: Connection, messages: Iterable[UUID]) -> None:
    """Empties the contents of these messages."""
    for message in messages:
        received = inbox_message.c.message_id == message.bytes
        tx.execute(update(inbox_message).where(received).values(payload=b"", envelope=b""))
        sent = outbox_message.c.message_id == message.bytes
        position = tx.execute(select(outbox_message.c.position).where(sent)).scalar()
        if position is not None:
            tx.execute(update(outbox_message).where(sent).values(payload=b""))
            _blank_key(tx, position)


def _blank_key(tx: Connection, position: int) -> None:
    delivery, frame = outbox_delivery, outbox_frame
    where = delivery.c.position == position
    for number in set(tx.execute(select(delivery.c.frame).where(where)).scalars()) - {None}:
        together = select(delivery.c.position).where(delivery.c.frame == number).distinct()
        index = sorted(tx.execute(together).scalars()).index(position)
        this = frame.c.frame == number
        keys = bytearray(tx.execute(select(frame.c.content_keys).where(this)).scalar_one())
        keys[index * KEY_BYTES : (index + 1) * KEY_BYTES] = bytes(KEY_BYTES)
        tx.execute(update(frame).where(this).values(content_keys=bytes(keys)))
