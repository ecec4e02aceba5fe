"""Sends the legs of a case: the gate, the guards, the request itself and its clocks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accord.cases.age import Age, age_of
from accord.cases.codes import WhyYou
from accord.cases.guards import Asked, Asking, check_leg, marks_seen
from accord.cases.requirements import check_request
from accord.cases.rule import insist
from accord.cases.trace import Preamble, TraceRequest, TraceWithdrawal
from accord.cases.trace_case import TRACE_CASE, CaseEvent
from accord.cases.trace_leg import TRACE_LEG, LegEvent, LegState
from accord.errors import PolicyError
from accord.weapons.completeness import CompletenessLevel, assess
from accord.weapons.firearm import Firearm
from accord.wire.kinds import MessageKind
from node.calendars import clocks
from node.casework import rows
from node.casework.reminding import Reminding
from node.casework.rows import CaseRow, LegRow
from node.casework.standing import case_standing
from node.casework.tasks import TaskKind
from node.desk import documents
from node.desk.desk import Desk, Letter
from node.desk.journal import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The State to ask, and why."""

    state: str
    why: WhyYou
    referred_by_leg: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A further message of a leg, and the event that it is."""

    kind: MessageKind
    message: object
    event: str
    text: str


@dataclass(frozen=True, slots=True)
class LegSender:
    """Sends and withdraws legs of one desk."""

    desk: Desk
    reminding: Reminding

    def send(
        self, tx: Connection, case: CaseRow, target: Target, *, by: str, override_reason: str = ""
    ) -> LegRow:
        """Asks one State and puts the case to waiting.

        Raises:
            PolicyError: the gate, a guard, a missing field, or nobody answers for the State.
            TransitionError: the case is not at a point where a State is asked.
        """
        waiting = TRACE_CASE.step(case.state, CaseEvent.SEND_LEG)
        template = documents.load(TraceRequest, case.request)
        urgent = bool(template.preamble.urgency_justification)
        _pass_gate(case, template, urgent=urgent, override_reason=override_reason)
        legs = rows.legs_of(tx, case.case_id)
        member = self._answering(target.state)
        self._guard(template, target, member, legs)
        leg = self._post(
            tx,
            case,
            template,
            target,
            member=member,
            legs=legs,
            by=by,
            override_reason=override_reason,
        )
        self.desk.note(
            tx,
            Step(
                root=case.case_id,
                subject=case.case_id,
                actor=by,
                event=CaseEvent.SEND_LEG,
                before=case.state,
                after=waiting,
                text=leg.leg_id,
            ),
        )
        moved = replace(case, state=waiting, updated_ms=self.desk.now_ms())
        rows.update(tx, replace(moved, standing=case_standing(moved, [*legs, leg])))
        return leg

    def withdraw(self, tx: Connection, leg: LegRow, reason: str, *, by: str) -> LegRow:
        """Tells the State that its answer is no longer needed.

        Raises:
            TransitionError: the leg has been answered or has ended.
        """
        after = TRACE_LEG.step(leg.state, LegEvent.WITHDRAW)
        said = Saying(
            kind=MessageKind.TRACE_WITHDRAWAL,
            message=TraceWithdrawal(preamble=self.desk.preamble(leg_preamble(leg)), reason=reason),
            event=LegEvent.WITHDRAW,
            text=reason,
        )
        self.desk.cancel(tx, TaskKind.LEG_SILENCE, leg.leg_id)
        self.desk.cancel(tx, TaskKind.LEG_REMINDER, leg.leg_id)
        withdrawn = replace(leg, state=after, question=None, question_ms=None)
        self.say(tx, leg, withdrawn, said, by=by)
        return withdrawn

    def say(self, tx: Connection, leg: LegRow, after: LegRow, said: Saying, *, by: str) -> None:
        """Sends a further message of the leg and stores the leg as it stands then."""
        message_id, payload = self.desk.send(tx, letter(leg, said.kind, said.message))
        self.desk.note(
            tx,
            Step(
                root=leg.case_id,
                subject=leg.leg_id,
                actor=by,
                event=said.event,
                before=leg.state,
                after=after.state,
                text=said.text,
                message_id=message_id,
                kind=said.kind,
                document=payload,
            ),
        )
        rows.update(tx, after)

    def _answering(self, state: str) -> str:
        member = self.desk.region.directory.answering_member(state)
        if member is None:
            raise PolicyError(
                "casework.nobody_answers", f"no member of the region answers for {state}"
            )
        return member.id

    def _guard(
        self, template: TraceRequest, target: Target, member: str, legs: Sequence[LegRow]
    ) -> None:
        check_leg(
            Asking(
                state=member,
                why=target.why,
                marks=marks_seen(template.firearm),
                referred_by_leg=target.referred_by_leg,
            ),
            [asked(leg) for leg in legs],
            own_state=self.desk.member,
            max_referral_depth=self.desk.region.policy.max_referral_depth,
        )

    def _post(
        self,
        tx: Connection,
        case: CaseRow,
        template: TraceRequest,
        target: Target,
        *,
        member: str,
        legs: Sequence[LegRow],
        by: str,
        override_reason: str,
    ) -> LegRow:
        referring = next((leg for leg in legs if leg.leg_id == target.referred_by_leg), None)
        request = replace(
            template,
            firearm=_with_import(template.firearm, target),
            why_you=target.why,
            referred_by=referring.member if referring else "",
            referred_by_leg=target.referred_by_leg,
        )
        urgent = bool(request.preamble.urgency_justification)
        insist(check_request(request, urgent=urgent, today=self.desk.today()))
        now_ms = self.desk.now_ms()
        policy = self.desk.region.policy
        timing = clocks(policy, member)
        acknowledge = timing.acknowledge(now_ms, urgent=urgent)
        respond = timing.respond(now_ms, urgent=urgent, now_ms=now_ms)
        leg_id = f"{case.case_id}-{len(legs) + 1}"
        conversation = self.desk.new_conversation()
        message_id, payload = self.desk.send(
            tx,
            Letter(
                root=case.case_id,
                subject=leg_id,
                recipients=(member,),
                kind=MessageKind.TRACE_REQUEST,
                message=request,
                conversation=conversation,
                urgent=urgent,
            ),
        )
        leg = LegRow(
            number=rows.following_number(tx, LegRow),
            leg_id=leg_id,
            case_id=case.case_id,
            conversation_id=conversation.bytes,
            asked_state=target.state,
            member=member,
            why=target.why,
            state=TRACE_LEG.step(LegState.DRAFT, LegEvent.SUBMIT),
            depth=referring.depth + 1 if referring else 0,
            referred_by_leg=target.referred_by_leg,
            message_id=message_id.bytes,
            sent_ms=now_ms,
            heard_ms=now_ms,
            heard_message_id=None,
            policy_version=policy.version,
            acknowledge_due_ms=acknowledge.due_ms,
            acknowledge_rule=acknowledge.rule,
            respond_due_ms=respond.due_ms,
            respond_rule=respond.rule,
            request=payload,
        )
        rows.insert(tx, leg)
        self.reminding.watch(tx, leg)
        text = f"to {member}: {target.why}"
        self.desk.note(
            tx,
            Step(
                root=case.case_id,
                subject=leg_id,
                actor=by,
                event=LegEvent.SUBMIT,
                before=LegState.DRAFT,
                after=leg.state,
                text=f"{text}; {override_reason}" if override_reason else text,
                message_id=message_id,
                kind=MessageKind.TRACE_REQUEST,
                document=payload,
            ),
        )
        return leg


def asked(leg: LegRow) -> Asked:
    """A leg as the guards see it."""
    request = documents.load(TraceRequest, leg.request)
    return Asked(
        leg_id=leg.leg_id,
        state=leg.member,
        standing=leg.state,
        why=leg.why,
        marks=marks_seen(request.firearm),
        referred_by_leg=leg.referred_by_leg,
    )


def letter(leg: LegRow, kind: MessageKind, message: object) -> Letter:
    """A further message to the State that the leg asked, on the lane of the request."""
    return Letter(
        root=leg.case_id,
        subject=leg.leg_id,
        recipients=(leg.member,),
        kind=kind,
        message=message,
        conversation=leg.conversation,
        urgent=bool(leg_preamble(leg).urgency_justification),
    )


def leg_preamble(leg: LegRow) -> Preamble:
    """What the leg's request said first."""
    return documents.load(TraceRequest, leg.request).preamble


def _with_import(firearm: Firearm, target: Target) -> Firearm:
    """Names the State of the last import where our own record, not a mark, tells it."""
    if target.why is WhyYou.LAST_LEGAL_IMPORT and not firearm.import_country:
        return replace(firearm, import_country=target.state)
    return firearm


def _pass_gate(
    case: CaseRow, template: TraceRequest, *, urgent: bool, override_reason: str
) -> None:
    if age_of(template.firearm) is Age.ANTIQUE and not override_reason:
        raise PolicyError(
            "casework.antique",
            "made by 1899 it may be an antique, which the instrument leaves out (ITI 4): give a "
            "reason to send it, or close the case as not pursued",
        )
    if case.completeness is CompletenessLevel.COMPLETE:
        return
    advice = "; ".join(assess(template.firearm).advice)
    if case.completeness is CompletenessLevel.INSUFFICIENT and not urgent:
        raise PolicyError(
            "casework.insufficient",
            f"the weapon is not identified well enough to be traced: {advice}",
        )
    if not override_reason:
        raise PolicyError(
            "casework.reason_needed",
            f"the identification is {case.completeness}; give a reason to send it, or: {advice}",
        )
