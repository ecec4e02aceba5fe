"""Several States' casework in one process: real stores and outboxes, a mail that tests control."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, delete, select

import node.exchange.tables
from accord.adapter import Description, RegistryRecord
from accord.cases.codes import (
    ChainEvent,
    EvidenceLevel,
    HolderRole,
    IllicitBasis,
    IntendedUse,
    RecordHolder,
    RecordStatus,
    RecoveryCircumstance,
)
from accord.cases.trace import ChainLink
from accord.dates import PartialDate
from accord.errors import AccordError
from accord.testing.clock import ManualClock
from accord.testing.region import build_region
from accord.trust.trusted import TrustedRegion
from accord.weapons.codes import (
    MarkCondition,
    MarkKind,
    MarkPosition,
    WeaponCategory,
    WeaponType,
)
from accord.weapons.firearm import Firearm, Mark
from accord.weapons.keys import search_keys, shares
from accord.wire.kinds import MessageKind, Priority
from accord.wire.payload import encode_payload
from node.casework.drafts import CaseDraft
from node.casework.office import Casework
from node.casework.rules import CaseworkRules, Mode, ReleaseRules
from node.certificates.rules import CertificateRules
from node.desk import agenda
from node.desk.worker import apply
from node.exchange.messages import DeliveryStatus, IncomingMessage
from node.exchange.outbox import Outbox
from node.exchange.tables import outbox_message
from node.inquiries.rules import InquiryRules
from node.registry.guard import Found
from node.registry.host import Failure, SearchResult, judged
from node.rooms import Rooms, RoomSettings, open_rooms
from node.store.engine import Store, open_engine
from node.store.schema import metadata

T = TypeVar("T")
AUTOMATIC = CaseworkRules(
    send=Mode.AUTOMATIC,
    follow_referrals=Mode.AUTOMATIC,
    close=Mode.AUTOMATIC,
    release=ReleaseRules(default=Mode.AUTOMATIC),
)
OFFICER = CaseworkRules()


def rifle(serial: str = "AR 104417", **fields: object) -> Firearm:
    """A complete description of a rifle made in Arvenia, with this number on its receiver."""
    values: dict[str, object] = {
        "category": WeaponCategory.SA2,
        "type": WeaponType.RIFLE,
        "maker_text": "Zastava",
        "model_text": "M70",
        "calibre_text": "7,62x39",
        "country_of_manufacture": "XA",
        "marks": (
            Mark(
                kind=MarkKind.MANUFACTURER_SERIAL,
                text=serial,
                condition=MarkCondition.INTACT,
                position=MarkPosition.RECEIVER,
            ),
        ),
    }
    return Firearm(**(values | fields))  # type: ignore[arg-type]  # a test's short way


def link(
    number: int, state: str, role: HolderRole, event: ChainEvent, year: int, party: str = ""
) -> ChainLink:
    return ChainLink(
        sequence=number,
        role=role,
        state=state,
        event=event,
        party=party,
        from_date=PartialDate(year=year),
        evidence=EvidenceLevel.RECORD,
    )


def sold_abroad(firearm: Firearm, own: str, to: str, year: int = 1979) -> RegistryRecord:
    """A record that says: made (or held) here, then exported."""
    return RegistryRecord(
        record_id=f"{own}-1",
        firearm=firearm,
        status=RecordStatus.EXPORTED,
        status_date=PartialDate(year=year),
        chain=(
            link(1, own, HolderRole.MANUFACTURER, ChainEvent.MANUFACTURED, year - 1),
            link(2, own, HolderRole.EXPORTER, ChainEvent.EXPORTED, year),
        ),
        next_state=to,
        next_state_reason="export licence",
        documents=("EL-1",),
    )


def stolen_here(firearm: Firearm, own: str, year: int = 2013) -> RegistryRecord:
    """A record that says: sold to a person here, then stolen."""
    return RegistryRecord(
        record_id=f"{own}-2",
        firearm=firearm,
        status=RecordStatus.STOLEN,
        status_date=PartialDate(year=year, month=6),
        holder_class=HolderRole.CIVILIAN_HOLDER,
        chain=(
            link(1, own, HolderRole.DEALER, ChainEvent.IMPORTED, year - 4),
            link(2, own, HolderRole.CIVILIAN_HOLDER, ChainEvent.REGISTERED, year - 3, "Jane Doe"),
        ),
    )


def case_draft(firearm: Firearm | None = None, **fields: object) -> CaseDraft:
    values: dict[str, object] = {
        "firearm": firearm or rifle(),
        "illicit_basis": (IllicitBasis.NATIONAL_LAW,),
        "legal_justification": "Firearms Act, section 5",
        "intended_use": (IntendedUse.INVESTIGATION,),
        "circumstance": RecoveryCircumstance.SEIZED_CRIMINAL,
        "recovery_date": PartialDate(year=2025, month=11),
    }
    return CaseDraft(**(values | fields))  # type: ignore[arg-type]  # a test's short way


@cache
def region() -> TrustedRegion:
    return made_region({})


def made_region(policy: Mapping[str, object]) -> TrustedRegion:
    """A region of three members under a policy of these words."""
    clock = ManualClock()
    random = Random(7)
    built = build_region(
        now_ms=clock.now_ms(),
        random=random.randbytes,
        members=("XA", "XB", "XC"),
        answers_for={"XA": ["YUCS"]},
        secretariat="XA",
        policy=policy,
    )
    return built.trusted(clock.now_ms())


@dataclass
class Desk:
    """One State: its store, its registers and its casework."""

    member: str
    clock: ManualClock
    random: Random
    rules: CaseworkRules = OFFICER
    inquiries: InquiryRules = field(default_factory=InquiryRules)
    certificates: CertificateRules = field(default_factory=CertificateRules)
    signoff: Mapping[str, str] = field(default_factory=dict)
    database: str = "sqlite://"
    records: list[RegistryRecord] = field(default_factory=list)
    away: bool = False
    trusted: TrustedRegion = field(default_factory=region)
    store: Store = field(init=False)
    rooms: Rooms = field(init=False)
    seen: set[UUID] = field(default_factory=set)  # the inbox's memory of what had its effect
    post_waits: bool = False  # something was committed to the outbox since it was last emptied
    failed: list[tuple[MessageKind, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = Store(open_engine(self.database))
        metadata.create_all(self.store.engine)
        self.start()

    def start(self) -> None:
        """Builds everything that does not live in the store anew, as after a crash."""
        outbox = Outbox(clock=self.clock, random=self.random.randbytes, wake=self._post_left)
        self.post_waits = True
        self.rooms = open_rooms(
            member=self.member,
            authority=f"{self.member}-NPC",
            clock=self.clock,
            region=self.trusted,
            outbox=outbox,
            settings=RoomSettings(
                casework=self.rules,
                inquiries=self.inquiries,
                certificates=self.certificates,
                signoff=self.signoff,
            ),
            random=self.random.randbytes,
        )

    @property
    def casework(self) -> Casework:
        return self.rooms.casework

    def _post_left(self) -> None:
        self.post_waits = True

    def clear(self) -> None:
        """An empty store, quicker than a new one."""
        with self.store.begin() as tx:
            for table in reversed(metadata.sorted_tables):
                tx.execute(delete(table))
        self.seen.clear()
        self.failed.clear()
        self.records.clear()
        self.away = False

    def close(self) -> None:
        self.store.close()

    def write(self, step: Callable[[Connection], T]) -> T:
        with self.store.begin() as tx:
            return step(tx)

    def read(self, look: Callable[[Connection], T]) -> T:
        with self.store.read() as tx:
            return look(tx)

    def search(self, firearm: Firearm) -> SearchResult:
        """What the registry host would find."""
        if self.away:
            return judged(
                firearm, [Failure(register="national", code="registry.timeout", text="away")]
            )
        keys = search_keys(firearm)
        description = Description(
            register=f"{self.member} register",
            record_holder=RecordHolder.REGISTRY,
            data_as_of_ms=self.clock.now_ms(),
            records=len(self.records),
        )
        records = tuple(one for one in self.records if shares(keys, search_keys(one.firearm)))
        return judged(firearm, [Found(records=records, description=description)])

    def due(self) -> list[agenda.Task]:
        return self.read(lambda tx: agenda.due(tx, self.clock.now_ms(), 100))

    def work(self) -> int:
        """Does everything that is due."""
        due = self.due()
        for task in due:
            self.perform(task)
        return len(due)

    def perform(self, task: agenda.Task) -> None:
        whole = self.rooms.whole
        result: SearchResult | None = None
        if (search := whole.searches.get(task.kind)) is not None:
            result = self.search(self.read(lambda tx: search.weapon(tx, task)))
        self.write(lambda tx: apply(self.rooms.desk, whole, tx, task, result))

    def posted(self, after: int = 0) -> list[tuple[int, str, IncomingMessage]]:
        """Committed messages after this position: position, recipient, and how it would arrive."""
        if not self.post_waits:
            return []
        self.post_waits = False
        return self._outbox(after)

    def sent(self, kind: MessageKind) -> list[IncomingMessage]:
        """Every message of this kind that was ever committed, once for each recipient."""
        return [message for _, _, message in self._outbox(0) if message.kind is kind]

    def saying(self, kind: MessageKind, message: object, conversation: UUID) -> IncomingMessage:
        """A message of this member as it would arrive, whether or not its desk would send it."""
        return IncomingMessage(
            message_id=UUID(bytes=self.random.randbytes(16), version=4),
            sender=self.member,
            kind=kind,
            conversation_id=conversation,
            created_ms=self.clock.now_ms(),
            received_ms=self.clock.now_ms(),
            priority=Priority.ROUTINE,
            policy_version=1,
            payload=encode_payload(kind, message),
        )

    def _outbox(self, after: int) -> list[tuple[int, str, IncomingMessage]]:
        message, delivery = outbox_message, node.exchange.tables.outbox_delivery
        with self.store.read() as tx:
            found = tx.execute(
                select(message, delivery.c.recipient)
                .join(delivery, delivery.c.position == message.c.position)
                .where(message.c.position > after)
                .order_by(message.c.position)
            ).all()
        return [
            (
                row.position,
                row.recipient,
                IncomingMessage(
                    message_id=UUID(bytes=row.message_id),
                    sender=self.member,
                    kind=MessageKind(row.kind),
                    conversation_id=UUID(bytes=row.conversation_id),
                    created_ms=row.created_ms,
                    received_ms=self.clock.now_ms(),
                    priority=Priority(row.priority),
                    policy_version=1,
                    payload=row.payload,
                ),
            )
            for row in found
        ]

    def take(self, message: IncomingMessage) -> None:
        """What the exchange does with an arrival: once, in one transaction."""
        if message.message_id in self.seen:
            return
        handler = self.rooms.whole.handlers[message.kind]
        try:
            self.write(lambda tx: handler.handle(tx, message))
        except AccordError as error:
            self.failed.append((message.kind, error.code))
        self.seen.add(message.message_id)

    def told(
        self, message_id: UUID, recipient: str, status: DeliveryStatus, code: str = ""
    ) -> None:
        listener = self.rooms.post
        self.write(lambda tx: listener.on_status(tx, message_id, recipient, status, code or None))


class Federation:
    """States and the mail between them, delivered in order unless a test does otherwise."""

    def __init__(
        self,
        states: Sequence[str] = ("XA", "XB", "XC"),
        rules: Mapping[str, CaseworkRules] | None = None,
        default: CaseworkRules = OFFICER,
        seed: int = 1,
        databases: Mapping[str, str] | None = None,
        inquiries: InquiryRules | None = None,
        policy: Mapping[str, object] | None = None,
        signoff: Mapping[str, str] | None = None,
    ) -> None:
        self.clock = ManualClock()
        trusted = region() if policy is None else made_region(policy)
        self.desks = {
            state: Desk(
                member=state,
                clock=self.clock,
                random=Random(f"{seed}{state}"),
                rules=(rules or {}).get(state, default),
                database=(databases or {}).get(state, "sqlite://"),
                inquiries=inquiries or InquiryRules(),
                signoff=signoff or {},
                trusted=trusted,
            )
            for state in states
        }
        self.carried = dict.fromkeys(states, 0)

    def __getitem__(self, state: str) -> Desk:
        return self.desks[state]

    def close(self) -> None:
        for desk in self.desks.values():
            desk.close()

    def carry(self) -> int:
        """Carries what was posted, with receipts and delivery reports; gives how much it was."""
        count = 0
        for state, desk in self.desks.items():
            for position, recipient, message in desk.posted(self.carried[state]):
                self.carried[state] = position
                desk.told(message.message_id, recipient, DeliveryStatus.ACCEPTED)
                self.desks[recipient].take(message)
                desk.told(message.message_id, recipient, DeliveryStatus.DELIVERED)
                count += 1
        return count

    def settle(self) -> None:
        """Works and carries until nothing moves."""
        while sum(desk.work() for desk in self.desks.values()) + self.carry():
            pass
