"""Code lists of lost-weapon notices (A/75/78, paras 6 and 60; SIS arts 36, 38; NCIC Gun File)."""

from enum import StrEnum


class NoticeType(StrEnum):
    """How the weapon was lost to lawful control: the four of iARMS, and five finer ones."""

    LOST = "LOST"
    STOLEN = "STOLEN"
    TRAFFICKED = "TRAFFICKED"
    SMUGGLED = "SMUGGLED"
    ROBBED_FROM_STATE_FORCE = "ROBBED_FROM_STATE_FORCE"
    MISSING_IN_STOCKTAKE = "MISSING_IN_STOCKTAKE"
    MISSING_IN_TRANSIT = "MISSING_IN_TRANSIT"
    UNRETURNED = "UNRETURNED"  # with a deserter or somebody absent
    CAPTURED = "CAPTURED"  # on a battlefield


class HolderClass(StrEnum):
    """Who had the weapon; a notice never says who by name (A/75/78, paras 60, 69, 82)."""

    STATE_ARMED_FORCE = "STATE_ARMED_FORCE"
    POLICE = "POLICE"
    OTHER_STATE = "OTHER_STATE"
    DEALER = "DEALER"
    MANUFACTURER = "MANUFACTURER"
    CARRIER = "CARRIER"
    PRIVATE_SECURITY = "PRIVATE_SECURITY"
    CIVILIAN = "CIVILIAN"
    PEACE_OPERATION = "PEACE_OPERATION"


class RequestedAction(StrEnum):
    """What whoever finds the weapon is asked to do (SIS arts 36, 38)."""

    SEIZE_AND_REPORT = "SEIZE_AND_REPORT"
    DISCREET_REPORT = "DISCREET_REPORT"
    INFORM_ONLY = "INFORM_ONLY"


class Caution(StrEnum):
    """What the finder should be careful about; the words are in `caution_text`."""

    ARMED_AND_DANGEROUS = "ARMED_AND_DANGEROUS"
    BOOBY_TRAP = "BOOBY_TRAP"
    EVIDENCE_HANDLING = "EVIDENCE_HANDLING"


class Distribution(StrEnum):
    """To whom a notice goes."""

    ALL_MEMBERS = "ALL_MEMBERS"  # every active member
    GROUP = "GROUP"  # a group of members that the signed policy names
    LIST = "LIST"  # the members that the notice names


class NoticeState(StrEnum):
    """Where a notice stands."""

    DRAFT = "DRAFT"  # at its owner only
    DISCARDED = "DISCARDED"  # a draft that was never published
    ACTIVE = "ACTIVE"
    REVIEW_DUE = "REVIEW_DUE"
    SUSPENDED = "SUSPENDED"  # not validated in time: still searched, and flagged
    RECOVERED_PENDING = "RECOVERED_PENDING"  # the weapon is found, its owner has not cleared it yet
    CANCELLED = "CANCELLED"  # was never a valid record
    CLEARED = "CLEARED"  # was valid, and is satisfied
    EXPIRED = "EXPIRED"


class NoticeAct(StrEnum):
    """What a version of a notice does."""

    PUBLISH = "PUBLISH"
    AMEND = "AMEND"
    VALIDATE = "VALIDATE"
    SUSPEND = "SUSPEND"
    RECOVER = "RECOVER"
    RESUME = "RESUME"  # what was recovered proved to be another weapon
    CANCEL = "CANCEL"
    CLEAR = "CLEAR"
    EXPIRE = "EXPIRE"


class CancelReason(StrEnum):
    """Why a notice was never valid; a weapon that was found is cleared instead."""

    ENTERED_IN_ERROR = "ENTERED_IN_ERROR"
    WRONG_WEAPON = "WRONG_WEAPON"
    NEVER_LOST = "NEVER_LOST"
