"""What an officer fills in; the casework adds ids, references and the rest of each message."""

from dataclasses import dataclass, replace

from accord.cases.codes import (
    Disposition,
    Ground,
    IllicitBasis,
    IntendedUse,
    NotEstablishedReason,
    Outcome,
    RecordHolder,
    RecordKind,
    RecoveryCircumstance,
    RecoveryContext,
    ResponseKind,
    UseRestriction,
    WeaponDisposal,
)
from accord.cases.trace import (
    ChainLink,
    LastLegalRecord,
    MatchedRecord,
    NoticeSearch,
    PointOfDiversion,
    Preamble,
    SearchScope,
    SuggestedState,
    TraceOutcome,
    TraceRequest,
    TraceResponse,
)
from accord.dates import PartialDate
from accord.weapons.firearm import Firearm
from node.casework.description import completed


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDraft:
    """One recovered weapon and why its origin is sought (ITI 16, 17)."""

    firearm: Firearm
    illicit_basis: tuple[IllicitBasis, ...]
    legal_justification: str
    intended_use: tuple[IntendedUse, ...]
    intended_use_text: str = ""
    circumstance: RecoveryCircumstance = RecoveryCircumstance.UNKNOWN
    circumstance_text: str = ""
    recovery_date: PartialDate | None = None
    recovery_place: str = ""
    recovery_context: tuple[RecoveryContext, ...] = ()
    offence: str = ""
    offence_ncic: str = ""
    notice_searches: tuple[NoticeSearch, ...] = ()
    records_requested: tuple[RecordKind, ...] = (
        RecordKind.SALE_OR_EXPORT,
        RecordKind.IMPORT,
        RecordKind.LAST_LEGAL_HOLDER,
        RecordKind.LOSS_OR_THEFT,
    )
    last_holder_identity: bool = False
    personal_data_justification: str = ""
    confidentiality_obstacle: str = ""
    reply_wanted_by: PartialDate | None = None
    embargo_regime: str = ""
    exhibit_held_until: PartialDate | None = None
    may_forward: bool = False
    urgency_justification: str = ""  # set: the case is URGENT
    official_role: str = "OFFICER"
    handling: str = "OFFICIAL"
    language: str = "en"
    use_restrictions: tuple[UseRestriction, ...] = (UseRestriction.R1, UseRestriction.R2)


def first_request(
    draft: CaseDraft, *, case_id: str, member: str, authority: str, today: PartialDate
) -> TraceRequest:
    """The case's request before it is known whom to ask.

    The own registers hold what was reported lost or stolen, so their search is the first search
    of notices.
    """
    own = NoticeSearch(system=f"{member} registers", reference=case_id, date=today)
    return TraceRequest(
        preamble=Preamble(
            authority=authority,
            official_role=draft.official_role,
            case_reference=case_id,
            handling=draft.handling,
            use_restrictions=draft.use_restrictions,
            language=draft.language,
            urgency_justification=draft.urgency_justification,
        ),
        case_id=case_id,
        firearm=completed(draft.firearm),
        illicit_basis=draft.illicit_basis,
        legal_justification=draft.legal_justification,
        circumstance=draft.circumstance,
        circumstance_text=draft.circumstance_text,
        recovery_date=draft.recovery_date,
        recovery_place=draft.recovery_place,
        recovery_context=draft.recovery_context,
        offence=draft.offence,
        offence_ncic=draft.offence_ncic,
        intended_use=draft.intended_use,
        intended_use_text=draft.intended_use_text,
        notice_searches=draft.notice_searches or (own,),
        records_requested=draft.records_requested,
        personal_data_justification=draft.personal_data_justification,
        last_holder_identity=draft.last_holder_identity,
        confidentiality_obstacle=draft.confidentiality_obstacle,
        reply_wanted_by=draft.reply_wanted_by,
        embargo_regime=draft.embargo_regime,
        exhibit_held_until=draft.exhibit_held_until,
        may_forward=draft.may_forward,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeDraft:
    """How an officer closes a case."""

    outcome: Outcome
    reason: NotEstablishedReason | None = None
    point_of_diversion: PointOfDiversion | None = None
    illicitly_manufactured: bool = False
    uniquely_marked: bool = False
    disposal: tuple[WeaponDisposal, ...] = ()


def as_outcome(draft: OutcomeDraft, preamble: Preamble) -> TraceOutcome:
    """The outcome as a message."""
    return TraceOutcome(
        preamble=preamble,
        outcome=draft.outcome,
        reason=draft.reason,
        point_of_diversion=draft.point_of_diversion,
        illicitly_manufactured=draft.illicitly_manufactured,
        uniquely_marked=draft.uniquely_marked,
        disposal=draft.disposal,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDraft:
    """An answer in an officer's own words (ITI 20-23)."""

    disposition: Disposition
    kind: ResponseKind = ResponseKind.FINAL
    grounds: tuple[Ground, ...] = ()
    explanation: str = ""
    withheld: tuple[str, ...] = ()
    expected_lifting: PartialDate | None = None
    matched: MatchedRecord | None = None
    record_holder: RecordHolder | None = None
    chain: tuple[ChainLink, ...] = ()
    last_legal_record: LastLegalRecord | None = None
    reported_lost_or_stolen: bool = False
    notice_id: str = ""
    next_state: SuggestedState | None = None
    point_of_diversion: PointOfDiversion | None = None
    searched: SearchScope | None = None
    use_restrictions: tuple[UseRestriction, ...] = (UseRestriction.R1, UseRestriction.R2)


def as_response(draft: AnswerDraft, preamble: Preamble) -> TraceResponse:
    """The answer as a message; its restrictions travel in the preamble."""
    return TraceResponse(
        preamble=replace(preamble, use_restrictions=draft.use_restrictions),
        kind=draft.kind,
        disposition=draft.disposition,
        grounds=draft.grounds,
        explanation=draft.explanation,
        withheld=draft.withheld,
        expected_lifting=draft.expected_lifting,
        matched=draft.matched,
        record_holder=draft.record_holder,
        chain=draft.chain,
        last_legal_record=draft.last_legal_record,
        reported_lost_or_stolen=draft.reported_lost_or_stolen,
        notice_id=draft.notice_id,
        next_state=draft.next_state,
        point_of_diversion=draft.point_of_diversion,
        searched=draft.searched,
    )
