"""What an officer can do about an inquiry now, the best step first: pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass

from accord.cases.inquiry_machine import (
    INQUIRY,
    INQUIRY_RECEIVED,
    InquiryEvent,
    InquiryState,
    ReceivedEvent,
    ReceivedState,
)
from accord.pages.marked import marked as _N
from node.inquiries.views import InquiryDetail, ReceivedDetail


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do: the act's page, and what its link says."""

    act: str
    label: str  # marked
    danger: bool = False


INQUIRY_WAITS = {
    InquiryState.OPEN: _N("Answers come in until the time is over."),
    InquiryState.PARTIAL: _N(
        "The time is over and somebody has not answered; a late answer counts."
    ),
    InquiryState.COMPLETE: _N("Every member has been heard, or can no longer be reached."),
    InquiryState.WITHDRAWN: _N("The inquiry is withdrawn."),
}
RECEIVED_WAITS = {
    ReceivedState.SEARCHING: _N("Our own registers are being searched."),
    ReceivedState.PROPOSED: _N("An answer is proposed. Release it, refuse, or search again."),
    ReceivedState.ANSWERED: _N("We have answered."),
    ReceivedState.WITHDRAWN: _N("The asker no longer needs an answer."),
}


def inquiry_steps(inquiry: InquiryDetail) -> Sequence[Step]:
    """What may be done about an inquiry of ours."""
    if InquiryEvent.WITHDRAW not in INQUIRY.allowed(InquiryState(inquiry.summary.state)):
        return ()
    return (Step(act="withdrawInquiry", label=_N("Withdraw the inquiry"), danger=True),)


def received_steps(received: ReceivedDetail) -> Sequence[Step]:
    """What may be done about another member's inquiry; the first is the next best step."""
    allowed = INQUIRY_RECEIVED.allowed(ReceivedState(received.summary.state))
    steps = []
    if received.undelivered and received.answers:
        steps.append(Step(act="resendInquiryAnswer", label=_N("Send the answer again")))
    if ReceivedEvent.ANSWER in allowed and received.proposal is not None:
        steps.append(Step(act="approveInquiryAnswer", label=_N("Release the answer")))
    if ReceivedEvent.SEARCH_AGAIN in allowed:
        steps.append(Step(act="searchForInquiryAgain", label=_N("Search again")))
    if ReceivedEvent.ANSWER in allowed:
        steps.append(Step(act="sayNotInterpretable", label=_N("Cannot be interpreted")))
        steps.append(Step(act="refuseInquiry", label=_N("Refuse"), danger=True))
    return tuple(steps)
