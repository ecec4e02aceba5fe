"""The rows of transfers as frozen values: loaded, replaced and stored whole."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final, TypeVar, get_type_hints
from uuid import UUID

from sqlalchemy import Connection, RowMapping, Table, select

from accord.cases.ledger import Ledger
from accord.cases.shipment import ShipmentState
from accord.cases.transfer import TransferFile, TransitRequest
from accord.cases.transfer_delivery import DeliveryVerification, ShipmentDispatched
from accord.cases.transfer_file import CLOSED, FileState
from accord.cases.transfer_partner import PartnerState
from accord.cases.transit import TransitState
from accord.errors import PolicyError
from node.desk import documents
from node.store.engine import next_number
from node.transfers import tables

UNEXPLAINED: Final = "not explained: "  # how the node's own suspicion begins


class Side(StrEnum):
    """Which side of a transfer this State is on."""

    EXPORTER = "EXPORTER"
    PARTNER = "PARTNER"


class TransferPart(StrEnum):
    """What this State is to a transfer, as a list of them tells it."""

    EXPORTER = "EXPORTER"
    IMPORTER = "IMPORTER"
    OTHER = "OTHER"  # on the way, or the end user's


class TransferStanding(StrEnum):
    """Whom a file waits for."""

    OFFICER = "OFFICER"
    ABROAD = "ABROAD"
    CLOSED = "CLOSED"


class Suspension(StrEnum):
    """Why nothing more may leave under a file."""

    DIVERSION = "DIVERSION"
    IMPORT_REVOKED = "IMPORT_REVOKED"
    TRANSIT_OBJECTION = "TRANSIT_OBJECTION"
    CERTIFICATE = "CERTIFICATE"
    EXEMPTION = "EXEMPTION"
    OFFICER = "OFFICER"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRow:
    """One file as this State keeps it."""

    number: int
    transfer_id: str
    exporter: str
    importer: str
    side: Side
    state: str  # of FileState where it is ours, else of PartnerState
    standing: TransferStanding
    weapons: str
    conversation_id: bytes
    version: int
    opened_ms: int
    updated_ms: int
    file: bytes | None = None
    asked: bytes | None = None
    import_answer: bytes | None = None
    import_ms: int = 0
    certificate_number: str = ""
    suspensions: str = ""
    remainder_ended: str = ""
    contested: str = ""
    end_reason: str = ""

    @property
    def conversation(self) -> UUID:
        """The conversation that all messages about the file share."""
        return UUID(bytes=self.conversation_id)

    @property
    def document(self) -> TransferFile:
        """The file's newest version.

        Raises:
            PolicyError: this State was not sent it; a transit State is asked and told no more.
        """
        if self.file is None:
            raise PolicyError("transfer.not_a_party", "only the parties to the transfer have it")
        return documents.load(TransferFile, self.file)

    @property
    def question(self) -> TransitRequest | None:
        """What this State was asked as one on the way."""
        return documents.maybe(TransitRequest, self.asked)

    @property
    def ours(self) -> bool:
        """Whether this State exports."""
        return self.side is Side.EXPORTER

    @property
    def closed(self) -> bool:
        """Whether the file has ended."""
        if self.ours:
            return FileState(self.state) in CLOSED
        return self.state == PartnerState.CLOSED

    @property
    def why_suspended(self) -> tuple[Suspension, ...]:
        """The reasons, in the order in which they came."""
        return tuple(map(Suspension, self.suspensions.split()))


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitRow:
    """One State on the way."""

    transfer_id: str
    place: int
    member: str
    state: TransitState
    asked_ms: int = 0
    due_ms: int = 0
    due_rule: str = ""
    policy_version: int = 0
    answer: bytes | None = None
    answered_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentRow:
    """One shipment."""

    transfer_id: str
    shipment: int
    state: ShipmentState
    dispatched_ms: int
    due_ms: int
    due_rule: str
    policy_version: int
    dispatch: bytes
    importer_report: bytes | None = None
    importer_ms: int = 0
    end_user_report: bytes | None = None
    end_user_ms: int = 0
    explanation: bytes | None = None
    exit_confirmed: str = ""
    cause: str = ""
    note: str = ""
    notices: str = ""

    @property
    def subject(self) -> str:
        """Its name in the journal and the agenda."""
        return f"{self.transfer_id}/{self.shipment}"

    @property
    def document(self) -> ShipmentDispatched:
        """What was said to have left."""
        return documents.load(ShipmentDispatched, self.dispatch)

    @property
    def reports(self) -> tuple[DeliveryVerification, ...]:
        """What was said to have arrived: the importer's word, then the end user's."""
        found = (self.importer_report, self.end_user_report)
        return tuple(documents.load(DeliveryVerification, one) for one in found if one)

    def arrived(self, item: int) -> int:
        """How many of a line somebody has counted, by the fuller of the two reports."""
        counts = (
            sum(counted.quantity for counted in report.items if counted.item == item)
            for report in self.reports
        )
        return max(counts, default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRow:
    """A request to pass weapons on, and its answer."""

    request_id: str
    transfer_id: str
    state: str  # REQUESTED, GRANTED, CONDITIONAL, ACCEPTED or REFUSED
    request: bytes
    answer: bytes | None = None
    used_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """A post-shipment verification, and its report."""

    psv_id: str
    transfer_id: str
    request: bytes
    report: bytes | None = None


Row = TypeVar("Row", TransferRow, TransitRow, ShipmentRow, ConsentRow, VisitRow)


@dataclass(frozen=True, slots=True)
class _Kind:
    table: Table
    keys: tuple[str, ...]
    name: str


_KINDS: Mapping[type, _Kind] = {
    TransferRow: _Kind(tables.transfer, ("transfer_id",), "transfer"),
    TransitRow: _Kind(tables.transfer_transit, ("transfer_id", "place"), "transit"),
    ShipmentRow: _Kind(tables.transfer_shipment, ("transfer_id", "shipment"), "shipment"),
    ConsentRow: _Kind(tables.transfer_consent, ("request_id",), "consent"),
    VisitRow: _Kind(tables.transfer_visit, ("psv_id",), "visit"),
}


def find(tx: Connection, row_type: type[Row], *key: str | int) -> Row | None:
    """The row with this key, where there is one."""
    kind = _KINDS[row_type]
    query = select(kind.table)
    for name, value in zip(kind.keys, key, strict=True):
        query = query.where(kind.table.c[name] == value)
    found = tx.execute(query).one_or_none()
    return None if found is None else typed(row_type, found._mapping)


def load(tx: Connection, row_type: type[Row], *key: str | int) -> Row:
    """The row with this key.

    Raises:
        PolicyError: there is none.
    """
    found = find(tx, row_type, *key)
    if found is None:
        name = _KINDS[row_type].name
        raise PolicyError(f"transfer.unknown_{name}", f"there is no {name} with this id")
    return found


def typed(row_type: type[Row], values: Mapping[Any, Any] | RowMapping) -> Row:
    """A table's row as its value."""
    return row_type(**{name: read(values[name]) for name, read in _READERS[row_type].items()})


def insert(tx: Connection, row: Row) -> None:
    """Stores a new row."""
    tx.execute(_KINDS[type(row)].table.insert().values(**asdict(row)))


def update(tx: Connection, row: Row) -> None:
    """Stores the row in place of the one with its key."""
    kind = _KINDS[type(row)]
    change = kind.table.update().values(**asdict(row))
    for name in kind.keys:
        change = change.where(kind.table.c[name] == getattr(row, name))
    tx.execute(change)


def of_transfer(tx: Connection, row_type: type[Row], transfer_id: str) -> list[Row]:
    """Every row of a file, in the order of its keys."""
    kind = _KINDS[row_type]
    found = tx.execute(
        select(kind.table)
        .where(kind.table.c.transfer_id == transfer_id)
        .order_by(*(kind.table.c[name] for name in kind.keys))
    )
    return [typed(row_type, row._mapping) for row in found]


def following_number(tx: Connection) -> int:
    """The number of the next file."""
    return next_number(tx, tables.transfer.c.number)


def ledger_of(tx: Connection, transfer_id: str) -> Ledger:
    """What the licence allows, and what each shipment has drawn."""
    line = tables.transfer_line
    lines = tx.execute(select(line).where(line.c.transfer_id == transfer_id))
    return Ledger(
        authorised={row.item: row.authorised for row in lines},
        draws={
            row.shipment: row.document.items for row in of_transfer(tx, ShipmentRow, transfer_id)
        },
    )


def authorise(tx: Connection, transfer_id: str, quantities: Mapping[int, int]) -> None:
    """Sets what each line allows; what has left already stays counted."""
    line = tables.transfer_line
    drawn = ledger_of(tx, transfer_id)
    tx.execute(line.delete().where(line.c.transfer_id == transfer_id))
    for item, quantity in sorted(quantities.items()):
        tx.execute(
            line.insert().values(
                transfer_id=transfer_id, item=item, authorised=quantity, drawn=drawn.drawn(item)
            )
        )


def draw(tx: Connection, transfer_id: str, ledger: Ledger) -> None:
    """Stores what has left by line; the database refuses more than the licence allows."""
    line = tables.transfer_line
    for item in ledger.authorised:
        this = (line.c.transfer_id == transfer_id) & (line.c.item == item)
        tx.execute(line.update().where(this).values(drawn=ledger.drawn(item)))


def _reader(hint: Any) -> Callable[[Any], Any]:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return lambda value: value


_READERS: Mapping[type, Mapping[str, Callable[[Any], Any]]] = {
    row_type: {name: _reader(hint) for name, hint in get_type_hints(row_type).items()}
    for row_type in _KINDS
}
