"""The outbox: a message is written in the transaction of the state change that sends it."""

from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy import Connection

from accord.dates import Clock
from accord.errors import FormatError
from node.exchange.ids import uuid7
from node.exchange.messages import DeliveryStatus, OutgoingMessage
from node.exchange.tables import outbox_delivery, outbox_message
from node.store.bulk import inserts
from node.store.engine import after_commit, next_number

MAX_RECIPIENTS = 64

_INSERT_MESSAGE = inserts(
    outbox_message,
    "position",
    "message_id",
    "kind",
    "conversation_id",
    "priority",
    "purpose",
    "created_ms",
    "not_after_ms",
    "payload",
)
_INSERT_DELIVERY = inserts(
    outbox_delivery, "position", "recipient", "priority", "status", "changed_ms"
)


class Outbox:
    """Where the application leaves its messages."""

    def __init__(
        self, *, clock: Clock, random: Callable[[int], bytes], wake: Callable[[], None]
    ) -> None:
        """Takes what is called, from any thread, once a message is durable."""
        self._clock = clock
        self._random = random
        self._wake = wake

    def enqueue(self, tx: Connection, message: OutgoingMessage) -> UUID:
        """Leaves one message; its id is fixed here and kept through every retry.

        Raises:
            FormatError: no recipient, more than 64, or one named twice.
        """
        return self.enqueue_many(tx, (message,))[0]

    def enqueue_many(self, tx: Connection, messages: Sequence[OutgoingMessage]) -> list[UUID]:
        """Leaves many messages at once; ids in their order.

        Raises:
            FormatError: as for `enqueue`; nothing is left then.
        """
        for message in messages:
            _check_recipients(message.recipients)
        if not messages:
            return []
        now_ms = self._clock.now_ms()
        first = next_number(tx, outbox_message.c.position)
        ids = [uuid7(now_ms, self._random) for _ in messages]
        _INSERT_MESSAGE.many(
            tx,
            [
                (
                    position,
                    message_id.bytes,
                    int(message.kind),
                    message.conversation_id.bytes,
                    int(message.priority),
                    int(message.purpose),
                    now_ms,
                    message.not_after_ms,
                    message.payload,
                )
                for position, (message_id, message) in enumerate(
                    zip(ids, messages, strict=True), first
                )
            ],
        )
        pending = DeliveryStatus.PENDING.value
        _INSERT_DELIVERY.many(
            tx,
            [
                (position, recipient, int(message.priority), pending, now_ms)
                for position, message in enumerate(messages, first)
                for recipient in message.recipients
            ],
        )
        after_commit(tx, self._wake)
        return ids


def _check_recipients(recipients: tuple[str, ...]) -> None:
    if not 1 <= len(recipients) <= MAX_RECIPIENTS or len(set(recipients)) != len(recipients):
        raise FormatError(
            "outbox.recipients", f"recipients must be 1 to {MAX_RECIPIENTS} different members"
        )
