"""The side that is asked: searches by itself, and answers by rule or by an officer's decision."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from accord.cases.codes import Ground
from accord.cases.inquiry import Inquiry, InquiryAnswer, InquiryWithdrawal
from accord.cases.inquiry_codes import InquiryOutcome
from accord.cases.inquiry_machine import INQUIRY_RECEIVED, ReceivedEvent, ReceivedState
from accord.cases.inquiry_requirements import check_inquiry, check_inquiry_answer
from accord.cases.rule import insist
from accord.cases.trace import Preamble
from accord.errors import PolicyError
from accord.weapons.codes import MatchGrade
from accord.weapons.firearm import Firearm
from accord.wire.kinds import MessageKind, Priority
from node.calendars import clocks
from node.casework.rules import Mode
from node.desk.agenda import Task
from node.desk.desk import NODE, Desk, Letter
from node.desk.documents import dump, load, maybe, weapon_line
from node.desk.journal import Step
from node.desk.post import LOST, note_loss
from node.desk.room import Sent
from node.desk.sighting import NoticeSearch, Sighting, Source
from node.exchange.messages import DeliveryStatus, IncomingMessage
from node.inquiries import rows
from node.inquiries.proposal import Contact, not_interpreted, propose
from node.inquiries.rows import RECEIVED, ReceivedRow
from node.inquiries.rules import InquiryRules
from node.inquiries.views import Finding
from node.registry.host import SearchResult

ACT: Final = "inquiry_answer"
SEARCH: Final = "SEARCH_INQUIRY"
_MOST_FINDINGS = 20


@dataclass(frozen=True, slots=True)
class Answering:
    """Other members' inquiries at one desk.

    Raises (every officer's method):
        PolicyError: unknown id, or a field that the answer lacks; the code and text say which.
        TransitionError: the step is not allowed in the state; says what is.
    """

    desk: Desk
    rules: InquiryRules
    notices: NoticeSearch

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """The effect of an inquiry, or of its withdrawal.

        Raises:
            FormatError: the payload is not what its kind says.
            PolicyError: the conversation is taken, or not one that the sender opened.
        """
        if message.kind is MessageKind.INQUIRY:
            self._receive(tx, message, load(Inquiry, message.payload))
            return
        said = load(InquiryWithdrawal, message.payload)
        row = rows.received_in(tx, message.sender, message.conversation_id)
        if ReceivedEvent.WITHDRAW in INQUIRY_RECEIVED.allowed(row.state):
            self.desk.cancel(tx, SEARCH, row.request_id)
            self._move(tx, row, ReceivedEvent.WITHDRAW, by=message.sender, text=said.reason)
        else:
            self._note(tx, row, row, event="LATE", by=message.sender, text=said.reason)

    def weapon(self, tx: Connection, task: Task) -> Firearm:
        """The weapon that a search is about."""
        return load(Inquiry, RECEIVED.load(tx, task.subject).inquiry).firearm

    def searched(self, tx: Connection, task: Task, result: SearchResult) -> None:
        """The own registers have answered: proposes, and releases where the rules say so."""
        row = RECEIVED.load(tx, task.subject)
        if row.state is not ReceivedState.SEARCHING:
            return  # withdrawn meanwhile
        inquiry = load(Inquiry, row.inquiry)
        answer = propose(
            inquiry.firearm,
            result,
            preamble=self._reply(row),
            contact=Contact(authority=self.desk.authority, reference=row.request_id),
        )
        self._propose(tx, replace(row, findings=_findings(result)), inquiry, answer)

    def approve(self, tx: Connection, request_id: str, *, by: str) -> None:
        """Releases the proposed answer."""
        row = RECEIVED.load(tx, request_id)
        answer = maybe(InquiryAnswer, row.proposal)
        if answer is None:
            raise PolicyError("inquiry.no_proposal", "the registers are still being searched")
        self._give(tx, row, answer, by=by)

    def refuse(
        self,
        tx: Connection,
        request_id: str,
        grounds: tuple[Ground, ...],
        explanation: str,
        *,
        by: str,
    ) -> None:
        """Refuses on one of the four grounds, with the reasons (ITI 22, 23)."""
        row = RECEIVED.load(tx, request_id)
        answer = InquiryAnswer(
            preamble=self._reply(row),
            outcome=InquiryOutcome.REFUSED,
            grounds=grounds,
            explanation=explanation,
        )
        self._give(tx, row, answer, by=by)

    def not_interpretable(
        self,
        tx: Connection,
        request_id: str,
        fields: tuple[str, ...],
        explanation: str,
        *,
        by: str,
    ) -> None:
        """Says that the description cannot be read, and what would help."""
        row = RECEIVED.load(tx, request_id)
        answer = InquiryAnswer(
            preamble=self._reply(row),
            outcome=InquiryOutcome.COULD_NOT_INTERPRET,
            explanation=explanation,
            fields_needed=fields,
        )
        self._give(tx, row, answer, by=by)

    def search_again(self, tx: Connection, request_id: str, *, by: str) -> None:
        """Searches the own registers once more, also to correct an answer that was given."""
        row = RECEIVED.load(tx, request_id)
        self._move(tx, replace(row, proposal=None), ReceivedEvent.SEARCH_AGAIN, by=by, text="")
        self.desk.schedule(tx, SEARCH, request_id)

    def resend(self, tx: Connection, request_id: str, *, by: str) -> None:
        """Sends again the answer that did not arrive, in a new message."""
        row = RECEIVED.load(tx, request_id)
        if not row.undelivered or row.answer is None:
            raise PolicyError("inquiry.nothing_to_resend", "everything we said has arrived")
        message_id, payload = self._send(tx, row, load(InquiryAnswer, row.answer))
        again = replace(row, undelivered="")
        self._note(
            tx,
            row,
            again,
            event="RESEND",
            by=by,
            text=row.undelivered,
            message_id=message_id,
            document=payload,
        )
        RECEIVED.update(tx, again)

    def on_status(self, tx: Connection, sent: Sent, status: DeliveryStatus, code: str) -> None:
        """A lost answer needs an officer."""
        if status in LOST:
            note_loss(self.desk, tx, sent, status, code)
            row = RECEIVED.load(tx, sent.subject)
            RECEIVED.update(tx, replace(row, undelivered=f"{status} {code}".strip()[:80]))

    def _receive(self, tx: Connection, message: IncomingMessage, inquiry: Inquiry) -> None:
        if rows.received_from(tx, message.sender, message.conversation_id):
            raise PolicyError("inquiry.conversation_taken", "the conversation has an inquiry")
        urgent = message.priority is Priority.URGENT
        deadline = clocks(self.desk.region.policy, self.desk.member).inquiry(
            message.received_ms, urgent=urgent
        )
        number = rows.next_received(tx)
        row = ReceivedRow(
            number=number,
            request_id=f"{self.desk.member}-QIN-{self.desk.today().year}-{number:05d}",
            asker=message.sender,
            conversation_id=message.conversation_id.bytes,
            state=ReceivedState.SEARCHING,
            weapon=weapon_line(inquiry.firearm),
            urgent=urgent,
            received_ms=message.received_ms,
            updated_ms=self.desk.now_ms(),
            due_ms=deadline.due_ms,
            rule=deadline.rule,
            policy_version=deadline.policy_version,
            message_id=message.message_id.bytes,
            inquiry=message.payload,
        )
        RECEIVED.insert(tx, row)
        self._note(
            tx,
            row,
            row,
            event="RECEIVE",
            by=message.sender,
            message_id=message.message_id,
            document=message.payload,
            kind=MessageKind.INQUIRY,
        )
        problems = check_inquiry(inquiry, urgent=urgent, today=self.desk.today())
        if problems:
            answer = not_interpreted(problems, preamble=self._reply(row))
            self._propose(tx, row, inquiry, answer)
        else:
            self.desk.schedule(tx, SEARCH, row.request_id)
            self.notices.sighted(
                tx,
                Sighting(
                    source=Source.INQUIRY,
                    subject=row.request_id,
                    finder=row.asker,
                    reference=inquiry.preamble.case_reference,
                    firearm=inquiry.firearm,
                ),
            )

    def _propose(
        self, tx: Connection, row: ReceivedRow, inquiry: Inquiry, answer: InquiryAnswer
    ) -> None:
        found = replace(row, proposal=dump(answer))
        moved = self._move(tx, found, ReceivedEvent.SEARCH, by=NODE, text=answer.outcome)
        if self.rules.decide(inquiry, answer) is Mode.AUTOMATIC:
            self._give(tx, moved, answer, by=NODE)

    def _give(self, tx: Connection, row: ReceivedRow, answer: InquiryAnswer, *, by: str) -> None:
        """The one door through which answers to inquiries leave (I9)."""
        answer = replace(answer, corrects=row.answer is not None)
        insist(check_inquiry_answer(answer))
        after = INQUIRY_RECEIVED.step(row.state, ReceivedEvent.ANSWER)
        if not self._signed(tx, row, answer, by=by):
            self._note(tx, row, row, event="ASK_SECOND", by=by, text=answer.outcome)
            return
        self.desk.cancel(tx, SEARCH, row.request_id)
        message_id, payload = self._send(tx, row, answer)
        given = replace(row, state=after, answer=payload, updated_ms=self.desk.now_ms())
        self._note(
            tx,
            row,
            given,
            event=ReceivedEvent.ANSWER,
            by=by,
            text=answer.outcome,
            message_id=message_id,
            document=payload,
        )
        RECEIVED.update(tx, given)

    def _signed(self, tx: Connection, row: ReceivedRow, answer: InquiryAnswer, *, by: str) -> bool:
        """Whether everybody whom the rules ask has agreed to the answer."""
        inquiry = load(Inquiry, row.inquiry)
        if self.rules.decide(inquiry, answer) is not Mode.TWO_PEOPLE:
            return True
        return self.desk.signoff.confirmed(tx, ACT, row.request_id, dump(answer), by)

    def _send(self, tx: Connection, row: ReceivedRow, answer: InquiryAnswer) -> tuple[UUID, bytes]:
        return self.desk.send(
            tx,
            Letter(
                root=row.request_id,
                subject=row.request_id,
                recipients=(row.asker,),
                kind=MessageKind.INQUIRY_ANSWER,
                message=answer,
                conversation=row.conversation,
                urgent=row.urgent,
            ),
        )

    def _reply(self, row: ReceivedRow) -> Preamble:
        echoed = load(Inquiry, row.inquiry).preamble
        return self.desk.preamble(echoed, UUID(bytes=row.message_id))

    def _move(
        self, tx: Connection, row: ReceivedRow, event: ReceivedEvent, *, by: str, text: str
    ) -> ReceivedRow:
        moved = replace(
            row,
            state=INQUIRY_RECEIVED.step(row.state, event),
            updated_ms=self.desk.now_ms(),
        )
        self._note(tx, row, moved, event=event, by=by, text=text)
        RECEIVED.update(tx, moved)
        return moved

    def _note(
        self,
        tx: Connection,
        before: ReceivedRow,
        after: ReceivedRow,
        *,
        event: str,
        by: str,
        text: str = "",
        message_id: UUID | None = None,
        document: bytes | None = None,
        kind: MessageKind = MessageKind.INQUIRY_ANSWER,
    ) -> None:
        self.desk.note(
            tx,
            Step(
                root=before.request_id,
                subject=before.request_id,
                actor=by,
                event=event,
                before=before.state,
                after=after.state,
                text=text,
                message_id=message_id,
                kind=kind if document is not None else None,
                document=document,
            ),
        )


def _findings(result: SearchResult) -> str:
    """The records behind a hit, for our own officer: ids in our registers and why they match."""
    return json.dumps(
        [
            asdict(
                Finding(
                    register=one.register,
                    record_id=one.record.record_id,
                    grade=one.match.grade,
                    reasons_for=tuple(one.match.reasons_for),
                    reasons_against=tuple(one.match.reasons_against),
                    non_unique=one.non_unique,
                )
            )
            for one in result.candidates
            if one.match.grade is not MatchGrade.X
        ][:_MOST_FINDINGS]
    )
