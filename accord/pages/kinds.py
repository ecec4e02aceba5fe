"""What each kind of message is called, and each family of them, by its code."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from accord.pages.marked import marked as _N

MESSAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "PROBE": _N("Test message"),
        "TRACE_REQUEST": _N("Trace request"),
        "TRACE_ACKNOWLEDGEMENT": _N("Acknowledgement of receipt"),
        "TRACE_QUESTION": _N("Question"),
        "TRACE_ANSWER": _N("Reply to a question"),
        "TRACE_RESPONSE": _N("Answer to a trace request"),
        "TRACE_CLARIFICATION_REQUEST": _N("Request for clarification"),
        "TRACE_CLARIFICATION": _N("Clarification"),
        "TRACE_WITHDRAWAL": _N("Withdrawal"),
        "TRACE_COMMENT": _N("Comment"),
        "TRACE_OUTCOME": _N("Outcome of a trace"),
        "TRACE_REMINDER": _N("Reminder"),
        "NOTICE": _N("Notice"),
        "NOTICE_APPLIED": _N("Acknowledgement of a notice"),
        "HIT_NOTIFICATION": _N("Notification of a hit"),
        "HIT_REQUEST": _N("Request to confirm a hit"),
        "HIT_RESPONSE": _N("Answer about a hit"),
        "HIT_DISMISSED": _N("Dismissal of a hit"),
        "HIT_RECOVERY": _N("Report of a recovery"),
        "HIT_DISPOSITION": _N("Report of the disposition"),
        "HIT_ESCALATION": _N("Escalation of a hit"),
        "HIT_ACTION": _N("Report of the action taken"),
        "TRANSFER_FILE": _N("Transfer file"),
        "IMPORT_AUTHORISATION": _N("Import authorisation"),
        "TRANSIT_REQUEST": _N("Request for transit"),
        "TRANSIT_ANSWER": _N("Answer on transit"),
        "TRANSFER_CLOSED": _N("End of a transfer"),
        "TRANSFER_CONTESTED": _N("Contestation of a transfer"),
        "SHIPMENT_DISPATCHED": _N("Dispatch of a shipment"),
        "TRANSIT_REPORT": _N("Report of a checkpoint"),
        "DELIVERY_VERIFICATION": _N("Delivery verification"),
        "DISCREPANCY_NOTICE": _N("Notice of a discrepancy"),
        "DISCREPANCY_RESOLUTION": _N("Resolution of a discrepancy"),
        "DIVERSION_ALERT": _N("Diversion alert"),
        "RECEIPT_INQUIRY": _N("Inquiry about receipt"),
        "RETRANSFER_REQUEST": _N("Request to retransfer"),
        "RETRANSFER_ANSWER": _N("Answer on a retransfer"),
        "PSV_REQUEST": _N("Request for a visit"),
        "PSV_REPORT": _N("Report of a visit"),
        "CERTIFICATE_PRESENTED": _N("End-user certificate"),
        "CERTIFICATE_VERIFICATION_REQUEST": _N("Request to verify a certificate"),
        "CERTIFICATE_VERIFICATION": _N("Verification of a certificate"),
        "SIGNATORY_ENTRY": _N("Entry of a signatory"),
        "EXEMPTION_REQUEST": _N("Exemption request"),
        "EXEMPTION_CIRCULATION": _N("Circulation of an exemption request"),
        "EXEMPTION_SEEN": _N("Exemption request seen"),
        "EXEMPTION_ANSWER": _N("Position on an exemption"),
        "EXEMPTION_OPINION": _N("Opinion on an exemption"),
        "EXEMPTION_DECISION": _N("Decision on an exemption"),
        "EXEMPTION_USE": _N("Use of an exemption"),
        "EXEMPTION_USE_REPLY": _N("Reply on the use of an exemption"),
        "EXEMPTION_RETURN": _N("Return of an exemption request"),
        "EXEMPTION_WITHDRAWAL": _N("Withdrawal of an exemption request"),
        "STATISTICAL_RETURN": _N("Statistical return"),
        "STATISTICAL_RECEIPT": _N("Receipt for a return"),
        "REGIONAL_COMPILATION": _N("Regional compilation"),
        "INQUIRY": _N("Inquiry"),
        "INQUIRY_ANSWER": _N("Answer to an inquiry"),
        "INQUIRY_WITHDRAWAL": _N("Withdrawal of an inquiry"),
        "EXCHANGE_COUNTERS": _N("Signed counters"),
        "EXCHANGE_REPAIR": _N("Repair of the exchange"),
    }
)
# As a directory names them.
FAMILIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "probe": _N("Test messages"),
        "trace": _N("Traces"),
        "notice": _N("Notices and hits"),
        "transfer": _N("Transfers"),
        "certificate": _N("Certificates"),
        "exemption": _N("Exemptions"),
        "statistics": _N("Statistics"),
        "inquiry": _N("Inquiries"),
        "exchange": _N("Upkeep of the exchange"),
    }
)
