"""Fields of notices and hits."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from accord.pages.marked import marked as _N

FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Acted.action": _N("Action taken"),
        "agency": _N("Agency that found it"),
        "agency_case": _N("Case number of that agency"),
        "answer": _N("Answer"),
        "audience": _N("Members addressed"),
        "audience_group": _N("Group addressed"),
        "batch_id": _N("Batch"),
        "case_reference": _N("Our reference"),
        "caution_text": _N("Caution, in words"),
        "cautions": _N("Cautions"),
        "compared": _N("Fields compared"),
        "compared[]": _N("Comparison"),
        "RecoveryReport.condition": _N("Condition of the weapon"),
        "confirm_by_ms": _N("Will be confirmed by"),
        "discovered": _N("Loss discovered on"),
        "Disposed.disposition": _N("Where the weapon went"),
        "distribution": _N("Distribution"),
        "draft": _N("New version"),
        "ConfirmationAsked.event": _N("How the weapon was met"),
        "HitByHand.event": _N("How the weapon was met"),
        "export_to_iarms": _N("Hand to INTERPOL (iARMS)"),
        "field": _N("Field"),
        "found_on": _N("Found on"),
        "found_place": _N("Place of finding"),
        "instruction": _N("What we ask the finder to do"),
        "legal_basis": _N("Legal basis"),
        "loss_place": _N("Place of the loss"),
        "loss_state": _N("State of the loss"),
        "lost_from": _N("Lost on or after"),
        "lost_to": _N("Lost on or before"),
        "on": _N("Date"),
        "priority": _N("Priority"),
        "HitReply.reason": _N("Why it is not confirmed"),
        "recovered_on": _N("Recovered on"),
        "reported": _N("Loss reported on"),
        "requested_action": _N("What the finder is asked to do"),
        "result": _N("Result"),
        "retained_until": _N("Kept until"),
        "return_to": _N("Return to"),
        "review_date": _N("Review on"),
        "sole_basis_for_detention": _N("Somebody is detained on this hit alone"),
        "to_state": _N("State that received it"),
        "NoticeDraft.type": _N("How it was lost"),
        "Cancellation.why": _N("Why the notice was never valid"),
        "HitByHand.why": _N("Why it may be this weapon"),
    }
)
