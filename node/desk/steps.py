"""Steps in the journal as officers and messages take them, and who answers for a State."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from accord.errors import PolicyError
from accord.wire.kinds import MessageKind
from accord.wire.payload import payload_kind
from node.desk.desk import Desk, Letter
from node.desk.documents import dump
from node.desk.journal import Step
from node.exchange.messages import IncomingMessage


def note(
    desk: Desk,
    tx: Connection,
    subject: str,
    *,
    event: str,
    by: str,
    states: tuple[str, str] = ("", ""),
    text: str = "",
    document: Any = None,
) -> None:
    """Writes into the journal what an officer, or the node by rule, did."""
    desk.note(
        tx,
        Step(
            root=subject,
            subject=subject,
            actor=by,
            event=event,
            before=states[0],
            after=states[1],
            text=text,
            kind=payload_kind(type(document)) if document is not None else None,
            document=dump(document) if document is not None else None,
        ),
    )


def note_arrival(
    desk: Desk,
    tx: Connection,
    subject: str,
    message: IncomingMessage,
    *,
    event: str,
    states: tuple[str, str] = ("", ""),
    text: str = "",
) -> None:
    """Writes into the journal what another member's message did."""
    desk.note(
        tx,
        Step(
            root=subject,
            subject=subject,
            actor=message.sender,
            event=event,
            before=states[0],
            after=states[1],
            text=text,
            message_id=message.message_id,
            kind=MessageKind(message.kind),
            document=message.payload,
        ),
    )


def send(
    desk: Desk,
    tx: Connection,
    subject: str,
    message: Any,
    *,
    to: tuple[str, ...],
    conversation: UUID,
    by: str,
    event: str,
    states: tuple[str, str] = ("", ""),
    text: str = "",
) -> UUID:
    """Sends a message and writes it into the journal; gives its id."""
    kind = payload_kind(type(message))
    message_id, payload = desk.send(
        tx,
        Letter(
            root=subject,
            subject=subject,
            recipients=to,
            kind=kind,
            message=message,
            conversation=conversation,
            urgent=False,
        ),
    )
    desk.note(
        tx,
        Step(
            root=subject,
            subject=subject,
            actor=by,
            event=event,
            before=states[0],
            after=states[1],
            text=text,
            message_id=message_id,
            kind=kind,
            document=payload,
        ),
    )
    return message_id


def member_for(desk: Desk, state: str, field: str) -> str:
    """The member that answers for a State.

    Raises:
        PolicyError: `directory.nobody_answers`: none does.
    """
    member = desk.region.directory.answering_member(state)
    if member is None:
        raise PolicyError(
            "directory.nobody_answers", f"{field}: no active member answers for this State"
        )
    return member.id


def is_ours(desk: Desk, state: str) -> bool:
    """Whether this node answers for the State."""
    member = desk.region.directory.answering_member(state)
    return member is not None and member.id == desk.member
