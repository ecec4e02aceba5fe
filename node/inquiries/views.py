"""Read models of inquiries: what an officer, the API and the command line see."""

from dataclasses import dataclass

from accord.cases.codes import IntendedUse
from accord.cases.inquiry import Inquiry, InquiryAnswer
from accord.cases.inquiry_codes import InquiryOutcome
from accord.weapons.codes import MatchGrade
from accord.weapons.firearm import Firearm
from node.casework.views import Due, Entry, MessageStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryDraft:
    """Which weapon, why so many are asked, and whom; empty members are all of the region.

    Without a firearm, it is that of our trace case `case_id`, or of another State's request
    `request_id` where that State lets it be released; their words also stand for what is left
    empty here.
    """

    firearm: Firearm | None = None
    case_id: str = ""
    request_id: str = ""
    members: tuple[str, ...] = ()
    intended_use: tuple[IntendedUse, ...] = ()
    reason: str = ""
    legal_justification: str = ""
    confidentiality_obstacle: str = ""
    override_reason: str = ""  # required where the identification is only partial
    urgency_justification: str = ""  # set: the inquiry is URGENT
    handling: str = "OFFICIAL"
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class InquirySummary:
    """One row of the list of our inquiries."""

    inquiry_id: str
    state: str  # accord.cases.inquiry_machine
    case_id: str
    weapon: str
    urgent: bool
    opened_ms: int
    updated_ms: int
    answer_by: Due
    asked: int
    hits: int
    no_hits: int
    other: int  # refused, unavailable or could not interpret
    awaited: int  # not heard of yet; after the deadline they are timed out


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedView:
    """One member's part."""

    member: str
    state: str  # accord.cases.inquiry_machine
    overdue: bool
    heard_ms: int | None
    late: bool
    detail: str  # why the inquiry did not arrive
    answer: InquiryAnswer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryDetail:
    """Everything about one inquiry of ours."""

    summary: InquirySummary
    inquiry: Inquiry
    partial: bool  # somebody has not answered, so nothing follows from silence
    members: tuple[AskedView, ...]
    messages: tuple[MessageStatus, ...]
    timeline: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A record of ours behind a hit; it is shown here and never sent."""

    register: str
    record_id: str
    grade: MatchGrade
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]
    non_unique: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedSummary:
    """One row of the list of other members' inquiries."""

    request_id: str
    asker: str
    state: str  # accord.cases.inquiry_machine
    weapon: str
    urgent: bool
    received_ms: int
    updated_ms: int
    answer_by: Due | None
    outcome: InquiryOutcome | None  # of the answer given, else of the proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedDetail:
    """Everything about one inquiry of another member."""

    summary: ReceivedSummary
    inquiry: Inquiry
    proposal: InquiryAnswer | None
    findings: tuple[Finding, ...]
    answers: tuple[InquiryAnswer, ...]  # every one that left, the last one last
    waits_for_second: str  # who asked to release it, where a second person must
    undelivered: str
    messages: tuple[MessageStatus, ...]
    timeline: tuple[Entry, ...]
