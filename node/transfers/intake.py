"""Takes in what other States say of transfers; what breaks a rule is contested, not obeyed.

A message that overtakes the one it builds on waits for it. What comes once a file has ended is
kept in the journal and moves nothing.
"""

from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, RowMapping, delete, func, select

from accord.cases.rule import insist
from accord.cases.trace import Preamble
from accord.cases.transfer import TransferContested, TransferFile, TransitRequest
from accord.cases.transfer_delivery import DiversionAlert
from accord.cases.transfer_partner import PartnerEvent, PartnerState
from accord.cases.transfer_requirements import check_file, check_transit_request
from accord.cases.transit import TransitState
from accord.errors import PolicyError
from accord.wire.kinds import MessageKind, Priority
from accord.wire.payload import decode_payload
from node.desk import documents
from node.desk.desk import Desk, Letter
from node.exchange.messages import IncomingMessage
from node.store.engine import next_number
from node.transfers import rows
from node.transfers.alerts import Alerts
from node.transfers.arrivals import TooEarly, exporter_of, late
from node.transfers.book import Book, Cause
from node.transfers.filing import weapons_line
from node.transfers.rows import Side, TransferRow, TransferStanding, TransitRow
from node.transfers.tables import transfer_early
from node.transfers.telling import ToExporter
from node.transfers.told import ToPartner

_MOST_EARLY: Final = 200  # messages of one State that wait for others


@dataclass(frozen=True, slots=True)
class Intake:
    """The transfers' handler of one desk."""

    desk: Desk
    book: Book
    to_exporter: ToExporter
    to_partner: ToPartner
    alerts: Alerts

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """The effect of any message of the family.

        Raises:
            FormatError: the payload is not what its kind says.
            PolicyError: too many messages of this State wait for others.
        """
        said = decode_payload(message.kind, message.payload)
        exporter = exporter_of(said.transfer_id)
        self._take(tx, message, said, exporter)
        while self._catch_up(tx, said.transfer_id, exporter):
            pass

    def _take(self, tx: Connection, message: IncomingMessage, said: Any, exporter: str) -> None:
        row = rows.find(tx, TransferRow, said.transfer_id)
        if isinstance(said, TransferContested):
            self._contested(tx, row, message, said)
        elif isinstance(said, DiversionAlert):
            self.alerts.receive(tx, row, message, said)
        elif not self._attempt(tx, row, message, said, exporter):
            self._keep(tx, message, said.transfer_id)

    def _attempt(
        self,
        tx: Connection,
        row: TransferRow | None,
        message: IncomingMessage,
        said: Any,
        exporter: str,
    ) -> bool:
        """Whether it has had its effect or was contested; False where it came too early."""
        try:
            with tx.begin_nested():
                self._effect(tx, row, message, said, exporter)
        except TooEarly:
            return False
        except PolicyError as error:
            if row is not None and row.closed:
                note = Cause.of(message, error.code)
                self.book.note(tx, row.transfer_id, "AFTER_THE_END", note)
            else:
                self._contest(tx, message, said, error)
        return True

    def _effect(
        self,
        tx: Connection,
        row: TransferRow | None,
        message: IncomingMessage,
        said: Any,
        exporter: str,
    ) -> None:
        if isinstance(said, TransferFile | TransitRequest):
            if message.sender != exporter or exporter == self.desk.member:
                raise PolicyError("transfer.not_the_exporter", "only the exporting State says so")
            if isinstance(said, TransferFile):
                self._file(tx, row, message, said)
            else:
                self._asked(tx, row, message, said)
        elif row is None:
            if exporter == self.desk.member:
                raise PolicyError("transfer.unknown_transfer", "we have no such transfer")
            raise TooEarly
        elif row.ours:
            self.to_exporter.apply(tx, row, message, said)
        else:
            self.to_partner.apply(tx, row, message, said)

    def _file(
        self, tx: Connection, row: TransferRow | None, message: IncomingMessage, said: TransferFile
    ) -> None:
        """A file, or its next version; the parties never change."""
        insist(check_file(said))
        end_user = said.end_user.state or said.importer.state
        if self.desk.member not in {said.importer.state, end_user}:
            raise PolicyError("transfer.not_a_party", "this State has no part in the transfer")
        if row is not None and row.file is not None:
            self._version(tx, row, message, said)
            return
        fresh = self._opened(tx, row, message, said.importer.state, weapons_line(said))
        opened = replace(
            fresh,
            version=said.version,
            file=message.payload,
            certificate_number=said.certificate_number,
        )
        rows.update(tx, opened)
        if said.importer.state != self.desk.member:
            rows.authorise(tx, said.transfer_id, {one.number: one.quantity for one in said.items})
        self.book.partner(tx, opened, PartnerEvent.LEARN_OF_VERSION, Cause.of(message))

    def _version(
        self, tx: Connection, row: TransferRow, message: IncomingMessage, said: TransferFile
    ) -> None:
        known = row.document
        if said.version < row.version:
            late(self.book, tx, row, message)
            return
        if said.version == row.version:
            if message.payload != row.file:
                raise PolicyError("transfer.version_taken", "version: this version says otherwise")
            self.book.note(tx, row.transfer_id, "REPEATED", Cause.of(message))
            return
        same = (known.importer.state, known.end_user, known.items) == (
            said.importer.state,
            said.end_user,
            said.items,
        )
        if not same:
            raise PolicyError(
                "transfer.terms_changed",
                "importer, end_user, items: another transfer needs another file",
            )
        kept = replace(
            row,
            version=said.version,
            file=message.payload,
            certificate_number=said.certificate_number,
        )
        self.book.partner(tx, kept, PartnerEvent.LEARN_OF_VERSION, Cause.of(message))

    def _asked(
        self,
        tx: Connection,
        row: TransferRow | None,
        message: IncomingMessage,
        said: TransitRequest,
    ) -> None:
        """This State is on the way and is asked for its word."""
        insist(check_transit_request(said))
        if said.leg.state != self.desk.member:
            raise PolicyError("transfer.not_on_the_way", "leg: names another State")
        if row is None or row.asked is None:
            line = ", ".join(
                f"{one.quantity} {documents.weapon_line(one.firearm)}" for one in said.items
            )
            row = self._opened(tx, row, message, said.importer.state, line[:500])
            rows.insert(
                tx,
                TransitRow(
                    transfer_id=said.transfer_id,
                    place=1,
                    member=self.desk.member,
                    state=TransitState.REQUESTED,
                    asked_ms=message.received_ms,
                ),
            )
            if row.file is None:
                items = {one.number: one.quantity for one in said.items}
                rows.authorise(tx, said.transfer_id, items)
        elif message.payload == row.asked:
            self.book.note(tx, row.transfer_id, "REPEATED", Cause.of(message))
            return
        else:
            known = rows.load(tx, TransitRow, said.transfer_id, 1)
            rows.update(tx, replace(known, state=TransitState.REQUESTED, answer=None))
        asked = replace(row, asked=message.payload)
        rows.update(tx, asked)
        self.book.partner(tx, asked, PartnerEvent.LEARN_OF_VERSION, Cause.of(message))

    def _opened(
        self,
        tx: Connection,
        row: TransferRow | None,
        message: IncomingMessage,
        importer: str,
        weapons: str,
    ) -> TransferRow:
        """The row of a file that is heard of; a State may be both an end and on the way."""
        if row is not None:
            return row
        now_ms = self.desk.now_ms()
        fresh = TransferRow(
            number=rows.following_number(tx),
            transfer_id=decode_payload(message.kind, message.payload).transfer_id,
            exporter=message.sender,
            importer=importer,
            side=Side.PARTNER,
            state=PartnerState.INFORMED,
            standing=TransferStanding.OFFICER,
            weapons=weapons,
            conversation_id=message.conversation_id.bytes,
            version=0,
            opened_ms=now_ms,
            updated_ms=now_ms,
        )
        rows.insert(tx, fresh)
        return fresh

    def _contested(
        self,
        tx: Connection,
        row: TransferRow | None,
        message: IncomingMessage,
        said: TransferContested,
    ) -> None:
        """Another State does not accept what we told it; an officer sees to it."""
        if row is None:
            raise PolicyError("transfer.unknown_transfer", "we know of no such transfer")
        cause = Cause.of(message, f"{said.code}: {said.text}")
        self.book.note(tx, row.transfer_id, "CONTESTED", cause)
        self.book.remark(tx, row, f"{message.sender}: {said.code}")

    def _contest(
        self, tx: Connection, message: IncomingMessage, said: Any, error: PolicyError
    ) -> None:
        """Tells the sender which rule its message breaks; the record stays as it was."""
        preamble: Preamble = self.desk.preamble(said.preamble, message.message_id)
        contested = TransferContested(
            preamble=preamble,
            transfer_id=said.transfer_id,
            shipment=getattr(said, "shipment", 0),
            code=error.code,
            text=error.text[:4000],
        )
        self.desk.send(
            tx,
            Letter(
                root=said.transfer_id,
                subject=said.transfer_id,
                recipients=(message.sender,),
                kind=MessageKind.TRANSFER_CONTESTED,
                message=contested,
                conversation=message.conversation_id,
                urgent=False,
            ),
        )
        self.book.note(tx, said.transfer_id, "CONTEST", Cause.of(message, str(error)))

    def _keep(self, tx: Connection, message: IncomingMessage, transfer_id: str) -> None:
        early = transfer_early.c
        mine = (
            select(func.count()).select_from(transfer_early).where(early.sender == message.sender)
        )
        if tx.execute(mine).scalar_one() >= _MOST_EARLY:
            raise PolicyError("transfer.too_early", "too many messages wait for others of yours")
        tx.execute(
            transfer_early.insert().values(
                number=next_number(tx, early.number),
                transfer_id=transfer_id,
                sender=message.sender,
                message_id=message.message_id.bytes,
                conversation_id=message.conversation_id.bytes,
                kind=int(message.kind),
                created_ms=message.created_ms,
                received_ms=message.received_ms,
                payload=message.payload,
            )
        )

    def _catch_up(self, tx: Connection, transfer_id: str, exporter: str) -> bool:
        """Whether a message that waited has had its effect now."""
        early = transfer_early.c
        waiting = tx.execute(
            select(transfer_early)
            .where(early.transfer_id == transfer_id)
            .order_by(early.created_ms, early.number)
        ).mappings()
        for kept in list(waiting):
            message = _kept(kept)
            row = rows.find(tx, TransferRow, transfer_id)
            said = decode_payload(message.kind, message.payload)
            if self._attempt(tx, row, message, said, exporter):
                tx.execute(delete(transfer_early).where(early.number == kept["number"]))
                return True
        return False


def _kept(row: RowMapping) -> IncomingMessage:
    return IncomingMessage(
        message_id=UUID(bytes=row["message_id"]),
        sender=row["sender"],
        kind=MessageKind(row["kind"]),
        conversation_id=UUID(bytes=row["conversation_id"]),
        created_ms=row["created_ms"],
        received_ms=row["received_ms"],
        priority=Priority.ROUTINE,
        policy_version=0,
        payload=row["payload"],
    )
