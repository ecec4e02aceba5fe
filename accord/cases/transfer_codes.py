"""Code lists of the transfer family (FP 10; ATT 7-12; Regulation (EU) 2025/41; ECOWAS 3-6)."""

from enum import StrEnum


class TransferType(StrEnum):
    """What kind of transfer it is; temporary ones may have simpler rules (FP 10(6))."""

    PERMANENT_EXPORT = "PERMANENT_EXPORT"
    TEMPORARY_HUNTING = "TEMPORARY_HUNTING"  # FP 10(6), like the next four
    TEMPORARY_SPORT = "TEMPORARY_SPORT"
    TEMPORARY_EVALUATION = "TEMPORARY_EVALUATION"
    TEMPORARY_EXHIBITION = "TEMPORARY_EXHIBITION"
    TEMPORARY_REPAIR = "TEMPORARY_REPAIR"
    RE_EXPORT = "RE_EXPORT"
    RETRANSFER = "RETRANSFER"
    GIFT = "GIFT"
    PEACE_OPERATION = "PEACE_OPERATION"
    STATE_TO_STATE = "STATE_TO_STATE"
    TRANSIT_ONLY = "TRANSIT_ONLY"


class EndUserClass(StrEnum):
    """What the end user is."""

    STATE_ARMED_FORCE = "STATE_ARMED_FORCE"
    POLICE = "POLICE"
    OTHER_STATE = "OTHER_STATE"
    DEALER = "DEALER"
    COMPANY = "COMPANY"
    INDIVIDUAL = "INDIVIDUAL"


class IntermediaryRole(StrEnum):
    """What an intermediary does."""

    BROKER = "BROKER"
    CARRIER = "CARRIER"
    FORWARDER = "FORWARDER"
    HANDLER = "HANDLER"


class TransportMode(StrEnum):
    """How the goods cross a State."""

    ROAD = "ROAD"
    RAIL = "RAIL"
    SEA = "SEA"
    AIR = "AIR"
    INLAND_WATER = "INLAND_WATER"


class EndUse(StrEnum):
    """What the weapons are for."""

    MILITARY = "MILITARY"
    LAW_ENFORCEMENT = "LAW_ENFORCEMENT"
    PEACE_OPERATION = "PEACE_OPERATION"
    COMMERCIAL_RESALE = "COMMERCIAL_RESALE"
    PRIVATE_SECURITY = "PRIVATE_SECURITY"
    HUNTING_OR_SPORT = "HUNTING_OR_SPORT"
    COLLECTION_OR_MUSEUM = "COLLECTION_OR_MUSEUM"
    TESTING = "TESTING"
    OTHER = "OTHER"


class RetransferClause(StrEnum):
    """What the end user has undertaken about passing them on (A/75/78, para 50)."""

    NONE = "NONE"
    PRIOR_CONSENT = "PRIOR_CONSENT"
    PROHIBITED = "PROHIBITED"


class PsvConsent(StrEnum):
    """Whether the importing State has agreed to visits (A/75/78, para 53)."""

    GRANTED = "GRANTED"
    NOT_GRANTED = "NOT_GRANTED"
    NOT_ASKED = "NOT_ASKED"


class RiskResult(StrEnum):
    """The result of the export assessment, never its reasons (ATT 7, 11(2))."""

    NO = "NO"
    LOW = "LOW"
    MITIGATED = "MITIGATED"
    OVERRIDING = "OVERRIDING"  # ATT 7(3): not authorised


class ScreeningResult(StrEnum):
    """What the embargo screening found."""

    CLEAR = "CLEAR"
    EXEMPTED = "EXEMPTED"  # by the regime's own committee
    EMBARGOED = "EMBARGOED"


class AuthorisationDecision(StrEnum):
    """What the importing State decided."""

    ISSUED = "ISSUED"
    REFUSED = "REFUSED"
    REVOKED = "REVOKED"


class TransitDecision(StrEnum):
    """What the transit State decided."""

    NO_OBJECTION = "NO_OBJECTION"
    OBJECTION = "OBJECTION"
    CONDITIONAL = "CONDITIONAL"
    NEED_MORE_TIME = "NEED_MORE_TIME"


class TransitGround(StrEnum):
    """E1 to E6, or the transit State's own law."""

    E1 = "E1"
    E2 = "E2"
    E3 = "E3"
    E4 = "E4"
    E5 = "E5"
    E6 = "E6"
    NATIONAL_LAW = "NATIONAL_LAW"


class TransferOutcome(StrEnum):
    """How a file ended."""

    DELIVERED = "DELIVERED"
    DIVERTED = "DIVERTED"
    REFUSED = "REFUSED"
    REVOKED = "REVOKED"
    EXPIRED = "EXPIRED"
    WITHDRAWN = "WITHDRAWN"


class TransitPoint(StrEnum):
    """Where a transit State looked."""

    ENTRY = "ENTRY"
    EXIT = "EXIT"
    INSIDE = "INSIDE"


class TransitFinding(StrEnum):
    """What it saw."""

    IN_ORDER = "IN_ORDER"
    SEALS_BROKEN = "SEALS_BROKEN"
    QUANTITY_DIFFERS = "QUANTITY_DIFFERS"
    LOST = "LOST"
    SEIZED = "SEIZED"
    STOLEN = "STOLEN"


class ConfirmedBy(StrEnum):
    """Whose word a delivery verification is."""

    IMPORTER = "IMPORTER"
    END_USER = "END_USER"


class SerialCheck(StrEnum):
    """How many serials were read."""

    ALL = "ALL"
    SAMPLE = "SAMPLE"
    NONE = "NONE"


class DeliveryResult(StrEnum):
    """The reading of whoever reports."""

    COMPLETE = "COMPLETE"
    SHORT = "SHORT"
    OVER = "OVER"
    SUBSTITUTED = "SUBSTITUTED"
    DAMAGED = "DAMAGED"
    NOT_ARRIVED = "NOT_ARRIVED"


class SuspectedCause(StrEnum):
    """What may lie behind a difference."""

    CLERICAL = "CLERICAL"
    SPLIT_SHIPMENT = "SPLIT_SHIPMENT"
    THEFT = "THEFT"
    SEIZURE = "SEIZURE"
    LOSS = "LOSS"
    UNKNOWN = "UNKNOWN"


class Resolution(StrEnum):
    """What became of a discrepancy."""

    EXPLAINED = "EXPLAINED"
    CORRECTED = "CORRECTED"
    CONVERTED_TO_NOTICE = "CONVERTED_TO_NOTICE"
    DIVERSION_SUSPECTED = "DIVERSION_SUSPECTED"


class DiversionFinding(StrEnum):
    """How sure a diversion is."""

    SUSPECTED = "SUSPECTED"
    CONFIRMED = "CONFIRMED"
    REFUTED = "REFUTED"


class DiversionMeasure(StrEnum):
    """What has been done about it (ATT 11(4))."""

    EXAMINE_SHIPMENTS = "EXAMINE_SHIPMENTS"
    SUSPEND_LICENCES = "SUSPEND_LICENCES"
    INVESTIGATE = "INVESTIGATE"


class RetransferDecision(StrEnum):
    """Whether the weapons may be passed on."""

    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
    CONDITIONAL = "CONDITIONAL"


class PsvTeam(StrEnum):
    """Who visits."""

    EXPERTS = "EXPERTS"
    EMBASSY = "EMBASSY"
    MILITARY_ATTACHE = "MILITARY_ATTACHE"


class PsvFinding(StrEnum):
    """What a visit found (A/75/78, para 53)."""

    PRESENT_WITH_END_USER = "PRESENT_WITH_END_USER"
    NOT_PRESENT = "NOT_PRESENT"
    MOVED_WITH_CONSENT = "MOVED_WITH_CONSENT"
    ACCESS_REFUSED = "ACCESS_REFUSED"
    RECORDS_ONLY = "RECORDS_ONLY"
