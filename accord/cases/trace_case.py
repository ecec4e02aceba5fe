"""The trace case, on the requester's side: one weapon, one case, many legs (ITI 5).

Answers that arrive once a case is closed change no state. They are stored, and an officer who
finds new evidence in them reopens the case.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from accord.cases.codes import DomesticTraceResult, NotEstablishedReason, Outcome
from accord.cases.machine import Machine


class CaseState(StrEnum):
    """Where a case stands."""

    REGISTERED = "REGISTERED"
    DOMESTIC_TRACE = "DOMESTIC_TRACE"
    NOTICE_SEARCH = "NOTICE_SEARCH"
    HIT_FLOW = "HIT_FLOW"
    INTERNATIONAL = "INTERNATIONAL"  # a State is to be asked
    WAITING_LEGS = "WAITING_LEGS"
    ESTABLISHED = "ESTABLISHED"  # the last legal record is known
    EXHAUSTED = "EXHAUSTED"  # every leg has ended and none has told the last legal record
    REOPENED = "REOPENED"
    TRACED_DOMESTIC = "TRACED_DOMESTIC"
    TRACED_INTERNATIONAL = "TRACED_INTERNATIONAL"
    ESTABLISHED_OTHER_MEANS = "ESTABLISHED_OTHER_MEANS"
    NOT_ESTABLISHED = "NOT_ESTABLISHED"
    NOT_PURSUED = "NOT_PURSUED"


class CaseEvent(StrEnum):
    """What may happen to a case."""

    OPEN_DOMESTIC_TRACE = "OPEN_DOMESTIC_TRACE"
    OWN_LAST_LEGAL_RECORD = "OWN_LAST_LEGAL_RECORD"
    OWN_RECORD_EXPORTED = "OWN_RECORD_EXPORTED"  # own record, and it says that the weapon left
    OWN_NEGATIVE = "OWN_NEGATIVE"
    OWN_NOT_POSSIBLE = "OWN_NOT_POSSIBLE"
    NOTICE_HIT = "NOTICE_HIT"
    NO_NOTICE = "NO_NOTICE"
    HIT_CONFIRMED = "HIT_CONFIRMED"
    HIT_NOT_CONFIRMED = "HIT_NOT_CONFIRMED"
    SEND_LEG = "SEND_LEG"
    LEG_REFERRED = "LEG_REFERRED"  # to a State that was not asked yet
    LEG_FULL = "LEG_FULL"  # with a last legal record
    LEGS_EXHAUSTED = "LEGS_EXHAUSTED"
    NEW_MARKS = "NEW_MARKS"  # a forensic restoration gave a new serial
    RECORD_POINT_OF_DIVERSION = "RECORD_POINT_OF_DIVERSION"
    CLOSE = "CLOSE"
    ESTABLISH_OTHERWISE = "ESTABLISH_OTHERWISE"  # intelligence or a court
    DO_NOT_PURSUE = "DO_NOT_PURSUE"  # amnesty, made before 1946, risk of destruction
    NEW_EVIDENCE = "NEW_EVIDENCE"
    RESUME = "RESUME"


_S = CaseState
_E = CaseEvent

CLOSED: Final = frozenset(
    {
        _S.TRACED_DOMESTIC,
        _S.TRACED_INTERNATIONAL,
        _S.ESTABLISHED_OTHER_MEANS,
        _S.NOT_ESTABLISHED,
        _S.NOT_PURSUED,
    }
)
OPEN: Final = frozenset(CaseState) - CLOSED

_PATH: Final = {
    (_S.REGISTERED, _E.OPEN_DOMESTIC_TRACE): _S.DOMESTIC_TRACE,
    # The own registry and the region's notices come before any other State (A/75/78, para 119).
    (_S.DOMESTIC_TRACE, _E.OWN_LAST_LEGAL_RECORD): _S.TRACED_DOMESTIC,
    (_S.DOMESTIC_TRACE, _E.OWN_RECORD_EXPORTED): _S.NOTICE_SEARCH,
    (_S.DOMESTIC_TRACE, _E.OWN_NEGATIVE): _S.NOTICE_SEARCH,
    (_S.DOMESTIC_TRACE, _E.OWN_NOT_POSSIBLE): _S.NOTICE_SEARCH,
    (_S.NOTICE_SEARCH, _E.NOTICE_HIT): _S.HIT_FLOW,
    (_S.NOTICE_SEARCH, _E.NO_NOTICE): _S.INTERNATIONAL,
    (_S.HIT_FLOW, _E.HIT_CONFIRMED): _S.ESTABLISHED,
    (_S.HIT_FLOW, _E.HIT_NOT_CONFIRMED): _S.INTERNATIONAL,
    # Legs may run side by side, so answers also arrive while the next State is being chosen.
    (_S.INTERNATIONAL, _E.SEND_LEG): _S.WAITING_LEGS,
    (_S.INTERNATIONAL, _E.LEG_REFERRED): _S.INTERNATIONAL,
    (_S.INTERNATIONAL, _E.LEG_FULL): _S.ESTABLISHED,
    (_S.INTERNATIONAL, _E.LEGS_EXHAUSTED): _S.EXHAUSTED,
    (_S.INTERNATIONAL, _E.NEW_MARKS): _S.INTERNATIONAL,
    (_S.WAITING_LEGS, _E.SEND_LEG): _S.WAITING_LEGS,
    (_S.WAITING_LEGS, _E.LEG_REFERRED): _S.INTERNATIONAL,
    (_S.WAITING_LEGS, _E.LEG_FULL): _S.ESTABLISHED,
    (_S.WAITING_LEGS, _E.LEGS_EXHAUSTED): _S.EXHAUSTED,
    (_S.WAITING_LEGS, _E.NEW_MARKS): _S.INTERNATIONAL,
    # A weapon may be traced before it is reported stolen: the notice then comes later.
    (_S.INTERNATIONAL, _E.HIT_CONFIRMED): _S.ESTABLISHED,
    (_S.WAITING_LEGS, _E.HIT_CONFIRMED): _S.ESTABLISHED,
    (_S.EXHAUSTED, _E.HIT_CONFIRMED): _S.ESTABLISHED,
    # A late answer counts, and so does one that a clarification widened.
    (_S.EXHAUSTED, _E.LEG_REFERRED): _S.INTERNATIONAL,
    (_S.EXHAUSTED, _E.SEND_LEG): _S.WAITING_LEGS,  # somebody else turned out to know something
    (_S.EXHAUSTED, _E.LEG_FULL): _S.ESTABLISHED,
    (_S.EXHAUSTED, _E.NEW_MARKS): _S.INTERNATIONAL,
    (_S.EXHAUSTED, _E.CLOSE): _S.NOT_ESTABLISHED,
    (_S.ESTABLISHED, _E.LEG_REFERRED): _S.ESTABLISHED,
    (_S.ESTABLISHED, _E.LEG_FULL): _S.ESTABLISHED,
    (_S.ESTABLISHED, _E.RECORD_POINT_OF_DIVERSION): _S.TRACED_INTERNATIONAL,
    (_S.REOPENED, _E.RESUME): _S.INTERNATIONAL,
}
_FROM_ANY_OPEN: Final = {
    _E.ESTABLISH_OTHERWISE: _S.ESTABLISHED_OTHER_MEANS,
    _E.DO_NOT_PURSUE: _S.NOT_PURSUED,
}

TRACE_CASE: Final = Machine(
    "trace_case",
    CaseState.REGISTERED,
    MappingProxyType(
        _PATH
        | {(state, event): after for state in OPEN for event, after in _FROM_ANY_OPEN.items()}
        | {(state, _E.NEW_EVIDENCE): _S.REOPENED for state in CLOSED}
    ),
)

# How the own registry's answer moves the case; a positive one depends on what the record says.
DOMESTIC_EVENTS: Final[Mapping[DomesticTraceResult, CaseEvent]] = MappingProxyType(
    {
        DomesticTraceResult.DONE_NEGATIVE: CaseEvent.OWN_NEGATIVE,
        DomesticTraceResult.NOT_POSSIBLE: CaseEvent.OWN_NOT_POSSIBLE,
    }
)
# A closed case is reported as (SDG 16.4.2); a case not pursued is one not established, with why.
OUTCOMES: Final[Mapping[CaseState, Outcome]] = MappingProxyType(
    {
        CaseState.TRACED_DOMESTIC: Outcome.TRACED_DOMESTIC,
        CaseState.TRACED_INTERNATIONAL: Outcome.TRACED_INTERNATIONAL,
        CaseState.ESTABLISHED_OTHER_MEANS: Outcome.ESTABLISHED_OTHER_MEANS,
        CaseState.NOT_ESTABLISHED: Outcome.NOT_ESTABLISHED,
        CaseState.NOT_PURSUED: Outcome.NOT_ESTABLISHED,
    }
)
NOT_PURSUED_REASONS: Final = frozenset(
    {
        NotEstablishedReason.AMNESTY_NOT_TRACED,
        NotEstablishedReason.PRE_1946,
        NotEstablishedReason.DESTROYED_BEFORE_TRACE,
    }
)
