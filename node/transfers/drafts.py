"""What officers write; the node adds who they are, the numbers and the dates of the message."""

from dataclasses import dataclass

from accord.cases.exemption_codes import RefusalCriterion
from accord.cases.transfer import (
    EmbargoScreening,
    EndUser,
    Intermediary,
    Licence,
    LineQuantity,
    TransferItem,
    TransferParty,
    TransitLeg,
)
from accord.cases.transfer_codes import (
    AuthorisationDecision,
    DeliveryResult,
    DiversionMeasure,
    EndUse,
    PsvConsent,
    PsvFinding,
    PsvTeam,
    RetransferClause,
    RetransferDecision,
    RiskResult,
    SerialCheck,
    SuspectedCause,
    TransferType,
    TransitDecision,
    TransitFinding,
    TransitGround,
    TransitPoint,
)
from accord.cases.transfer_delivery import CountedItem, DispatchedItem
from accord.dates import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferDraft:
    """A new transfer, as the exporting State's officer writes it."""

    type: TransferType
    exporter: TransferParty
    importer: TransferParty
    end_user: EndUser
    items: tuple[TransferItem, ...]
    end_use: EndUse
    end_use_text: str
    certificate_number: str
    retransfer_clause: RetransferClause
    retransfer_text: str = ""
    psv_consent: PsvConsent
    planned_departure: PartialDate
    planned_arrival: PartialDate
    means: str
    route: str
    consignment_address: str
    transits: tuple[TransitLeg, ...] = ()
    intermediaries: tuple[Intermediary, ...] = ()
    exemption_number: str = ""
    risk_result: RiskResult | None = None
    risk_measures: tuple[str, ...] = ()
    embargo_screenings: tuple[EmbargoScreening, ...] = ()
    original_transfer: str = ""
    retransfer_consent: str = ""
    planned_shipments: int = 1
    handling: str = "RESTRICTED"
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteDraft:
    """Another way for the goods."""

    transits: tuple[TransitLeg, ...]
    means: str
    route: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDraft:
    """The importing State's decision; without quantities it covers every line."""

    decision: AuthorisationDecision
    licence: Licence | None = None
    quantities: tuple[LineQuantity, ...] = ()
    non_state_authorised: bool = False
    criterion: RefusalCriterion | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitDraft:
    """A transit State's answer."""

    decision: TransitDecision
    conditions: str = ""
    ground: TransitGround | None = None
    text: str = ""
    expected: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalDraft:
    """Why a transfer is refused, withdrawn or revoked."""

    reason: str
    criterion: RefusalCriterion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchDraft:
    """What leaves now."""

    exit_date: PartialDate
    customs_reference: str
    items: tuple[DispatchedItem, ...]
    carrier: str
    route: str = ""
    seals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointDraft:
    """What a transit State saw."""

    point: TransitPoint
    finding: TransitFinding
    date: PartialDate
    seals_intact: bool = True
    quantity: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryDraft:
    """What was counted, by the importer or by the end user."""

    end_user: bool  # the end user's own confirmation, not the importer's
    serials_checked: SerialCheck
    result: DeliveryResult
    date_of_entry: PartialDate | None = None
    place: str = ""
    items: tuple[CountedItem, ...] = ()
    sample_size: int = 0
    marks_applied: str = ""
    cause: SuspectedCause = SuspectedCause.UNKNOWN  # where the counts differ
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationDraft:
    """What lies behind a discrepancy, with the documents that show it."""

    text: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitDraft:
    """That customs confirmed an exit."""

    exit_date: PartialDate
    customs_reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionDraft:
    """Why a diversion is suspected, whom it may touch, and what is done about it."""

    text: str
    cause: SuspectedCause = SuspectedCause.UNKNOWN
    states_affected: tuple[str, ...] = ()
    measures: tuple[DiversionMeasure, ...] = (
        DiversionMeasure.SUSPEND_LICENCES,
        DiversionMeasure.INVESTIGATE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationDraft:
    """That a diversion is certain; the serials are those missing unless others are named."""

    text: str
    items: tuple[CountedItem, ...] = ()
    states_affected: tuple[str, ...] = ()
    measures: tuple[DiversionMeasure, ...] = (
        DiversionMeasure.SUSPEND_LICENCES,
        DiversionMeasure.INVESTIGATE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RetransferDraft:
    """Asks to pass weapons on."""

    items: tuple[LineQuantity, ...]
    new_end_user: EndUser
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetransferAnswerDraft:
    """The first exporting State's answer."""

    decision: RetransferDecision
    conditions: str = ""
    criterion: RefusalCriterion | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDraft:
    """Announces a visit."""

    legal_basis: str
    items: tuple[LineQuantity, ...]
    proposed_dates: tuple[PartialDate, ...]
    team: PsvTeam


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitReportDraft:
    """What a visit found; `shipment` names where what is missing had arrived."""

    date: PartialDate
    inspected: int
    of: int
    finding: PsvFinding
    serials: tuple[str, ...] = ()
    follow_up: str = ""
    shipment: int = 1
