"""Moves a case on when something became known: own registers, an answer, a leg's end.

Whatever the rules leave to the node (the first leg, following a referral, closing) happens here, in
the transaction of what became known; the rest waits for an officer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accord.cases.codes import (
    Disposition,
    DomesticTraceResult,
    Outcome,
    WhyYou,
)
from accord.cases.trace import DomesticTrace, NoticeSearch, TraceRequest, TraceResponse
from accord.cases.trace_case import TRACE_CASE, CaseEvent, CaseState
from accord.cases.trace_leg import UNANSWERED
from accord.dates import PartialDate
from accord.errors import PolicyError
from accord.weapons.completeness import CompletenessLevel
from accord.wire.kinds import MessageKind
from node.casework import outcome, routing, rows
from node.casework.drafts import OutcomeDraft, as_outcome
from node.casework.leads import Leads
from node.casework.legs import LegSender, Target, asked, letter
from node.casework.outcome import Evidence
from node.casework.rows import CaseRow, LegRow
from node.casework.rules import CaseworkRules, Mode
from node.casework.standing import case_standing
from node.casework.views import Suggestion
from node.desk import documents
from node.desk.desk import NODE, Desk
from node.desk.journal import Step
from node.desk.sighting import NoticeSearch as Notices
from node.desk.sighting import Source

_SEEKING = {CaseState.INTERNATIONAL, CaseState.WAITING_LEGS}
_CLOSING = {
    Outcome.TRACED_INTERNATIONAL: CaseEvent.RECORD_POINT_OF_DIVERSION,
    Outcome.ESTABLISHED_OTHER_MEANS: CaseEvent.ESTABLISH_OTHERWISE,
    Outcome.NOT_ESTABLISHED: CaseEvent.CLOSE,
}


@dataclass(frozen=True, slots=True)
class Progress:
    """Moves the cases of one desk."""

    desk: Desk
    sender: LegSender
    rules: CaseworkRules
    notices: Notices
    leads: Leads

    def move(
        self, tx: Connection, case: CaseRow, event: CaseEvent, *, by: str, text: str = ""
    ) -> CaseRow:
        """One step of the case's machine.

        Raises:
            TransitionError: the step is not allowed in the state.
        """
        after = TRACE_CASE.step(case.state, event)
        self.desk.note(
            tx,
            Step(
                root=case.case_id,
                subject=case.case_id,
                actor=by,
                event=event,
                before=case.state,
                after=after,
                text=text,
            ),
        )
        return self.save(tx, replace(case, state=after))

    def save(self, tx: Connection, case: CaseRow) -> CaseRow:
        """Stores the case with its standing as it follows from the legs."""
        standing = case_standing(case, rows.legs_of(tx, case.case_id))
        saved = replace(case, standing=standing, updated_ms=self.desk.now_ms())
        rows.update(tx, saved)
        return saved

    def domestic(
        self, tx: Connection, case: CaseRow, response: TraceResponse, failures: Sequence[str]
    ) -> None:
        """The own registers have answered, in the words that another State would get."""
        case = replace(
            case, domestic=documents.dump(response), domestic_failures="\n".join(failures)
        )
        found = response.disposition in {Disposition.FULL, Disposition.REFERRED}
        weak = response.matched is not None and (
            not found or response.matched.grade > self.rules.release.lowest_grade
        )
        if weak and self.rules.send is Mode.OFFICER:
            self.save(tx, case)  # an officer says whether it is the weapon
        else:
            self.domestic_decided(tx, case, found=found and not weak, by=NODE)

    def domestic_decided(self, tx: Connection, case: CaseRow, *, found: bool, by: str) -> None:
        """Whether the own registers hold the weapon is settled."""
        response = documents.maybe(TraceResponse, case.domestic)
        exported = found and response is not None and response.next_state is not None
        trace = _domestic_trace(case, response, found=found, today=self.desk.today())
        request = documents.load(TraceRequest, case.request)
        if not exported:
            response = None
        case = replace(case, request=documents.dump(replace(request, domestic_trace=trace)))
        if found and not exported:
            case = self.move(tx, case, CaseEvent.OWN_LAST_LEGAL_RECORD, by=by)
            self.conclude(tx, case, outcome.traced_at_home(self.evidence(tx, case)), by=by)
            return
        event = {
            DomesticTraceResult.DONE_POSITIVE: CaseEvent.OWN_RECORD_EXPORTED,
            DomesticTraceResult.DONE_NEGATIVE: CaseEvent.OWN_NEGATIVE,
            DomesticTraceResult.NOT_POSSIBLE: CaseEvent.OWN_NOT_POSSIBLE,
        }[trace.result]
        case = self.move(tx, case, event, by=by, text=trace.reason)
        self._search_notices(tx, case)

    def _search_notices(self, tx: Connection, case: CaseRow) -> None:
        """The region's notices come before any other State (A/75/78, para 119)."""
        lead = self.notices.has_open_hit(tx, Source.CASE, case.case_id)
        request = documents.load(TraceRequest, case.request)
        search = NoticeSearch(
            system="regional notices",
            reference=case.case_id,
            date=self.desk.today(),
            hit=lead or case.hit is not None,
        )
        searches = (*request.notice_searches, search)
        case = replace(case, request=documents.dump(replace(request, notice_searches=searches)))
        if not search.hit:
            self.advance(tx, self.move(tx, case, CaseEvent.NO_NOTICE, by=NODE))
            return
        case = self.move(tx, case, CaseEvent.NOTICE_HIT, by=NODE)
        if case.hit is not None:  # confirmed while our own registers were searched
            self.advance(tx, self.move(tx, case, CaseEvent.HIT_CONFIRMED, by=NODE))

    def leg_settled(self, tx: Connection, leg: LegRow, *, by: str) -> None:
        """A leg was answered or has ended; a closed case only keeps what came."""
        case = rows.load(tx, rows.CaseRow, leg.case_id)
        if case.closed:
            return
        response = documents.maybe(TraceResponse, leg.response)
        if response is not None and outcome.holds_last_record(response):
            case = self._try(tx, case, CaseEvent.LEG_FULL, by=by, text=leg.leg_id)
        elif response is not None and any(
            one.referred_by_leg == leg.leg_id and not one.obstacle
            for one in self.suggestions(tx, case)
        ):
            case = self._try(tx, case, CaseEvent.LEG_REFERRED, by=by, text=leg.leg_id)
        else:
            case = self.save(tx, case)
        self.advance(tx, case)

    def advance(self, tx: Connection, case: CaseRow) -> None:
        """Takes the next step that the rules leave to the node, if there is one."""
        legs = rows.legs_of(tx, case.case_id)
        if case.state in _SEEKING:
            tried = {leg.member for leg in legs}
            for one in self.suggestions(tx, case):
                if not one.obstacle and one.member not in tried and self._by_rule(one):
                    case = self._ask(tx, case, one)
                    tried.add(one.member)
                    break  # the others are asked if this one cannot say
            legs = rows.legs_of(tx, case.case_id)
            if not any(leg.open for leg in legs) and not self._worth_asking(tx, case, legs):
                case = self._try(tx, case, CaseEvent.LEGS_EXHAUSTED, by=NODE)
        if self.rules.close is Mode.AUTOMATIC and not any(leg.open for leg in legs):
            self._close_by_rule(tx, case)

    def suggestions(self, tx: Connection, case: CaseRow) -> tuple[Suggestion, ...]:
        """Every State worth asking, referrals first."""
        legs = rows.legs_of(tx, case.case_id)
        request = documents.load(TraceRequest, case.request)
        answers = (
            (leg.leg_id, leg.member, documents.load(TraceResponse, leg.response))
            for leg in legs
            if leg.response is not None
        )
        domestic = documents.maybe(TraceResponse, case.domestic)
        trace = request.domestic_trace
        if trace is None or trace.result is not DomesticTraceResult.DONE_POSITIVE:
            domestic = None
        assessed = routing.assess(
            [
                *routing.referrals(answers),
                *routing.told(self.leads.of(tx, case.case_id)),
                *routing.pointers(request.firearm, domestic),
                *routing.successors(request.firearm, self.desk.region.policy.successors),
            ],
            firearm=request.firearm,
            asked=[asked(leg) for leg in legs],
            directory=self.desk.region.directory,
            own=self.desk.member,
            max_depth=self.desk.region.policy.max_referral_depth,
        )
        urgent = bool(request.preamble.urgency_justification)
        if case.completeness is CompletenessLevel.INSUFFICIENT and not urgent:
            gate = "the weapon is not identified well enough; see the advice"
            return tuple(replace(one, obstacle=one.obstacle or gate) for one in assessed)
        return assessed

    def evidence(self, tx: Connection, case: CaseRow) -> Evidence:
        """All that has been answered about the weapon."""
        legs = rows.legs_of(tx, case.case_id)
        notice = documents.maybe(TraceResponse, case.hit)
        return Evidence(
            firearm=documents.load(TraceRequest, case.request).firearm,
            domestic=documents.maybe(TraceResponse, case.domestic),
            answers=[
                *(
                    documents.load(TraceResponse, leg.response)
                    for leg in legs
                    if leg.response is not None
                ),
                *(() if notice is None else (notice,)),
            ],
            unanswered=sum(leg.response is None for leg in legs),
        )

    def close(self, tx: Connection, case: CaseRow, draft: OutcomeDraft, *, by: str) -> None:
        """Closes the case; whoever was asked learns how.

        Raises:
            TransitionError: the outcome does not follow from the state.
        """
        if draft.outcome is Outcome.TRACED_DOMESTIC:
            raise PolicyError(
                "casework.outcome", "TRACED_DOMESTIC is decided by the search of the own registers"
            )
        if draft.outcome is Outcome.NOT_ESTABLISHED and draft.reason is None:
            raise PolicyError("casework.outcome", "NOT_ESTABLISHED needs a reason")
        if draft.outcome is Outcome.NOT_ESTABLISHED and case.state in _SEEKING:
            case = self.move(tx, case, CaseEvent.LEGS_EXHAUSTED, by=by)
        case = self.move(tx, case, _CLOSING[draft.outcome], by=by)
        self.conclude(tx, case, draft, by=by)

    def conclude(self, tx: Connection, case: CaseRow, draft: OutcomeDraft, *, by: str) -> None:
        """Stores the outcome of a closed case, tells who answered and withdraws what is open."""
        request = documents.load(TraceRequest, case.request)
        told = as_outcome(draft, self.desk.preamble(request.preamble))
        document = documents.dump(told)
        legs = rows.legs_of(tx, case.case_id)
        notice = documents.maybe(TraceResponse, case.hit)
        held_back = []
        for leg in legs:
            if leg.state in UNANSWERED:
                self.sender.withdraw(tx, leg, "the case is closed", by=by)
            elif leg.response is not None:
                others = [one.response for one in legs if one.member != leg.member]
                answers = [documents.load(TraceResponse, data) for data in others if data]
                theirs = outcome.told_to(told, [*answers, *(() if notice is None else (notice,))])
                if theirs.point_of_diversion != told.point_of_diversion:
                    held_back.append(leg.member)
                self.desk.send(tx, letter(leg, MessageKind.TRACE_OUTCOME, theirs))
        self.notices.forget(tx, Source.CASE, case.case_id)
        text = f"{draft.outcome} {draft.reason or ''}".strip()
        if held_back:
            text += f"; the point of diversion is held back from {', '.join(held_back)}"
        self.desk.note(
            tx,
            Step(
                root=case.case_id,
                subject=case.case_id,
                actor=by,
                event="OUTCOME",
                before=case.state,
                after=case.state,
                text=text,
                kind=MessageKind.TRACE_OUTCOME,
                document=document,
            ),
        )
        self.save(tx, replace(case, outcome=document))

    def _try(
        self, tx: Connection, case: CaseRow, event: CaseEvent, *, by: str, text: str = ""
    ) -> CaseRow:
        """The step where it is allowed; elsewhere the case stays as it is."""
        if event in TRACE_CASE.allowed(case.state):
            return self.move(tx, case, event, by=by, text=text)
        return self.save(tx, case)

    def _by_rule(self, one: Suggestion) -> bool:
        rules = self.rules
        mode = rules.follow_referrals if one.why is WhyYou.REFERRED_BY else rules.send
        return mode is Mode.AUTOMATIC

    def _ask(self, tx: Connection, case: CaseRow, one: Suggestion) -> CaseRow:
        reason = "" if case.completeness is CompletenessLevel.COMPLETE else "sent by rule"
        target = Target(state=one.state, why=one.why, referred_by_leg=one.referred_by_leg)
        try:
            self.sender.send(tx, case, target, by=NODE, override_reason=reason)
        except PolicyError as error:  # it waits for an officer, who sees why
            self.desk.note(
                tx,
                Step(
                    root=case.case_id,
                    subject=case.case_id,
                    actor=NODE,
                    event="NOT_SENT",
                    before=case.state,
                    after=case.state,
                    text=error.text,
                ),
            )
        return rows.load(tx, rows.CaseRow, case.case_id)

    def _worth_asking(self, tx: Connection, case: CaseRow, legs: Sequence[LegRow]) -> bool:
        """Whether a State is left; by rule, one that never answered is not asked again."""
        if case.completeness is CompletenessLevel.INSUFFICIENT:
            return True  # the gate may open yet
        tried = {leg.member for leg in legs}
        return any(
            not one.obstacle and (one.member not in tried or not self._by_rule(one))
            for one in self.suggestions(tx, case)
        )

    def _close_by_rule(self, tx: Connection, case: CaseRow) -> None:
        if case.state is CaseState.ESTABLISHED:
            draft = outcome.traced_abroad(self.evidence(tx, case))
            if draft.point_of_diversion is not None:  # else an analyst has to find it
                self.close(tx, case, draft, by=NODE)
        elif case.state is CaseState.EXHAUSTED:
            self.close(tx, case, outcome.not_established(self.evidence(tx, case)), by=NODE)


def _domestic_trace(
    case: CaseRow, response: TraceResponse | None, *, found: bool, today: PartialDate
) -> DomesticTrace:
    if found:
        return DomesticTrace(
            result=DomesticTraceResult.DONE_POSITIVE,
            reason="our own record says that the weapon left the country",
            date=today,
        )
    if case.domestic_failures:
        return DomesticTrace(
            result=DomesticTraceResult.NOT_POSSIBLE, reason=case.domestic_failures[:4000]
        )
    weak = response is not None and response.matched is not None
    return DomesticTrace(
        result=DomesticTraceResult.DONE_NEGATIVE,
        reason="records that match only in part were not confirmed" if weak else "",
        date=today,
    )
