"""The messages about one hit: notified, asked, answered, acted upon, recovered."""

from dataclasses import dataclass

from accord.cases.hit_codes import (
    DismissalReason,
    FieldResult,
    FindingEvent,
    HitAction,
    HitAnswer,
    HitDispositionKind,
    HitPriority,
    Instruction,
    NotConfirmedReason,
)
from accord.cases.trace import MatchedRecord, Preamble
from accord.dates import PartialDate
from accord.weapons.firearm import Firearm, Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class HitNotification:
    """Tells a notice's owner that another State may have met the weapon: a lead, and no more."""

    preamble: Preamble
    hit_id: str  # the finder's
    notice_id: str
    notice_version: int
    matched: MatchedRecord
    event: FindingEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedField:
    """One field of the description, and what comparing it showed."""

    field: str
    result: FieldResult


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRequest:
    """Asks the owner both questions: is it identical, and is the notice still active?"""

    preamble: Preamble
    hit_id: str
    notice_id: str
    notice_version: int  # the version that the finder compared with
    matched: MatchedRecord
    event: FindingEvent
    request_number: int  # 1, 2 or 3
    priority: HitPriority
    sole_basis_for_detention: bool = False
    compared: tuple[ComparedField, ...] = ()  # all identifying data, each with its result
    firearm: Firearm  # as the finder sees it
    found_on: PartialDate | None = None
    found_place: str = ""
    answer_by_ms: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitResponse:
    """Confirms or negates, or says by when it will."""

    preamble: Preamble
    hit_id: str
    notice_id: str
    notice_version: int  # the version in force at its owner
    request_number: int
    answer: HitAnswer
    reason: NotConfirmedReason | None = None  # with NOT_CONFIRMED
    confirm_by_ms: int | None = None  # with IN_PROCESS
    compared: tuple[ComparedField, ...] = ()
    instruction: Instruction | None = None  # with CONFIRMED
    return_to: str = ""  # a State, with RETURN_TO
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitDismissed:
    """The finder has compared the marks, and it is not the weapon."""

    preamble: Preamble
    hit_id: str
    notice_id: str
    reason: DismissalReason
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitEscalation:
    """No answer to the last request: to the heads of both contact points and the duty desk.

    It holds no word about the weapon, since the duty desk is neither finder nor owner.
    """

    preamble: Preamble
    hit_id: str
    notice_owner: str
    notice_id: str
    requests: int  # that were left unanswered
    priority: HitPriority
    first_asked_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HitActionTaken:
    """What was done on the confirmed hit (SIS art 39)."""

    preamble: Preamble
    hit_id: str
    notice_id: str
    action: HitAction
    on: PartialDate | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRecovery:
    """The recovery report: the weapon is in safe hands (NCIC DOR)."""

    preamble: Preamble
    hit_id: str
    notice_id: str
    notice_version: int
    recovered_on: PartialDate | None = None
    place: str = ""
    agency: str = ""
    agency_case: str = ""
    condition: str = ""
    marks: tuple[Mark, ...] = ()  # as seen at recovery


@dataclass(frozen=True, slots=True, kw_only=True)
class HitDisposition:
    """Where the recovered weapon went."""

    preamble: Preamble
    hit_id: str
    notice_id: str
    disposition: HitDispositionKind
    on: PartialDate | None = None
    to_state: str = ""  # with RETURNED
    text: str = ""
