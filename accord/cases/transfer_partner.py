"""The file as the other States keep it: importing, transit and end user's (ATT 8, 9, 11(3)).

They decide for themselves and are told the rest; what they are told that breaks a rule they
contest, and their record stays as it was.
"""

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from accord.cases.machine import Machine


class PartnerState(StrEnum):
    """Where a State stands with a file of another."""

    INFORMED = "INFORMED"
    AGREED = "AGREED"
    DECLINED = "DECLINED"
    UNDER_WAY = "UNDER_WAY"
    DIVERSION_SUSPECTED = "DIVERSION_SUSPECTED"
    CLOSED = "CLOSED"


class PartnerEvent(StrEnum):
    """What may happen to it."""

    AGREE = "AGREE"
    DECLINE = "DECLINE"  # refused, objected or revoked
    LEARN_OF_VERSION = "LEARN_OF_VERSION"
    LEARN_OF_DISPATCH = "LEARN_OF_DISPATCH"
    LEARN_OF_SUSPICION = "LEARN_OF_SUSPICION"
    LEARN_OF_REFUTATION = "LEARN_OF_REFUTATION"
    LEARN_OF_END = "LEARN_OF_END"


_S = PartnerState
_E = PartnerEvent

OPEN: Final = frozenset(PartnerState) - {_S.CLOSED}
_BEFORE_DISPATCH: Final = frozenset({_S.INFORMED, _S.AGREED, _S.DECLINED})

TRANSFER_PARTNER: Final = Machine(
    "transfer_partner",
    PartnerState.INFORMED,
    MappingProxyType(
        {(state, _E.AGREE): _S.AGREED for state in _BEFORE_DISPATCH}
        | {(state, _E.DECLINE): _S.DECLINED for state in _BEFORE_DISPATCH}
        | {(state, _E.LEARN_OF_DISPATCH): _S.UNDER_WAY for state in _BEFORE_DISPATCH}
        | {
            (_S.UNDER_WAY, _E.LEARN_OF_DISPATCH): _S.UNDER_WAY,
            (_S.DIVERSION_SUSPECTED, _E.LEARN_OF_DISPATCH): _S.DIVERSION_SUSPECTED,
            # The goods are on the way; what the State says now stops what is still to come.
            (_S.UNDER_WAY, _E.AGREE): _S.UNDER_WAY,
            (_S.UNDER_WAY, _E.DECLINE): _S.UNDER_WAY,
            (_S.DIVERSION_SUSPECTED, _E.DECLINE): _S.DIVERSION_SUSPECTED,
            (_S.DIVERSION_SUSPECTED, _E.LEARN_OF_REFUTATION): _S.UNDER_WAY,
        }
        | {(state, _E.LEARN_OF_VERSION): state for state in OPEN}
        | {(state, _E.LEARN_OF_SUSPICION): _S.DIVERSION_SUSPECTED for state in OPEN}
        | {(state, _E.LEARN_OF_END): _S.CLOSED for state in OPEN}
    ),
)
