"""Where the messages that we sent stand, and what that does to the legs."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Connection, select

from accord.wire.kinds import MessageKind
from node.casework import rows
from node.casework.answers import Answers
from node.casework.desk import Desk
from node.casework.intake import Intake
from node.casework.journal import Step
from node.casework.rows import LegRow, RequestRow
from node.casework.standing import request_standing
from node.casework.tables import casework_message
from node.exchange.messages import DeliveryStatus, IncomingMessage

_LOST = {DeliveryStatus.REFUSED, DeliveryStatus.REJECTED, DeliveryStatus.UNDELIVERED}
_OUR_WORD = {  # what a requester waits for
    MessageKind.TRACE_QUESTION,
    MessageKind.TRACE_RESPONSE,
    MessageKind.TRACE_CLARIFICATION,
}
_ENDS = _LOST | {DeliveryStatus.DELIVERED}


@dataclass(frozen=True, slots=True)
class Post:
    """Listens to the exchange for one desk."""

    desk: Desk
    answers: Answers

    def on_status(
        self,
        tx: Connection,
        message_id: UUID,
        recipient: str,
        status: DeliveryStatus,
        code: str | None,
    ) -> None:
        """Keeps the status; a lost request ends its leg, a lost answer needs an officer."""
        mine = casework_message.c
        this = (mine.message_id == message_id.bytes) & (mine.recipient == recipient)
        sent = tx.execute(select(casework_message).where(this)).one_or_none()
        if sent is None or sent.status in _ENDS:
            return  # not a message of the casework, or its end is known
        tx.execute(
            casework_message.update()
            .where(this)
            .values(status=status.value, code=code or "", updated_ms=self.desk.now_ms())
        )
        kind = MessageKind(sent.kind)
        if kind is MessageKind.TRACE_REQUEST:
            leg = rows.load(tx, LegRow, sent.subject)
            self.answers.on_status(tx, leg, message_id, status, code or "")
        elif status in _LOST:
            self.desk.note(
                tx,
                Step(
                    root=sent.root,
                    subject=sent.subject,
                    actor="hub",
                    event="NOT_DELIVERED",
                    text=f"{kind.name} {status} {code or ''}".strip(),
                    message_id=message_id,
                ),
            )
            if kind in _OUR_WORD:
                row = rows.load(tx, RequestRow, sent.subject)
                missed = replace(row, undelivered=f"{status} {code or ''}".strip())
                rows.update(tx, replace(missed, standing=request_standing(missed)))


@dataclass(frozen=True, slots=True)
class Comments:
    """Comments come from either side of a conversation."""

    answers: Answers
    intake: Intake

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """Keeps the comment with the request or the leg that it is about."""
        if rows.has_conversation(tx, message.sender, message.conversation_id):
            self.intake.handle(tx, message)
        else:
            self.answers.handle(tx, message)
