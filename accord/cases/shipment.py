"""One shipment, kept alike by every State that sees it (FP 10(4); Regulation (EU) 2025/41, 26).

Arrival is the importer's word; a delivery is verified only by the end user's, with the counts and
the serials. Overdue is a state here because the exporting State must then act.
"""

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from accord.cases.machine import Machine


class ShipmentState(StrEnum):
    """Where a shipment stands."""

    IN_TRANSIT = "IN_TRANSIT"
    DELIVERY_OVERDUE = "DELIVERY_OVERDUE"
    ARRIVED = "ARRIVED"
    DISCREPANCY = "DISCREPANCY"
    DIVERSION_SUSPECTED = "DIVERSION_SUSPECTED"
    DIVERSION_CONFIRMED = "DIVERSION_CONFIRMED"
    DELIVERY_VERIFIED = "DELIVERY_VERIFIED"


class ShipmentEvent(StrEnum):
    """What may happen to a shipment."""

    CHECKPOINT = "CHECKPOINT"
    CHECKPOINT_FAILED = "CHECKPOINT_FAILED"  # lost, seized, stolen, or another quantity
    FALL_OVERDUE = "FALL_OVERDUE"
    CONFIRM_EXIT = "CONFIRM_EXIT"  # by the exporting State's customs
    INQUIRE = "INQUIRE"  # of the importing State
    NO_ENTRY = "NO_ENTRY"  # it never left, never came, or nobody answers
    ARRIVE = "ARRIVE"
    MISMATCH = "MISMATCH"
    END_USER_CONFIRMS = "END_USER_CONFIRMS"
    EXPLAIN = "EXPLAIN"  # with documents
    SUSPECT = "SUSPECT"
    REFUTE = "REFUTE"
    CONFIRM_DIVERSION = "CONFIRM_DIVERSION"


_S = ShipmentState
_E = ShipmentEvent

ON_THE_WAY: Final = frozenset({_S.IN_TRANSIT, _S.DELIVERY_OVERDUE})
SETTLED: Final = frozenset({_S.DELIVERY_VERIFIED, _S.DIVERSION_CONFIRMED})

SHIPMENT: Final = Machine(
    "shipment",
    ShipmentState.IN_TRANSIT,
    MappingProxyType(
        {(state, _E.CHECKPOINT): state for state in ON_THE_WAY}
        | {(state, _E.CHECKPOINT_FAILED): _S.DISCREPANCY for state in ON_THE_WAY}
        | {(state, _E.ARRIVE): _S.ARRIVED for state in ON_THE_WAY}
        | {(state, _E.MISMATCH): _S.DISCREPANCY for state in ON_THE_WAY | {_S.ARRIVED}}
        | {
            (_S.IN_TRANSIT, _E.FALL_OVERDUE): _S.DELIVERY_OVERDUE,
            (_S.DELIVERY_OVERDUE, _E.CONFIRM_EXIT): _S.DELIVERY_OVERDUE,
            (_S.DELIVERY_OVERDUE, _E.INQUIRE): _S.DELIVERY_OVERDUE,
            (_S.DELIVERY_OVERDUE, _E.NO_ENTRY): _S.DISCREPANCY,
            (_S.ARRIVED, _E.ARRIVE): _S.ARRIVED,  # a second, corrected report
            (_S.ARRIVED, _E.END_USER_CONFIRMS): _S.DELIVERY_VERIFIED,
            # A corrected report of the same shipment; the rest of it has come.
            (_S.DISCREPANCY, _E.ARRIVE): _S.ARRIVED,
            (_S.DISCREPANCY, _E.MISMATCH): _S.DISCREPANCY,
            (_S.DISCREPANCY, _E.EXPLAIN): _S.DELIVERY_VERIFIED,
            (_S.DISCREPANCY, _E.SUSPECT): _S.DIVERSION_SUSPECTED,
            # A visit found them gone (A/75/78, para 53).
            (_S.DELIVERY_VERIFIED, _E.SUSPECT): _S.DIVERSION_SUSPECTED,
            (_S.DIVERSION_SUSPECTED, _E.REFUTE): _S.DELIVERY_VERIFIED,
            (_S.DIVERSION_SUSPECTED, _E.CONFIRM_DIVERSION): _S.DIVERSION_CONFIRMED,
        }
    ),
)
