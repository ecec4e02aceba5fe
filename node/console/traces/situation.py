"""What an officer can do about a case now, the best step first: pure functions of the case."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from accord.cases.trace_case import CLOSED, TRACE_CASE, CaseEvent, CaseState
from accord.cases.trace_leg import UNANSWERED, LegState
from accord.pages.marked import marked as _N
from node.casework.views import CaseDetail, LegView, Standing

_CLARIFIABLE = frozenset({LegState.ANSWERED_RESTRICTED, LegState.REFUSED, LegState.DELAYED})

WAITS = {
    Standing.SEARCHING: _N("Our own registers are being searched."),
    Standing.BLOCKED: _N("The weapon is not identified well enough for another State to find it."),
    Standing.OFFICER: _N("This case waits for you."),
    Standing.ABROAD: _N("Another State has to answer."),
    Standing.CLOSED: _N("This case is closed."),
}


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
    summary = case.summary
    if summary.state in CLOSED:
        return (Step(act="reopenCase", label=_N("Reopen")),)
    steps = [Step(act="reviseCase", label=_N("Revise the description"))]
    if _may(case, CaseEvent.SEND_LEG):
        steps.append(Step(act="sendLeg", label=_N("Ask a State")))
    if _may(case, CaseEvent.SEND_LEG) or _may(case, CaseEvent.RECORD_POINT_OF_DIVERSION):
        steps.append(Step(act="recordOutcome", label=_N("Record an outcome")))
    steps.append(Step(act="doNotPursue", label=_N("Do not pursue")))
    return tuple(steps)


def _may(case: CaseDetail, event: CaseEvent) -> bool:
    return event in TRACE_CASE.allowed(CaseState(case.summary.state))
