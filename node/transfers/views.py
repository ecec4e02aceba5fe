"""Read models of transfers: what an officer, the interface and the command line see."""

from dataclasses import dataclass

from accord.cases.shipment import ShipmentState
from accord.cases.transfer import (
    ImportAuthorisation,
    PsvReport,
    PsvRequest,
    RetransferAnswer,
    RetransferRequest,
    TransferFile,
    TransitAnswer,
    TransitRequest,
)
from accord.cases.transfer_delivery import (
    DeliveryVerification,
    Difference,
    DiscrepancyResolution,
    DiversionAlert,
    ShipmentDispatched,
)
from accord.cases.transit import TransitState
from node.casework.views import Due, Entry
from node.transfers.rows import Side, Suspension, TransferStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferSummary:
    """One file in a list."""

    transfer_id: str
    side: Side
    exporter: str
    importer: str
    weapons: str
    state: str
    standing: TransferStanding
    opened_ms: int
    updated_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """How much of one line may leave, has left and remains."""

    item: int
    authorised: int
    drawn: int
    remaining: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitView:
    """One State on the way; TACIT and EXEMPT are never shown as a written word."""

    member: str
    state: TransitState
    due: Due | None
    answer: TransitAnswer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentView:
    """One shipment, what was said of it, and what differs."""

    shipment: int
    state: ShipmentState
    due: Due
    dispatch: ShipmentDispatched
    importer_report: DeliveryVerification | None
    end_user_report: DeliveryVerification | None
    differences: tuple[Difference, ...]
    explanation: DiscrepancyResolution | None
    exit_confirmed: str
    cause: str
    note: str
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentView:
    """A request to pass weapons on."""

    request_id: str
    state: str
    request: RetransferRequest
    answer: RetransferAnswer | None
    used_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitView:
    """A post-shipment verification."""

    psv_id: str
    request: PsvRequest
    report: PsvReport | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertView:
    """An alert of a diversion that another State sent."""

    sender: str
    received_ms: int
    alert: DiversionAlert


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferDetail:
    """Everything about one file, as this State keeps it."""

    summary: TransferSummary
    next_steps: tuple[str, ...]
    suspensions: tuple[Suspension, ...]
    remainder_ended: str
    contested: tuple[str, ...]
    end_reason: str
    file: TransferFile | None
    asked: TransitRequest | None
    import_answer: ImportAuthorisation | None
    lines: tuple[LineView, ...]
    transits: tuple[TransitView, ...]
    shipments: tuple[ShipmentView, ...]
    consents: tuple[ConsentView, ...]
    visits: tuple[VisitView, ...]
    alerts: tuple[AlertView, ...]
    timeline: tuple[Entry, ...]
