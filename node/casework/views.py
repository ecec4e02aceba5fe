"""Read models of the casework: what an officer, the API and the command line see."""

from dataclasses import dataclass
from enum import StrEnum

from accord.cases.age import Age
from accord.cases.codes import Disposition, UseRestriction, WhyYou
from accord.cases.trace import (
    ChainLink,
    SearchScope,
    TraceOutcome,
    TraceRequest,
    TraceResponse,
)
from accord.weapons.codes import MatchGrade
from accord.weapons.completeness import CompletenessLevel


class Standing(StrEnum):
    """What a case or an incoming request waits for."""

    SEARCHING = "SEARCHING"  # our own registers are being searched
    BLOCKED = "BLOCKED"  # the completeness gate; the advice says what would open it
    OFFICER = "OFFICER"  # a decision of ours
    ABROAD = "ABROAD"  # another State
    CLOSED = "CLOSED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One clock: when it ends, under which rule of which policy version."""

    due_ms: int
    rule: str
    policy_version: int
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a timeline; nothing in it is ever changed."""

    at_ms: int
    actor: str  # an officer, a State, "hub" or "node"
    subject: str  # a case, leg or request id
    event: str
    from_state: str
    to_state: str
    text: str = ""
    message_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageStatus:
    """One message that we sent and what is known of it."""

    message_id: str
    subject: str
    kind: str
    recipient: str
    status: str  # QUEUED, ACCEPTED, REFUSED, DELIVERED, REJECTED or UNDELIVERED
    code: str
    sent_ms: int
    updated_ms: int
    accepted_ms: int | None = None  # since when the hub's signed statement about it is here
    logged_ms: int | None = None  # since when the hub's log is known to show that statement
    witnessed_ms: int | None = None  # since when under a checkpoint that the witnesses cosigned


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a State asks to know before it can answer (ITI 21)."""

    fields: tuple[str, ...]
    text: str
    asked_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A State worth asking, and why."""

    state: str
    member: str  # the member that answers for it; empty where none does
    why: WhyYou
    reason: str
    referred_by_leg: str = ""
    obstacle: str = ""  # why no leg can be sent there now


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSummary:
    """One row of the case list."""

    case_id: str
    state: str  # accord.cases.trace_case
    standing: Standing
    weapon: str  # maker, model and calibre as marked
    completeness: CompletenessLevel
    opened_ms: int
    updated_ms: int
    legs: int
    open_legs: int
    overdue: bool
    late_answers: int  # came after their leg had ended; on a closed case they are new evidence
    outcome: TraceOutcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegView:
    """One request to one State, as the requester sees it."""

    leg_id: str
    case_id: str
    conversation_id: str
    state_asked: str
    member: str
    why: WhyYou
    state: str  # accord.cases.trace_leg
    open: bool
    depth: int
    referred_by_leg: str
    sent_ms: int
    national_reference: str
    acknowledge_by: Due | None
    respond_by: Due | None
    clarify_by: Due | None  # while a clarification is awaited (ITI 23)
    reminders: int  # sent about what is awaited now
    escalated: bool  # the last reminder that policy allows was sent
    late: bool  # the answer came after the leg had ended
    silent: bool  # nothing heard for as long as policy calls silence
    question: Question | None
    response: TraceResponse | None
    restrictions: tuple[UseRestriction, ...]  # bind whoever reads the response
    messages: tuple[MessageStatus, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDetail:
    """Everything about one case."""

    summary: CaseSummary
    request: TraceRequest  # the current version; each leg sent the one current then
    advice: tuple[str, ...]  # what would complete the identification
    age: Age | None  # what the year of manufacture says of its prospects
    notice: TraceResponse | None  # what a confirmed notice says, in the words of an answer
    domestic: TraceResponse | None  # what our own registers say, in the words of an answer
    domestic_failures: tuple[str, ...]  # registers that could not be searched
    suggestions: tuple[Suggestion, ...]
    legs: tuple[LegView, ...]
    chain: tuple[ChainLink, ...]  # over all answers, in the order of events
    proposed_outcome: TraceOutcome | None
    restrictions: tuple[UseRestriction, ...]  # the union over all answers
    timeline: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSummary:
    """One row of the inbox."""

    request_id: str
    requester: str
    case_reference: str  # the requester's
    state: str  # accord.cases.trace_leg
    standing: Standing
    weapon: str
    completeness: CompletenessLevel
    urgent: bool
    received_ms: int
    updated_ms: int
    respond_by: Due | None
    overdue: bool  # the acknowledgement, the answer or a clarification
    reminders: int  # the level of the requester's last one about what it still awaits
    escalated: bool
    disposition: Disposition | None  # of the answer given, else of the proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateView:
    """One record that may be the weapon, and the answer it would give."""

    number: int  # as `approve` takes it
    register: str
    record_id: str
    grade: MatchGrade
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]
    non_unique: bool
    response: TraceResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDetail:
    """Everything about one request from abroad."""

    summary: RequestSummary
    conversation_id: str
    request: TraceRequest
    advice: tuple[str, ...]
    proposal: TraceResponse | None
    candidates: tuple[CandidateView, ...]
    scopes: tuple[SearchScope, ...]
    failures: tuple[str, ...]  # registers that could not be searched
    question: Question | None
    answers: tuple[TraceResponse, ...]
    clarification_asked: str  # empty: nothing is asked
    waits_for_second: str = ""  # who asked for an answer that a second person has to release
    waiting: TraceResponse | None = None  # that answer
    undelivered: str = ""  # why our last word did not arrive; `resend` sends it again
    outcome: TraceOutcome | None  # how the requester closed the case
    acknowledge_by: Due | None
    clarify_by: Due | None
    age: Age | None
    messages: tuple[MessageStatus, ...]
    timeline: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """An answer left out of an export because its provider has not consented (ITI 15(c))."""

    leg_id: str
    provider: str
    restrictions: tuple[UseRestriction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseExport:
    """A case as it may be given to somebody else, with what binds the reader."""

    case_id: str
    exported_ms: int
    recipient: str
    request: TraceRequest
    answers: tuple[TraceResponse, ...]
    restrictions: tuple[UseRestriction, ...]
    withheld: tuple[Withheld, ...]
    outcome: TraceOutcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many cases and requests stand where."""

    cases: dict[str, int]  # by state
    case_standing: dict[str, int]
    requests: dict[str, int]
    request_standing: dict[str, int]
    tasks_waiting: int
