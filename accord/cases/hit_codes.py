"""Code lists of hits on notices (SIS art 39; the confirmation practice of Nlets and NCIC)."""

from enum import StrEnum


class FindingEvent(StrEnum):
    """How the finder met the weapon."""

    SEIZED = "SEIZED"
    FOUND = "FOUND"
    SURRENDERED = "SURRENDERED"
    INQUIRY_ONLY = "INQUIRY_ONLY"
    OFFERED_FOR_SALE = "OFFERED_FOR_SALE"
    IMPORT_CHECK = "IMPORT_CHECK"


class HitPriority(StrEnum):
    """Set by the finder alone: the class of ten minutes or the class of one hour."""

    URGENT = "URGENT"
    ROUTINE = "ROUTINE"


class HitAnswer(StrEnum):
    """What the notice's owner says; each of them stops the clock of the request."""

    CONFIRMED = "CONFIRMED"
    CONFIRMED_ACTION_PENDING = "CONFIRMED_ACTION_PENDING"
    IN_PROCESS = "IN_PROCESS"  # will confirm by a stated time
    NOT_CONFIRMED = "NOT_CONFIRMED"


class NotConfirmedReason(StrEnum):
    """Why the owner does not confirm: not identical, or no longer active."""

    NOT_IDENTICAL = "NOT_IDENTICAL"
    NOTICE_CANCELLED = "NOTICE_CANCELLED"
    NOTICE_CLEARED = "NOTICE_CLEARED"
    NOTICE_EXPIRED = "NOTICE_EXPIRED"
    OTHER = "OTHER"


class DismissalReason(StrEnum):
    """Why the finder's eye says that this is not the weapon."""

    MARKS_DIFFER = "MARKS_DIFFER"
    OTHER_WEAPON = "OTHER_WEAPON"
    NUMBER_NOT_UNIQUE = "NUMBER_NOT_UNIQUE"  # a patent, model or stock number
    NOT_IN_OUR_HANDS = "NOT_IN_OUR_HANDS"
    DUPLICATE = "DUPLICATE"


class FieldResult(StrEnum):
    """What comparing one field showed."""

    SAME = "SAME"
    COMPATIBLE = "COMPATIBLE"
    DIFFERENT = "DIFFERENT"
    NOT_COMPARABLE = "NOT_COMPARABLE"


class Instruction(StrEnum):
    """What the owner asks the finder to do with the weapon (SIS art 39)."""

    SEIZE = "SEIZE"
    HOLD_AS_EVIDENCE = "HOLD_AS_EVIDENCE"
    RELEASE = "RELEASE"
    RETURN_TO = "RETURN_TO"
    DISCREET = "DISCREET"


class HitAction(StrEnum):
    """The action that was agreed and taken under the finder's law (SIS art 39)."""

    SEIZED = "SEIZED"
    DISCREETLY_REPORTED = "DISCREETLY_REPORTED"
    RELEASED = "RELEASED"


class HitDispositionKind(StrEnum):
    """Where the recovered weapon went."""

    RETURNED = "RETURNED"
    RETAINED = "RETAINED"
    DESTROYED = "DESTROYED"
    TRANSFERRED_TO_LAB = "TRANSFERRED_TO_LAB"
