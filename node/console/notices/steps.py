"""What an officer can do about a notice or a hit now, the best step first: pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from accord.cases.hit_life import HitEvent, HitState
from accord.cases.notice_codes import NoticeState
from accord.cases.notice_life import ENDED, SEARCHED, NoticeEvent
from accord.pages.marked import marked as _N
from node.notices.views import HitDetail, NoticeDetail


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do: the act's page, and what its link says."""

    act: str
    label: str  # marked
    danger: bool = False
    query: Mapping[str, str] = field(default_factory=dict)


_PUBLISH = Step(act="publishNotice", label=_N("Publish"))
_REVISE = Step(act="reviseNoticeDraft", label=_N("Complete the draft"))
_DISCARD = Step(act="discardNoticeDraft", label=_N("Discard the draft"), danger=True)
_DISTRIBUTE = Step(act="distributeNotice", label=_N("Send to whoever lacks it"))
_BY_HAND = Step(act="openHit", label=_N("We may have this weapon"))
# In the order in which they are offered.
_OF_NOTICE: Sequence[tuple[NoticeEvent, Step]] = (
    (NoticeEvent.CLEAR, Step(act="clearNotice", label=_N("Clear: the weapon is found"))),
    (NoticeEvent.VALIDATE, Step(act="validateNotice", label=_N("Validate"))),
    (NoticeEvent.AMEND, Step(act="amendNotice", label=_N("Amend"))),
    (NoticeEvent.RECOVER, Step(act="recoverNotice", label=_N("The weapon is recovered"))),
    (NoticeEvent.RESUME, Step(act="resumeNotice", label=_N("Resume: another weapon was found"))),
    (NoticeEvent.SUSPEND, Step(act="suspendNotice", label=_N("Suspend"))),
    (NoticeEvent.CANCEL, Step(act="cancelNotice", label=_N("Cancel"), danger=True)),
)
_MAIN = {
    NoticeState.REVIEW_DUE: "validateNotice",
    NoticeState.SUSPENDED: "validateNotice",
    NoticeState.RECOVERED_PENDING: "clearNotice",
}
_SECOND = Step(act="answerConfirmation", label=_N("Confirm as the second person"))
_DISMISS = Step(act="dismissHit", label=_N("Not the weapon: dismiss"), danger=True)
_OF_HIT: Sequence[tuple[HitEvent, Step]] = (
    (HitEvent.REQUEST, Step(act="requestConfirmation", label=_N("Ask the owner to confirm"))),
    (
        HitEvent.CONFIRM,
        Step(act="answerConfirmation", label=_N("Confirm"), query={"answer": "CONFIRMED"}),
    ),
    (
        HitEvent.PROMISE,
        Step(
            act="answerConfirmation",
            label=_N("Say by when it will be confirmed"),
            query={"answer": "IN_PROCESS"},
        ),
    ),
    (HitEvent.SEIZE, Step(act="recordHitAction", label=_N("Record what was done"))),
    (HitEvent.REPORT_RECOVERY, Step(act="reportRecovery", label=_N("Report the recovery"))),
    (
        HitEvent.RECORD_DISPOSITION,
        Step(act="recordDisposition", label=_N("Record where the weapon went")),
    ),
    (
        HitEvent.NEGATE,
        Step(
            act="answerConfirmation",
            label=_N("Do not confirm"),
            danger=True,
            query={"answer": "NOT_CONFIRMED"},
        ),
    ),
    (HitEvent.DISMISS, _DISMISS),
)

NOTICE_WAITS = {
    NoticeState.DRAFT: _N("Nobody has received this draft."),
    NoticeState.REVIEW_DUE: _N("Its review is due: is the record complete, true and still active?"),
    NoticeState.SUSPENDED: _N("It was not validated in time; finders see that it is suspended."),
    NoticeState.RECOVERED_PENDING: _N("The weapon is in safe hands: clear the notice."),
}
HIT_WAITS = {
    HitState.CANDIDATE: _N("Compare the marks by eye; a match by number is a lead, no more."),
    HitState.CONFIRMATION_REQUESTED: _N("Is it identical, and is the notice still active?"),
    HitState.AWAITING: _N("The owner has promised an answer."),
    HitState.ESCALATED: _N("Nobody has answered: call the owner's contact point."),
    HitState.CONFIRMED: _N("The owner confirms. Act under your own law, and record what was done."),
    HitState.SEIZED: _N("The weapon is held. Report its recovery to the owner of the notice."),
    HitState.RECOVERED: _N("The weapon is in safe hands. Say where it goes."),
}


def notice_steps(notice: NoticeDetail) -> Sequence[Step]:
    """What may be done about a notice; the first is the officer's next best step."""
    state = notice.summary.state
    if not notice.allowed:
        return (_BY_HAND,) if state in SEARCHED else ()
    if state is NoticeState.DRAFT:
        return (_PUBLISH, _REVISE, _DISCARD)
    steps = [step for event, step in _OF_NOTICE if event in notice.allowed]
    main = _MAIN.get(state)
    steps.sort(key=lambda one: one.act != main)
    if state not in ENDED and not all(one.current for one in notice.matrix):
        steps.insert(-1, _DISTRIBUTE)
    return tuple(steps)


def main_of_notice(notice: NoticeDetail) -> str:
    """The act that is the next step; empty where nothing presses."""
    state = notice.summary.state
    if state is NoticeState.DRAFT and notice.allowed:
        return _PUBLISH.act
    return _MAIN.get(state, "") if notice.allowed else ""


def hit_steps(hit: HitDetail) -> Sequence[Step]:
    """What this side may do about a hit; the first is the next best step."""
    steps = tuple(step for event, step in _OF_HIT if event in hit.allowed)
    return (_SECOND, *steps[1:]) if hit.waits_for_second else steps
