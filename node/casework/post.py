"""What the fate of our messages does to traces, and where comments go."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accord.wire.kinds import MessageKind
from node.casework import rows
from node.casework.answers import Answers
from node.casework.intake import Intake
from node.casework.rows import LegRow, RequestRow
from node.casework.standing import request_standing
from node.desk.desk import Desk
from node.desk.post import LOST, note_loss
from node.desk.room import Heard, Sent
from node.exchange.messages import DeliveryStatus, IncomingMessage


@dataclass(frozen=True, slots=True)
class TracePost:
    """A lost request ends its leg; a lost answer needs an officer."""

    desk: Desk
    answers: Answers

    def heard(self) -> dict[MessageKind, Heard]:
        """By kind: what a delivery status does."""
        return {
            MessageKind.TRACE_REQUEST: self._request,
            # What a requester waits for:
            MessageKind.TRACE_QUESTION: self._our_word,
            MessageKind.TRACE_RESPONSE: self._our_word,
            MessageKind.TRACE_CLARIFICATION: self._our_word,
        }

    def _request(self, tx: Connection, sent: Sent, status: DeliveryStatus, code: str) -> None:
        leg = rows.load(tx, LegRow, sent.subject)
        self.answers.on_status(tx, leg, sent.message_id, status, code)

    def _our_word(self, tx: Connection, sent: Sent, status: DeliveryStatus, code: str) -> None:
        if status in LOST:
            note_loss(self.desk, tx, sent, status, code)
            row = rows.load(tx, RequestRow, sent.subject)
            missed = replace(row, undelivered=f"{status} {code}".strip())
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
