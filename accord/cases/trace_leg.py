"""One request to one State, kept alike by both ends (ITI 16-23).

The requester starts at DRAFT; the requested State meets the leg at DELIVERED. OVERDUE is a flag
with a clock and no state: a State may answer late, and that answer counts. A delivery report that
arrives after the acknowledgement says nothing new and is no event.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from accord.cases.codes import Acceptance, Disposition, ResponseKind
from accord.cases.machine import Machine
from accord.cases.trace import TraceAcknowledgement, TraceClarification, TraceResponse


class LegState(StrEnum):
    """Where a leg stands."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    DELIVERED = "DELIVERED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    INFO_REQUESTED = "INFO_REQUESTED"
    IN_PROGRESS = "IN_PROGRESS"
    DELAYED = "DELAYED"
    ANSWERED_RESTRICTED = "ANSWERED_RESTRICTED"
    REFUSED = "REFUSED"
    CLARIFYING_RESTRICTION = "CLARIFYING_RESTRICTION"
    CLARIFYING_REFUSAL = "CLARIFYING_REFUSAL"
    ANSWERED_FULL = "ANSWERED_FULL"
    ANSWERED_NEGATIVE = "ANSWERED_NEGATIVE"
    ANSWERED_REFERRED = "ANSWERED_REFERRED"
    RESTRICTION_UPHELD = "RESTRICTION_UPHELD"
    REFUSAL_UPHELD = "REFUSAL_UPHELD"
    DUPLICATE = "DUPLICATE"
    REJECTED = "REJECTED"
    UNDELIVERED = "UNDELIVERED"
    RETURNED_INCOMPLETE = "RETURNED_INCOMPLETE"
    WITHDRAWN = "WITHDRAWN"


class LegEvent(StrEnum):
    """What may happen to a leg."""

    SUBMIT = "SUBMIT"
    DELIVER = "DELIVER"  # the hub reports the recipient's durable commit
    REJECT = "REJECT"  # the recipient could not verify or read it
    FAIL_DELIVERY = "FAIL_DELIVERY"  # the hub refused it, or it expired undelivered
    ACKNOWLEDGE = "ACKNOWLEDGE"
    DECLINE_COMPETENCE = "DECLINE_COMPETENCE"  # in the acknowledgement
    DECLARE_DUPLICATE = "DECLARE_DUPLICATE"  # in the acknowledgement
    ASK = "ASK"
    REPLY = "REPLY"
    FALL_SILENT = "FALL_SILENT"  # the requester left a question unanswered for too long
    SEARCH = "SEARCH"
    ANSWER_INTERIM = "ANSWER_INTERIM"
    DELAY = "DELAY"
    LIFT = "LIFT"
    ANSWER_FULL = "ANSWER_FULL"
    ANSWER_RESTRICTED = "ANSWER_RESTRICTED"
    REFUSE = "REFUSE"
    ANSWER_NEGATIVE = "ANSWER_NEGATIVE"
    ANSWER_REFERRED = "ANSWER_REFERRED"
    ASK_CLARIFICATION = "ASK_CLARIFICATION"
    EXPLAIN = "EXPLAIN"
    WITHDRAW = "WITHDRAW"


_S = LegState
_E = LegEvent

# The requested State has the request in hand. Its search is not announced by a message, so an
# answer may follow an acknowledgement, a question or a delay at once.
IN_HAND: Final = frozenset({_S.ACKNOWLEDGED, _S.INFO_REQUESTED, _S.IN_PROGRESS, _S.DELAYED})
UNANSWERED: Final = IN_HAND | {_S.DRAFT, _S.SUBMITTED, _S.DELIVERED}
CLARIFYING: Final = frozenset({_S.CLARIFYING_RESTRICTION, _S.CLARIFYING_REFUSAL})
OPEN: Final = UNANSWERED | CLARIFYING  # something is still expected from one of the two States
SETTLED: Final = frozenset(LegState) - OPEN

_PATH: Final = {
    (_S.DRAFT, _E.SUBMIT): _S.SUBMITTED,
    (_S.SUBMITTED, _E.DELIVER): _S.DELIVERED,
    (_S.SUBMITTED, _E.FAIL_DELIVERY): _S.UNDELIVERED,
    (_S.ACKNOWLEDGED, _E.SEARCH): _S.IN_PROGRESS,
    (_S.ACKNOWLEDGED, _E.ASK): _S.INFO_REQUESTED,
    (_S.IN_PROGRESS, _E.ASK): _S.INFO_REQUESTED,  # the search showed what is missing (ITI 21)
    (_S.INFO_REQUESTED, _E.REPLY): _S.ACKNOWLEDGED,
    (_S.INFO_REQUESTED, _E.FALL_SILENT): _S.RETURNED_INCOMPLETE,
    (_S.DELAYED, _E.LIFT): _S.IN_PROGRESS,
    # Clarification (ITI 23); asked about a delay, it leaves the delay as it is.
    (_S.DELAYED, _E.ASK_CLARIFICATION): _S.DELAYED,
    (_S.DELAYED, _E.EXPLAIN): _S.DELAYED,
    (_S.ANSWERED_RESTRICTED, _E.ASK_CLARIFICATION): _S.CLARIFYING_RESTRICTION,
    (_S.REFUSED, _E.ASK_CLARIFICATION): _S.CLARIFYING_REFUSAL,
    (_S.CLARIFYING_RESTRICTION, _E.EXPLAIN): _S.RESTRICTION_UPHELD,
    (_S.CLARIFYING_RESTRICTION, _E.ANSWER_RESTRICTED): _S.RESTRICTION_UPHELD,  # wider, not full
    (_S.CLARIFYING_RESTRICTION, _E.ANSWER_FULL): _S.ANSWERED_FULL,
    (_S.CLARIFYING_RESTRICTION, _E.ANSWER_REFERRED): _S.ANSWERED_REFERRED,
    (_S.CLARIFYING_REFUSAL, _E.EXPLAIN): _S.REFUSAL_UPHELD,
    (_S.CLARIFYING_REFUSAL, _E.ANSWER_RESTRICTED): _S.ANSWERED_RESTRICTED,
    (_S.CLARIFYING_REFUSAL, _E.ANSWER_FULL): _S.ANSWERED_FULL,
    (_S.CLARIFYING_REFUSAL, _E.ANSWER_REFERRED): _S.ANSWERED_REFERRED,
}
# The recipient's word may overtake the hub's delivery report, and proves delivery by itself.
_ON_RECEIPT: Final = {
    _E.REJECT: _S.REJECTED,
    _E.ACKNOWLEDGE: _S.ACKNOWLEDGED,
    _E.DECLINE_COMPETENCE: _S.ANSWERED_NEGATIVE,
    _E.DECLARE_DUPLICATE: _S.DUPLICATE,
}
_ON_ANSWER: Final = {
    _E.ANSWER_INTERIM: _S.IN_PROGRESS,
    _E.DELAY: _S.DELAYED,
    _E.ANSWER_FULL: _S.ANSWERED_FULL,
    _E.ANSWER_RESTRICTED: _S.ANSWERED_RESTRICTED,
    _E.REFUSE: _S.REFUSED,
    _E.ANSWER_NEGATIVE: _S.ANSWERED_NEGATIVE,
    _E.ANSWER_REFERRED: _S.ANSWERED_REFERRED,
}

TRACE_LEG: Final = Machine(
    "trace_leg",
    LegState.DRAFT,
    MappingProxyType(
        _PATH
        | {
            (state, event): after
            for state in (_S.SUBMITTED, _S.DELIVERED)
            for event, after in _ON_RECEIPT.items()
        }
        | {(state, event): after for state in IN_HAND for event, after in _ON_ANSWER.items()}
        | {(state, _E.WITHDRAW): _S.WITHDRAWN for state in UNANSWERED}
    ),
)

_ACCEPTANCE: Final[Mapping[Acceptance, tuple[LegEvent, ...]]] = MappingProxyType(
    {
        Acceptance.ACCEPTED: (_E.ACKNOWLEDGE,),
        Acceptance.NEEDS_MORE_INFORMATION: (_E.ACKNOWLEDGE, _E.ASK),
        Acceptance.NOT_COMPETENT: (_E.DECLINE_COMPETENCE,),
        Acceptance.DUPLICATE_OF: (_E.DECLARE_DUPLICATE,),
    }
)
_DISPOSITION: Final[Mapping[Disposition, LegEvent]] = MappingProxyType(
    {
        Disposition.FULL: _E.ANSWER_FULL,
        Disposition.RESTRICTED: _E.ANSWER_RESTRICTED,
        Disposition.DELAYED: _E.DELAY,
        Disposition.REFUSED: _E.REFUSE,
        Disposition.NO_RECORD: _E.ANSWER_NEGATIVE,
        Disposition.RECORDS_EXPIRED: _E.ANSWER_NEGATIVE,
        Disposition.REFERRED: _E.ANSWER_REFERRED,
        Disposition.IDENTIFICATION_DOUBTED: _E.ANSWER_NEGATIVE,
        Disposition.NOT_COMPETENT: _E.ANSWER_NEGATIVE,
    }
)


def acknowledgement_events(acknowledgement: TraceAcknowledgement) -> tuple[LegEvent, ...]:
    """What an acknowledgement does to its leg, in order."""
    return _ACCEPTANCE[acknowledgement.acceptance]


def response_event(response: TraceResponse) -> LegEvent:
    """What an answer does to its leg: an interim one keeps it open, unless it tells of a delay."""
    if response.kind is ResponseKind.INTERIM and response.disposition is not Disposition.DELAYED:
        return LegEvent.ANSWER_INTERIM
    return _DISPOSITION[response.disposition]


def clarification_event(clarification: TraceClarification) -> LegEvent:
    """What a clarification does to its leg: it explains, or carries a wider answer."""
    if clarification.widened is None:
        return LegEvent.EXPLAIN
    return response_event(clarification.widened)
