"""What the rest of the node gives to the exchange and gets from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple, Protocol, runtime_checkable
from uuid import UUID

from sqlalchemy import Connection

from accord.wire.kinds import MessageKind, Priority, Purpose


class DeliveryStatus(StrEnum):
    """Where a message stands on its way to one recipient; it only ever moves down this list.

    PENDING and SEALED are ours, ACCEPTED is the hub's receipt, the other four are ends.
    """

    PENDING = "PENDING"
    SEALED = "SEALED"
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"  # by the hub, or never sealed: the code says why
    DELIVERED = "DELIVERED"  # the recipient committed it
    REJECTED = "REJECTED"  # the recipient's node could not verify, open or read it
    UNDELIVERED = "UNDELIVERED"  # expired, or the recipient left

    @property
    def final(self) -> bool:
        """Whether the message can still move."""
        return self not in {self.PENDING, self.SEALED, self.ACCEPTED}


class InboxStatus(StrEnum):
    """What became of a message that arrived."""

    RECEIVED = "RECEIVED"
    DONE = "DONE"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMessage:
    """A message as the application hands it over; sealing and sending are the exchange's."""

    recipients: tuple[str, ...]  # member ids, 1 to 64
    kind: MessageKind
    payload: bytes
    conversation_id: UUID
    priority: Priority
    purpose: Purpose
    not_after_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingMessage:
    """A verified, opened and stored message."""

    message_id: UUID
    sender: str  # member id
    kind: MessageKind
    conversation_id: UUID
    created_ms: int
    received_ms: int
    priority: Priority
    policy_version: int
    payload: bytes


class Handler(Protocol):
    """What the application does with a message of one kind."""

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """Its whole effect, inside the transaction; it commits together with DONE.

        It may run again after a failure or a crash, but only if nothing of it was committed.

        Raises:
            AccordError: the message stays FAILED with this code and has no effect.
        """
        ...


@runtime_checkable
class Gatherer(Handler, Protocol):
    """A handler that takes messages which arrived together in fewer statements than one by one."""

    def handle_all(self, tx: Connection, messages: Sequence[IncomingMessage]) -> None:
        """The effects of `handle` for each of them, in their order.

        Raises:
            AccordError: one of them would; then none has an effect.
        """
        ...


class Source(IntEnum):
    """Where the hub's statements are kept."""

    ANSWER = 0  # outbox_answer, by frame: receipts and refusals
    REPORT = 1  # hub_statement, by number: delivery and non-delivery


class Promise(NamedTuple):
    """Verified statements that are kept together; each names its leaf of the hub's log."""

    source: Source
    number: int
    last_leaf: int  # the largest of them
    at_ms: int


class StatusListener(Protocol):
    """Who wants to know where the messages it sent stand."""

    def on_status(
        self,
        tx: Connection,
        message_id: UUID,
        recipient: str,
        status: DeliveryStatus,
        code: str | None,
    ) -> None:
        """Called inside the transaction that records ACCEPTED or an end.

        Not for probes, nor for the exchange's own messages. A later status may come without the
        earlier ones. The code is set for REFUSED, REJECTED and UNDELIVERED.
        """
        ...
