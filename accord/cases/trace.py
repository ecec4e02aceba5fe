"""The messages of the trace family, field by field (ITI 16-23)."""

from dataclasses import dataclass

from accord.cases.codes import (
    Acceptance,
    Awaited,
    ChainEvent,
    Disposition,
    DiversionMethod,
    DiversionStage,
    DomesticTraceResult,
    EvidenceLevel,
    Ground,
    HolderRole,
    IllicitBasis,
    IntendedUse,
    NotEstablishedReason,
    Outcome,
    RecordHolder,
    RecordKind,
    RecordStatus,
    RecoveryCircumstance,
    RecoveryContext,
    ResponseKind,
    UseRestriction,
    WeaponDisposal,
    WhyYou,
)
from accord.dates import PartialDate
from accord.weapons.codes import MatchGrade
from accord.weapons.firearm import Attachment, Firearm


@dataclass(frozen=True, slots=True, kw_only=True)
class Preamble:
    """What every message of every family says first, inside the seal."""

    authority: str = ""  # an authority of the sender in the directory (ITI 25)
    official_role: str = ""  # a role code; names are withheld by default
    case_reference: str = ""  # the sender's; echoed in every reply
    in_reply_to: str = ""  # message id, where this is a reply
    handling: str = ""  # the region's handling code
    use_restrictions: tuple[UseRestriction, ...] = ()  # ITI 15; [R0] where none
    language: str = ""  # BCP 47; free text is never translated silently
    urgency_justification: str = ""  # required where the priority is URGENT
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DomesticTrace:
    """The search of the requester's own registry."""

    result: DomesticTraceResult
    reason: str = ""  # required with DONE_POSITIVE and NOT_POSSIBLE
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSearch:
    """A search of notices, with its reference."""

    system: str
    reference: str = ""
    date: PartialDate | None = None
    hit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceRequest:
    """Asks one State what its records say of one weapon (ITI 16, 17)."""

    preamble: Preamble
    case_id: str  # one recovered weapon, one case, many requests
    firearm: Firearm  # ITI 17(b)
    illicit_basis: tuple[IllicitBasis, ...] = ()  # at least one (ITI 6, 17(a))
    legal_justification: str  # with the statute (ITI 17(a))
    circumstance: RecoveryCircumstance | None = None  # to the extent possible (ITI 17(a))
    circumstance_text: str = ""
    recovery_date: PartialDate | None = None
    recovery_place: str = ""
    recovery_context: tuple[RecoveryContext, ...] = ()
    offence: str = ""
    offence_ncic: str = ""
    intended_use: tuple[IntendedUse, ...] = ()  # at least one (ITI 17(c))
    intended_use_text: str = ""
    domestic_trace: DomesticTrace | None = None  # the own registry comes first (A/75/78, para 119)
    notice_searches: tuple[NoticeSearch, ...] = ()
    why_you: WhyYou | None = None
    referred_by: str = ""  # the State whose answer points here, with REFERRED_BY
    referred_by_leg: str = ""
    records_requested: tuple[RecordKind, ...] = ()  # ITI 20
    personal_data_justification: str = ""  # set only where the last holder's identity is needed
    last_holder_identity: bool = False
    confidentiality_obstacle: str = (
        ""  # empty: can guarantee; else the law that prevents it (ITI 15)
    )
    reply_wanted_by: PartialDate | None = None
    embargo_regime: str = ""  # ITI 6(b)
    exhibit_held_until: PartialDate | None = None
    may_forward: bool = False  # prior consent to release this request to a third State (ITI 15(c))


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceAcknowledgement:
    """Receipt by the requested authority; a duty apart from the answer (ITI 19)."""

    preamble: Preamble
    national_reference: str = ""
    acceptance: Acceptance
    fields_needed: tuple[str, ...] = ()  # with NEEDS_MORE_INFORMATION
    refer_to: str = ""  # with NOT_COMPETENT
    duplicate_of: str = ""  # with DUPLICATE_OF
    expected_response: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceQuestion:
    """Asks the requester for more (ITI 21); the response clock pauses."""

    preamble: Preamble
    fields: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceAnswer:
    """The requester's reply to a question (ITI 21)."""

    preamble: Preamble
    firearm: Firearm | None = None  # a corrected or completed description, where given
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedRecord:
    """Why the answer believes that its record is the weapon asked about."""

    grade: MatchGrade
    marks_matched: tuple[str, ...] = ()  # kinds and positions, not the numbers
    reasons: tuple[str, ...] = ()
    candidates: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchScope:
    """What was searched, how fresh it was and under which profile."""

    register: str
    data_as_of_ms: int | None = None
    matching_profile: str = ""
    fields: tuple[str, ...] = ()
    records: int | None = None  # searchable records in the register
    unsearchable: int | None = None  # further records, which the search could not reach


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorisationReference:
    """A licence or certificate behind a transfer."""

    number: str = ""
    kind: str = ""  # licence, end-user certificate, ...
    issued: PartialDate | None = None
    expires: PartialDate | None = None
    transit_states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """One holder in the weapon's life, as a record shows it."""

    sequence: int
    role: HolderRole
    state: str
    party: str = ""  # name, or a pseudonymous token for civilians
    from_date: PartialDate | None = None
    to_date: PartialDate | None = None
    event: ChainEvent
    authorisations: tuple[AuthorisationReference, ...] = ()  # FP 7(b)
    evidence: EvidenceLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class LastLegalRecord:
    """The last record of lawful possession, or of its end."""

    date: PartialDate | None = None
    status: RecordStatus
    holder_class: HolderRole | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedState:
    """The State that the record points at next."""

    state: str
    reason: str = ""
    document_references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PointOfDiversion:
    """Where and when the weapon left the licit circuit."""

    state: str = ""
    place: str = ""
    from_date: PartialDate | None = None
    to_date: PartialDate | None = None
    stage: DiversionStage | None = None
    method: DiversionMethod | None = None
    circumstance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceResponse:
    """The requested State's answer (ITI 20-23)."""

    preamble: Preamble
    kind: ResponseKind
    disposition: Disposition
    grounds: tuple[Ground, ...] = ()  # required with RESTRICTED, DELAYED and REFUSED (ITI 22)
    explanation: str = ""  # likewise (ITI 23)
    withheld: tuple[str, ...] = ()  # names of withheld fields; required with RESTRICTED
    expected_lifting: PartialDate | None = None  # with DELAYED
    matched: MatchedRecord | None = None  # required with FULL and REFERRED
    record_holder: RecordHolder | None = None
    chain: tuple[ChainLink, ...] = ()  # ordered; required with FULL and REFERRED (ITI 5)
    last_legal_record: LastLegalRecord | None = None
    reported_lost_or_stolen: bool = False
    notice_id: str = ""
    next_state: SuggestedState | None = None  # with REFERRED: a suggestion the requester may follow
    point_of_diversion: PointOfDiversion | None = None  # an opinion
    searched: SearchScope | None = None  # which register, how fresh, under which matching profile


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceClarificationRequest:
    """Asks a State to explain a restriction, delay or refusal (ITI 23)."""

    preamble: Preamble
    text: str = ""
    revised_undertaking: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceClarification:
    """Explains; the answer may be widened with it."""

    preamble: Preamble
    text: str = ""
    widened: TraceResponse | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceWithdrawal:
    """The requester no longer needs the answer."""

    preamble: Preamble
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceComment:
    """Free text beside a case."""

    preamble: Preamble
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceOutcome:
    """How the requester closed the case; sent to the States that helped, as far as policy says."""

    preamble: Preamble
    outcome: Outcome
    reason: NotEstablishedReason | None = None  # with NOT_ESTABLISHED
    point_of_diversion: PointOfDiversion | None = None
    illicitly_manufactured: bool = False
    uniquely_marked: bool = False
    disposal: tuple[WeaponDisposal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceReminder:
    """Says that something is overdue; nothing is closed by it, and a late answer counts."""

    preamble: Preamble
    awaited: Awaited
    owed_by: str  # the State whose word is awaited
    due_ms: int  # since when it is overdue, UTC
    rule: str  # the rule that made it due
    policy_version: int  # of the regional policy that has the rule
    level: int  # 1 for the first reminder
    escalated: bool = False  # the last one; for the head of the authority
