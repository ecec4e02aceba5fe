"""What arrives about inquiries of ours: one answer for each member, late ones too."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accord.cases.inquiry import InquiryAnswer
from accord.cases.inquiry_machine import ANSWER_EVENTS, INQUIRY_ASKED, AskedEvent
from accord.cases.inquiry_requirements import check_inquiry_answer
from accord.wire.kinds import MessageKind
from node.desk.desk import Desk
from node.desk.documents import load
from node.desk.journal import Step
from node.desk.room import Sent
from node.exchange.messages import DeliveryStatus, IncomingMessage
from node.inquiries import rows
from node.inquiries.asking import Asking
from node.inquiries.rows import ASKED, INQUIRIES, AskedRow

# What a delivery status does to the part of the member whose inquiry it is about.
_DELIVERY: Mapping[DeliveryStatus, AskedEvent] = {
    DeliveryStatus.DELIVERED: AskedEvent.DELIVER,
    DeliveryStatus.REJECTED: AskedEvent.REJECT,
    DeliveryStatus.REFUSED: AskedEvent.FAIL_DELIVERY,
    DeliveryStatus.UNDELIVERED: AskedEvent.FAIL_DELIVERY,
}


@dataclass(frozen=True, slots=True)
class Replies:
    """Takes in answers to the inquiries of one desk."""

    desk: Desk
    asking: Asking

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """The effect of one member's answer.

        Raises:
            FormatError: the payload is not what its kind says.
            PolicyError: the conversation is not one of ours, or the sender was not asked.
        """
        answer = load(InquiryAnswer, message.payload)
        inquiry = rows.inquiry_in(tx, message.conversation_id)
        asked = ASKED.load(tx, rows.asked_id(inquiry.inquiry_id, message.sender))
        problems = "; ".join(map(str, check_inquiry_answer(answer)))
        event = ANSWER_EVENTS[answer.outcome]
        if problems:
            # Kept for the officer: nothing follows from an answer that breaks the rules, such as a
            # "no hit" that does not say what was searched.
            self._note(tx, asked, asked, message, event="NOT_ACCEPTED", text=problems)
        elif event not in INQUIRY_ASKED.allowed(asked.state):
            self._note(tx, asked, asked, message, event="KEPT", text=answer.outcome)
        else:
            late = message.received_ms > inquiry.due_ms
            heard = replace(
                asked,
                state=INQUIRY_ASKED.step(asked.state, event),
                heard_ms=message.received_ms,
                late=late,
                detail="",
                answer=message.payload,
            )
            text = f"{answer.outcome}{', late' if late else ''}"
            self._note(tx, asked, heard, message, event=event, text=text)
            ASKED.update(tx, heard)
            self.asking.heard(tx, inquiry)

    def on_status(self, tx: Connection, sent: Sent, status: DeliveryStatus, code: str) -> None:
        """The hub says where the inquiry stands on its way to one member."""
        asked = ASKED.load(tx, rows.asked_id(sent.subject, sent.recipient))
        event = _DELIVERY.get(status)
        if event is None or event not in INQUIRY_ASKED.allowed(asked.state):
            return  # on its way, or the member's own word was faster
        after = INQUIRY_ASKED.step(asked.state, event)
        detail = "" if event is AskedEvent.DELIVER else f"{status} {code}".strip()[:200]
        moved = replace(asked, state=after, detail=detail)
        self.desk.note(
            tx,
            Step(
                root=asked.inquiry_id,
                subject=asked.asked_id,
                actor="hub",
                event=event,
                before=asked.state,
                after=after,
                text=detail,
                message_id=sent.message_id,
            ),
        )
        ASKED.update(tx, moved)
        self.asking.heard(tx, INQUIRIES.load(tx, asked.inquiry_id))

    def _note(
        self,
        tx: Connection,
        before: AskedRow,
        after: AskedRow,
        message: IncomingMessage,
        *,
        event: str,
        text: str,
    ) -> None:
        self.desk.note(
            tx,
            Step(
                root=before.inquiry_id,
                subject=before.asked_id,
                actor=message.sender,
                event=event,
                before=before.state,
                after=after.state,
                text=text,
                message_id=message.message_id,
                kind=MessageKind(message.kind),
                document=message.payload,
            ),
        )
