"""How long each text and list of a payload may be; what is not named here has the default.

Both ends check, so that nothing is sealed that its recipient would refuse.
"""

from typing import Final

MAX_PAYLOAD: Final = 1 << 20  # bytes of one encoded message

MAX_RECORDS: Final = 1_000  # of one answer of a register

_SHORT: Final = 200  # characters
_LONG: Final = 4_000
_LIST: Final = 32  # items
_SERIALS: Final = 10_000  # weapons of one line

_LONG_TEXTS: Final = frozenset(
    {
        "Changes.cursor",
        "Description.coverage",
        "Health.text",
        "Firearm.remarks",
        "PhysicalCharacteristics.modifications",
        "Preamble.urgency_justification",
        "DomesticTrace.reason",
        "TraceRequest.legal_justification",
        "TraceRequest.circumstance_text",
        "TraceRequest.intended_use_text",
        "TraceRequest.personal_data_justification",
        "TraceRequest.confidentiality_obstacle",
        "TraceQuestion.text",
        "TraceAnswer.text",
        "TraceResponse.explanation",
        "SuggestedState.reason",
        "PointOfDiversion.circumstance",
        "TraceClarificationRequest.text",
        "TraceClarificationRequest.revised_undertaking",
        "TraceClarification.text",
        "TraceWithdrawal.reason",
        "TraceComment.text",
        "Notice.caution_text",
        "Notice.legal_basis",
        "Notice.reason",
        "HitRequest.text",
        "HitResponse.text",
        "HitDismissed.text",
        "HitActionTaken.text",
        "HitRecovery.condition",
        "HitDisposition.text",
        "Inquiry.reason",
        "Inquiry.legal_justification",
        "Inquiry.confidentiality_obstacle",
        "InquiryAnswer.explanation",
        "InquiryWithdrawal.reason",
        "EndUser.address",
        "TransferParty.address",
        "TransferFile.end_use_text",
        "TransferFile.retransfer_text",
        "TransferFile.route",
        "TransferFile.consignment_address",
        "Licence.conditions",
        "ImportAuthorisation.reason",
        "TransitRequest.route",
        "TransitAnswer.conditions",
        "TransitAnswer.text",
        "TransferClosed.reason",
        "TransferContested.text",
        "ShipmentDispatched.route",
        "TransitReport.text",
        "DeliveryVerification.marks_applied",
        "DeliveryVerification.text",
        "DiscrepancyNotice.text",
        "DiscrepancyResolution.text",
        "DiversionAlert.text",
        "RetransferRequest.reason",
        "RetransferAnswer.conditions",
        "RetransferAnswer.reason",
        "PsvRequest.legal_basis",
        "PsvReport.follow_up",
        "Certificate.end_use",
        "CertificateItem.characteristics",
        "CertificateVerification.reason",
        "SignatoryChange.reason",
        "ExemptionRequest.mandate",
        "ExemptionRequest.end_use",
        "SupplyProcess.transport",
        "SupplyProcess.storage",
        "ExemptionCirculation.assessment",
        "ExemptionAnswer.text",
        "MemberPosition.text",
        "ExemptionOpinion.reasons",
        "ExemptionDecision.reasons",
        "ExemptionDecision.conditions",
        "ExemptionUseReply.reason",
        "ExemptionReturn.text",
        "ExemptionWithdrawal.reason",
        "StatisticalReceipt.text",
    }
)
_LISTS: Final = {
    "Mark.character_confidence": _SHORT,  # one for each character of its text
    "TraceResponse.chain": 100,
    "TraceResponse.withheld": 100,
    "TraceAcknowledgement.fields_needed": 100,
    "TraceQuestion.fields": 100,
    "SearchScope.fields": 100,
    "Notice.audience": 64,  # as many as one message has recipients
    "NoticeApplied.applied": 256,
    "InquiryAnswer.fields_needed": 100,
    "TransferItem.serials": _SERIALS,
    "DispatchedItem.serials": _SERIALS,
    "CountedItem.serials": _SERIALS,
    "Difference.missing": _SERIALS,
    "Difference.unexpected": _SERIALS,
    "DivertedItem.serials": _SERIALS,
    "PsvReport.serials": _SERIALS,
    "TransferFile.items": 100,
    "ImportAuthorisation.quantities": 100,
    "TransitRequest.items": 100,
    "ShipmentDispatched.items": 100,
    "ShipmentDispatched.seals": 200,
    "DeliveryVerification.items": 100,
    "DiscrepancyNotice.differences": 100,
    "DiversionAlert.items": 100,
    "DiversionAlert.states_affected": 64,
    "DiversionAlert.notice_ids": _SERIALS,
    "DiscrepancyResolution.notice_ids": _SERIALS,
    "Signatory.changes": 100,
    "CertificateVerification.differing": 100,
    "ExemptionItem.weapons": 2_000,
    "ExemptionOpinion.positions": 256,
    "ExemptionReturn.fields": 100,
    "StatisticalReturn.counters": 2_000,
    "StatisticalReturn.register_lines": 2_000,
    "RegionalCompilation.reporting": 256,
    "RegionalCompilation.without_data": 256,
    "RegionalCompilation.figures": 10_000,
    "RegistryRecord.chain": 100,
    "Records.records": MAX_RECORDS,
    "Changes.records": MAX_RECORDS,
    "ExchangeCounters.missing": 256,
    "ExchangeRepair.envelopes": 256,
    "ExchangeRepair.explanations": 256,
}
_BYTES: Final = {
    "SignedCertificate.signature": 64,
    "ExchangeCounters.checkpoint": 64 * 1024,  # as large as a note may be
    "ExchangeRepair.envelopes": MAX_PAYLOAD,
}


def longest_text(field: str) -> int:
    """Characters that a text may have, or each text of a list; `field` is `Class.field`."""
    return _LONG if field in _LONG_TEXTS else _SHORT


def longest_list(field: str) -> int:
    """Items that a list may have; `field` is `Class.field`."""
    return _LISTS.get(field, _LIST)


def longest_bytes(field: str) -> int | None:
    """Bytes that a byte string may have; None where it is a digest. `field` is `Class.field`."""
    return _BYTES.get(field)


def bounded_fields() -> frozenset[str]:
    """Every field with a bound of its own, so that a test can tell a misspelt one."""
    return _LONG_TEXTS | _LISTS.keys() | _BYTES.keys()
