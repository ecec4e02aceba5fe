"""The holder's side: what an officer does with a request from abroad."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Connection

from accord.cases.codes import Disposition, Ground, ResponseKind, UseRestriction
from accord.cases.requirements import check_clarification, check_question
from accord.cases.rule import insist
from accord.cases.trace import (
    Preamble,
    TraceClarification,
    TraceQuestion,
    TraceRequest,
    TraceResponse,
)
from accord.cases.trace_leg import IN_HAND, TRACE_LEG, LegEvent, LegState, clarification_event
from accord.errors import PolicyError
from accord.wire.kinds import MessageKind
from accord.wire.payload import decode_payload
from node.casework import rows
from node.casework.drafts import AnswerDraft, as_response
from node.casework.release import Release, waiting, without
from node.casework.rows import RequestRow
from node.casework.standing import request_standing
from node.casework.tasks import TaskKind
from node.desk import documents
from node.desk.desk import DAY_MS, Desk, Letter
from node.desk.journal import Step


@dataclass(eq=False)
class RequestService:
    """What an officer can do with a request from abroad; every call is one step.

    Raises (every method):
        PolicyError: unknown id, or a field that the answer lacks; the code and text say which.
        TransitionError: the step is not allowed in the state; says what is.
    """

    desk: Desk
    release: Release

    def search_again(self, tx: Connection, request_id: str, *, by: str) -> None:
        """Searches the own registers once more."""
        row = rows.load(tx, RequestRow, request_id)
        if row.state not in IN_HAND - {LegState.INFO_REQUESTED}:
            raise PolicyError("casework.not_in_hand", "the request does not wait for an answer")
        self._note(tx, row, row, event="SEARCH_AGAIN", by=by)
        self._save(tx, replace(row, proposal=None, failures=""))
        self.desk.schedule(tx, TaskKind.SEARCH_REQUEST, request_id)

    def approve(
        self,
        tx: Connection,
        request_id: str,
        *,
        by: str,
        number: int = 0,
        use_restrictions: tuple[UseRestriction, ...] | None = None,
    ) -> None:
        """Releases the proposed answer, or that of the candidate with this number (from 1)."""
        row = rows.load(tx, RequestRow, request_id)
        response = self._proposed(tx, row, number)
        if use_restrictions is not None:
            preamble = replace(response.preamble, use_restrictions=use_restrictions)
            response = replace(response, preamble=preamble)
        self.release.give(tx, row, response, by=by)

    def agree(self, tx: Connection, request_id: str, *, by: str) -> None:
        """Releases, as the second person, the very answer that the first one asked for."""
        row = rows.load(tx, RequestRow, request_id)
        response = waiting(self.desk, tx, request_id)
        if response is None:
            raise PolicyError("casework.nothing_waits", "no answer waits for a second person")
        self.release.give(tx, row, response, by=by)

    def answer(self, tx: Connection, request_id: str, draft: AnswerDraft, *, by: str) -> None:
        """Releases an officer's own answer: also interim, delayed and restricted ones."""
        row = rows.load(tx, RequestRow, request_id)
        self.release.give(tx, row, as_response(draft, self._reply(row)), by=by)

    def restrict(
        self,
        tx: Connection,
        request_id: str,
        *,
        withheld: tuple[str, ...],
        grounds: tuple[Ground, ...],
        explanation: str,
        by: str,
        number: int = 0,
    ) -> None:
        """Releases the proposed answer without the withheld fields (ITI 22)."""
        row = rows.load(tx, RequestRow, request_id)
        whole = self._proposed(tx, row, number)
        self.release.give(tx, row, without(whole, withheld, grounds, explanation), by=by)

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
        row = rows.load(tx, RequestRow, request_id)
        response = TraceResponse(
            preamble=self._reply(row),
            kind=ResponseKind.FINAL,
            disposition=Disposition.REFUSED,
            grounds=grounds,
            explanation=explanation,
        )
        self.release.give(tx, row, response, by=by)

    def ask(
        self, tx: Connection, request_id: str, fields: tuple[str, ...], text: str, *, by: str
    ) -> None:
        """Asks the requester for more; the response clock pauses (ITI 21)."""
        row = rows.load(tx, RequestRow, request_id)
        after = TRACE_LEG.step(row.state, LegEvent.ASK)
        question = TraceQuestion(preamble=self._reply(row), fields=fields, text=text)
        insist(check_question(question))
        message_id, payload = self._send(tx, row, MessageKind.TRACE_QUESTION, question)
        asked = replace(row, state=after, question=payload, question_ms=self.desk.now_ms())
        self._note(
            tx,
            row,
            asked,
            event=LegEvent.ASK,
            by=by,
            text=text or ", ".join(fields),
            message_id=message_id,
            kind=MessageKind.TRACE_QUESTION,
            document=payload,
        )
        self._save(tx, asked)
        self.desk.schedule(tx, TaskKind.REQUEST_SILENCE, request_id, silence_ms(self.desk))

    def clarify(
        self,
        tx: Connection,
        request_id: str,
        text: str,
        *,
        by: str,
        widened: AnswerDraft | None = None,
    ) -> None:
        """Explains a restriction, delay or refusal; the answer may be widened (ITI 23)."""
        row = rows.load(tx, RequestRow, request_id)
        reply = self._reply(row)
        wider = None if widened is None else as_response(widened, reply)
        restrictions = reply.use_restrictions if wider is None else wider.preamble.use_restrictions
        clarification = TraceClarification(
            preamble=replace(reply, use_restrictions=restrictions), text=text, widened=wider
        )
        insist(check_clarification(clarification))
        event = clarification_event(clarification)
        after = TRACE_LEG.step(row.state, event)
        if wider is not None and not self.release.signed(tx, row, wider, by=by):
            return
        kind = MessageKind.TRACE_CLARIFICATION
        message_id, payload = self._send(tx, row, kind, clarification)
        explained = replace(
            row,
            state=after,
            clarification_asked="",
            clarify_due_ms=None,
            clarify_rule="",
            answer=row.answer if wider is None else documents.dump(wider),
        )
        self._note(
            tx,
            row,
            explained,
            event=event,
            by=by,
            text=text,
            message_id=message_id,
            kind=kind,
            document=payload,
        )
        self._save(tx, explained)

    def resend(self, tx: Connection, request_id: str, *, by: str) -> None:
        """Sends again the question or answer that did not arrive, in a new message."""
        row = rows.load(tx, RequestRow, request_id)
        kind, data = MessageKind.TRACE_RESPONSE, row.answer
        if row.state is LegState.INFO_REQUESTED:
            kind, data = MessageKind.TRACE_QUESTION, row.question
        if not row.undelivered or data is None:
            raise PolicyError("casework.nothing_to_resend", "everything we said has arrived")
        message_id, payload = self._send(tx, row, kind, decode_payload(kind, data))
        self._note(
            tx,
            row,
            row,
            event="RESEND",
            by=by,
            text=row.undelivered,
            message_id=message_id,
            kind=kind,
            document=payload,
        )
        self._save(tx, replace(row, undelivered=""))

    def _proposed(self, tx: Connection, row: RequestRow, number: int) -> TraceResponse:
        if number == 0:
            proposal = documents.maybe(TraceResponse, row.proposal)
            if proposal is None:
                raise PolicyError("casework.no_proposal", "the registers are still being searched")
            return proposal
        for candidate in rows.candidates_of(tx, row.request_id):
            if candidate["number"] == number:
                return documents.load(TraceResponse, candidate["response"])
        raise PolicyError("casework.no_candidate", f"there is no candidate number {number}")

    def _reply(self, row: RequestRow) -> Preamble:
        echoed = documents.load(TraceRequest, row.request).preamble
        return self.desk.preamble(echoed, UUID(bytes=row.message_id))

    def _send(
        self, tx: Connection, row: RequestRow, kind: MessageKind, message: object
    ) -> tuple[UUID, bytes]:
        return self.desk.send(tx, reply_letter(row, kind, message))

    def _save(self, tx: Connection, row: RequestRow) -> None:
        standing = request_standing(row)
        rows.update(tx, replace(row, standing=standing, updated_ms=self.desk.now_ms()))

    def _note(
        self,
        tx: Connection,
        before: RequestRow,
        after: RequestRow,
        *,
        event: str,
        by: str,
        text: str = "",
        message_id: UUID | None = None,
        kind: MessageKind | None = None,
        document: bytes | None = None,
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
                kind=kind,
                document=document,
            ),
        )


def reply_letter(row: RequestRow, kind: MessageKind, message: object) -> Letter:
    """A message to the requester, on the lane of its request."""
    return Letter(
        root=row.request_id,
        subject=row.request_id,
        recipients=(row.requester,),
        kind=kind,
        message=message,
        conversation=row.conversation,
        urgent=row.urgent,
    )


def silence_ms(desk: Desk) -> int:
    """How long a question may stay unanswered; a reply in the mail is waited for."""
    policy = desk.region.policy
    return (policy.deadlines.silence_days + policy.max_message_days) * DAY_MS
