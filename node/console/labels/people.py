"""Who may do what, how the node releases, and the acts of the audit trail."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from accord.pages.marked import marked as _N
from node.audit.entry import Act
from node.casework.rules import Mode
from node.desk.signoff import Signing
from node.exchange.messages import DeliveryStatus
from node.log.alarms import AlarmKind
from node.log.promises import Maturity
from node.people.rights import Right, Role

LABELS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = MappingProxyType(
    {
        Right: {
            Right.SELF: _N("One's own account"),
            Right.NODE: _N("See how the node stands"),
            Right.READ: _N("Read casework"),
            Right.WORK: _N("Do casework"),
            Right.APPROVE: _N("Approve, as the second of two people"),
            Right.ADMINISTER: _N("Administer accounts and the node"),
            Right.AUDIT: _N("Read the audit trail"),
        },
        Role: {
            Role.OFFICER: _N("Officer"),
            Role.APPROVER: _N("Approver"),
            Role.ADMINISTRATOR: _N("Administrator"),
            Role.AUDITOR: _N("Auditor"),
        },
        Act: {
            Act.CASEWORK: _N("Casework step"),
            Act.SIGNED_IN: _N("Signed in"),
            Act.SIGN_IN_FAILED: _N("Sign-in failed"),
            Act.SIGNED_OUT: _N("Signed out"),
            Act.SESSION_ENDED: _N("Session ended by somebody else"),
            Act.REFUSED: _N("Attempt refused"),
            Act.READ_TRAIL: _N("Audit trail read"),
            Act.EXPORTED: _N("Data exported"),
            Act.ACCOUNT_MADE: _N("Account created"),
            Act.ACCOUNT_CHANGED: _N("Account changed"),
            Act.PASSWORD_CHANGED: _N("Password changed"),
            Act.FACTOR_CHANGED: _N("Second factor changed"),
            Act.TOKEN_MADE: _N("API token created"),
            Act.TOKEN_REVOKED: _N("API token revoked"),
            Act.ARCHIVED: _N("Archived"),
            Act.DELETED: _N("Deleted after its retention period"),
            Act.ERASED: _N("Keys of the archive erased"),
        },
        Mode: {
            Mode.AUTOMATIC: _N("By the node, by rule"),
            Mode.OFFICER: _N("By an officer"),
            Mode.TWO_PEOPLE: _N("By an officer and an approver"),
        },
        Signing: {
            Signing.OFFICER: _N("By an officer"),
            Signing.TWO_PEOPLE: _N("By an officer and an approver"),
        },
        AlarmKind: {
            AlarmKind.FORK: _N("The hub shows different logs to different members"),
            AlarmKind.WITHHELD: _N("The hub withholds an entry that it promised"),
            AlarmKind.ROLLBACK: _N("The hub shows an older log than before"),
        },
        Maturity: {
            Maturity.ACCEPTED: _N("Accepted by the hub"),
            Maturity.LOGGED: _N("In the hub's log"),
            Maturity.WITNESSED: _N("Witnessed"),
            Maturity.WITHHELD: _N("Withheld by the hub"),
        },
        DeliveryStatus: {
            DeliveryStatus.PENDING: _N("Waiting to be sent"),
            DeliveryStatus.SEALED: _N("Sealed, to be sent"),
            DeliveryStatus.ACCEPTED: _N("Accepted by the hub"),
            DeliveryStatus.REFUSED: _N("Refused by the hub"),
            DeliveryStatus.DELIVERED: _N("Delivered"),
            DeliveryStatus.REJECTED: _N("Rejected: could not be read or verified"),
            DeliveryStatus.UNDELIVERED: _N("Could not be delivered"),
        },
    }
)
