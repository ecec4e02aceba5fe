"""One transit State's word about a transfer (FP 10(2)(b); Regulation (EC) 258/2012, 7).

Silence is no consent unless the region's signed policy says so, and what passed by silence is
called TACIT for ever. A State may object at any time; what it objects to has then to stop.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from accord.cases.machine import Machine
from accord.cases.transfer_codes import TransitDecision


class TransitState(StrEnum):
    """Where a transit State's word stands."""

    PLANNED = "PLANNED"  # not asked yet
    REQUESTED = "REQUESTED"
    NO_OBJECTION = "NO_OBJECTION"
    CONDITIONAL = "CONDITIONAL"  # and its conditions are not accepted yet
    CONDITIONS_ACCEPTED = "CONDITIONS_ACCEPTED"
    TACIT = "TACIT"
    EXEMPT = "EXEMPT"
    OBJECTION = "OBJECTION"


class TransitEvent(StrEnum):
    """What may happen to it."""

    ASK = "ASK"
    EXEMPT = "EXEMPT"
    NEED_MORE_TIME = "NEED_MORE_TIME"
    ANSWER_NO_OBJECTION = "ANSWER_NO_OBJECTION"
    ANSWER_CONDITIONAL = "ANSWER_CONDITIONAL"
    ACCEPT_CONDITIONS = "ACCEPT_CONDITIONS"
    STAY_SILENT = "STAY_SILENT"  # past the time after which the policy counts silence
    OBJECT = "OBJECT"


_S = TransitState
_E = TransitEvent

CLEAR: Final = frozenset({_S.NO_OBJECTION, _S.CONDITIONS_ACCEPTED, _S.TACIT, _S.EXEMPT})
_ASKED: Final = frozenset(TransitState) - {_S.PLANNED, _S.EXEMPT}

TRANSIT: Final = Machine(
    "transit",
    TransitState.PLANNED,
    MappingProxyType(
        {
            (_S.PLANNED, _E.ASK): _S.REQUESTED,
            (_S.PLANNED, _E.EXEMPT): _S.EXEMPT,
            (_S.REQUESTED, _E.NEED_MORE_TIME): _S.REQUESTED,
            (_S.REQUESTED, _E.STAY_SILENT): _S.TACIT,
            (_S.CONDITIONAL, _E.ACCEPT_CONDITIONS): _S.CONDITIONS_ACCEPTED,
            (_S.EXEMPT, _E.OBJECT): _S.OBJECTION,
        }
        | {(state, _E.ANSWER_NO_OBJECTION): _S.NO_OBJECTION for state in _ASKED}
        | {(state, _E.ANSWER_CONDITIONAL): _S.CONDITIONAL for state in _ASKED}
        | {(state, _E.OBJECT): _S.OBJECTION for state in _ASKED}
    ),
)

ANSWERS: Final[Mapping[TransitDecision, TransitEvent]] = MappingProxyType(
    {
        TransitDecision.NO_OBJECTION: _E.ANSWER_NO_OBJECTION,
        TransitDecision.OBJECTION: _E.OBJECT,
        TransitDecision.CONDITIONAL: _E.ANSWER_CONDITIONAL,
        TransitDecision.NEED_MORE_TIME: _E.NEED_MORE_TIME,
    }
)
