"""The current rows of certificates as frozen values."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, delete, select

from accord.cases.certificate import CertificatePresented, ItemQuantity, SignedCertificate
from accord.cases.certificate_check import CheckState
from accord.cases.certificate_codes import CheckPurpose, CheckResult, SignatoryStatus
from accord.cases.certificate_ledger import Use, totals
from accord.cases.signatory import Signatory, SignatoryEntry
from accord.errors import PolicyError
from node.certificates import tables
from node.desk import documents
from node.store.engine import next_number
from node.store.rows import Rows


class Side(StrEnum):
    """Whose certificate it is: of our own register, or one that was presented to us."""

    ISSUED = "ISSUED"
    PRESENTED = "PRESENTED"


class CheckSide(StrEnum):
    """Who asks."""

    ASKING = "ASKING"
    ANSWERING = "ANSWERING"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryRow:
    """One official as the register stands now."""

    entry_id: str
    state: str
    official: str
    status: SignatoryStatus
    entered_by: str
    updated_ms: int
    document: bytes

    @property
    def signatory(self) -> Signatory:
        """The entry with its history."""
        return documents.load(SignatoryEntry, self.document).signatory


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRow:
    """One certificate, issued or presented."""

    number: int
    certificate_id: str
    side: Side
    issuing_state: str
    register_number: str
    signatory: str
    signed_ms: int
    expires_ms: int
    recorded_ms: int
    updated_ms: int
    source: str
    document: bytes
    revoked_from_ms: int | None = None
    revoked_because: str = ""
    result: str = ""
    verified_ms: int | None = None
    answer: bytes | None = None
    doubt: str = ""

    @property
    def presented(self) -> SignedCertificate:
        """The certificate itself, as it was issued or presented."""
        return documents.load(CertificatePresented, self.document).presented

    @property
    def authentic(self) -> bool:
        """Whether the last word of the issuing State is that it is authentic."""
        return self.result == CheckResult.AUTHENTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One verification, seen from one of its two sides."""

    number: int
    check_id: str
    side: CheckSide
    certificate_id: str
    member: str
    conversation_id: bytes
    message_id: bytes
    state: CheckState
    purpose: CheckPurpose
    transfer: str
    shipment: str
    asked_ms: int
    due_ms: int
    due_rule: str
    policy_version: int
    request: bytes
    answer: bytes | None = None
    result: str = ""
    answered_ms: int | None = None

    @property
    def conversation(self) -> UUID:
        """The conversation that all its messages share."""
        return UUID(bytes=self.conversation_id)


SIGNATORIES = Rows(
    SignatoryRow,
    tables.signatory,
    "entry_id",
    code="signatory.unknown",
    noun="official",
)
CERTIFICATES = Rows(
    CertificateRow,
    tables.certificate,
    "certificate_id",
    code="certificate.unknown",
    noun="certificate",
)
CHECKS = Rows(
    CheckRow,
    tables.certificate_check,
    "check_id",
    code="certificate.unknown_check",
    noun="verification",
)


def entry_id(state: str, official: str) -> str:
    """The id under which an official is kept."""
    return f"{state}:{official}"


def following_certificate(tx: Connection) -> int:
    """The number of the next certificate."""
    return next_number(tx, tables.certificate.c.number)


def following_check(tx: Connection) -> int:
    """The number of the next verification."""
    return next_number(tx, tables.certificate_check.c.number)


def certificate_of(
    tx: Connection, side: Side, register_number: str, issuing_state: str = ""
) -> CertificateRow | None:
    """The certificate under a register number; several States may use the same one.

    Raises:
        PolicyError: `certificate.ambiguous`: the number alone does not tell which is meant.
    """
    of = tables.certificate.c
    where = [of.side == side, of.register_number == register_number]
    if issuing_state:
        where.append(of.issuing_state == issuing_state)
    found = CERTIFICATES.all(tx, *where, order=of.number, limit=2)
    if len(found) > 1:
        raise PolicyError(
            "certificate.ambiguous", "several States issued this number: name the issuing State"
        )
    return found[0] if found else None


def check_of(tx: Connection, side: CheckSide, member: str, conversation: UUID) -> CheckRow:
    """The verification that a member's message belongs to.

    Raises:
        PolicyError: there is none with that member.
    """
    of = tables.certificate_check.c
    found = CHECKS.find(
        tx, of.side == side, of.member == member, of.conversation_id == conversation.bytes
    )
    if found is None:
        raise PolicyError(
            "certificate.unknown_conversation", "the conversation is not known with this member"
        )
    return found


def uses_of(tx: Connection, certificate_id: str) -> tuple[Use, ...]:
    """What shipments took of a certificate so far, the oldest first."""
    of = tables.certificate_use.c
    found = tx.execute(
        select(tables.certificate_use)
        .where(of.certificate_id == certificate_id)
        .order_by(of.at_ms, of.member, of.transfer, of.shipment, of.item)
    )
    uses: dict[tuple[str, str, str], list[ItemQuantity]] = {}
    for row in found:
        taken = uses.setdefault((row.member, row.transfer, row.shipment), [])
        if row.item:
            taken.append(ItemQuantity(item=row.item, quantity=row.quantity))
    return tuple(
        Use(member=member, transfer=transfer, shipment=shipment, quantities=tuple(taken))
        for (member, transfer, shipment), taken in uses.items()
    )


def record_use(tx: Connection, certificate_id: str, use: Use, at_ms: int) -> None:
    """Stores what a shipment takes, in place of what it took before."""
    forget_use(tx, certificate_id, use)
    taken = {item: count for item, count in totals(use.quantities).items() if count} or {0: 0}
    tx.execute(
        tables.certificate_use.insert(),
        [
            {
                "certificate_id": certificate_id,
                "member": use.member,
                "transfer": use.transfer,
                "shipment": use.shipment,
                "item": item,
                "quantity": quantity,
                "at_ms": at_ms,
            }
            for item, quantity in taken.items()
        ],
    )


def forget_use(tx: Connection, certificate_id: str, use: Use) -> None:
    """Takes back what a shipment took."""
    of = tables.certificate_use.c
    tx.execute(
        delete(tables.certificate_use).where(
            of.certificate_id == certificate_id,
            of.member == use.member,
            of.transfer == use.transfer,
            of.shipment == use.shipment,
        )
    )
