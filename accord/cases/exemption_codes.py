"""Code lists of exemptions (ECOWAS Convention, arts 4-6), and why a transfer is refused."""

from enum import StrEnum


class ExemptionGround(StrEnum):
    """Why an exemption is asked for (art 4(1))."""

    NATIONAL_DEFENCE_SECURITY = "NATIONAL_DEFENCE_SECURITY"
    PEACE_SUPPORT_OPERATION = "PEACE_SUPPORT_OPERATION"


class ExemptionPosition(StrEnum):
    """Where a member stands on a circulated request."""

    NO_OBJECTION = "NO_OBJECTION"
    OBJECTION = "OBJECTION"
    COMMENT = "COMMENT"
    SILENT = "SILENT"  # never sent: what the clock makes of no answer


class RefusalCriterion(StrEnum):
    """Why a transfer is refused (ATT 6, 7, 11; ECOWAS Convention, art 6)."""

    E1 = "E1"  # embargo or Charter
    E2 = "E2"  # humanitarian law or human rights
    E3 = "E3"  # terrorism
    E4 = "E4"  # organised or violent crime
    E5 = "E5"  # regional stability
    E6 = "E6"  # risk of diversion
    E7 = "E7"  # not proportionate to legitimate need
    E8 = "E8"  # document not authentic
    E9 = "E9"  # non-State end user
    E10 = "E10"  # import or transit not authorised


class OpinionKind(StrEnum):
    """What the secretariat's opinion says (art 5(3))."""

    CONFIRM = "CONFIRM"
    REFUSE = "REFUSE"


class ExemptionOutcome(StrEnum):
    """What was decided in the end."""

    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
    REVOKED = "REVOKED"
