"""What arrives at the exporting State: each word from whom it may come, the newest one standing."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accord.cases.delivery_requirements import (
    check_delivery,
    check_discrepancy,
    check_resolution,
    check_transit_report,
)
from accord.cases.rule import insist
from accord.cases.transfer import (
    ImportAuthorisation,
    RetransferRequest,
    TransitAnswer,
)
from accord.cases.transfer_codes import AuthorisationDecision, TransitDecision
from accord.cases.transfer_delivery import (
    DeliveryVerification,
    DiscrepancyNotice,
    DiscrepancyResolution,
    TransitReport,
)
from accord.cases.transfer_requirements import (
    check_import,
    check_retransfer_request,
    check_transit_answer,
)
from accord.cases.transit import CLEAR
from accord.errors import PolicyError
from node.exchange.messages import IncomingMessage
from node.transfers import rows
from node.transfers.afterwards import Afterwards
from node.transfers.arrivals import early_shipment, insist_speaks, late
from node.transfers.book import Book, Cause, end_user_state
from node.transfers.diversions import Diversions
from node.transfers.filing import Filing
from node.transfers.rows import Suspension, TransferRow, TransitRow
from node.transfers.shipments import Shipments
from node.transfers.transits import Transits, transit_of


@dataclass(frozen=True, slots=True)
class ToExporter:
    """The other States' words about files of ours."""

    book: Book
    filing: Filing
    transits: Transits
    shipments: Shipments
    diversions: Diversions
    afterwards: Afterwards

    def apply(
        self, tx: Connection, row: TransferRow, message: IncomingMessage, said: object
    ) -> None:
        """The effect of one message.

        Raises:
            PolicyError: it is not its sender's to say, or lacks something.
            TransitionError: it comes at the wrong point.
            TooEarly: what it builds on is not here.
        """
        match said:
            case ImportAuthorisation():
                self._import(tx, row, message, said)
            case TransitAnswer():
                self._transit(tx, row, message, said)
            case TransitReport():
                insist(check_transit_report(said))
                transit_of(tx, row.transfer_id, message.sender)
                shipment = early_shipment(tx, row, said.shipment)
                cause = Cause.of(message, f"{said.point} {said.finding}")
                self.shipments.on_checkpoint(tx, shipment, said, cause)
                self.book.save(tx, row)
            case DeliveryVerification():
                self._delivery(tx, row, message, said)
            case DiscrepancyNotice():
                insist(check_discrepancy(said))
                _insist_partner(row, message)
                shipment = early_shipment(tx, row, said.shipment)
                cause = Cause.of(message, said.text)
                self.diversions.on_notice(tx, row, shipment, said, cause)
            case DiscrepancyResolution():
                insist(check_resolution(said))
                _insist_partner(row, message)
                shipment = early_shipment(tx, row, said.shipment)
                rows.update(tx, replace(shipment, explanation=message.payload))
                cause = Cause.of(message, said.text)
                self.book.note(tx, row.transfer_id, "EXPLANATION", cause, shipment.subject)
                self.book.save(tx, row)
            case RetransferRequest():
                insist(check_retransfer_request(said))
                _insist_partner(row, message)
                own = said.request_id.startswith(f"{row.transfer_id}-R-{message.sender}-")
                if not own or len(said.request_id) > 40:
                    raise PolicyError("transfer.foreign_id", "request_id: not of this transfer")
                cause = Cause.of(message, said.request_id)
                self.afterwards.on_retransfer_request(tx, row, said, cause)
            case _:
                raise PolicyError("transfer.not_yours_to_say", "only the exporting State says this")

    def _import(
        self, tx: Connection, row: TransferRow, message: IncomingMessage, said: ImportAuthorisation
    ) -> None:
        insist(check_import(said))
        if message.sender != row.importer:
            raise PolicyError("transfer.not_the_importer", "only the importing State authorises it")
        _insist_open(row)
        if message.created_ms < row.import_ms:
            late(self.book, tx, row, message)
            return
        before = row.import_answer
        if said.decision is AuthorisationDecision.REVOKED and before is None:
            # It overtook what it revokes; as the newest word it stands all the same.
            self.book.note(tx, row.transfer_id, "REVOKED_UNSEEN", Cause.of(message))
        kept = replace(row, import_answer=message.payload, import_ms=message.created_ms)
        self.filing.on_import_answer(tx, kept, said, Cause.of(message, said.reason))

    def _transit(
        self, tx: Connection, row: TransferRow, message: IncomingMessage, said: TransitAnswer
    ) -> None:
        insist(check_transit_answer(said))
        transit = transit_of(tx, row.transfer_id, message.sender)
        _insist_open(row)
        if message.created_ms < transit.answered_ms:
            late(self.book, tx, row, message)
            return
        cause = Cause.of(message, said.text or said.conditions)
        answered = self.transits.on_answer(tx, transit, said, cause)
        rows.update(tx, replace(answered, answered_ms=message.created_ms))
        row = self.filing.advance(tx, self.book.save(tx, row))
        if row.document.export_authorisation is None:
            return
        if said.decision is TransitDecision.OBJECTION:
            # The licence is issued, and perhaps weapons are on their way: the rest waits.
            self.book.note(tx, row.transfer_id, "OBJECTION_AFTER_LICENCE", cause)
            self.book.suspend(tx, row, Suspension.TRANSIT_OBJECTION)
        elif all(one.state in CLEAR for one in rows.of_transfer(tx, TransitRow, row.transfer_id)):
            self.book.lift(tx, row, Suspension.TRANSIT_OBJECTION)

    def _delivery(
        self, tx: Connection, row: TransferRow, message: IncomingMessage, said: DeliveryVerification
    ) -> None:
        insist(check_delivery(said))
        insist_speaks(row, message, said.confirmed_by)
        shipment = early_shipment(tx, row, said.shipment)
        cause = Cause.of(message, f"{said.confirmed_by}: {said.result}")
        self.shipments.take_report(
            tx, row, shipment, said, cause=cause, created_ms=message.created_ms
        )
        self.shipments.complete(tx, row.transfer_id)


def _insist_open(row: TransferRow) -> None:
    if row.closed:
        raise PolicyError("transfer.ended", f"the file has ended: it is {row.state}")


def _insist_partner(row: TransferRow, message: IncomingMessage) -> None:
    if message.sender not in {row.importer, end_user_state(row)}:
        raise PolicyError("transfer.not_a_party", "this State has no part in the transfer")
