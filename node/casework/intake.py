"""What arrives about requests from abroad: acknowledged at once, then searched and proposed.

A message that comes after the request has ended is kept in the journal and moves nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from uuid import UUID

from sqlalchemy import Connection, delete

from accord.cases.codes import Acceptance
from accord.cases.requirements import check_reminder, check_request
from accord.cases.rule import Problem
from accord.cases.trace import (
    SearchScope,
    TraceAcknowledgement,
    TraceAnswer,
    TraceClarificationRequest,
    TraceComment,
    TraceOutcome,
    TraceQuestion,
    TraceReminder,
    TraceRequest,
    TraceWithdrawal,
)
from accord.cases.trace_leg import (
    IN_HAND,
    TRACE_LEG,
    LegEvent,
    LegState,
    acknowledgement_events,
)
from accord.errors import PolicyError
from accord.weapons.completeness import CompletenessLevel, assess
from accord.wire.kinds import MessageKind, Priority
from accord.wire.payload import decode_payload
from node.calendars import clocks
from node.casework import rows
from node.casework.proposal import CandidateAnswer, propose
from node.casework.release import Release
from node.casework.requests import reply_letter, silence_ms
from node.casework.rows import RequestRow
from node.casework.standing import request_standing
from node.casework.tables import candidate
from node.casework.tasks import TaskKind
from node.casework.views import Standing
from node.desk import documents
from node.desk.desk import NODE, Desk
from node.desk.journal import Step
from node.desk.sighting import NoticeSearch, Sighting, Source
from node.exchange.messages import IncomingMessage
from node.registry.host import SearchResult

_MOST_REMINDERS = 1_000  # a number of the requester's, kept in bounds


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes in requests from abroad, and what their requesters say later, for one desk."""

    desk: Desk
    release: Release
    notices: NoticeSearch

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """The effect of a request, reply, clarification request, withdrawal, outcome or comment.

        Raises:
            FormatError: the payload is not what its kind says.
            PolicyError: the conversation is not one that the sender opened.
        """
        said = decode_payload(message.kind, message.payload)
        if isinstance(said, TraceRequest):
            self._receive(tx, message, said)
            return
        row = rows.request_of(tx, message.sender, message.conversation_id)
        match said:
            case TraceAnswer():
                self._replied(tx, row, message, said)
            case TraceClarificationRequest():
                text = "; ".join(part for part in (said.text, said.revised_undertaking) if part)
                timing = clocks(self.desk.region.policy, self.desk.member)
                deadline = timing.clarify(message.received_ms)
                asked = replace(
                    row,
                    clarification_asked=text,
                    clarify_due_ms=deadline.due_ms,
                    clarify_rule=deadline.rule,
                    message_id=message.message_id.bytes,
                )
                self._move(tx, row, asked, message, event=LegEvent.ASK_CLARIFICATION, text=text)
            case TraceWithdrawal():
                self.desk.cancel(tx, TaskKind.SEARCH_REQUEST, row.request_id)
                self.desk.cancel(tx, TaskKind.REQUEST_SILENCE, row.request_id)
                self._move(tx, row, row, message, event=LegEvent.WITHDRAW, text=said.reason)
            case TraceOutcome():
                self._note(tx, row, row, message, event="OUTCOME", text=said.outcome)
                self._save(tx, replace(row, outcome=message.payload))
            case TraceComment():
                self._note(tx, row, row, message, event="COMMENT", text=said.text)
            case TraceReminder():
                self._reminded(tx, row, message, said)
            case _:
                raise AssertionError(f"no handler is registered for {type(said).__name__}")

    def _reminded(
        self, tx: Connection, row: RequestRow, message: IncomingMessage, reminder: TraceReminder
    ) -> None:
        """Shows the officer that the requester counts us late; it may have crossed our answer."""
        problems = "; ".join(map(str, check_reminder(reminder)))
        if problems or reminder.owed_by != self.desk.member:
            text = problems or "owed_by: it is not we who owe it"
            self._note(tx, row, row, message, event="NOT_ACCEPTED", text=text)
            return
        text = f"{reminder.awaited}, reminder {reminder.level}: {reminder.rule}"
        event = "ESCALATED" if reminder.escalated else "REMINDED"
        self._note(tx, row, row, message, event=event, text=text)
        if row.waiting is not None and row.waiting.awaited is reminder.awaited:
            self._save(
                tx,
                replace(
                    row,
                    reminded_of=reminder.awaited,
                    reminders=min(reminder.level, _MOST_REMINDERS),
                    escalated=reminder.escalated,
                ),
            )

    def searched(self, tx: Connection, request_id: str, result: SearchResult) -> None:
        """The own registers have answered: proposes, and releases where the rules say so."""
        row = rows.load(tx, RequestRow, request_id)
        if row.state not in IN_HAND:
            return  # withdrawn meanwhile
        request = documents.load(TraceRequest, row.request)
        completeness = assess(request.firearm)
        insufficient = completeness.level is CompletenessLevel.INSUFFICIENT
        proposal = propose(
            request,
            result,
            own=self.desk.member,
            preamble=self.desk.preamble(request.preamble, UUID(bytes=row.message_id)),
            missing=completeness.missing if insufficient else (),
        )
        self._store_candidates(tx, request_id, proposal.candidates)
        state = TRACE_LEG.table.get((row.state, LegEvent.SEARCH), row.state)
        found = replace(
            row,
            state=state,
            proposal=documents.dump(proposal.response),
            scopes=json.dumps([asdict(scope) for scope in result.scopes]),
            failures="\n".join(f"{one.register}: {one.text}" for one in result.failures),
        )
        self.desk.note(
            tx,
            Step(
                root=request_id,
                subject=request_id,
                actor=NODE,
                event=LegEvent.SEARCH,
                before=row.state,
                after=state,
                text=f"{proposal.response.disposition} proposed; "
                f"{len(proposal.candidates)} candidates, {len(result.failures)} registers away",
                kind=MessageKind.TRACE_RESPONSE,
                document=found.proposal,
            ),
        )
        saved = self._save(tx, found)
        if saved.state is not LegState.INFO_REQUESTED:
            self.release.offer(tx, saved, proposal)

    def fall_silent(self, tx: Connection, request_id: str) -> None:
        """The requester never answered our question; its request is returned."""
        row = rows.load(tx, RequestRow, request_id)
        if row.state is not LegState.INFO_REQUESTED:
            return
        after = TRACE_LEG.step(row.state, LegEvent.FALL_SILENT)
        self.desk.note(
            tx,
            Step(
                root=request_id,
                subject=request_id,
                actor=NODE,
                event=LegEvent.FALL_SILENT,
                before=row.state,
                after=after,
            ),
        )
        self._save(tx, replace(row, state=after, question=None, question_ms=None))

    def _receive(self, tx: Connection, message: IncomingMessage, request: TraceRequest) -> None:
        now_ms = self.desk.now_ms()
        urgent = message.priority is Priority.URGENT
        timing = clocks(self.desk.region.policy, self.desk.member)
        acknowledge = timing.acknowledge(message.received_ms, urgent=urgent)
        respond = timing.respond(message.received_ms, urgent=urgent, now_ms=now_ms)
        number = rows.following_number(tx, RequestRow)
        if rows.has_conversation(tx, message.sender, message.conversation_id):
            raise PolicyError(
                "casework.conversation_taken", "the conversation already has a request"
            )
        row = RequestRow(
            number=number,
            request_id=f"{self.desk.member}-IN-{self.desk.today().year}-{number:05d}",
            requester=message.sender,
            conversation_id=message.conversation_id.bytes,
            case_reference=request.preamble.case_reference,
            state=LegState.DELIVERED,
            standing=Standing.SEARCHING,
            weapon=documents.weapon_line(request.firearm),
            completeness=assess(request.firearm).level,
            urgent=urgent,
            received_ms=message.received_ms,
            updated_ms=now_ms,
            policy_version=self.desk.region.policy.version,
            acknowledge_due_ms=acknowledge.due_ms,
            acknowledge_rule=acknowledge.rule,
            respond_due_ms=respond.due_ms,
            respond_rule=respond.rule,
            message_id=message.message_id.bytes,
            request=message.payload,
        )
        self.notices.sighted(
            tx,
            Sighting(
                source=Source.REQUEST,
                subject=row.request_id,
                finder=row.requester,
                reference=row.case_reference,
                firearm=request.firearm,
            ),
        )
        repeated = rows.open_requests(tx, message.sender, row.case_reference)
        rows.insert(tx, row)
        self._note(tx, row, row, message, event="RECEIVE", text="")
        self._acknowledge(
            tx,
            row,
            request,
            problems=check_request(request, urgent=urgent, today=self.desk.today()),
            repeats=repeated[0].request_id if repeated else "",
        )

    def _acknowledge(
        self,
        tx: Connection,
        row: RequestRow,
        request: TraceRequest,
        *,
        problems: Sequence[Problem],
        repeats: str,
    ) -> None:
        """Says at once that the request is here, and whether it can be worked on (ITI 19, 21)."""
        acceptance = Acceptance.ACCEPTED
        if repeats:
            acceptance = Acceptance.DUPLICATE_OF
        elif problems:
            acceptance = Acceptance.NEEDS_MORE_INFORMATION
        preamble = self.desk.preamble(request.preamble, UUID(bytes=row.message_id))
        needed = tuple(dict.fromkeys(problem.field for problem in problems))[:100]
        acknowledgement = TraceAcknowledgement(
            preamble=preamble,
            national_reference=row.request_id,
            acceptance=acceptance,
            fields_needed=() if repeats else needed,
            duplicate_of=repeats,
        )
        kind = MessageKind.TRACE_ACKNOWLEDGEMENT
        message_id, payload = self.desk.send(tx, reply_letter(row, kind, acknowledgement))
        for event in acknowledgement_events(acknowledgement):
            after = TRACE_LEG.step(row.state, event)
            self.desk.note(
                tx,
                Step(
                    root=row.request_id,
                    subject=row.request_id,
                    actor=NODE,
                    event=event,
                    before=row.state,
                    after=after,
                    text=acceptance,
                    message_id=message_id,
                    kind=kind,
                    document=payload,
                ),
            )
            row = replace(row, state=after)
        if acceptance is Acceptance.ACCEPTED:
            self.desk.schedule(tx, TaskKind.SEARCH_REQUEST, row.request_id)
        elif acceptance is Acceptance.NEEDS_MORE_INFORMATION:
            text = "; ".join(map(str, problems))[:4000]
            question = TraceQuestion(preamble=preamble, fields=needed, text=text)
            row = replace(row, question=documents.dump(question), question_ms=self.desk.now_ms())
            after_ms = silence_ms(self.desk)
            self.desk.schedule(tx, TaskKind.REQUEST_SILENCE, row.request_id, after_ms)
        self._save(tx, row)

    def _replied(
        self, tx: Connection, row: RequestRow, message: IncomingMessage, answer: TraceAnswer
    ) -> None:
        now_ms = self.desk.now_ms()
        request = documents.load(TraceRequest, row.request)
        if answer.firearm is not None:
            request = replace(request, firearm=answer.firearm)
        replied = replace(
            row,
            request=documents.dump(request),
            weapon=documents.weapon_line(request.firearm),
            completeness=assess(request.firearm).level,
            question=None,
            question_ms=None,
            respond_due_ms=row.respond_due_ms + now_ms - (row.question_ms or now_ms),
            message_id=message.message_id.bytes,
            proposal=None,
        )
        if self._move(tx, row, replied, message, event=LegEvent.REPLY, text=answer.text):
            self.desk.cancel(tx, TaskKind.REQUEST_SILENCE, row.request_id)
            self.desk.schedule(tx, TaskKind.SEARCH_REQUEST, row.request_id)

    def _move(
        self,
        tx: Connection,
        before: RequestRow,
        changed: RequestRow,
        message: IncomingMessage,
        *,
        event: LegEvent,
        text: str,
    ) -> bool:
        """Moves the request where its machine allows; False where the message came too late."""
        after = TRACE_LEG.table.get((before.state, event))
        if after is None:
            self._note(tx, before, before, message, event="LATE", text=text)
            return False
        moved = replace(changed, state=after)
        self._note(tx, before, moved, message, event=event, text=text)
        self._save(tx, moved)
        return True

    def _save(self, tx: Connection, row: RequestRow) -> RequestRow:
        saved = replace(row, standing=request_standing(row), updated_ms=self.desk.now_ms())
        rows.update(tx, saved)
        return saved

    def _note(
        self,
        tx: Connection,
        before: RequestRow,
        after: RequestRow,
        message: IncomingMessage,
        *,
        event: str,
        text: str,
    ) -> None:
        self.desk.note(
            tx,
            Step(
                root=before.request_id,
                subject=before.request_id,
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

    def _store_candidates(
        self, tx: Connection, request_id: str, candidates: Sequence[CandidateAnswer]
    ) -> None:
        tx.execute(delete(candidate).where(candidate.c.request_id == request_id))
        for number, one in enumerate(candidates, 1):
            match = one.found.match
            tx.execute(
                candidate.insert().values(
                    request_id=request_id,
                    number=number,
                    register=one.found.register,
                    record_id=one.found.record.record_id,
                    grade=match.grade,
                    reasons=json.dumps([match.reasons_for, match.reasons_against]),
                    non_unique=one.found.non_unique,
                    response=documents.dump(one.response),
                )
            )


def read_scopes(text: str) -> tuple[SearchScope, ...]:
    """The scopes as they were stored."""
    return tuple(
        SearchScope(**{**values, "fields": tuple(values["fields"])}) for values in json.loads(text)
    )
