"""Five States' transfers in one process, over the kit's mail; certificates and notices are simple.

XA exports, XB is on the way, XC imports, XD is where an end user may be, XE has no part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from random import Random
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import casework_kit
from sqlalchemy import Connection, Table, delete
from transfer_samples import EXPORT, FILE, licence, serials

from accord.cases.transfer import LineQuantity, TransferFile
from accord.cases.transfer_codes import (
    AuthorisationDecision,
    DeliveryResult,
    SerialCheck,
    TransitDecision,
)
from accord.cases.transfer_delivery import CountedItem, DispatchedItem, ShipmentDispatched
from accord.cases.transfer_guards import CertificateStanding, ExemptionStanding
from accord.dates import PartialDate
from accord.testing.clock import ManualClock
from accord.testing.region import build_region
from accord.trust.trusted import TrustedRegion
from accord.weapons.firearm import Firearm
from accord.wire.kinds import Priority
from accord.wire.payload import encode_payload, payload_kind
from node.desk.desk import Bell
from node.desk.desk import Desk as NodeDesk
from node.desk.post import Post
from node.desk.signoff import Signoff
from node.exchange.messages import IncomingMessage
from node.exchange.outbox import Outbox
from node.store.engine import Store, open_engine
from node.store.schema import metadata
from node.transfers.drafts import (
    DeliveryDraft,
    DispatchDraft,
    ImportDraft,
    TransferDraft,
    TransitDraft,
)
from node.transfers.opening import TransfersRoom, open_transfers
from node.transfers.seams import Missing
from node.transfers.views import ShipmentView, TransferDetail

IN_MEMORY = "sqlite://"
STATES = ("XA", "XB", "XC", "XD", "XE")
EUC = FILE.certificate_number
BY = "licensing"


@dataclass
class Certificates:
    """What the issuing State says, and what has been drawn; the seam's smallest real part."""

    clock: ManualClock
    known: dict[str, CertificateStanding] = field(default_factory=dict)
    granted: int = 20
    drawn: dict[tuple[str, int], int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def authentic(self, number: str = EUC) -> None:
        self.known[number] = CertificateStanding(
            result="AUTHENTIC", verified_ms=self.clock.now_ms()
        )

    def ask(self, tx: Connection, file: TransferFile, *, by: str) -> None:
        self.asked.append(file.certificate_number)

    def ask_again(
        self,
        tx: Connection,
        file: TransferFile,
        shipment: int,
        quantities: Sequence[LineQuantity],
        *,
        by: str,
    ) -> None:
        self.asked.append(f"{file.certificate_number} for shipment {shipment}")

    def standing(self, tx: Connection, file: TransferFile) -> CertificateStanding | None:
        found = self.known.get(file.certificate_number)
        left = self.granted - sum(self.drawn.values())
        return None if found is None else replace(found, remaining=left)

    def draw(self, tx: Connection, file: TransferFile, dispatch: ShipmentDispatched) -> None:
        count = sum(one.quantity for one in dispatch.items)
        self.drawn[file.transfer_id, dispatch.shipment] = count


@dataclass
class Exemptions:
    """What the region has granted."""

    known: dict[str, ExemptionStanding] = field(default_factory=dict)
    drawn: list[tuple[str, int]] = field(default_factory=list)

    def standing(self, tx: Connection, file: TransferFile) -> ExemptionStanding | None:
        return self.known.get(file.exemption_number)

    def draw(self, tx: Connection, file: TransferFile, dispatch: ShipmentDispatched) -> None:
        self.drawn.append((file.exemption_number, dispatch.shipment))


@dataclass
class Notices:
    """What was published."""

    published: list[Firearm] = field(default_factory=list)

    def publish_missing(self, tx: Connection, missing: Missing, *, by: str) -> tuple[str, ...]:
        start = len(self.published)
        self.published.extend(missing.weapons)
        return tuple(f"XA-N-{number}" for number in range(start + 1, len(self.published) + 1))


@cache
def region(policy: str = "") -> TrustedRegion:
    clock = ManualClock()
    policies: dict[str, Any] = {
        "": {},
        "tacit": {"transfers": {"tacit_transit": True}},
        "exempt": {"transfers": {"exempt_without_transhipment": True}},
        "exemption": {"exemption": {"required": True}},
        "sample": {"transfers": {"sample_suffices": True}},
    }
    built = build_region(
        now_ms=clock.now_ms(),
        random=Random(9).randbytes,
        members=STATES,
        policy=policies[policy],
    )
    return built.trusted(clock.now_ms())


@cache
def _store(member: str) -> Store:
    """Only the tables that transfers and the mail use: most of the time goes into tables."""
    store = Store(open_engine("sqlite://"))
    metadata.create_all(store.engine, tables=_tables())
    return store


def _tables() -> list[Table]:
    names = ("transfer", "casework_", "outbox_", "signoff", "audit_")
    return [one for one in metadata.sorted_tables if one.name.startswith(names)]


def empty_store(member: str) -> Store:
    """A State's store, emptied: one region at a time, and no statement is compiled twice."""
    store = _store(member)
    with store.begin() as tx:
        for table in reversed(_tables()):
            tx.execute(delete(table))
    return store


@dataclass
class State(casework_kit.Desk):
    """One State's transfers: its store, its desk, and the seams that a test holds."""

    certified: Certificates = field(init=False)
    exemptions: Exemptions = field(default_factory=Exemptions)
    notices: Notices = field(default_factory=Notices)
    transfers: TransfersRoom = field(init=False)

    def __post_init__(self) -> None:
        if self.database == IN_MEMORY:
            self.store = empty_store(self.member)
        else:
            self.store = Store(open_engine(self.database))
            metadata.create_all(self.store.engine)
        self.start()

    def start(self) -> None:
        if not hasattr(self, "certified"):
            self.certified = Certificates(self.clock)
        desk = NodeDesk(
            member=self.member,
            authority=f"{self.member}-NPC",
            clock=self.clock,
            region=self.trusted,
            outbox=Outbox(clock=self.clock, random=self.random.randbytes, wake=self._post_left),
            random=self.random.randbytes,
            bell=Bell(),
            signoff=Signoff.read(self.clock, self.signoff),
        )
        self.transfers = open_transfers(
            desk,
            certificates=self.certified,
            exemptions=self.exemptions,
            notices=self.notices,
        )
        room = self.transfers.room
        self.post_waits = True
        self.rooms = SimpleNamespace(  # type: ignore[assignment]  # only the rooms under test
            desk=desk, whole=room, post=Post(desk, room)
        )

    def clear(self) -> None:
        """A node that has lost everything."""
        empty_store(self.member)
        self.seen.clear()

    def detail(self, transfer_id: str) -> TransferDetail:
        return self.read(lambda tx: self.transfers.views.detail(tx, transfer_id))

    def state(self, transfer_id: str) -> str:
        return self.detail(transfer_id).summary.state

    def shipment(self, transfer_id: str, number: int = 1) -> ShipmentView:
        return self.detail(transfer_id).shipments[number - 1]

    def events(self, transfer_id: str) -> list[str]:
        return [one.event for one in self.detail(transfer_id).timeline]


class Region(casework_kit.Federation):
    """The five States and their mail."""

    desks: dict[str, State]  # type: ignore[assignment]

    def __init__(
        self,
        policy: str = "",
        signoff: Mapping[str, str] | None = None,
        databases: Mapping[str, str] | None = None,
    ) -> None:
        self.clock = ManualClock()
        self.desks = {
            state: State(
                member=state,
                clock=self.clock,
                random=Random(f"transfers {state}"),
                trusted=region(policy),
                signoff=signoff or {},
                database=(databases or {}).get(state, IN_MEMORY),
            )
            for state in STATES
        }
        self.carried = dict.fromkeys(STATES, 0)
        self.said = 0

    def __getitem__(self, state: str) -> State:
        return self.desks[state]

    @property
    def today(self) -> PartialDate:
        return self["XA"].rooms.desk.today()

    def after(self, days: int) -> PartialDate:
        self.clock.advance(days=days)
        found = self.today
        self.clock.advance(days=-days)
        return found

    def licence(self, number: str, days: int, authority: str = "XA-NPC") -> Any:
        issued = self.today
        return replace(licence(number, self.after(days), authority), issued=issued)

    # The steps that most tests take

    def propose(self, **changes: Any) -> str:
        """A file of 20 rifles, told to its importing State."""
        fields = {name: getattr(FILE, name) for name in _DRAFTED} | changes
        fields |= {"planned_departure": self.after(1), "planned_arrival": self.after(20)}
        exporter = self["XA"]
        draft = TransferDraft(**(fields | changes))
        transfer_id = exporter.write(lambda tx: exporter.transfers.filing.propose(tx, draft, by=BY))
        self.settle()
        return transfer_id

    def verify(self, transfer_id: str, number: str = EUC) -> None:
        exporter = self["XA"]
        exporter.certified.authentic(number)
        filing = exporter.transfers.filing
        exporter.write(lambda tx: filing.present_certificate(tx, transfer_id, number, by=BY))
        self.settle()

    def decide_import(self, transfer_id: str, days: int = 300, **fields: Any) -> None:
        importer = self["XC"]
        values: dict[str, Any] = {"decision": AuthorisationDecision.ISSUED} | fields
        if values["decision"] is AuthorisationDecision.ISSUED:
            values.setdefault("licence", self.licence("XC-I-1", days, "XC-NPC"))
        draft = ImportDraft(**values)
        partners = importer.transfers.partners
        importer.write(lambda tx: partners.decide_import(tx, transfer_id, draft, by=BY))
        self.settle()

    def ask_transit(self, transfer_id: str) -> None:
        exporter = self["XA"]
        exporter.write(lambda tx: exporter.transfers.filing.ask_transit(tx, transfer_id, by=BY))
        self.settle()

    def answer_transit(
        self,
        transfer_id: str,
        decision: TransitDecision = TransitDecision.NO_OBJECTION,
        state: str = "XB",
        **fields: Any,
    ) -> None:
        transit = self[state]
        draft = TransitDraft(decision=decision, **fields)
        partners = transit.transfers.partners
        transit.write(lambda tx: partners.answer_transit(tx, transfer_id, draft, by=BY))
        self.settle()

    def authorise(self, transfer_id: str, days: int = 200) -> None:
        exporter, export = self["XA"], self.licence(EXPORT.number, days)
        filing = exporter.transfers.filing
        exporter.write(lambda tx: filing.authorise_export(tx, transfer_id, export, by=BY))
        self.settle()

    def licensed(self, **changes: Any) -> str:
        """A file whose export is authorised."""
        transfer_id = self.propose(**changes)
        self.verify(transfer_id)
        self.decide_import(transfer_id)
        self.ask_transit(transfer_id)
        for leg in self["XA"].detail(transfer_id).transits:
            self.answer_transit(transfer_id, state=leg.member)
        self.authorise(transfer_id)
        return transfer_id

    def dispatch(self, transfer_id: str, first: int = 1, count: int = 10, **fields: Any) -> int:
        exporter = self["XA"]
        values = {
            "exit_date": self.today,
            "customs_reference": f"XA-C-{first}",
            "items": (DispatchedItem(item=1, quantity=count, serials=serials(first, count)),),
            "carrier": "Road Carrier",
            "seals": ("S1", "S2"),
        }
        draft = DispatchDraft(**(values | fields))  # type: ignore[arg-type]  # a test's short way
        shipments = exporter.transfers.shipments
        sent = exporter.write(lambda tx: shipments.dispatch(tx, transfer_id, draft, by=BY))
        self.settle()
        return sent.shipment

    def report(
        self,
        transfer_id: str,
        number: int = 1,
        first: int = 1,
        count: int = 10,
        *,
        end_user: bool = True,
        state: str = "XC",
        **fields: Any,
    ) -> None:
        values = {
            "end_user": end_user,
            "serials_checked": SerialCheck.ALL,
            "result": DeliveryResult.COMPLETE,
            "date_of_entry": self.today,
            "place": "Corvina port",
            "items": (CountedItem(item=1, quantity=count, serials=serials(first, count)),),
        }
        draft = DeliveryDraft(**(values | fields))  # type: ignore[arg-type]  # a test's short way
        reporter = self[state]
        partners = reporter.transfers.partners
        reporter.write(lambda tx: partners.report_delivery(tx, transfer_id, number, draft, by=BY))
        self.settle()

    def say(
        self, sender: str, recipient: str, said: Any, *, created_ms: int | None = None
    ) -> IncomingMessage:
        """A member's node says something on its own; it arrives at once."""
        self.said += 1
        kind = payload_kind(type(said))
        message = IncomingMessage(
            message_id=UUID(int=self.said),
            sender=sender,
            kind=kind,
            conversation_id=UUID(int=7),
            created_ms=self.clock.now_ms() if created_ms is None else created_ms,
            received_ms=self.clock.now_ms(),
            priority=Priority.ROUTINE,
            policy_version=1,
            payload=encode_payload(kind, said),
        )
        self[recipient].take(message)
        return message

    def pass_days(self, days: int) -> None:
        self.clock.advance(days=days)
        self.settle()


_DRAFTED = (
    "type",
    "exporter",
    "importer",
    "end_user",
    "items",
    "end_use",
    "end_use_text",
    "certificate_number",
    "retransfer_clause",
    "retransfer_text",
    "psv_consent",
    "means",
    "route",
    "consignment_address",
    "transits",
    "risk_result",
    "embargo_screenings",
    "planned_shipments",
)
