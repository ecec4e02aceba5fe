"""The exporting State's file: one licence, many shipments (FP 10(2), (3)).

Facts that arrive early are kept and applied in their turn, so a message that overtakes another
changes nothing about where the file ends. Before the first shipment has left the file may be
refused, withdrawn, revoked or expire; afterwards what is left of it is suspended instead.
"""

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from accord.cases.machine import Machine
from accord.cases.transfer_codes import TransferOutcome


class FileState(StrEnum):
    """Where a transfer file stands."""

    PROPOSED = "PROPOSED"
    EUC_CHECK = "EUC_CHECK"
    EUC_FAILED = "EUC_FAILED"
    EUC_OK = "EUC_OK"
    IMPORT_AUTHORISED = "IMPORT_AUTHORISED"
    TRANSIT_PENDING = "TRANSIT_PENDING"
    REROUTE = "REROUTE"  # a State on the way objects
    TRANSIT_CLEARED = "TRANSIT_CLEARED"
    EXPORT_AUTHORISED = "EXPORT_AUTHORISED"
    SHIPPING = "SHIPPING"  # at least one shipment has left
    DIVERSION_SUSPECTED = "DIVERSION_SUSPECTED"
    DIVERSION_CONFIRMED = "DIVERSION_CONFIRMED"
    MONITORING = "MONITORING"  # all delivered, and visits are agreed
    RETRANSFER_REVIEW = "RETRANSFER_REVIEW"
    CLOSED_DELIVERED = "CLOSED_DELIVERED"
    CLOSED_DIVERTED = "CLOSED_DIVERTED"
    REFUSED = "REFUSED"
    REVOKED = "REVOKED"
    EXPIRED = "EXPIRED"
    WITHDRAWN = "WITHDRAWN"


class FileEvent(StrEnum):
    """What may happen to a file."""

    PRESENT_CERTIFICATE = "PRESENT_CERTIFICATE"
    CERTIFICATE_AUTHENTIC = "CERTIFICATE_AUTHENTIC"
    CERTIFICATE_NOT_ACCEPTED = "CERTIFICATE_NOT_ACCEPTED"  # any of the other eight results
    IMPORT_LICENCE_ISSUED = "IMPORT_LICENCE_ISSUED"
    ASK_TRANSIT = "ASK_TRANSIT"
    TRANSIT_CLEAR = "TRANSIT_CLEAR"  # every State on the way
    TRANSIT_OBJECTION = "TRANSIT_OBJECTION"
    CHANGE_ROUTE = "CHANGE_ROUTE"
    AUTHORISE_EXPORT = "AUTHORISE_EXPORT"
    DISPATCH = "DISPATCH"
    ALL_DELIVERED = "ALL_DELIVERED"
    ALL_DELIVERED_VISITS_AGREED = "ALL_DELIVERED_VISITS_AGREED"
    SUSPECT_DIVERSION = "SUSPECT_DIVERSION"
    REFUTE_DIVERSION = "REFUTE_DIVERSION"
    CONFIRM_DIVERSION = "CONFIRM_DIVERSION"
    ISSUE_NOTICES = "ISSUE_NOTICES"
    RECORD_VISIT = "RECORD_VISIT"
    END_MONITORING = "END_MONITORING"
    REQUEST_RETRANSFER = "REQUEST_RETRANSFER"
    ANSWER_RETRANSFER = "ANSWER_RETRANSFER"
    REFUSE = "REFUSE"
    REVOKE = "REVOKE"
    EXPIRE = "EXPIRE"
    WITHDRAW = "WITHDRAW"


_S = FileState
_E = FileEvent

BEFORE_LICENCE: Final = frozenset(
    {
        _S.PROPOSED,
        _S.EUC_CHECK,
        _S.EUC_FAILED,
        _S.EUC_OK,
        _S.IMPORT_AUTHORISED,
        _S.TRANSIT_PENDING,
        _S.REROUTE,
        _S.TRANSIT_CLEARED,
    }
)
BEFORE_DISPATCH: Final = BEFORE_LICENCE | {_S.EXPORT_AUTHORISED}
# Weapons have left, and it is not yet known what became of all of them.
UNDER_WAY: Final = frozenset({_S.SHIPPING, _S.DIVERSION_SUSPECTED, _S.DIVERSION_CONFIRMED})
CLOSED: Final = frozenset(
    {
        _S.CLOSED_DELIVERED,
        _S.CLOSED_DIVERTED,
        _S.REFUSED,
        _S.REVOKED,
        _S.EXPIRED,
        _S.WITHDRAWN,
    }
)
OPEN: Final = frozenset(FileState) - CLOSED

_PATH: Final = {
    (_S.PROPOSED, _E.PRESENT_CERTIFICATE): _S.EUC_CHECK,
    (_S.EUC_CHECK, _E.CERTIFICATE_AUTHENTIC): _S.EUC_OK,
    (_S.EUC_CHECK, _E.CERTIFICATE_NOT_ACCEPTED): _S.EUC_FAILED,
    (_S.EUC_FAILED, _E.PRESENT_CERTIFICATE): _S.EUC_CHECK,
    (_S.EUC_OK, _E.IMPORT_LICENCE_ISSUED): _S.IMPORT_AUTHORISED,
    (_S.IMPORT_AUTHORISED, _E.ASK_TRANSIT): _S.TRANSIT_PENDING,
    (_S.TRANSIT_PENDING, _E.TRANSIT_CLEAR): _S.TRANSIT_CLEARED,
    (_S.TRANSIT_PENDING, _E.TRANSIT_OBJECTION): _S.REROUTE,
    (_S.TRANSIT_CLEARED, _E.TRANSIT_OBJECTION): _S.REROUTE,
    (_S.REROUTE, _E.CHANGE_ROUTE): _S.IMPORT_AUTHORISED,
    (_S.TRANSIT_CLEARED, _E.AUTHORISE_EXPORT): _S.EXPORT_AUTHORISED,
    (_S.EXPORT_AUTHORISED, _E.DISPATCH): _S.SHIPPING,
    (_S.SHIPPING, _E.DISPATCH): _S.SHIPPING,
    (_S.SHIPPING, _E.ALL_DELIVERED): _S.CLOSED_DELIVERED,
    (_S.SHIPPING, _E.ALL_DELIVERED_VISITS_AGREED): _S.MONITORING,
    (_S.SHIPPING, _E.SUSPECT_DIVERSION): _S.DIVERSION_SUSPECTED,
    (_S.MONITORING, _E.SUSPECT_DIVERSION): _S.DIVERSION_SUSPECTED,
    (_S.RETRANSFER_REVIEW, _E.SUSPECT_DIVERSION): _S.DIVERSION_SUSPECTED,
    # A second shipment of the file may fall under suspicion too.
    (_S.DIVERSION_SUSPECTED, _E.SUSPECT_DIVERSION): _S.DIVERSION_SUSPECTED,
    (_S.DIVERSION_SUSPECTED, _E.REFUTE_DIVERSION): _S.SHIPPING,
    (_S.DIVERSION_SUSPECTED, _E.CONFIRM_DIVERSION): _S.DIVERSION_CONFIRMED,
    (_S.DIVERSION_CONFIRMED, _E.ISSUE_NOTICES): _S.CLOSED_DIVERTED,
    (_S.MONITORING, _E.RECORD_VISIT): _S.MONITORING,
    (_S.MONITORING, _E.END_MONITORING): _S.CLOSED_DELIVERED,
    (_S.MONITORING, _E.REQUEST_RETRANSFER): _S.RETRANSFER_REVIEW,
    (_S.RETRANSFER_REVIEW, _E.ANSWER_RETRANSFER): _S.MONITORING,
}
_BEFORE_DISPATCH: Final = {
    _E.REVOKE: _S.REVOKED,
    _E.EXPIRE: _S.EXPIRED,
    _E.WITHDRAW: _S.WITHDRAWN,
}

TRANSFER_FILE: Final = Machine(
    "transfer_file",
    FileState.PROPOSED,
    MappingProxyType(
        _PATH
        | {(state, _E.REFUSE): _S.REFUSED for state in BEFORE_LICENCE}
        | {
            (state, event): after
            for state in BEFORE_DISPATCH
            for event, after in _BEFORE_DISPATCH.items()
        }
    ),
)

OUTCOMES: Final = MappingProxyType(
    {
        _S.CLOSED_DELIVERED: TransferOutcome.DELIVERED,
        _S.CLOSED_DIVERTED: TransferOutcome.DIVERTED,
        _S.REFUSED: TransferOutcome.REFUSED,
        _S.REVOKED: TransferOutcome.REVOKED,
        _S.EXPIRED: TransferOutcome.EXPIRED,
        _S.WITHDRAWN: TransferOutcome.WITHDRAWN,
    }
)
