"""Code lists of the inquiry family."""

from enum import StrEnum


class InquiryOutcome(StrEnum):
    """What one member says to an inquiry."""

    HIT = "HIT"
    NO_HIT = "NO_HIT"
    REFUSED = "REFUSED"
    UNAVAILABLE = "UNAVAILABLE"  # a register could not be searched
    COULD_NOT_INTERPRET = "COULD_NOT_INTERPRET"  # the description gives nothing to search by


class HowToAsk(StrEnum):
    """How the asker learns more about a hit."""

    TRACE_REQUEST = "TRACE_REQUEST"
    HIT_CONFIRMATION = "HIT_CONFIRMATION"  # the record is an active notice
