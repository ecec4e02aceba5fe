"""The current rows of exemptions as frozen values."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, delete, select

from accord.cases.certificate import ItemQuantity
from accord.cases.certificate_ledger import Use, totals
from accord.cases.exemption import (
    ExemptionDecision,
    ExemptionRequest,
    MemberPosition,
)
from accord.cases.exemption_codes import ExemptionPosition, RefusalCriterion
from accord.errors import PolicyError
from node.desk.documents import load, maybe
from node.exemptions import tables
from node.store.engine import next_number
from node.store.rows import Rows


class Side(StrEnum):
    """As what this node takes part."""

    SECRETARIAT = "SECRETARIAT"
    APPLICANT = "APPLICANT"
    MEMBER = "MEMBER"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionRow:
    """One request as this node knows it; its state is of the side's machine."""

    number: int
    request_id: str
    side: Side
    applicant: str
    state: str
    revision: int
    conversation_id: bytes
    message_id: bytes
    received_ms: int
    updated_ms: int
    answer_by_ms: int | None = None
    opinion_by_ms: int | None = None
    policy_version: int
    request: bytes
    assessment: str = ""
    returned: bytes | None = None
    answer: bytes | None = None
    seen_ms: int | None = None
    opinion: bytes | None = None
    decision: bytes | None = None
    certificate_number: str = ""
    valid_to_ms: int | None = None

    @property
    def conversation(self) -> UUID:
        """The conversation that all its messages share."""
        return UUID(bytes=self.conversation_id)

    @property
    def asked(self) -> ExemptionRequest:
        """The request in its last revision."""
        return load(ExemptionRequest, self.request)

    @property
    def decided(self) -> ExemptionDecision | None:
        """The decision, once there is one."""
        return maybe(ExemptionDecision, self.decision)


@dataclass(frozen=True, slots=True, kw_only=True)
class UseRow:
    """What one shipment asked for, and whether it was counted."""

    use: Use
    counted: bool
    reason: str


EXEMPTIONS = Rows(
    ExemptionRow,
    tables.exemption,
    "number",
    code="exemption.unknown",
    noun="request",
)


def following_exemption(tx: Connection) -> int:
    """The number of the next request."""
    return next_number(tx, tables.exemption.c.number)


def find(tx: Connection, request_id: str, *sides: Side) -> ExemptionRow | None:
    """The request with this id, on one of these sides."""
    of = tables.exemption.c
    return EXEMPTIONS.find(tx, of.request_id == request_id, of.side.in_(sides))


def load_side(tx: Connection, request_id: str, *sides: Side) -> ExemptionRow:
    """The request with this id, on one of these sides.

    Raises:
        PolicyError: there is none.
    """
    row = find(tx, request_id, *sides)
    if row is None:
        raise PolicyError("exemption.unknown", "there is no such request on this side")
    return row


def by_certificate(tx: Connection, number: str, *sides: Side) -> ExemptionRow | None:
    """The request that a certificate came of."""
    of = tables.exemption.c
    this = (of.certificate_number == number) & of.side.in_(sides)
    found = EXEMPTIONS.all(tx, this, order=of.number, limit=1)
    return found[0] if found else None


def positions_of(tx: Connection, request_id: str) -> tuple[MemberPosition, ...]:
    """Where the members stand, by their ids."""
    of = tables.exemption_position.c
    found = tx.execute(
        select(tables.exemption_position).where(of.request_id == request_id).order_by(of.member)
    )
    return tuple(
        MemberPosition(
            member=row.member,
            sent_ms=row.sent_ms,
            seen_ms=row.seen_ms,
            answered_ms=row.answered_ms,
            position=ExemptionPosition(row.position) if row.position else None,
            criteria=tuple(RefusalCriterion(one) for one in row.criteria.split()),
            text=row.text,
        )
        for row in found
    )


def circulate_to(tx: Connection, request_id: str, members: tuple[str, ...], at_ms: int) -> None:
    """Begins the record of who was sent the request."""
    if members:
        tx.execute(
            tables.exemption_position.insert(),
            [
                {
                    "request_id": request_id,
                    "member": member,
                    "sent_ms": at_ms,
                    "position": "",
                    "criteria": "",
                    "text": "",
                }
                for member in members
            ],
        )


def amend_position(tx: Connection, request_id: str, member: str, **values: object) -> bool:
    """Changes the record of one member; False where the request was not sent to it."""
    of = tables.exemption_position.c
    changed = tx.execute(
        tables.exemption_position.update()
        .where(of.request_id == request_id, of.member == member)
        .values(**values)
    )
    return changed.rowcount > 0


def uses_of(tx: Connection, number: int) -> list[UseRow]:
    """What shipments asked for of the certificate of this request, the oldest first."""
    of = tables.exemption_use.c
    found = tx.execute(
        select(tables.exemption_use)
        .where(of.exemption == number)
        .order_by(of.at_ms, of.member, of.transfer, of.shipment, of.item)
    )
    uses: dict[tuple[str, str, str], UseRow] = {}
    for row in found:
        key = (row.member, row.transfer, row.shipment)
        before = uses[key].use.quantities if key in uses else ()
        taken = ItemQuantity(item=row.item, quantity=row.quantity)
        use = Use(
            member=row.member,
            transfer=row.transfer,
            shipment=row.shipment,
            quantities=(*before, taken),
        )
        uses[key] = UseRow(use=use, counted=row.counted, reason=row.reason)
    return list(uses.values())


def record_use(tx: Connection, number: int, row: UseRow, at_ms: int) -> None:
    """Stores what a shipment asks for, in place of what it asked for before."""
    of, use = tables.exemption_use.c, row.use
    tx.execute(
        delete(tables.exemption_use).where(
            of.exemption == number,
            of.member == use.member,
            of.transfer == use.transfer,
            of.shipment == use.shipment,
        )
    )
    tx.execute(
        tables.exemption_use.insert(),
        [
            {
                "exemption": number,
                "member": use.member,
                "transfer": use.transfer,
                "shipment": use.shipment,
                "item": item,
                "quantity": quantity,
                "counted": row.counted,
                "reason": row.reason,
                "at_ms": at_ms,
            }
            for item, quantity in totals(use.quantities).items()
        ],
    )
