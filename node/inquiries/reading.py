"""Reads the views of inquiries out of the store."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from accord.cases.inquiry import Inquiry, InquiryAnswer
from accord.cases.inquiry_machine import AWAITED, AskedState, InquiryState, ReceivedState
from accord.weapons.codes import MatchGrade
from accord.wire.kinds import MessageKind
from node.casework.reading import messages_of, page_of, timeline_of
from node.casework.views import Due
from node.desk import journal
from node.desk.desk import Desk
from node.desk.documents import load, maybe
from node.inquiries import rows, tables
from node.inquiries.answering import ACT
from node.inquiries.rows import INQUIRIES, RECEIVED, AskedRow, InquiryRow, ReceivedRow
from node.inquiries.views import (
    AskedView,
    Finding,
    InquiryDetail,
    InquirySummary,
    ReceivedDetail,
    ReceivedSummary,
)

_SILENT = AWAITED | {AskedState.TIMED_OUT}


@dataclass(frozen=True, slots=True)
class InquiryViews:
    """The inquiries as they stand now; nothing here changes them."""

    desk: Desk

    def list_inquiries(
        self, tx: Connection, state: str = "", limit: int = 100, before: str = ""
    ) -> tuple[InquirySummary, ...]:
        """Our inquiries, the newest first; `before` is the last id of the page before."""
        found = page_of(
            tx, tables.inquiry, key="inquiry_id", state=state, limit=limit, before=before
        )
        ours = [INQUIRIES.read(row) for row in found]
        return tuple(self._summary(row, rows.asked_of(tx, row.inquiry_id)) for row in ours)

    def inquiry_detail(self, tx: Connection, inquiry_id: str) -> InquiryDetail:
        """Everything about one inquiry of ours. Raises PolicyError for an unknown id."""
        row = INQUIRIES.load(tx, inquiry_id)
        asked = rows.asked_of(tx, inquiry_id)
        overdue = self._due(row).overdue
        return InquiryDetail(
            summary=self._summary(row, asked),
            inquiry=load(Inquiry, row.document),
            partial=any(one.state in _SILENT for one in asked),
            members=tuple(
                AskedView(
                    member=one.member,
                    state=one.state,
                    overdue=overdue and one.state in _SILENT,
                    heard_ms=one.heard_ms,
                    late=one.late,
                    detail=one.detail,
                    answer=maybe(InquiryAnswer, one.answer),
                )
                for one in asked
            ),
            messages=messages_of(tx, inquiry_id),
            timeline=timeline_of(tx, inquiry_id),
        )

    def list_received(
        self, tx: Connection, state: str = "", limit: int = 100, before: str = ""
    ) -> tuple[ReceivedSummary, ...]:
        """Other members' inquiries, the newest first."""
        found = page_of(
            tx, tables.inquiry_received, key="request_id", state=state, limit=limit, before=before
        )
        return tuple(self._received(RECEIVED.read(row)) for row in found)

    def received_detail(self, tx: Connection, request_id: str) -> ReceivedDetail:
        """Everything about one of them. Raises PolicyError for an unknown id."""
        row = RECEIVED.load(tx, request_id)
        return ReceivedDetail(
            summary=self._received(row),
            inquiry=load(Inquiry, row.inquiry),
            proposal=maybe(InquiryAnswer, row.proposal),
            findings=tuple(_finding(values) for values in json.loads(row.findings)),
            answers=_answers(tx, request_id),
            waits_for_second=self.desk.signoff.waits_for(tx, ACT, request_id),
            undelivered=row.undelivered,
            messages=messages_of(tx, request_id),
            timeline=timeline_of(tx, request_id),
        )

    def _summary(self, row: InquiryRow, asked: Sequence[AskedRow]) -> InquirySummary:
        states = [one.state for one in asked]
        hits, no_hits = states.count(AskedState.HIT), states.count(AskedState.NO_HIT)
        awaited = sum(state in _SILENT for state in states)
        other = {AskedState.REFUSED, AskedState.UNAVAILABLE, AskedState.COULD_NOT_INTERPRET}
        return InquirySummary(
            inquiry_id=row.inquiry_id,
            state=row.state,
            case_id=row.case_id,
            weapon=row.weapon,
            urgent=row.urgent,
            opened_ms=row.opened_ms,
            updated_ms=row.updated_ms,
            answer_by=self._due(row),
            asked=len(states),
            hits=hits,
            no_hits=no_hits,
            other=sum(state in other for state in states),
            awaited=awaited,
        )

    def _received(self, row: ReceivedRow) -> ReceivedSummary:
        answer = maybe(InquiryAnswer, row.answer or row.proposal)
        open_ = row.state in {ReceivedState.SEARCHING, ReceivedState.PROPOSED}
        return ReceivedSummary(
            request_id=row.request_id,
            asker=row.asker,
            state=row.state,
            weapon=row.weapon,
            urgent=row.urgent,
            received_ms=row.received_ms,
            updated_ms=row.updated_ms,
            answer_by=self._due(row) if open_ else None,
            outcome=None if answer is None else answer.outcome,
        )

    def _due(self, row: InquiryRow | ReceivedRow) -> Due:
        """The members' time; what is complete or withdrawn is never overdue."""
        over = row.state in {InquiryState.COMPLETE, InquiryState.WITHDRAWN}
        return Due(
            due_ms=row.due_ms,
            rule=row.rule,
            policy_version=row.policy_version,
            overdue=not over and self.desk.now_ms() > row.due_ms,
        )


def _finding(values: dict[str, Any]) -> Finding:
    reasons = {name: tuple(values[name]) for name in ("reasons_for", "reasons_against")}
    return Finding(**(values | reasons | {"grade": MatchGrade(values["grade"])}))


def _answers(tx: Connection, request_id: str) -> tuple[InquiryAnswer, ...]:
    """Every answer that left, in order."""
    return tuple(
        load(InquiryAnswer, row["document"])
        for row in journal.read(tx, request_id)
        if row["kind"] == MessageKind.INQUIRY_ANSWER and row["event"] == "ANSWER"
    )
