"""Message kinds, priorities and purposes, with the numbers they have on the wire."""

from collections.abc import Set
from enum import IntEnum
from typing import Final

_FAMILIES: Final[dict[int, str]] = {
    0: "probe",
    1: "trace",
    2: "notice",
    3: "transfer",
    4: "certificate",
    5: "exemption",
    6: "statistics",
    7: "inquiry",
    8: "exchange",
}


class MessageKind(IntEnum):
    """What a message is; kinds come in blocks of one hundred per family."""

    PROBE = 1
    TRACE_REQUEST = 101
    TRACE_ACKNOWLEDGEMENT = 102
    TRACE_QUESTION = 103
    TRACE_ANSWER = 104
    TRACE_RESPONSE = 105
    TRACE_CLARIFICATION_REQUEST = 106
    TRACE_CLARIFICATION = 107
    TRACE_WITHDRAWAL = 108
    TRACE_COMMENT = 109
    TRACE_OUTCOME = 110
    TRACE_REMINDER = 111
    NOTICE = 201
    NOTICE_APPLIED = 202
    HIT_NOTIFICATION = 210
    HIT_REQUEST = 211
    HIT_RESPONSE = 212
    HIT_DISMISSED = 213
    HIT_RECOVERY = 214
    HIT_DISPOSITION = 215
    HIT_ESCALATION = 216
    HIT_ACTION = 217
    TRANSFER_FILE = 301
    IMPORT_AUTHORISATION = 302
    TRANSIT_REQUEST = 303
    TRANSIT_ANSWER = 304
    TRANSFER_CLOSED = 305
    TRANSFER_CONTESTED = 306
    SHIPMENT_DISPATCHED = 311
    TRANSIT_REPORT = 312
    DELIVERY_VERIFICATION = 313
    DISCREPANCY_NOTICE = 314
    DISCREPANCY_RESOLUTION = 315
    DIVERSION_ALERT = 316
    RECEIPT_INQUIRY = 317
    RETRANSFER_REQUEST = 321
    RETRANSFER_ANSWER = 322
    PSV_REQUEST = 331
    PSV_REPORT = 332
    CERTIFICATE_PRESENTED = 401
    CERTIFICATE_VERIFICATION_REQUEST = 402
    CERTIFICATE_VERIFICATION = 403
    SIGNATORY_ENTRY = 411
    EXEMPTION_REQUEST = 501
    EXEMPTION_CIRCULATION = 502
    EXEMPTION_SEEN = 503
    EXEMPTION_ANSWER = 504
    EXEMPTION_OPINION = 505
    EXEMPTION_DECISION = 506
    EXEMPTION_USE = 507
    EXEMPTION_USE_REPLY = 508
    EXEMPTION_RETURN = 509
    EXEMPTION_WITHDRAWAL = 510
    STATISTICAL_RETURN = 601
    STATISTICAL_RECEIPT = 602
    REGIONAL_COMPILATION = 603
    INQUIRY = 701
    INQUIRY_ANSWER = 702
    INQUIRY_WITHDRAWAL = 703
    EXCHANGE_COUNTERS = 801
    EXCHANGE_REPAIR = 802

    @property
    def family(self) -> str:
        """The name that a member's directory entry permits kinds by."""
        return _FAMILIES[self // 100]

    def permitted(self, families: Set[str]) -> bool:
        """Whether a member whose directory entry names these families may send it.

        The exchange's own messages need no entry: whoever may send anything owes its peers the
        counters of it, and a directory that left them out would hide losses.
        """
        return self.family == "exchange" or self.family in families


class Priority(IntEnum):
    """How fast a message travels; URGENT has a mailbox lane of its own."""

    ROUTINE = 1
    URGENT = 2


class Purpose(IntEnum):
    """Why a message is sent, countable without opening it."""

    TEST = 1
    TRACING = 2
    NOTICE = 3
    TRANSFER = 4
    STATISTICS = 5
    EXCHANGE = 6  # upkeep of the exchange itself
