"""What officers say about hits, before it is a message: the forms of the interface."""

from dataclasses import dataclass

from accord.cases.hit import ComparedField
from accord.cases.hit_codes import (
    FindingEvent,
    HitAction,
    HitAnswer,
    HitDispositionKind,
    HitPriority,
    Instruction,
    NotConfirmedReason,
)
from accord.dates import PartialDate
from accord.weapons.firearm import Firearm, Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class HitByHand:
    """A weapon that an officer has matched with a notice by eye."""

    notice_id: str
    firearm: Firearm
    reference: str  # the finder's case
    event: FindingEvent
    why: str  # what makes the officer believe it


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationAsked:
    """Asks the owner of the notice: identical, and still active?"""

    compared: tuple[ComparedField, ...]
    event: FindingEvent
    priority: HitPriority = HitPriority.ROUTINE
    urgency_justification: str = ""  # required with URGENT
    sole_basis_for_detention: bool = False
    firearm: Firearm | None = None  # a better description than the one that matched
    found_on: PartialDate | None = None
    found_place: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitReply:
    """What the owner answers."""

    answer: HitAnswer
    compared: tuple[ComparedField, ...] = ()
    reason: NotConfirmedReason | None = None
    confirm_by_ms: int | None = None
    instruction: Instruction | None = None
    return_to: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryReport:
    """The weapon is in safe hands."""

    recovered_on: PartialDate
    place: str
    agency: str
    agency_case: str
    condition: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted:
    """What was done on a confirmed hit; today, where no day is given."""

    action: HitAction
    on: PartialDate | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposed:
    """Where the recovered weapon went; today, where no day is given."""

    disposition: HitDispositionKind
    on: PartialDate | None = None
    to_state: str = ""  # with RETURNED
    text: str = ""
