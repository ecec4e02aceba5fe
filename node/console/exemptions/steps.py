"""What the applicant, a member or the secretariat can do about a request; the interface decides."""

from collections.abc import Iterator, Sequence

from accord.cases.exemption_machine import EXEMPTION, ExemptionEvent, ExemptionState, FollowedState
from accord.pages.marked import marked as _N
from node.console.certificates.steps import Step
from node.exemptions.rows import Side
from node.exemptions.views import ExemptionDetail

_E = ExemptionEvent
_OPEN = frozenset(
    {
        FollowedState.REQUESTED,
        FollowedState.RETURNED,
        FollowedState.CIRCULATED,
        FollowedState.OPINION,
        FollowedState.ESCALATED,
    }
)


_CORRECT = Step(
    act="correctExemption",
    label=_N("Send it corrected"),
    why=_N("The secretariat has it; a corrected version takes its place."),
)
_WITHDRAW = Step(
    act="withdrawExemption",
    label=_N("Withdraw the request"),
    why=_N("The request is with the secretariat and the members."),
    danger=True,
)
_USE = Step(
    act="useExemption",
    label=_N("Count a shipment"),
    why=_N("The exemption holds. Each shipment under it is counted."),
)
_SEE = Step(act="seeExemption", label=_N("Say that we have read it"))
_ANSWER = Step(
    act="answerExemption",
    label=_N("Take a position"),
    why=_N("The secretariat asks every member whether it objects."),
)
_CHANGE = Step(
    act="answerExemption",
    label=_N("Change our position"),
    why=_N("Our position is given; it may change until the term ends."),
)
_RETURN = Step(act="returnExemption", label=_N("Return it to the applicant"))
_CIRCULATE = Step(
    act="circulateExemption",
    label=_N("Circulate to the members"),
    why=_N("A new request: circulate it, or return it to be completed."),
)
_OPINION = Step(
    act="giveExemptionOpinion",
    label=_N("Give the opinion"),
    why=_N("The members were asked; the secretariat's opinion comes next."),
)
_DECIDE = Step(
    act="decideExemption",
    label=_N("Record the decision"),
    why=_N("The opinion is given; what remains is the decision."),
)
_REVOKE = Step(act="revokeExemption", label=_N("Revoke the exemption"), danger=True)
_TELL = Step(act="tellExemption", label=_N("Tell a State once more"))


def steps_of(exemption: ExemptionDetail) -> Sequence[Step]:
    """What our side may do now, the likeliest first."""
    match Side(exemption.summary.side):
        case Side.SECRETARIAT:
            return tuple(_secretariat(exemption))
        case Side.APPLICANT:
            return tuple(_applicant(exemption))
        case Side.MEMBER:
            return tuple(_member(exemption))


def _secretariat(exemption: ExemptionDetail) -> Iterator[Step]:
    state = ExemptionState(exemption.summary.state)
    allowed = EXEMPTION.allowed(state)
    if _E.CIRCULATE in allowed:
        yield _CIRCULATE
    if _E.GIVE_OPINION in allowed:
        yield _OPINION
    if _E.GRANT in allowed or (_E.REFUSE in allowed and exemption.opinion is not None):
        yield _DECIDE
    if _E.RETURN in allowed:
        yield _RETURN
    if state is not ExemptionState.REQUESTED:
        yield _TELL
    if _E.REVOKE in allowed:
        yield _REVOKE


def _applicant(exemption: ExemptionDetail) -> Iterator[Step]:
    state = FollowedState(exemption.summary.state)
    if state is FollowedState.GRANTED and any(one.quantity for one in exemption.remaining):
        yield _USE
    if state in {FollowedState.RETURNED, FollowedState.REQUESTED}:
        yield _CORRECT
    if state in _OPEN:
        yield _WITHDRAW


def _member(exemption: ExemptionDetail) -> Iterator[Step]:
    state = FollowedState(exemption.summary.state)
    if state is FollowedState.CIRCULATED:
        yield _CHANGE if exemption.answer is not None else _ANSWER
        if exemption.seen_ms is None and exemption.answer is None:
            yield _SEE
    if state is FollowedState.GRANTED and any(one.quantity for one in exemption.remaining):
        yield _USE
