"""Reads the views out of the store."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, Table, func, select

from accord.cases.age import age_of
from accord.cases.restrictions import combined
from accord.cases.trace import TraceOutcome, TraceQuestion, TraceRequest, TraceResponse
from accord.errors import FormatError, PolicyError
from accord.weapons.codes import MatchGrade
from accord.weapons.completeness import assess
from accord.wire.kinds import MessageKind
from node.casework import rows, tables
from node.casework.cases import CaseService
from node.casework.drafts import as_outcome
from node.casework.due import RUNNING, clocks_of
from node.casework.exporting import exported
from node.casework.intake import read_scopes
from node.casework.release import ACT, waiting
from node.casework.rows import CaseRow, LegRow, RequestRow
from node.casework.views import (
    CandidateView,
    CaseDetail,
    CaseExport,
    CaseSummary,
    Counts,
    Entry,
    LegView,
    MessageStatus,
    Question,
    RequestDetail,
    RequestSummary,
    Standing,
)
from node.desk import agenda, documents, journal
from node.desk.desk import DAY_MS, Desk
from node.desk.tables import casework_message
from node.log.promises import Matured, maturities

_NOT_ACCEPTED = Matured(None, None, None)


@dataclass(eq=False)
class CaseworkViews:
    """The casework as it stands now; nothing here changes it, except that exports are recorded."""

    desk: Desk
    cases: CaseService

    def list_cases(
        self,
        tx: Connection,
        standing: Standing | None = None,
        state: str = "",
        limit: int = 100,
        before: str = "",
    ) -> tuple[CaseSummary, ...]:
        """Cases, the newest first; `before` is the last case id of the page before."""
        found = page_of(
            tx,
            tables.trace_case,
            key="case_id",
            standing=standing,
            state=state,
            limit=limit,
            before=before,
        )
        cases = [rows.typed(CaseRow, row) for row in found]
        legs = rows.legs_of_each(tx, [case.case_id for case in cases])
        return tuple(self._case_summary(case, legs[case.case_id]) for case in cases)

    def case_detail(self, tx: Connection, case_id: str) -> CaseDetail:
        """Everything about one case. Raises PolicyError for an unknown id."""
        case = rows.load(tx, CaseRow, case_id)
        legs = rows.legs_of(tx, case_id)
        request = documents.load(TraceRequest, case.request)
        messages = messages_of(tx, case_id)
        views = tuple(self._leg_view(leg, messages) for leg in legs)
        proposed = self.cases.proposed_outcome(tx, case)
        preamble = self.desk.preamble(request.preamble)
        return CaseDetail(
            summary=self._case_summary(case, legs),
            request=request,
            advice=assess(request.firearm).advice,
            age=age_of(request.firearm),
            notice=documents.maybe(TraceResponse, case.hit),
            domestic=documents.maybe(TraceResponse, case.domestic),
            domestic_failures=_lines(case.domestic_failures),
            suggestions=() if case.closed else self.cases.progress.suggestions(tx, case),
            legs=views,
            chain=self.cases.progress.evidence(tx, case).chain,
            proposed_outcome=None if proposed is None else as_outcome(proposed, preamble),
            restrictions=combined(leg.restrictions for leg in views),
            timeline=timeline_of(tx, case_id),
        )

    def list_requests(
        self,
        tx: Connection,
        standing: Standing | None = None,
        state: str = "",
        limit: int = 100,
        before: str = "",
    ) -> tuple[RequestSummary, ...]:
        """Requests from abroad, the newest first."""
        found = page_of(
            tx,
            tables.incoming_request,
            key="request_id",
            standing=standing,
            state=state,
            limit=limit,
            before=before,
        )
        return tuple(self._request_summary(rows.typed(RequestRow, row)) for row in found)

    def request_detail(self, tx: Connection, request_id: str) -> RequestDetail:
        """Everything about one request. Raises PolicyError for an unknown id."""
        row = rows.load(tx, RequestRow, request_id)
        clocks = clocks_of(row, self.desk.now_ms())
        request = documents.load(TraceRequest, row.request)
        return RequestDetail(
            summary=self._request_summary(row),
            conversation_id=str(row.conversation),
            request=request,
            advice=assess(request.firearm).advice,
            proposal=documents.maybe(TraceResponse, row.proposal),
            candidates=tuple(_candidate(one) for one in rows.candidates_of(tx, request_id)),
            scopes=read_scopes(row.scopes),
            failures=_lines(row.failures),
            question=_question(row.question, row.question_ms),
            answers=_answers(tx, request_id),
            clarification_asked=row.clarification_asked,
            waits_for_second=self.desk.signoff.waits_for(tx, ACT, request_id),
            waiting=waiting(self.desk, tx, request_id),
            undelivered=row.undelivered,
            outcome=documents.maybe(TraceOutcome, row.outcome),
            acknowledge_by=clocks.acknowledge,
            clarify_by=clocks.clarify,
            age=age_of(request.firearm),
            messages=messages_of(tx, request_id),
            timeline=timeline_of(tx, request_id),
        )

    def message_status(self, tx: Connection, message_id: str) -> MessageStatus:
        """One message that the casework sent. Raises PolicyError for an unknown id."""
        message = casework_message
        try:
            key = UUID(message_id).bytes
        except ValueError as error:
            raise FormatError("casework.message_id", "a message id is a UUID") from error
        found = tx.execute(select(message).where(message.c.message_id == key)).mappings().first()
        if found is None:
            raise PolicyError("casework.unknown_message", "there is no message with this id")
        return _message(found, maturities(tx, [key]))

    def counts(self, tx: Connection) -> Counts:
        """How many cases and requests stand where."""
        case, request = tables.trace_case, tables.incoming_request
        return Counts(
            cases=_count(tx, case.c.state),
            case_standing=_count(tx, case.c.standing),
            requests=_count(tx, request.c.state),
            request_standing=_count(tx, request.c.standing),
            tasks_waiting=agenda.waiting(tx),
        )

    def note_evidence(self, tx: Connection, root: str, text: str, *, by: str) -> None:
        """Records in a case's or a request's timeline that evidence of it was made."""
        step = journal.Step(root=root, subject=root, actor=by, event="EVIDENCE", text=text)
        self.desk.note(tx, step)

    def export_case(self, tx: Connection, case_id: str, recipient: str, *, by: str) -> CaseExport:
        """The case for somebody else; needs a write transaction, for the attempt is recorded.

        An answer that its provider forbids to release is left out and named (ITI 15(c)).
        """
        return exported(self.desk, tx, case_id, recipient, by=by)

    def _case_summary(self, case: CaseRow, legs: Sequence[LegRow]) -> CaseSummary:
        return CaseSummary(
            case_id=case.case_id,
            state=case.state,
            standing=case.standing,
            weapon=case.weapon,
            completeness=case.completeness,
            opened_ms=case.opened_ms,
            updated_ms=case.updated_ms,
            legs=len(legs),
            open_legs=sum(leg.open for leg in legs),
            overdue=any(clocks_of(leg, self.desk.now_ms()).overdue for leg in legs),
            late_answers=sum(leg.late_ms is not None for leg in legs),
            outcome=documents.maybe(TraceOutcome, case.outcome),
        )

    def _request_summary(self, row: RequestRow) -> RequestSummary:
        response = documents.maybe(TraceResponse, row.answer or row.proposal)
        clocks = clocks_of(row, self.desk.now_ms())
        return RequestSummary(
            request_id=row.request_id,
            requester=row.requester,
            case_reference=row.case_reference,
            state=row.state,
            standing=row.standing,
            weapon=row.weapon,
            completeness=row.completeness,
            urgent=row.urgent,
            received_ms=row.received_ms,
            updated_ms=row.updated_ms,
            respond_by=clocks.respond,
            overdue=clocks.overdue,
            reminders=row.reminders if _still_reminded(row) else 0,
            escalated=row.escalated and _still_reminded(row),
            disposition=None if response is None else response.disposition,
        )

    def _leg_view(self, leg: LegRow, messages: Sequence[MessageStatus]) -> LegView:
        response = documents.maybe(TraceResponse, leg.response)
        clocks = clocks_of(leg, self.desk.now_ms())
        reminded = _still_reminded(leg)
        silence_ms = self.desk.region.policy.deadlines.silence_days * DAY_MS
        return LegView(
            leg_id=leg.leg_id,
            case_id=leg.case_id,
            conversation_id=str(leg.conversation),
            state_asked=leg.asked_state,
            member=leg.member,
            why=leg.why,
            state=leg.state,
            open=leg.open,
            depth=leg.depth,
            referred_by_leg=leg.referred_by_leg,
            sent_ms=leg.sent_ms,
            national_reference=leg.national_reference,
            acknowledge_by=clocks.acknowledge,
            respond_by=clocks.respond,
            clarify_by=clocks.clarify,
            reminders=leg.reminders if reminded else 0,
            escalated=leg.escalated and reminded,
            late=leg.late_ms is not None,
            silent=leg.state in RUNNING and self.desk.now_ms() - leg.heard_ms > silence_ms,
            question=_question(leg.question, leg.question_ms),
            response=response,
            restrictions=() if response is None else response.preamble.use_restrictions,
            messages=tuple(one for one in messages if one.subject == leg.leg_id),
        )


def _still_reminded(row: LegRow | RequestRow) -> bool:
    """Whether the last reminder was about what is awaited now."""
    return row.waiting is not None and row.reminded_of == row.waiting.awaited


def page_of(
    tx: Connection,
    table: Table,
    *,
    key: str,
    standing: Standing | None = None,
    state: str,
    limit: int,
    before: str,
) -> Sequence[RowMapping]:
    """One page of a table, the newest first; `before` is the last id of the page before."""
    query = select(table).order_by(table.c.number.desc()).limit(limit)
    if standing is not None:
        query = query.where(table.c.standing == standing.value)
    if state:
        query = query.where(table.c.state == state)
    if before:
        oldest = select(table.c.number).where(table.c[key] == before).scalar_subquery()
        query = query.where(table.c.number < oldest)
    return tx.execute(query).mappings().all()


def _count(tx: Connection, column: Any) -> dict[str, int]:
    found = tx.execute(select(column, func.count()).group_by(column))
    return {str(name): int(number) for name, number in found}


def messages_of(tx: Connection, root: str) -> tuple[MessageStatus, ...]:
    """Every message that was sent about a root, with what is known of it."""
    message = casework_message
    found = tx.execute(select(message).where(message.c.root == root).order_by(message.c.message_id))
    rows = found.mappings().all()
    matured = maturities(tx, [row["message_id"] for row in rows])
    return tuple(_message(row, matured) for row in rows)


def _message(row: RowMapping, matured: Mapping[bytes, Matured]) -> MessageStatus:
    accepted_ms, logged_ms, witnessed_ms = matured.get(bytes(row["message_id"]), _NOT_ACCEPTED)
    return MessageStatus(
        message_id=str(UUID(bytes=row["message_id"])),
        subject=row["subject"],
        kind=MessageKind(row["kind"]).name,
        recipient=row["recipient"],
        status=row["status"],
        code=row["code"],
        sent_ms=row["sent_ms"],
        updated_ms=row["updated_ms"],
        accepted_ms=accepted_ms,
        logged_ms=logged_ms,
        witnessed_ms=witnessed_ms,
    )


def timeline_of(tx: Connection, root: str) -> tuple[Entry, ...]:
    """Everything that happened to a root, the oldest first."""
    return tuple(
        Entry(
            at_ms=row["at_ms"],
            actor=row["actor"],
            subject=row["subject"],
            event=row["event"],
            from_state=row["from_state"],
            to_state=row["to_state"],
            text=row["text"],
            message_id="" if row["message_id"] is None else str(UUID(bytes=row["message_id"])),
        )
        for row in journal.read(tx, root)
    )


def _answers(tx: Connection, request_id: str) -> tuple[TraceResponse, ...]:
    """Every answer that was released, in order: proposals have no message."""
    return tuple(
        documents.load(TraceResponse, row["document"])
        for row in journal.read(tx, request_id)
        if row["kind"] == MessageKind.TRACE_RESPONSE and row["message_id"] is not None
    )


def _candidate(row: RowMapping) -> CandidateView:
    reasons_for, reasons_against = json.loads(row["reasons"])
    return CandidateView(
        number=row["number"],
        register=row["register"],
        record_id=row["record_id"],
        grade=MatchGrade(row["grade"]),
        reasons_for=tuple(reasons_for),
        reasons_against=tuple(reasons_against),
        non_unique=row["non_unique"],
        response=documents.load(TraceResponse, row["response"]),
    )


def _question(data: bytes | None, asked_ms: int | None) -> Question | None:
    question = documents.maybe(TraceQuestion, data)
    if question is None or asked_ms is None:
        return None
    return Question(fields=question.fields, text=question.text, asked_ms=asked_ms)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines())
