"""What an officer can do about a case now, the best step first: pure functions of the case."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from accord.cases.handover import HandoverKind
from accord.cases.trace_case import CLOSED, TRACE_CASE, CaseEvent, CaseState
from accord.cases.trace_leg import UNANSWERED, LegState
from accord.pages.marked import marked as _N
from node.casework.views import CaseDetail, CaseSummary, LegView, Standing

_CLARIFIABLE = frozenset({LegState.ANSWERED_RESTRICTED, LegState.REFUSED, LegState.DELAYED})

_WAITS = {
    Standing.SEARCHING: _N("Our own registers are being searched."),
    Standing.BLOCKED: _N("The weapon is not identified well enough for another State to find it."),
    Standing.OFFICER: _N("This case waits for you."),
    Standing.ABROAD: _N("Another State has to answer."),
    Standing.CLOSED: _N("This case is closed."),
}
# Why it waits for an officer.
_DECIDES = {
    CaseState.DOMESTIC_TRACE: _N("A register of ours may know the weapon: compare and decide."),
    CaseState.HIT_FLOW: _N("A notice may be about this weapon: see to the hit first."),
    CaseState.INTERNATIONAL: _N("Our own search is done: ask the State that may know the weapon."),
    CaseState.WAITING_LEGS: _N("No answer is awaited: ask the next State, or say how it ends."),
    CaseState.ESTABLISHED: _N("The last legal record is known: say how the trace ends."),
    CaseState.EXHAUSTED: _N(
        "Every State asked has been heard and none knows more: say how it ends."
    ),
}


def waits(case: CaseDetail) -> str:
    """One marked sentence: whose turn it is, and why."""
    summary = case.summary
    if summary.standing is not Standing.OFFICER:
        return _WAITS[summary.standing]
    if any(leg.question is not None for leg in case.legs):
        return _N("A State cannot go on without an answer from you; its clock stands still.")
    return _DECIDES.get(CaseState(summary.state), _WAITS[Standing.OFFICER])


def status_of(summary: CaseSummary) -> CaseState | Standing:
    """What a case's badge says: that it is stuck, before the turn of the machine it is stuck at."""
    blocked = summary.standing is Standing.BLOCKED
    return summary.standing if blocked else CaseState(summary.state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do: the act's page, and why."""

    act: str
    label: str  # marked
    leg: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    state: str = ""  # the State that the label names


def next_steps(case: CaseDetail) -> Sequence[Step]:
    """What is worth doing, the best first; nothing where one can only wait."""
    return tuple(_steps(case))


def _steps(case: CaseDetail) -> Iterator[Step]:
    summary = case.summary
    if summary.state in CLOSED:
        if summary.late_answers:
            yield Step(act="reopenCase", label=_N("Reopen: new evidence came"))
        return
    for leg in case.legs:
        if leg.question is not None:
            yield Step(
                act="replyToQuestion",
                label=_N("Answer the question of %(state)s"),
                leg=leg.leg_id,
                state=leg.state_asked,
            )
    if summary.state == CaseState.DOMESTIC_TRACE and summary.standing is Standing.OFFICER:
        yield Step(act="decideOwnRecord", label=_N("Decide on our own record"))
    if summary.state == CaseState.ESTABLISHED:
        yield _closing(case)
    yield from _asking(case)
    if summary.standing is Standing.BLOCKED:
        yield Step(act="reviseCase", label=_N("Describe the weapon better"))
    if summary.state == CaseState.EXHAUSTED:
        yield _closing(case)


def _closing(case: CaseDetail) -> Step:
    if case.proposed_outcome is not None:
        return Step(act="acceptOutcome", label=_N("Close with the proposed outcome"))
    return Step(act="recordOutcome", label=_N("Record the outcome"))


def _asking(case: CaseDetail) -> Iterator[Step]:
    """States worth asking that nothing stands in the way of."""
    if not _may(case, CaseEvent.SEND_LEG):
        return
    for one in case.suggestions:
        if one.obstacle:
            continue
        if one.referred_by_leg:
            yield Step(
                act="followReferral",
                label=_N("Follow the referral to %(state)s"),
                leg=one.referred_by_leg,
                state=one.state,
            )
        else:
            yield Step(
                act="sendLeg",
                label=_N("Ask %(state)s"),
                query={"state": one.state, "why": one.why},
                state=one.state,
            )


def leg_steps(leg: LegView) -> Sequence[Step]:
    """What can be done about one leg, beside waiting."""
    steps = []
    state = LegState(leg.state)
    if leg.question is not None:
        steps.append(Step(act="replyToQuestion", label=_N("Answer the question"), leg=leg.leg_id))
    if state in _CLARIFIABLE:
        steps.append(Step(act="askClarification", label=_N("Ask for the reasons"), leg=leg.leg_id))
    if state is not LegState.DRAFT:
        steps.append(Step(act="commentOnLeg", label=_N("Comment"), leg=leg.leg_id))
    if state in UNANSWERED:
        steps.append(Step(act="withdrawLeg", label=_N("Withdraw"), leg=leg.leg_id))
    return tuple(steps)


def other_steps(case: CaseDetail) -> Sequence[Step]:
    """What may be done to the case at any time; the rare and grave ones last."""
    first = {(one.act, *one.query.values()) for one in next_steps(case)}
    return tuple(one for one in _others(case) if (one.act, *one.query.values()) not in first)


def _others(case: CaseDetail) -> Iterator[Step]:
    summary = case.summary
    bureau = {"kind": HandoverKind.TRACE.value, "subjects": summary.case_id}
    handover = Step(act="handOver", label=_N("Hand over to the bureau"), query=bureau)
    if summary.state in CLOSED:
        yield Step(act="reopenCase", label=_N("Reopen"))
        yield handover
        return
    yield Step(act="reviseCase", label=_N("Revise the description"))
    if _may(case, CaseEvent.SEND_LEG):
        yield Step(act="sendLeg", label=_N("Ask a State"))
        everybody = {"case_id": summary.case_id}
        yield Step(act="openInquiry", label=_N("Inquire of all members"), query=everybody)
    if _may(case, CaseEvent.SEND_LEG) or _may(case, CaseEvent.RECORD_POINT_OF_DIVERSION):
        yield Step(act="recordOutcome", label=_N("Record an outcome"))
    yield handover
    yield Step(act="doNotPursue", label=_N("Do not pursue"))


def _may(case: CaseDetail, event: CaseEvent) -> bool:
    return event in TRACE_CASE.allowed(CaseState(case.summary.state))
