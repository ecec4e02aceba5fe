"""What an officer fills in; the casework adds ids, references and the rest of each message."""

from dataclasses import dataclass

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
    SearchScope,
    SuggestedState,
)
from accord.dates import PartialDate
from accord.weapons.firearm import Firearm


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


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeDraft:
    """How an officer closes a case."""

    outcome: Outcome
    reason: NotEstablishedReason | None = None
    point_of_diversion: PointOfDiversion | None = None
    illicitly_manufactured: bool = False
    uniquely_marked: bool = False
    disposal: tuple[WeaponDisposal, ...] = ()


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
