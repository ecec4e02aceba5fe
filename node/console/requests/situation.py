"""What an officer can do about a request now, the likeliest step first; the interface decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from accord.cases.trace_leg import IN_HAND, LegState
from accord.pages.marked import marked as _N
from node.casework.views import RequestDetail, Standing
from node.people.rights import Actor, Right

_CLARIFYING: Final = {
    LegState.CLARIFYING_RESTRICTION,
    LegState.CLARIFYING_REFUSAL,
}


_WAITS: Final = {
    Standing.OFFICER: _N("Our registers say nothing certain: look at the candidates and decide."),
    Standing.SEARCHING: _N("Our registers are being searched."),
    Standing.ABROAD: _N("The other State has the next word."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act that is offered."""

    act: str  # the page
    label: str  # marked
    danger: bool = False


RELEASE: Final = Step(act="releaseAnswer", label=_N("Release the answer"))
APPROVE: Final = Step(act="approveAnswer", label=_N("Send this answer"))
_ANSWER: Final = Step(act="answerRequest", label=_N("Answer in your own words"))
_RESTRICT: Final = Step(act="restrictAnswer", label=_N("Withhold something"))
_ASK: Final = Step(act="askRequester", label=_N("Ask for more"))
_SEARCH: Final = Step(act="searchAgain", label=_N("Search again"))
_REFUSE: Final = Step(act="refuseRequest", label=_N("Refuse"), danger=True)
_CLARIFY: Final = Step(act="clarifyAnswer", label=_N("Give the reasons"))
_RESEND: Final = Step(act="resendAnswer", label=_N("Send it again"))


def steps_of(request: RequestDetail, actor: Actor) -> tuple[list[Step], list[Step]]:
    """What stands in front, and what else there is."""
    if Right.WORK not in actor.rights:
        return [], []
    front, others = list(_front(request, actor)), list(_others(request))
    return front, [one for one in others if one not in front]


def _front(request: RequestDetail, actor: Actor) -> Iterable[Step]:
    if request.undelivered:
        yield _RESEND
    if request.waits_for_second and request.waiting is not None:
        if request.waits_for_second != actor.name and Right.APPROVE in actor.rights:
            yield RELEASE
        return
    if request.summary.state in _CLARIFYING:
        yield _CLARIFY
    elif request.summary.state in IN_HAND:
        yield APPROVE if request.proposal is not None else _ANSWER


def _others(request: RequestDetail) -> Iterable[Step]:
    if request.summary.state not in IN_HAND:
        return
    if request.proposal is not None:
        yield _RESTRICT
    yield from (_ANSWER, _ASK, _SEARCH, _REFUSE)


def waits(request: RequestDetail, actor: Actor) -> str:
    """One marked sentence: whose turn it is."""
    if request.undelivered:
        return _N("Our last word did not arrive.")
    if request.waits_for_second == actor.name:
        return _N("You asked for this answer; a second person has to release it.")
    if request.waits_for_second:
        return _N("An answer waits for a second person to release it.")
    if request.summary.state in _CLARIFYING:
        return _N("The requester asks for the reasons behind our answer (ITI 23).")
    if request.summary.standing is Standing.OFFICER and request.proposal is not None:
        return _N("An answer is proposed from the register; check it and send it.")
    return _WAITS.get(request.summary.standing, _N("Nothing is left to do."))
