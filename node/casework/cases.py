"""The requester's side: one recovered weapon, one case, one leg for each State asked."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accord.cases.codes import DomesticTraceResult, NotEstablishedReason, Outcome, WhyYou
from accord.cases.description import check_firearm
from accord.cases.requirements import (
    check_answer,
    check_clarification_request,
    check_comment,
    check_outcome,
    check_request,
    check_withdrawal,
)
from accord.cases.rule import insist
from accord.cases.trace import (
    DomesticTrace,
    Preamble,
    TraceAnswer,
    TraceClarificationRequest,
    TraceComment,
    TraceRequest,
    TraceResponse,
    TraceWithdrawal,
)
from accord.cases.trace_case import NOT_PURSUED_REASONS, TRACE_CASE, CaseEvent, CaseState
from accord.cases.trace_leg import TRACE_LEG, LegEvent
from accord.errors import PolicyError
from accord.weapons.completeness import assess
from accord.weapons.firearm import Firearm
from accord.wire.kinds import MessageKind
from node.calendars import clocks
from node.casework import outcome, rows
from node.casework.description import completed
from node.casework.drafts import CaseDraft, OutcomeDraft, as_outcome, first_request
from node.casework.legs import LegSender, Saying, Target, leg_preamble
from node.casework.progress import Progress
from node.casework.rows import CaseRow, LegRow
from node.casework.tasks import TaskKind
from node.casework.views import Standing
from node.desk import documents
from node.desk.desk import Desk
from node.desk.journal import Step
from node.desk.sighting import Sighting, Source

# Filled in on the way, or named by the gate: not asked of whoever opens a case.
_LATER = {"domestic_trace", "notice_searches", "why_you", "firearm.marks"}


@dataclass(eq=False)
class CaseService:
    """What an officer can do with a case; every call is one step of one transaction.

    Raises (every method):
        PolicyError: unknown id, a guard, or a missing field; the code and text say which.
        TransitionError: the step is not allowed in the state; says what is.
    """

    desk: Desk
    sender: LegSender
    progress: Progress

    def open_case(self, tx: Connection, draft: CaseDraft, *, by: str) -> str:
        """Registers the case and searches the own registers first; gives its case id."""
        now_ms = self.desk.now_ms()
        number = rows.following_number(tx, CaseRow)
        case_id = f"{self.desk.member}-{self.desk.today().year}-{number:05d}"
        request = first_request(
            draft,
            case_id=case_id,
            member=self.desk.member,
            authority=self.desk.authority,
            today=self.desk.today(),
        )
        urgent = bool(draft.urgency_justification)
        insist(
            problem
            for problem in check_request(request, urgent=urgent, today=self.desk.today())
            if problem.field not in _LATER
        )
        case = CaseRow(
            number=number,
            case_id=case_id,
            state=CaseState.REGISTERED,
            standing=Standing.SEARCHING,
            weapon=documents.weapon_line(request.firearm),
            completeness=assess(request.firearm).level,
            opened_ms=now_ms,
            updated_ms=now_ms,
            request=documents.dump(request),
        )
        rows.insert(tx, case)
        self._note_request(tx, case, by=by, event="REGISTER", text="")
        self.progress.move(tx, case, CaseEvent.OPEN_DOMESTIC_TRACE, by=by)
        self.desk.schedule(tx, TaskKind.SEARCH_CASE, case_id)
        self._meet(tx, case)
        return case_id

    def revise(
        self, tx: Connection, case_id: str, firearm: Firearm, reason: str, *, by: str
    ) -> None:
        """A new version of the weapon's description, such as a restored serial.

        The own registers are not searched again once other States are being asked.
        """
        case = rows.load(tx, CaseRow, case_id)
        event = CaseEvent.NEW_MARKS
        searching = case.state is CaseState.DOMESTIC_TRACE
        if not searching:
            TRACE_CASE.step(case.state, event)
        request = documents.load(TraceRequest, case.request)
        request = replace(request, firearm=completed(firearm))
        problems = check_firearm(request.firearm, today=self.desk.today())
        insist(problem for problem in problems if problem.field not in _LATER)
        case = replace(
            case,
            request=documents.dump(request),
            weapon=documents.weapon_line(request.firearm),
            completeness=assess(request.firearm).level,
        )
        self._note_request(tx, case, by=by, event="REVISE", text=reason)
        self._meet(tx, case)
        if searching:
            self.progress.save(tx, replace(case, domestic=None, domestic_failures=""))
            self.desk.schedule(tx, TaskKind.SEARCH_CASE, case_id)
        else:
            self.progress.advance(tx, self.progress.move(tx, case, event, by=by, text=reason))

    def decide_domestic(self, tx: Connection, case_id: str, *, found: bool, by: str) -> None:
        """Says whether the record that our registers hold is the weapon, where it is in doubt."""
        case = rows.load(tx, CaseRow, case_id)
        if case.state is not CaseState.DOMESTIC_TRACE or case.domestic is None:
            raise PolicyError(
                "casework.nothing_to_decide", "no search of the own registers waits for a decision"
            )
        self.progress.domestic_decided(tx, case, found=found, by=by)

    def send_leg(
        self,
        tx: Connection,
        case_id: str,
        state: str,
        why: WhyYou,
        *,
        by: str,
        override_reason: str = "",
    ) -> str:
        """Asks one State; gives the leg id. PARTIAL identification needs an override reason."""
        case = rows.load(tx, CaseRow, case_id)
        target = Target(state=state, why=why)
        return self.sender.send(tx, case, target, by=by, override_reason=override_reason).leg_id

    def follow_referral(
        self, tx: Connection, case_id: str, leg_id: str, *, by: str, override_reason: str = ""
    ) -> str:
        """Asks the State that the leg's answer points at; gives the new leg id."""
        case = rows.load(tx, CaseRow, case_id)
        leg = rows.load(tx, LegRow, leg_id)
        response = documents.maybe(TraceResponse, leg.response)
        if leg.case_id != case_id or response is None or response.next_state is None:
            raise PolicyError("casework.no_referral", "the leg's answer points at no other State")
        target = Target(
            state=response.next_state.state, why=WhyYou.REFERRED_BY, referred_by_leg=leg_id
        )
        return self.sender.send(tx, case, target, by=by, override_reason=override_reason).leg_id

    def reply_question(
        self, tx: Connection, leg_id: str, text: str, firearm: Firearm | None, *, by: str
    ) -> None:
        """Answers the question that the leg waits with (ITI 21)."""
        leg = rows.load(tx, LegRow, leg_id)
        after = TRACE_LEG.step(leg.state, LegEvent.REPLY)
        described = completed(firearm) if firearm is not None else None
        answer = TraceAnswer(preamble=self._reply(leg), firearm=described, text=text)
        insist(check_answer(answer))
        paused_ms = self.desk.now_ms() - (leg.question_ms or self.desk.now_ms())
        replied = replace(
            leg,
            state=after,
            question=None,
            question_ms=None,
            respond_due_ms=leg.respond_due_ms + paused_ms,
        )
        said = Saying(
            kind=MessageKind.TRACE_ANSWER, message=answer, event=LegEvent.REPLY, text=text
        )
        self.sender.say(tx, leg, replied, said, by=by)
        self.desk.cancel(tx, TaskKind.LEG_SILENCE, leg_id)
        self.sender.reminding.watch(tx, replied)
        case = rows.load(tx, CaseRow, leg.case_id)
        if described is not None:
            request = documents.load(TraceRequest, case.request)
            case = replace(
                case,
                request=documents.dump(replace(request, firearm=described)),
                weapon=documents.weapon_line(described),
                completeness=assess(described).level,
            )
            self._note_request(tx, case, by=by, event="REVISE", text=text)
        self.progress.save(tx, case)

    def ask_clarification(
        self, tx: Connection, leg_id: str, text: str, *, by: str, revised_undertaking: str = ""
    ) -> None:
        """Asks for the reasons behind a restriction, delay or refusal (ITI 23)."""
        leg = rows.load(tx, LegRow, leg_id)
        event = LegEvent.ASK_CLARIFICATION
        after = TRACE_LEG.step(leg.state, event)
        request = TraceClarificationRequest(
            preamble=self._reply(leg), text=text, revised_undertaking=revised_undertaking
        )
        insist(check_clarification_request(request))
        kind = MessageKind.TRACE_CLARIFICATION_REQUEST
        said = Saying(kind=kind, message=request, event=event, text=text)
        timing = clocks(self.desk.region.policy, leg.member)
        deadline = timing.clarify(self.desk.now_ms())
        asked = replace(
            leg, state=after, clarify_due_ms=deadline.due_ms, clarify_rule=deadline.rule
        )
        self.sender.say(tx, leg, asked, said, by=by)
        self.sender.reminding.watch(tx, asked)
        self.progress.save(tx, rows.load(tx, CaseRow, leg.case_id))

    def withdraw(self, tx: Connection, leg_id: str, reason: str, *, by: str) -> None:
        """Ends a leg whose answer is no longer needed."""
        leg = rows.load(tx, LegRow, leg_id)
        insist(check_withdrawal(TraceWithdrawal(preamble=leg_preamble(leg), reason=reason)))
        self.progress.leg_settled(tx, self.sender.withdraw(tx, leg, reason, by=by), by=by)

    def comment(self, tx: Connection, leg_id: str, text: str, *, by: str) -> None:
        """Sends free text beside the leg."""
        leg = rows.load(tx, LegRow, leg_id)
        comment = TraceComment(preamble=self._reply(leg), text=text)
        insist(check_comment(comment))
        said = Saying(kind=MessageKind.TRACE_COMMENT, message=comment, event="COMMENT", text=text)
        self.sender.say(tx, leg, leg, said, by=by)

    def record_outcome(
        self, tx: Connection, case_id: str, draft: OutcomeDraft | None, *, by: str
    ) -> None:
        """Closes the case, by the proposed outcome where none is given; tells who helped."""
        case = rows.load(tx, CaseRow, case_id)
        if draft is None:
            draft = self.proposed_outcome(tx, case)
        if draft is None:
            raise PolicyError(
                "casework.no_outcome", "nothing can be proposed while answers are awaited"
            )
        insist(
            check_outcome(
                as_outcome(
                    draft, self.desk.preamble(documents.load(TraceRequest, case.request).preamble)
                )
            )
        )
        self.progress.close(tx, case, draft, by=by)

    def proposed_outcome(self, tx: Connection, case: CaseRow) -> OutcomeDraft | None:
        """How the case would close by what is known; None while something is awaited."""
        if case.closed:
            return None
        evidence = self.progress.evidence(tx, case)
        if case.state is CaseState.ESTABLISHED:
            return outcome.traced_abroad(evidence)
        if case.standing is Standing.BLOCKED:
            reason = NotEstablishedReason.INSUFFICIENT_IDENTIFICATION
            return OutcomeDraft(outcome=Outcome.NOT_ESTABLISHED, reason=reason)
        if case.state is CaseState.EXHAUSTED or self._nobody_left(tx, case):
            return outcome.not_established(evidence)
        return None

    def _nobody_left(self, tx: Connection, case: CaseRow) -> bool:
        """Whether no answer is awaited and no State is left to ask."""
        return (
            case.state in {CaseState.INTERNATIONAL, CaseState.WAITING_LEGS}
            and not any(leg.open for leg in rows.legs_of(tx, case.case_id))
            and all(one.obstacle for one in self.progress.suggestions(tx, case))
        )

    def not_pursued(
        self, tx: Connection, case_id: str, reason: NotEstablishedReason, *, by: str
    ) -> None:
        """Closes the case under an exception: amnesty, before 1946, or already destroyed."""
        if reason not in NOT_PURSUED_REASONS:
            allowed = ", ".join(sorted(NOT_PURSUED_REASONS))
            raise PolicyError("casework.not_an_exception", f"the exceptions are: {allowed}")
        case = rows.load(tx, CaseRow, case_id)
        self.desk.cancel(tx, TaskKind.SEARCH_CASE, case_id)
        case = self.progress.move(tx, case, CaseEvent.DO_NOT_PURSUE, by=by, text=reason)
        draft = OutcomeDraft(outcome=Outcome.NOT_ESTABLISHED, reason=reason)
        self.progress.conclude(tx, case, draft, by=by)

    def reopen(self, tx: Connection, case_id: str, reason: str, *, by: str) -> None:
        """New evidence: the case goes on with its history."""
        case = rows.load(tx, CaseRow, case_id)
        case = self.progress.move(tx, case, CaseEvent.NEW_EVIDENCE, by=by, text=reason)
        request = documents.load(TraceRequest, case.request)
        if request.domestic_trace is None or request.domestic_trace.result is (
            DomesticTraceResult.DONE_POSITIVE
        ):
            trace = DomesticTrace(
                result=DomesticTraceResult.DONE_POSITIVE, reason=reason, date=self.desk.today()
            )
            case = replace(case, request=documents.dump(replace(request, domestic_trace=trace)))
        case = self.progress.move(tx, replace(case, outcome=None), CaseEvent.RESUME, by=by)
        self._meet(tx, case)
        if case.hit is not None:  # a notice was confirmed, before or after the case was closed
            self.progress.move(tx, case, CaseEvent.HIT_CONFIRMED, by=by, text=reason)
        for leg in rows.legs_of(tx, case_id):
            if leg.late_ms is not None:
                self.progress.leg_settled(tx, leg, by=leg.member)

    def _meet(self, tx: Connection, case: CaseRow) -> None:
        """Has the weapon compared with the notices there are, and with those to come."""
        request = documents.load(TraceRequest, case.request)
        self.progress.notices.sighted(
            tx,
            Sighting(
                source=Source.CASE,
                subject=case.case_id,
                finder=self.desk.member,
                reference=case.case_id,
                firearm=request.firearm,
            ),
        )

    def _reply(self, leg: LegRow) -> Preamble:
        return self.desk.preamble(leg_preamble(leg), leg.last_word)

    def _note_request(
        self, tx: Connection, case: CaseRow, *, by: str, event: str, text: str
    ) -> None:
        self.desk.note(
            tx,
            Step(
                root=case.case_id,
                subject=case.case_id,
                actor=by,
                event=event,
                before=case.state,
                after=case.state,
                text=text,
                kind=MessageKind.TRACE_REQUEST,
                document=case.request,
            ),
        )
