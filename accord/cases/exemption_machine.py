"""An exemption from request to the end of its certificate (ECOWAS Convention, art 5).

The secretariat's node runs the first machine; the applicant and the members follow by the second,
as far as messages tell them, in whatever order these arrive. The 90 days of the opinion are a clock
with a flag and no state: a late opinion still counts.
"""

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from accord.cases.machine import Machine


class ExemptionState(StrEnum):
    """Where a request stands."""

    REQUESTED = "REQUESTED"
    RETURNED = "RETURNED"  # to the applicant, who sends a corrected one
    ASSESSMENT = "ASSESSMENT"
    CIRCULATED = "CIRCULATED"
    OPINION = "OPINION"  # given, with a consensus
    ESCALATED = "ESCALATED"  # before the political body
    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    EXHAUSTED = "EXHAUSTED"
    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"


class ExemptionEvent(StrEnum):
    """What may happen to a request."""

    COMPLETE = "COMPLETE"  # it says all that art 5(1) asks for
    RETURN = "RETURN"
    CORRECT = "CORRECT"
    CIRCULATE = "CIRCULATE"
    GIVE_OPINION = "GIVE_OPINION"  # with a consensus
    ESCALATE = "ESCALATE"  # the opinion, without one
    GRANT = "GRANT"
    REFUSE = "REFUSE"
    WITHDRAW = "WITHDRAW"
    DRAW = "DRAW"  # a shipment
    EXHAUST = "EXHAUST"
    EXPIRE = "EXPIRE"
    REVOKE = "REVOKE"


_S = ExemptionState
_E = ExemptionEvent

OPEN: Final = frozenset(
    {_S.REQUESTED, _S.RETURNED, _S.ASSESSMENT, _S.CIRCULATED, _S.OPINION, _S.ESCALATED}
)

EXEMPTION: Final = Machine(
    "exemption",
    ExemptionState.REQUESTED,
    MappingProxyType(
        {
            (_S.REQUESTED, _E.COMPLETE): _S.ASSESSMENT,
            (_S.REQUESTED, _E.RETURN): _S.RETURNED,
            (_S.ASSESSMENT, _E.RETURN): _S.RETURNED,  # the assessment showed what is missing
            (_S.RETURNED, _E.CORRECT): _S.REQUESTED,
            # A better request may come unasked until the members have one.
            (_S.REQUESTED, _E.CORRECT): _S.REQUESTED,
            (_S.ASSESSMENT, _E.CORRECT): _S.REQUESTED,
            (_S.ASSESSMENT, _E.CIRCULATE): _S.CIRCULATED,
            (_S.CIRCULATED, _E.GIVE_OPINION): _S.OPINION,
            (_S.CIRCULATED, _E.ESCALATE): _S.ESCALATED,
            (_S.CIRCULATED, _E.REFUSE): _S.REFUSED,  # no consensus, and no body to decide
            (_S.OPINION, _E.GRANT): _S.GRANTED,
            (_S.OPINION, _E.REFUSE): _S.REFUSED,
            (_S.ESCALATED, _E.GRANT): _S.GRANTED,
            (_S.ESCALATED, _E.REFUSE): _S.REFUSED,
            (_S.GRANTED, _E.DRAW): _S.GRANTED,
            (_S.GRANTED, _E.EXHAUST): _S.EXHAUSTED,
            (_S.GRANTED, _E.EXPIRE): _S.EXPIRED,
            (_S.GRANTED, _E.REVOKE): _S.REVOKED,
        }
        | {(state, _E.WITHDRAW): _S.WITHDRAWN for state in OPEN}
    ),
)


class FollowedState(StrEnum):
    """Where a request stands as the applicant and the members know it."""

    REQUESTED = "REQUESTED"
    RETURNED = "RETURNED"
    CIRCULATED = "CIRCULATED"
    OPINION = "OPINION"
    ESCALATED = "ESCALATED"
    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"


class FollowedEvent(StrEnum):
    """What the secretariat, the applicant or the calendar says."""

    RETURN = "RETURN"
    CORRECT = "CORRECT"
    CIRCULATE = "CIRCULATE"
    GIVE_OPINION = "GIVE_OPINION"
    ESCALATE = "ESCALATE"
    GRANT = "GRANT"
    REFUSE = "REFUSE"
    WITHDRAW = "WITHDRAW"
    EXPIRE = "EXPIRE"
    REVOKE = "REVOKE"


_F = FollowedState
_V = FollowedEvent

UNDECIDED: Final = frozenset({_F.REQUESTED, _F.RETURNED, _F.CIRCULATED, _F.OPINION, _F.ESCALATED})

EXEMPTION_FOLLOWED: Final = Machine(
    "exemption_followed",
    FollowedState.REQUESTED,
    MappingProxyType(
        {
            (_F.REQUESTED, _V.RETURN): _F.RETURNED,
            (_F.RETURNED, _V.CORRECT): _F.REQUESTED,
            (_F.REQUESTED, _V.CORRECT): _F.REQUESTED,  # unasked, or because the first was lost
            (_F.REQUESTED, _V.CIRCULATE): _F.CIRCULATED,
            (_F.REQUESTED, _V.GIVE_OPINION): _F.OPINION,
            (_F.REQUESTED, _V.ESCALATE): _F.ESCALATED,
            (_F.CIRCULATED, _V.GIVE_OPINION): _F.OPINION,
            (_F.CIRCULATED, _V.ESCALATE): _F.ESCALATED,
            (_F.GRANTED, _V.EXPIRE): _F.EXPIRED,
            (_F.GRANTED, _V.REVOKE): _F.REVOKED,
        }
        # The last word may overtake what came before it.
        | {(state, _V.GRANT): _F.GRANTED for state in UNDECIDED}
        | {(state, _V.REFUSE): _F.REFUSED for state in UNDECIDED}
        | {(state, _V.REVOKE): _F.REVOKED for state in UNDECIDED}
        | {(state, _V.WITHDRAW): _F.WITHDRAWN for state in UNDECIDED}
    ),
)
