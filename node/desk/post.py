"""Where the messages that we sent stand, and whom that concerns."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from accord.wire.kinds import MessageKind
from node.desk.desk import Desk
from node.desk.journal import Step
from node.desk.room import Room, Sent
from node.desk.tables import casework_message
from node.exchange.messages import DeliveryStatus

LOST = frozenset({DeliveryStatus.REFUSED, DeliveryStatus.REJECTED, DeliveryStatus.UNDELIVERED})
_ENDS = LOST | {DeliveryStatus.DELIVERED}


@dataclass(frozen=True, slots=True)
class Post:
    """Listens to the exchange for one desk."""

    desk: Desk
    room: Room

    def on_status(
        self,
        tx: Connection,
        message_id: UUID,
        recipient: str,
        status: DeliveryStatus,
        code: str | None,
    ) -> None:
        """Keeps the status and tells the room; a loss that concerns none is in the timeline."""
        mine = casework_message.c
        this = (mine.message_id == message_id.bytes) & (mine.recipient == recipient)
        row = tx.execute(select(casework_message).where(this)).one_or_none()
        if row is None or row.status in _ENDS:
            return  # not a message of a room, or its end is known
        tx.execute(
            casework_message.update()
            .where(this)
            .values(status=status.value, code=code or "", updated_ms=self.desk.now_ms())
        )
        sent = Sent(message_id, recipient, row.root, row.subject, MessageKind(row.kind))
        heard = self.room.heard.get(sent.kind, self._lost)
        heard(tx, sent, status, code or "")

    def _lost(self, tx: Connection, sent: Sent, status: DeliveryStatus, code: str) -> None:
        if status in LOST:
            note_loss(self.desk, tx, sent, status, code)


def note_loss(desk: Desk, tx: Connection, sent: Sent, status: DeliveryStatus, code: str) -> None:
    """Writes into the timeline that a message of ours did not arrive."""
    desk.note(
        tx,
        Step(
            root=sent.root,
            subject=sent.subject,
            actor="hub",
            event="NOT_DELIVERED",
            text=f"{sent.kind.name} to {sent.recipient}: {status} {code}".strip(),
            message_id=sent.message_id,
        ),
    )
