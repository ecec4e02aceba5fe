"""The inquiry's machines: the inquiry, each member asked, and the inquiry as a member has it.

TIMED_OUT is what the asker counts at the deadline, not an end: a late answer counts, and the
result is then revised.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from accord.cases.inquiry_codes import InquiryOutcome
from accord.cases.machine import Machine


class InquiryState(StrEnum):
    """Where the whole inquiry stands, at the asker's."""

    OPEN = "OPEN"
    PARTIAL = "PARTIAL"  # the deadline has passed and somebody has not answered
    COMPLETE = "COMPLETE"  # every member has been heard or can no longer be reached
    WITHDRAWN = "WITHDRAWN"


class InquiryEvent(StrEnum):
    """What may happen to an inquiry."""

    DEADLINE = "DEADLINE"
    ALL_HEARD = "ALL_HEARD"
    WITHDRAW = "WITHDRAW"


class AskedState(StrEnum):
    """What one member has said, at the asker's."""

    SENT = "SENT"
    DELIVERED = "DELIVERED"
    HIT = "HIT"
    NO_HIT = "NO_HIT"
    REFUSED = "REFUSED"
    UNAVAILABLE = "UNAVAILABLE"
    COULD_NOT_INTERPRET = "COULD_NOT_INTERPRET"
    TIMED_OUT = "TIMED_OUT"
    WITHDRAWN = "WITHDRAWN"


class AskedEvent(StrEnum):
    """What may happen to one member's part."""

    DELIVER = "DELIVER"
    FAIL_DELIVERY = "FAIL_DELIVERY"  # the hub refused it, or it expired undelivered
    REJECT = "REJECT"  # the member's node could not verify or read it
    TIME_OUT = "TIME_OUT"
    ANSWER_HIT = "ANSWER_HIT"
    ANSWER_NO_HIT = "ANSWER_NO_HIT"
    REFUSE = "REFUSE"
    ANSWER_UNAVAILABLE = "ANSWER_UNAVAILABLE"
    ANSWER_NOT_INTERPRETED = "ANSWER_NOT_INTERPRETED"
    WITHDRAW = "WITHDRAW"


class ReceivedState(StrEnum):
    """Where an inquiry stands at a member that was asked."""

    SEARCHING = "SEARCHING"
    PROPOSED = "PROPOSED"  # an officer decides
    ANSWERED = "ANSWERED"
    WITHDRAWN = "WITHDRAWN"


class ReceivedEvent(StrEnum):
    """What may happen to an inquiry at a member that was asked."""

    SEARCH = "SEARCH"  # the registers have answered
    SEARCH_AGAIN = "SEARCH_AGAIN"
    ANSWER = "ANSWER"
    WITHDRAW = "WITHDRAW"


_I = InquiryState
_A = AskedState
_E = AskedEvent
_R = ReceivedState
_V = ReceivedEvent

INQUIRY: Final = Machine(
    "inquiry",
    InquiryState.OPEN,
    MappingProxyType(
        {
            (_I.OPEN, InquiryEvent.ALL_HEARD): _I.COMPLETE,
            (_I.OPEN, InquiryEvent.DEADLINE): _I.PARTIAL,
            (_I.OPEN, InquiryEvent.WITHDRAW): _I.WITHDRAWN,
            (_I.PARTIAL, InquiryEvent.ALL_HEARD): _I.COMPLETE,  # late answers count
            (_I.PARTIAL, InquiryEvent.WITHDRAW): _I.WITHDRAWN,
        }
    ),
)

AWAITED: Final = frozenset({_A.SENT, _A.DELIVERED})
# Nobody spoke for the member's registers yet, so whatever it says is welcome.
_UNHEARD: Final = AWAITED | {_A.TIMED_OUT, _A.UNAVAILABLE, _A.COULD_NOT_INTERPRET}
HEARD: Final = frozenset({_A.HIT, _A.NO_HIT, _A.REFUSED, _A.UNAVAILABLE, _A.COULD_NOT_INTERPRET})
_ANSWERS: Final = {
    _E.ANSWER_HIT: _A.HIT,
    _E.ANSWER_NO_HIT: _A.NO_HIT,
    _E.REFUSE: _A.REFUSED,
    _E.ANSWER_UNAVAILABLE: _A.UNAVAILABLE,
    _E.ANSWER_NOT_INTERPRETED: _A.COULD_NOT_INTERPRET,
}
INQUIRY_ASKED: Final = Machine(
    "inquiry_asked",
    AskedState.SENT,
    MappingProxyType(
        {
            (_A.SENT, _E.DELIVER): _A.DELIVERED,
            (_A.SENT, _E.FAIL_DELIVERY): _A.UNAVAILABLE,
            (_A.TIMED_OUT, _E.FAIL_DELIVERY): _A.UNAVAILABLE,
            (_A.SENT, _E.REJECT): _A.COULD_NOT_INTERPRET,
            (_A.TIMED_OUT, _E.REJECT): _A.COULD_NOT_INTERPRET,
            # Who looks again may correct itself, and who refused may change its mind.
            (_A.NO_HIT, _E.ANSWER_HIT): _A.HIT,
            (_A.HIT, _E.ANSWER_NO_HIT): _A.NO_HIT,
            (_A.REFUSED, _E.ANSWER_HIT): _A.HIT,
            (_A.REFUSED, _E.ANSWER_NO_HIT): _A.NO_HIT,
        }
        | {(state, event): after for state in _UNHEARD for event, after in _ANSWERS.items()}
        | {(state, _E.TIME_OUT): _A.TIMED_OUT for state in AWAITED}
        | {(state, _E.WITHDRAW): _A.WITHDRAWN for state in AWAITED | {_A.TIMED_OUT}}
    ),
)

INQUIRY_RECEIVED: Final = Machine(
    "inquiry_received",
    ReceivedState.SEARCHING,
    MappingProxyType(
        {
            (_R.SEARCHING, _V.SEARCH): _R.PROPOSED,
            (_R.PROPOSED, _V.SEARCH_AGAIN): _R.SEARCHING,
            (_R.ANSWERED, _V.SEARCH_AGAIN): _R.SEARCHING,  # to correct what was said
            (_R.SEARCHING, _V.ANSWER): _R.ANSWERED,  # a refusal needs no search
            (_R.PROPOSED, _V.ANSWER): _R.ANSWERED,
            (_R.SEARCHING, _V.WITHDRAW): _R.WITHDRAWN,
            (_R.PROPOSED, _V.WITHDRAW): _R.WITHDRAWN,
        }
    ),
)

ANSWER_EVENTS: Final[Mapping[InquiryOutcome, AskedEvent]] = MappingProxyType(
    {
        InquiryOutcome.HIT: _E.ANSWER_HIT,
        InquiryOutcome.NO_HIT: _E.ANSWER_NO_HIT,
        InquiryOutcome.REFUSED: _E.REFUSE,
        InquiryOutcome.UNAVAILABLE: _E.ANSWER_UNAVAILABLE,
        InquiryOutcome.COULD_NOT_INTERPRET: _E.ANSWER_NOT_INTERPRETED,
    }
)
