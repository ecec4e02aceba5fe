"""What the States asked say to us: each message moves its leg, and the case with it.

Messages may arrive late, twice or out of order. An answer proves the acknowledgement that it
overtook; whatever comes after the leg has ended is kept in the journal and moves nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from accord.cases import requirements
from accord.cases.codes import ResponseKind
from accord.cases.rule import Problem
from accord.cases.trace import (
    TraceAcknowledgement,
    TraceClarification,
    TraceComment,
    TraceQuestion,
    TraceResponse,
)
from accord.cases.trace_leg import (
    OPEN,
    TRACE_LEG,
    LegEvent,
    LegState,
    acknowledgement_events,
    clarification_event,
    response_event,
)
from accord.wire.kinds import MessageKind
from accord.wire.payload import decode_payload
from node.calendars import clocks
from node.casework import rows
from node.casework.progress import Progress
from node.casework.reminding import Reminding
from node.casework.rows import CaseRow, LegRow
from node.casework.tasks import TaskKind
from node.desk import documents
from node.desk.desk import DAY_MS, Desk
from node.desk.journal import Step
from node.exchange.messages import DeliveryStatus, IncomingMessage

# What a delivery status does to the leg whose request it is about.
_DELIVERY = {
    DeliveryStatus.DELIVERED: LegEvent.DELIVER,
    DeliveryStatus.REJECTED: LegEvent.REJECT,
    DeliveryStatus.REFUSED: LegEvent.FAIL_DELIVERY,
    DeliveryStatus.UNDELIVERED: LegEvent.FAIL_DELIVERY,
}
_CHECKS: Mapping[type, Callable[[Any], Iterable[Problem]]] = {
    TraceAcknowledgement: requirements.check_acknowledgement,
    TraceQuestion: requirements.check_question,
    TraceResponse: requirements.check_response,
    TraceClarification: requirements.check_clarification,
    TraceComment: requirements.check_comment,
}


@dataclass(frozen=True, slots=True)
class Answers:
    """Takes in what arrives about the legs of one desk."""

    desk: Desk
    progress: Progress
    reminding: Reminding

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """The effect of an acknowledgement, question, response, clarification or comment.

        Raises:
            FormatError: the payload is not what its kind says.
            PolicyError: the conversation is not one of ours with the sender.
        """
        said = decode_payload(message.kind, message.payload)
        leg = replace(
            rows.leg_of(tx, message.sender, message.conversation_id),
            heard_ms=self.desk.now_ms(),
            heard_message_id=message.message_id.bytes,
        )
        problems = "; ".join(map(str, _CHECKS[type(said)](said)))
        if problems:
            # Kept for the officer, who can ask again: nothing follows from an answer that breaks
            # the rules, such as a refusal without a ground.
            self._note(tx, leg, message, event="NOT_ACCEPTED", text=problems)
            rows.update(tx, leg)
            return
        self._take(tx, leg, message, said)

    def on_status(
        self, tx: Connection, leg: LegRow, message_id: UUID, status: DeliveryStatus, code: str
    ) -> None:
        """The hub says where the leg's request stands."""
        event = _DELIVERY.get(status)
        if event is None or leg.message_id != message_id.bytes:
            return
        if event not in TRACE_LEG.allowed(leg.state):
            return  # the State's own word was faster
        after = TRACE_LEG.step(leg.state, event)
        self.desk.note(
            tx,
            Step(
                root=leg.case_id,
                subject=leg.leg_id,
                actor="hub",
                event=event,
                before=leg.state,
                after=after,
                text=code,
                message_id=message_id,
            ),
        )
        moved = replace(leg, state=after)
        rows.update(tx, moved)
        self._after(tx, moved, by="hub")

    def fall_silent(self, tx: Connection, leg_id: str) -> None:
        """We never answered the State's question; it returns the request."""
        leg = rows.load(tx, LegRow, leg_id)
        if leg.state is not LegState.INFO_REQUESTED:
            return
        after = TRACE_LEG.step(leg.state, LegEvent.FALL_SILENT)
        self.desk.note(
            tx,
            Step(
                root=leg.case_id,
                subject=leg.leg_id,
                actor="node",
                event=LegEvent.FALL_SILENT,
                before=leg.state,
                after=after,
            ),
        )
        moved = replace(leg, state=after, question=None, question_ms=None)
        rows.update(tx, moved)
        self._after(tx, moved, by="node")

    def _take(self, tx: Connection, leg: LegRow, message: IncomingMessage, said: object) -> None:
        match said:
            case TraceAcknowledgement():
                leg = replace(leg, national_reference=said.national_reference)
                events = acknowledgement_events(said)
                if LegEvent.ASK in events:
                    question = TraceQuestion(preamble=said.preamble, fields=said.fields_needed)
                    self._asked(tx, leg, message, events, question)
                else:
                    self._move(tx, leg, message, events, said.acceptance)
            case TraceQuestion():
                self._asked(tx, leg, message, (LegEvent.ASK,), said)
            case TraceResponse():
                answered = replace(
                    self._announced(leg, said),
                    response=message.payload,
                    question=None,
                    question_ms=None,
                )
                events = (response_event(said),)
                if not self._move(tx, answered, message, events, said.disposition):
                    self._late(tx, leg, message, said)
            case TraceClarification():
                leg = replace(leg, clarify_due_ms=None, clarify_rule="")
                if said.widened is not None:
                    leg = replace(leg, response=documents.dump(said.widened))
                self._move(tx, leg, message, (clarification_event(said),), said.text)
            case TraceComment():
                self._note(tx, leg, message, event="COMMENT", text=said.text)
                rows.update(tx, leg)
            case _:
                raise AssertionError(f"no handler is registered for {type(said).__name__}")

    def _announced(self, leg: LegRow, response: TraceResponse) -> LegRow:
        """A delay with an expected date is due by then: the State has said so itself."""
        if response.expected_lifting is None:
            return leg
        deadline = clocks(self.desk.region.policy, leg.member).announced(response.expected_lifting)
        return replace(leg, respond_due_ms=deadline.due_ms, respond_rule=deadline.rule)

    def _late(
        self, tx: Connection, leg: LegRow, message: IncomingMessage, response: TraceResponse
    ) -> None:
        """An answer to a leg that had ended without one counts: it moves the case, if it is open.

        On a closed case it is new evidence, which an officer may reopen the case for.
        """
        unmoved = rows.load(tx, LegRow, leg.leg_id)
        if unmoved.response is None and response.kind is ResponseKind.FINAL:
            kept = replace(unmoved, response=message.payload, late_ms=self.desk.now_ms())
            rows.update(tx, kept)
            self.progress.leg_settled(tx, kept, by=message.sender)

    def _asked(
        self,
        tx: Connection,
        leg: LegRow,
        message: IncomingMessage,
        events: tuple[LegEvent, ...],
        question: TraceQuestion,
    ) -> None:
        waiting = replace(leg, question=documents.dump(question), question_ms=self.desk.now_ms())
        text = question.text or ", ".join(question.fields)
        if self._move(tx, waiting, message, events, text):
            days = self.desk.region.policy.deadlines.silence_days
            self.desk.schedule(tx, TaskKind.LEG_SILENCE, leg.leg_id, days * DAY_MS)

    def _move(
        self,
        tx: Connection,
        leg: LegRow,
        message: IncomingMessage,
        events: tuple[LegEvent, ...],
        text: str,
    ) -> bool:
        """Moves the leg where its machine allows; False where the message came too late."""
        path = passage(leg.state, events)
        if path is None:
            unmoved = rows.load(tx, LegRow, leg.leg_id)
            self._note(tx, unmoved, message, event="LATE", text=text)
            rows.update(
                tx,
                replace(unmoved, heard_ms=leg.heard_ms, national_reference=leg.national_reference),
            )
            return False
        state = leg.state
        for event in path:
            after = TRACE_LEG.step(state, event)
            self._note(tx, leg, message, event=event, before=state, after=after, text=text)
            state = after
        moved = replace(leg, state=state)
        rows.update(tx, moved)
        self._after(tx, moved, by=message.sender)
        return True

    def _after(self, tx: Connection, leg: LegRow, *, by: str) -> None:
        self.reminding.watch(tx, leg)
        if leg.state in OPEN:
            case = rows.load(tx, CaseRow, leg.case_id)
            self.progress.save(tx, case)
        else:
            self.progress.leg_settled(tx, leg, by=by)

    def _note(
        self,
        tx: Connection,
        leg: LegRow,
        message: IncomingMessage,
        *,
        event: str,
        before: str = "",
        after: str = "",
        text: str = "",
    ) -> None:
        self.desk.note(
            tx,
            Step(
                root=leg.case_id,
                subject=leg.leg_id,
                actor=message.sender,
                event=event,
                before=before or leg.state,
                after=after or leg.state,
                text=text,
                message_id=message.message_id,
                kind=MessageKind(message.kind),
                document=message.payload,
            ),
        )


def passage(state: LegState, events: tuple[LegEvent, ...]) -> tuple[LegEvent, ...] | None:
    """The events that take the leg through, an overtaken acknowledgement supplied; None if none."""
    for path in (events, (LegEvent.ACKNOWLEDGE, *events)):
        at: LegState | None = state
        for event in path:
            at = TRACE_LEG.table.get((at, event)) if at is not None else None
        if at is not None:
            return path
    return None
