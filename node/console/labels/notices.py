"""Lost-weapon notices and hits on them (A/75/78, para 60; SIS arts 36, 38, 39); INTERPOL."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from accord.cases.handover import HandoverKind, RecordType, ReplyStatus
from accord.cases.hit_codes import (
    DismissalReason,
    FieldResult,
    FindingEvent,
    HitAction,
    HitAnswer,
    HitDispositionKind,
    HitPriority,
    Instruction,
    NotConfirmedReason,
)
from accord.cases.hit_life import HitState
from accord.cases.notice_codes import (
    CancelReason,
    Caution,
    Distribution,
    HolderClass,
    NoticeAct,
    NoticeState,
    NoticeType,
    RequestedAction,
)
from accord.pages.marked import marked as _N

LABELS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = MappingProxyType(
    {
        NoticeType: {
            NoticeType.LOST: _N("Lost"),
            NoticeType.STOLEN: _N("Stolen"),
            NoticeType.TRAFFICKED: _N("Trafficked"),
            NoticeType.SMUGGLED: _N("Smuggled"),
            NoticeType.ROBBED_FROM_STATE_FORCE: _N("Robbed from a State force"),
            NoticeType.MISSING_IN_STOCKTAKE: _N("Missing at a stocktake"),
            NoticeType.MISSING_IN_TRANSIT: _N("Missing in transit"),
            NoticeType.UNRETURNED: _N("Not returned by its holder"),
            NoticeType.CAPTURED: _N("Captured"),
        },
        HolderClass: {
            HolderClass.STATE_ARMED_FORCE: _N("Armed forces"),
            HolderClass.POLICE: _N("Police"),
            HolderClass.OTHER_STATE: _N("Other State body"),
            HolderClass.DEALER: _N("Dealer"),
            HolderClass.MANUFACTURER: _N("Manufacturer"),
            HolderClass.CARRIER: _N("Carrier"),
            HolderClass.PRIVATE_SECURITY: _N("Private security company"),
            HolderClass.CIVILIAN: _N("Civilian holder"),
            HolderClass.PEACE_OPERATION: _N("Peace operation"),
        },
        RequestedAction: {
            RequestedAction.SEIZE_AND_REPORT: _N("Seize and report"),
            RequestedAction.DISCREET_REPORT: _N("Report discreetly"),
            RequestedAction.INFORM_ONLY: _N("For information only"),
        },
        Caution: {
            Caution.ARMED_AND_DANGEROUS: _N("Armed and dangerous"),
            Caution.BOOBY_TRAP: _N("Booby trap possible"),
            Caution.EVIDENCE_HANDLING: _N("Handle as evidence"),
        },
        Distribution: {
            Distribution.ALL_MEMBERS: _N("All members"),
            Distribution.GROUP: _N("A group of members"),
            Distribution.LIST: _N("Members named in the notice"),
        },
        NoticeState: {
            NoticeState.DRAFT: _N("Draft"),
            NoticeState.DISCARDED: _N("Draft discarded"),
            NoticeState.ACTIVE: _N("In force"),
            NoticeState.REVIEW_DUE: _N("Review due"),
            NoticeState.SUSPENDED: _N("Suspended"),
            NoticeState.RECOVERED_PENDING: _N("Recovered, to be cleared by its owner"),
            NoticeState.CANCELLED: _N("Cancelled: never valid"),
            NoticeState.CLEARED: _N("Cleared: the weapon is found"),
            NoticeState.EXPIRED: _N("Expired"),
        },
        NoticeAct: {
            NoticeAct.PUBLISH: _N("Published"),
            NoticeAct.AMEND: _N("Amended"),
            NoticeAct.VALIDATE: _N("Validated"),
            NoticeAct.SUSPEND: _N("Suspended"),
            NoticeAct.RECOVER: _N("Weapon reported recovered"),
            NoticeAct.RESUME: _N("Resumed: another weapon was found"),
            NoticeAct.CANCEL: _N("Cancelled"),
            NoticeAct.CLEAR: _N("Cleared"),
            NoticeAct.EXPIRE: _N("Expired"),
        },
        CancelReason: {
            CancelReason.ENTERED_IN_ERROR: _N("Entered in error"),
            CancelReason.WRONG_WEAPON: _N("Wrong weapon"),
            CancelReason.NEVER_LOST: _N("Never lost"),
        },
        FindingEvent: {
            FindingEvent.SEIZED: _N("Seized"),
            FindingEvent.FOUND: _N("Found"),
            FindingEvent.SURRENDERED: _N("Surrendered"),
            FindingEvent.INQUIRY_ONLY: _N("Only asked about"),
            FindingEvent.OFFERED_FOR_SALE: _N("Offered for sale"),
            FindingEvent.IMPORT_CHECK: _N("Checked at import"),
        },
        HitPriority: {
            HitPriority.URGENT: _N("Urgent"),
            HitPriority.ROUTINE: _N("Routine"),
        },
        HitAnswer: {
            HitAnswer.CONFIRMED: _N("Confirmed"),
            HitAnswer.CONFIRMED_ACTION_PENDING: _N("Confirmed, action to be agreed"),
            HitAnswer.IN_PROCESS: _N("Being examined: an answer will come by a stated time"),
            HitAnswer.NOT_CONFIRMED: _N("Not confirmed"),
        },
        NotConfirmedReason: {
            NotConfirmedReason.NOT_IDENTICAL: _N("Not the same weapon"),
            NotConfirmedReason.NOTICE_CANCELLED: _N("The notice was cancelled"),
            NotConfirmedReason.NOTICE_CLEARED: _N("The notice was cleared"),
            NotConfirmedReason.NOTICE_EXPIRED: _N("The notice has expired"),
            NotConfirmedReason.OTHER: _N("Other"),
        },
        DismissalReason: {
            DismissalReason.MARKS_DIFFER: _N("The marks differ"),
            DismissalReason.OTHER_WEAPON: _N("It is another weapon"),
            DismissalReason.NUMBER_NOT_UNIQUE: _N(
                "The number is not unique (patent, model or stock number)"
            ),
            DismissalReason.NOT_IN_OUR_HANDS: _N("The weapon is not in our hands"),
            DismissalReason.DUPLICATE: _N("Duplicate of another hit"),
        },
        FieldResult: {
            FieldResult.SAME: _N("Same"),
            FieldResult.COMPATIBLE: _N("Compatible"),
            FieldResult.DIFFERENT: _N("Different"),
            FieldResult.NOT_COMPARABLE: _N("Cannot be compared"),
        },
        Instruction: {
            Instruction.SEIZE: _N("Seize the weapon"),
            Instruction.HOLD_AS_EVIDENCE: _N("Hold it as evidence"),
            Instruction.RELEASE: _N("Release it"),
            Instruction.RETURN_TO: _N("Return it to somebody named"),
            Instruction.DISCREET: _N("Report discreetly, do not seize"),
        },
        HitAction: {
            HitAction.SEIZED: _N("Seized"),
            HitAction.DISCREETLY_REPORTED: _N("Reported discreetly"),
            HitAction.RELEASED: _N("Released"),
        },
        HitDispositionKind: {
            HitDispositionKind.RETURNED: _N("Returned to its owner"),
            HitDispositionKind.RETAINED: _N("Retained by the State"),
            HitDispositionKind.DESTROYED: _N("Destroyed"),
            HitDispositionKind.TRANSFERRED_TO_LAB: _N("Sent to a laboratory"),
        },
        HitState: {
            HitState.CANDIDATE: _N("Candidate: to be compared by eye"),
            HitState.DISMISSED: _N("Dismissed"),
            HitState.CONFIRMATION_REQUESTED: _N("Confirmation requested"),
            HitState.AWAITING: _N("The owner will confirm by a stated time"),
            HitState.ESCALATED: _N("Escalated: no answer in time"),
            HitState.CONFIRMED: _N("Confirmed"),
            HitState.NOT_CONFIRMED: _N("Not confirmed"),
            HitState.SEIZED: _N("Seized"),
            HitState.DISCREETLY_REPORTED: _N("Reported discreetly"),
            HitState.RELEASED: _N("Released"),
            HitState.RECOVERED: _N("Recovered"),
            HitState.DISPOSED: _N("Disposition recorded"),
        },
        HandoverKind: {
            HandoverKind.RECORD: _N("Record for iARMS"),
            HandoverKind.TRACE: _N("Trace request for INTERPOL"),
        },
        RecordType: {
            RecordType.LOST: _N("Lost"),
            RecordType.STOLEN: _N("Stolen"),
            RecordType.TRAFFICKED: _N("Trafficked"),
            RecordType.SMUGGLED: _N("Smuggled"),
        },
        ReplyStatus: {
            ReplyStatus.PENDING: _N("Awaiting the bureau's reply"),
            ReplyStatus.RECORDED: _N("Recorded in iARMS"),
            ReplyStatus.HIT: _N("Hit"),
            ReplyStatus.NO_HIT: _N("No hit"),
            ReplyStatus.TRACED: _N("Traced"),
            ReplyStatus.NOT_TRACED: _N("Not traced"),
            ReplyStatus.REJECTED: _N("Not accepted"),
        },
    }
)
