"""The rows of inquiries as frozen values, and how they are found."""

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection

from accord.cases.inquiry_machine import AskedState, InquiryState, ReceivedState
from accord.errors import PolicyError
from node.inquiries import tables
from node.store.engine import next_number
from node.store.typed import TypedTable

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryRow:
    """One inquiry of ours."""

    number: int
    inquiry_id: str
    conversation_id: bytes
    state: InquiryState
    case_id: str
    weapon: str
    urgent: bool
    opened_ms: int
    updated_ms: int
    due_ms: int
    rule: str
    policy_version: int
    document: bytes

    @property
    def conversation(self) -> UUID:
        """The conversation that all its messages share."""
        return UUID(bytes=self.conversation_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """What one member has said to an inquiry of ours."""

    asked_id: str
    inquiry_id: str
    member: str
    state: AskedState = AskedState.SENT
    heard_ms: int | None = None
    late: bool = False
    detail: str = ""
    answer: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedRow:
    """One inquiry of another member."""

    number: int
    request_id: str
    asker: str
    conversation_id: bytes
    state: ReceivedState
    weapon: str
    urgent: bool
    received_ms: int
    updated_ms: int
    due_ms: int
    rule: str
    policy_version: int
    message_id: bytes
    inquiry: bytes
    proposal: bytes | None = None
    findings: str = "[]"
    answer: bytes | None = None
    undelivered: str = ""

    @property
    def conversation(self) -> UUID:
        """The conversation that the asker opened."""
        return UUID(bytes=self.conversation_id)


INQUIRIES = TypedTable(InquiryRow, tables.inquiry, "inquiry_id", "inquiry.unknown")
ASKED = TypedTable(AskedRow, tables.inquiry_asked, "asked_id", "inquiry.not_asked")
RECEIVED = TypedTable(
    ReceivedRow, tables.inquiry_received, "request_id", "inquiry.unknown_received"
)


def asked_id(inquiry_id: str, member: str) -> str:
    """The id of one member's part."""
    return f"{inquiry_id}/{member}"


def asked_of(tx: Connection, inquiry_id: str) -> list[AskedRow]:
    """Every member's part, in the order of their ids."""
    return ASKED.find(tx, tables.inquiry_asked.c.inquiry_id == inquiry_id)


def inquiry_in(tx: Connection, conversation: UUID) -> InquiryRow:
    """The inquiry of ours that a message belongs to.

    Raises:
        PolicyError: we made none in this conversation.
    """
    return _one(
        INQUIRIES.find(tx, tables.inquiry.c.conversation_id == conversation.bytes),
        "the conversation is not one of our inquiries",
    )


def received_from(tx: Connection, asker: str, conversation: UUID) -> list[ReceivedRow]:
    """The member's inquiry in this conversation, if it made one."""
    mine = tables.inquiry_received.c
    return RECEIVED.find(tx, mine.asker == asker, mine.conversation_id == conversation.bytes)


def received_in(tx: Connection, asker: str, conversation: UUID) -> ReceivedRow:
    """The member's inquiry in this conversation.

    Raises:
        PolicyError: it made none.
    """
    return _one(
        received_from(tx, asker, conversation), "the member has made no inquiry in the conversation"
    )


def next_inquiry(tx: Connection) -> int:
    """The number of our next inquiry."""
    return next_number(tx, tables.inquiry.c.number)


def next_received(tx: Connection) -> int:
    """The number of the next inquiry of another member."""
    return next_number(tx, tables.inquiry_received.c.number)


def _one(found: list[R], otherwise: str) -> R:
    if not found:
        raise PolicyError("inquiry.unknown_conversation", otherwise)
    return found[0]
