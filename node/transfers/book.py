"""Keeps the files of one desk: moves them by their tables, writes each step down, sends mail."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from accord.cases.shipment import SHIPMENT, ShipmentEvent
from accord.cases.trace import Preamble
from accord.cases.transfer_file import TRANSFER_FILE, FileEvent, FileState
from accord.cases.transfer_partner import TRANSFER_PARTNER, PartnerEvent, PartnerState
from accord.cases.transit import TRANSIT, TransitEvent
from accord.errors import PolicyError
from accord.wire.kinds import MessageKind
from accord.wire.payload import payload_kind
from node.desk import documents
from node.desk.desk import Desk, Letter
from node.desk.journal import Step
from node.exchange.messages import IncomingMessage
from node.transfers import rows
from node.transfers.rows import (
    ConsentRow,
    ShipmentRow,
    Suspension,
    TransferRow,
    TransitRow,
)
from node.transfers.standing import next_steps, standing

_REMARKS: Final = 20  # kept before an officer; all are in the journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Who made a step happen, and with which message."""

    by: str
    text: str = ""
    message_id: UUID | None = None
    kind: MessageKind | None = None
    document: bytes | None = None

    @classmethod
    def of(cls, message: IncomingMessage, text: str = "") -> "Cause":
        """A message from another State."""
        return cls(
            by=message.sender,
            text=text,
            message_id=message.message_id,
            kind=message.kind,
            document=message.payload,
        )


@dataclass(frozen=True, slots=True)
class Book:
    """Every file, State on the way and shipment of one desk."""

    desk: Desk

    def file(self, tx: Connection, row: TransferRow, event: FileEvent, cause: Cause) -> TransferRow:
        """Moves a file of ours and stores it.

        Raises:
            TransitionError: its state does not take the event.
        """
        after = self.would_step(row, event)
        self._note(tx, row.transfer_id, "", event, cause, moved=(row.state, after))
        return self.save(tx, replace(row, state=after))

    def would_step(self, row: TransferRow, event: FileEvent) -> FileState:
        """Where an event would lead a file of ours.

        Raises:
            PolicyError: the file is another State's.
            TransitionError: its state does not take the event.
        """
        self.insist_ours(row)
        return TRANSFER_FILE.step(FileState(row.state), event)

    def insist_ours(self, row: TransferRow) -> None:
        """Passes where this State exports.

        Raises:
            PolicyError: the file is another State's.
        """
        if not row.ours:
            raise PolicyError("transfer.not_ours", "only the exporting State moves its file")

    def partner(
        self, tx: Connection, row: TransferRow, event: PartnerEvent, cause: Cause
    ) -> TransferRow:
        """Moves another State's file and stores it.

        Raises:
            TransitionError: its state does not take the event.
        """
        after = TRANSFER_PARTNER.step(PartnerState(row.state), event)
        self._note(tx, row.transfer_id, "", event, cause, moved=(row.state, after))
        return self.save(tx, replace(row, state=after))

    def transit(
        self, tx: Connection, row: TransitRow, event: TransitEvent, cause: Cause
    ) -> TransitRow:
        """Moves a transit State's word and stores it.

        Raises:
            TransitionError: its state does not take the event.
        """
        after = TRANSIT.step(row.state, event)
        subject = f"{row.transfer_id}:{row.member}"
        self._note(tx, row.transfer_id, subject, event, cause, moved=(row.state, after))
        moved = replace(row, state=after)
        rows.update(tx, moved)
        return moved

    def shipment(
        self, tx: Connection, row: ShipmentRow, event: ShipmentEvent, cause: Cause
    ) -> ShipmentRow:
        """Moves a shipment and stores it.

        Raises:
            TransitionError: its state does not take the event.
        """
        after = SHIPMENT.step(row.state, event)
        self._note(tx, row.transfer_id, row.subject, event, cause, moved=(row.state, after))
        moved = replace(row, state=after)
        rows.update(tx, moved)
        return moved

    def note(
        self, tx: Connection, transfer_id: str, event: str, cause: Cause, subject: str = ""
    ) -> None:
        """Writes down what moved nothing."""
        self._note(tx, transfer_id, subject, event, cause)

    def save(self, tx: Connection, row: TransferRow) -> TransferRow:
        """Stores a file as it stands now."""
        steps = next_steps(
            row,
            self.desk.member,
            rows.of_transfer(tx, TransitRow, row.transfer_id),
            rows.of_transfer(tx, ShipmentRow, row.transfer_id),
            rows.of_transfer(tx, ConsentRow, row.transfer_id),
        )
        saved = replace(row, standing=standing(row, steps), updated_ms=self.desk.now_ms())
        rows.update(tx, saved)
        return saved

    def send(
        self,
        tx: Connection,
        row: TransferRow,
        recipients: Sequence[str],
        message: Any,
        cause: Cause,
    ) -> Cause:
        """Sends a message about a file; gives the cause with the message in it."""
        kind = payload_kind(type(message))
        others = tuple(dict.fromkeys(one for one in recipients if one != self.desk.member))
        if not others:
            return replace(cause, kind=kind, document=documents.dump(message))
        message_id, payload = self.desk.send(
            tx,
            Letter(
                root=row.transfer_id,
                subject=row.transfer_id,
                recipients=others,
                kind=kind,
                message=message,
                conversation=row.conversation,
                urgent=kind is MessageKind.DIVERSION_ALERT,
            ),
        )
        return replace(cause, message_id=message_id, kind=kind, document=payload)

    def preamble(self, row: TransferRow, in_reply_to: UUID | None = None) -> Preamble:
        """Opens a further message about a file."""
        question = row.question
        echoed = question.preamble if question and row.file is None else row.document.preamble
        return self.desk.preamble(echoed, in_reply_to)

    def suspend(self, tx: Connection, row: TransferRow, why: Suspension) -> TransferRow:
        """Nothing more may leave, for this reason beside any other."""
        reasons = dict.fromkeys((*row.why_suspended, why))
        return self.save(tx, replace(row, suspensions=" ".join(reasons)))

    def lift(self, tx: Connection, row: TransferRow, why: Suspension) -> TransferRow:
        """This reason no longer holds; others may."""
        reasons = [one for one in row.why_suspended if one is not why]
        return self.save(tx, replace(row, suspensions=" ".join(reasons)))

    def remark(self, tx: Connection, row: TransferRow, line: str) -> TransferRow:
        """Puts something that speaks against the file before an officer, once."""
        lines = list(dict.fromkeys([*row.contested.splitlines(), line]))
        return self.save(tx, replace(row, contested="\n".join(lines[-_REMARKS:])))

    def settle_contest(self, tx: Connection, row: TransferRow) -> TransferRow:
        """What another State said against the file has been seen to."""
        return self.save(tx, replace(row, contested=""))

    def _note(
        self,
        tx: Connection,
        root: str,
        subject: str,
        event: str,
        cause: Cause,
        *,
        moved: tuple[str, str] = ("", ""),
    ) -> None:
        before, after = moved
        self.desk.note(
            tx,
            Step(
                root=root,
                subject=subject or root,
                actor=cause.by,
                event=event,
                before=before,
                after=after,
                text=cause.text,
                message_id=cause.message_id,
                kind=cause.kind,
                document=cause.document,
            ),
        )


def parties(row: TransferRow, transits: Sequence[TransitRow] = ()) -> tuple[str, ...]:
    """The members that a file concerns: importing and end user's State, then those on the way.

    A State that the policy spared its question has heard of nothing, and is told no more.
    """
    file = row.document
    ends = (file.exporter.state, file.importer.state, end_user_state(row))
    return tuple(dict.fromkeys((*ends, *(one.member for one in transits if one.asked_ms))))


def end_user_state(row: TransferRow) -> str:
    """The member whose node confirms for the end user."""
    file = row.document
    return file.end_user.state or file.importer.state
