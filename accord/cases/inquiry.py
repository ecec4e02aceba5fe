"""The messages of the inquiry family, field by field (ITI 16, 20, 22).

An inquiry asks many members at once whether a register knows a weapon. An answer names no record:
a hit says how to ask for more, and no hit says exactly what was searched.
"""

from dataclasses import dataclass

from accord.cases.codes import Ground, IntendedUse, RecordHolder
from accord.cases.inquiry_codes import HowToAsk, InquiryOutcome
from accord.cases.trace import Preamble, SearchScope
from accord.weapons.codes import MatchGrade
from accord.weapons.firearm import Firearm


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """Asks every addressed member whether its registers hold a record of one weapon."""

    preamble: Preamble
    inquiry_id: str  # the asker's
    firearm: Firearm  # ITI 17(b)
    intended_use: tuple[IntendedUse, ...] = ()  # at least one (ITI 17(c))
    reason: str = ""  # why so many are asked, in words
    legal_justification: str = ""  # with the statute (ITI 17(a))
    case_id: str = ""  # the asker's trace case, where there is one
    confidentiality_obstacle: str = (
        ""  # empty: can guarantee; else the law that prevents it (ITI 15)
    )
    answer_by_ms: int  # UTC; a later answer still counts
    deadline_rule: str = ""  # the rule that made it due
    policy_version: int  # of the regional policy that has the rule
    members_asked: int  # how many the inquiry went to


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryHit:
    """That a register holds the weapon, as far as a match can say; never what the record says."""

    grade: MatchGrade
    record_holder: RecordHolder | None = None
    marks_matched: tuple[str, ...] = ()  # kinds and positions, not the numbers
    reasons: tuple[str, ...] = ()
    candidates: int | None = None  # records that match as well
    non_unique: bool = False  # three or more weapons share the number
    how_to_ask: HowToAsk
    authority: str = ""  # whom to ask (ITI 25)
    reference: str = ""  # to be quoted when asking


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryAnswer:
    """What one member's registers say."""

    preamble: Preamble
    outcome: InquiryOutcome
    hits: tuple[InquiryHit, ...] = ()  # with HIT
    searched: tuple[SearchScope, ...] = ()  # required with HIT and NO_HIT
    registers_away: tuple[str, ...] = ()  # could not be searched; none with NO_HIT
    grounds: tuple[Ground, ...] = ()  # required with REFUSED (ITI 22)
    explanation: str = ""  # with REFUSED (ITI 23), UNAVAILABLE and COULD_NOT_INTERPRET
    fields_needed: tuple[str, ...] = ()  # with COULD_NOT_INTERPRET
    corrects: bool = False  # takes the place of an answer given before


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryWithdrawal:
    """The answers are no longer needed."""

    preamble: Preamble
    reason: str = ""
