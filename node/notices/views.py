"""Notices and hits as officers see them."""

from dataclasses import dataclass

from accord.cases.hit import (
    HitActionTaken,
    HitDisposition,
    HitRecovery,
    HitRequest,
    HitResponse,
)
from accord.cases.hit_life import HitState
from accord.cases.notice import Notice
from accord.cases.notice_codes import NoticeAct, NoticeState, NoticeType
from accord.cases.trace import MatchedRecord
from accord.weapons.codes import MatchGrade
from accord.weapons.firearm import Firearm
from node.casework.views import Due, Entry, MessageStatus
from node.desk.sighting import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSummary:
    """One line of the list of notices; it shows no number of the weapon."""

    notice_id: str
    owner: str
    version: int  # 0: a draft
    state: NoticeState
    type: NoticeType
    requested_action: str
    weapon: str
    updated_ms: int
    origin: str  # of a draft that a register gave
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterApplied:
    """A register in which a version was searched for."""

    register: str
    version: int
    searched_ms: int
    data_as_of_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberApplied:
    """One line of the acknowledgement matrix."""

    member: str
    sent_version: int  # 0: our own registers
    sent_ms: int
    status: str  # QUEUED, ACCEPTED, DELIVERED, REFUSED, REJECTED or UNDELIVERED
    applied_version: int  # 0: none yet
    applied_ms: int | None
    current: bool  # the version in force is applied
    registers: tuple[RegisterApplied, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeVersion:
    """One version of a notice, as it was sent."""

    version: int
    act: NoticeAct
    state: NoticeState
    at_ms: int
    notice: Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class HitSummary:
    """One line of the list of hits."""

    hit_id: str
    notice_id: str
    owner: str
    finder: str
    source: Source
    reference: str
    state: HitState
    grade: MatchGrade
    urgent: bool
    requests: int
    answer_by: Due | None
    alert: str
    updated_ms: int
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDetail:
    """All that is known of one notice."""

    summary: NoticeSummary
    notice: Notice
    versions: tuple[NoticeVersion, ...]
    matrix: tuple[MemberApplied, ...]  # of a notice of ours
    conflicts: tuple[str, ...]  # other States' notices on this weapon
    hits: tuple[HitSummary, ...]
    waits_for_second: str  # who has asked for an act that needs two people
    allowed: tuple[str, ...]  # what the owner may do with it now
    messages: tuple[MessageStatus, ...]
    timeline: tuple[Entry, ...]
    waiting: Notice | None = None  # the version that the second person must ask for too


@dataclass(frozen=True, slots=True, kw_only=True)
class HitDetail:
    """All that is known of one hit."""

    summary: HitSummary
    matched: MatchedRecord | None  # None at the duty desk, which learns nothing of the weapon
    firearm: Firearm | None  # as the finder sees it
    noticed: Firearm | None  # as the notice describes it
    notice_state: str
    request: HitRequest | None
    response: HitResponse | None
    action: HitActionTaken | None
    recovery: HitRecovery | None
    disposition: HitDisposition | None
    reason: str
    allowed: tuple[str, ...]  # what this side may do now
    messages: tuple[MessageStatus, ...]
    timeline: tuple[Entry, ...]
    waits_for_second: str = ""  # who has confirmed it, where two people must
    waiting: HitResponse | None = None  # that confirmation, which the second must give too
