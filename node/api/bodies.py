"""What the routes take and give, beside the drafts and views of the casework."""

from dataclasses import dataclass

from accord.cases.codes import Ground, NotEstablishedReason, UseRestriction, WhyYou
from accord.cases.trace import SearchScope
from accord.weapons.codes import MatchGrade
from accord.weapons.firearm import Firearm
from node.api.codec import FieldError
from node.casework.drafts import AnswerDraft
from node.casework.views import CaseSummary, RequestSummary
from node.exchange.pair_views import PairView
from node.exchange.probes import ProbeView


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A new description of the weapon, such as a restored serial."""

    firearm: Firearm
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRecord:
    """Whether the record that the own registers hold is the weapon."""

    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLeg:
    """Which State to ask, and why that one."""

    state: str  # ISO 3166-1 alpha-2
    why: WhyYou
    override_reason: str = ""  # required where the identification is only partial


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """Asks the State that a referral names."""

    override_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer to a question, with a better description where there is one (ITI 21)."""

    text: str
    firearm: Firearm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClarificationAsked:
    """Asks for the reasons behind a restriction, delay or refusal (ITI 23)."""

    text: str
    revised_undertaking: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """Free text beside a leg."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPursued:
    """The exception under which a case is not traced."""

    reason: NotEstablishedReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Which answer to release: the proposed one, or that of a candidate (from 1)."""

    number: int = 0
    use_restrictions: tuple[UseRestriction, ...] | None = None  # none: those of the proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """The proposed answer without the withheld fields, and why (ITI 22)."""

    withheld: tuple[str, ...]
    grounds: tuple[Ground, ...]
    explanation: str
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One or more of the four grounds of ITI 22, with the reasons."""

    grounds: tuple[Ground, ...]
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked:
    """What the requester must add (ITI 21)."""

    fields: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarification:
    """The reasons, and a wider answer where there is one (ITI 23)."""

    text: str
    widened: AnswerDraft | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """The id of what was made."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceWanted:
    """Whether contents are disclosed with their keys, and why the evidence is made."""

    reason: str
    disclose: bool = False
    proved: bool = False  # none is made while the log does not prove every statement in it


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """A bundle for `accord-verify`."""

    name: str
    content: bytes  # a ZIP file
    messages: int
    kept_sealed: int  # contents whose keys are not in it
    unproved: int  # statements whose place in the log nothing proves now; ask again later


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList:
    """One page of cases, the newest first; `next` goes into `before` for the page after."""

    cases: tuple[CaseSummary, ...]
    next: str  # empty: this was the last page


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestList:
    """One page of requests from abroad, the newest first."""

    requests: tuple[RequestSummary, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterView:
    """One register of this node, and whether it answers now."""

    name: str  # as configured
    ready: bool
    text: str  # cause and remedy, for an operator


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterList:
    """The registers behind this node."""

    registers: tuple[RegisterView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRecord:
    """A record that may be the weapon searched for, with the reasons."""

    register: str
    record_id: str
    grade: MatchGrade
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]
    non_unique: bool
    firearm: Firearm


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFailure:
    """A register that could not be searched; not the same as nothing found."""

    register: str
    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer:
    """What the own registers hold of a weapon, best first."""

    found: tuple[FoundRecord, ...]
    scopes: tuple[SearchScope, ...]  # what was searched, and how fresh it was
    failures: tuple[SearchFailure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """A member of the federation, as the directory names it."""

    id: str
    name: str
    active: bool
    roles: tuple[str, ...]
    kinds: tuple[str, ...]
    answers_for: tuple[str, ...]
    authorities: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryView:
    """The directory this node believes, and until when."""

    region: str
    version: int
    expires_ms: int
    hub: str
    members: tuple[MemberView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairList:
    """How far this node and each of its peers have come with each other."""

    pairs: tuple[PairView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """What a check found, as texts that a console translates; they take the values by name."""

    title: str
    outcome: str  # GOOD, BAD, or UNKNOWN where it could not be checked
    text: str
    remedy: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that must be well for the node to work."""

    name: str
    well: bool
    vital: bool  # where not well, the node cannot do its work
    text: str  # what was found; where not well, the cause and the remedy
    finding: FindingView | None = None  # the same for a reader's language


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerTest:
    """The last test message to a peer, and what it says of the peer."""

    probe: ProbeView
    check: Check


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerTests:
    """The last test message to each active member."""

    peers: tuple[PeerTest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What the doctor found: everything that the node needs, looked at anew."""

    at_ms: int
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Whether the node can do its work now."""

    ready: bool
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alive:
    """The process answers."""

    alive: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeStatus:
    """The node at a glance."""

    member: str
    authority: str
    version: str
    now_ms: int
    directory_version: int
    directory_expires_ms: int
    policy_version: int
    policy_expires_ms: int
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong, which field it was, and what to do (RFC 9457, extended)."""

    type: str  # urn:accord:error:CODE
    title: str
    status: int
    detail: str
    code: str  # stable; never re-used
    field: str = ""  # the first bad field, where one is to blame
    remedy: str
    errors: tuple[FieldError, ...] = ()  # every bad field of the body
