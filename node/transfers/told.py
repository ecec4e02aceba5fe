"""What arrives at the other States: the file, the question, the shipment, the alert, the end."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accord.cases.delivery_requirements import (
    check_delivery,
    check_dispatched,
    check_inquiry,
    check_resolution,
    check_transit_report,
)
from accord.cases.rule import insist
from accord.cases.shipment import SHIPMENT, ShipmentEvent, ShipmentState
from accord.cases.transfer import (
    ImportAuthorisation,
    PsvReport,
    PsvRequest,
    RetransferAnswer,
    TransferClosed,
)
from accord.cases.transfer_codes import Resolution
from accord.cases.transfer_delivery import (
    DeliveryVerification,
    DiscrepancyResolution,
    ReceiptInquiry,
    ShipmentDispatched,
    TransitReport,
)
from accord.cases.transfer_guards import check_told
from accord.cases.transfer_partner import PartnerEvent
from accord.cases.transfer_requirements import (
    check_closed,
    check_psv_report,
    check_psv_request,
    check_retransfer_answer,
)
from accord.cases.transit import TransitState
from accord.errors import PolicyError
from node.desk import documents
from node.exchange.messages import IncomingMessage
from node.transfers import rows
from node.transfers.afterwards import Afterwards
from node.transfers.arrivals import early_shipment, insist_speaks
from node.transfers.book import Book, Cause, end_user_state
from node.transfers.rows import ShipmentRow, TransferRow, TransitRow
from node.transfers.shipments import Shipments

_S = ShipmentState
_E = ShipmentEvent
# How a shipment comes to where the exporting State says it is.
_WAYS = {
    Resolution.EXPLAINED: ((_E.EXPLAIN,), (_E.REFUTE,)),
    Resolution.CORRECTED: ((_E.EXPLAIN,), (_E.REFUTE,)),
    Resolution.CONVERTED_TO_NOTICE: ((_E.CONFIRM_DIVERSION,),),
    Resolution.DIVERSION_SUSPECTED: ((_E.SUSPECT,), (_E.MISMATCH, _E.SUSPECT)),
}


@dataclass(frozen=True, slots=True)
class ToPartner:
    """The exporting State's words, and those of the others, about files that are not ours."""

    book: Book
    shipments: Shipments
    afterwards: Afterwards

    def apply(
        self, tx: Connection, row: TransferRow, message: IncomingMessage, said: object
    ) -> None:
        """The effect of one message.

        Raises:
            PolicyError: it is not its sender's to say, or breaks a rule that we keep ourselves.
            TransitionError: it comes at the wrong point.
            TooEarly: what it builds on is not here.
        """
        match said:
            case TransitReport():
                insist(check_transit_report(said))
                if message.sender not in {leg.state for leg in row.document.transits}:
                    raise PolicyError("transfer.not_on_the_way", "this State is not on the way")
                shipment = early_shipment(tx, row, said.shipment)
                cause = Cause.of(message, f"{said.point} {said.finding}")
                self.shipments.on_checkpoint(tx, shipment, said, cause)
                self.book.save(tx, row)
            case DeliveryVerification():
                insist(check_delivery(said))
                insist_speaks(row, message, said.confirmed_by)
                shipment = early_shipment(tx, row, said.shipment)
                cause = Cause.of(message, f"{said.confirmed_by}: {said.result}")
                self.shipments.take_report(
                    tx, row, shipment, said, cause=cause, created_ms=message.created_ms
                )
                self.book.save(tx, row)
            case ImportAuthorisation():
                if message.sender != row.importer:
                    raise PolicyError(
                        "transfer.not_the_importer", "only the importing State says so"
                    )
                kept = replace(row, import_answer=message.payload, import_ms=message.created_ms)
                self.book.note(tx, row.transfer_id, f"IMPORT_{said.decision}", Cause.of(message))
                self.book.save(tx, kept)
            case _:
                if message.sender != row.exporter:
                    raise PolicyError(
                        "transfer.not_the_exporter", "only the exporting State says so"
                    )
                self._by_exporter(tx, row, message, said)

    def follow(
        self, tx: Connection, row: ShipmentRow, resolution: Resolution, cause: Cause
    ) -> ShipmentRow:
        """Takes a shipment where the exporting State says it is, where a way leads there."""
        for way in _WAYS[resolution]:
            if (row.state, way[0]) in SHIPMENT.table:
                for event in way:
                    row = self.book.shipment(tx, row, event, cause)
                return self.shipments.settle(tx, row)
        self.book.note(tx, row.transfer_id, resolution, cause, row.subject)
        return row

    def _by_exporter(
        self, tx: Connection, row: TransferRow, message: IncomingMessage, said: object
    ) -> None:
        cause = Cause.of(message)
        match said:
            case ShipmentDispatched():
                self._dispatched(tx, row, message, said)
            case DiscrepancyResolution():
                insist(check_resolution(said))
                shipment = early_shipment(tx, row, said.shipment)
                cause = Cause.of(message, said.text)
                shipment = self.follow(tx, shipment, said.resolution, cause)
                notices = "\n".join(said.notice_ids) or shipment.notices
                rows.update(tx, replace(shipment, note=said.text, notices=notices))
                self.book.save(tx, row)
            case ReceiptInquiry():
                insist(check_inquiry(said))
                shipment = early_shipment(tx, row, said.shipment)
                confirmed = str(said.exit_confirmed or shipment.document.exit_date)
                rows.update(tx, replace(shipment, exit_confirmed=confirmed))
                self.book.note(tx, row.transfer_id, "ASKED_FOR_RECEIPT", cause, shipment.subject)
                self.book.save(tx, row)
            case RetransferAnswer():
                insist(check_retransfer_answer(said))
                self.afterwards.on_retransfer_answer(tx, row, said, cause)
            case PsvRequest():
                insist(check_psv_request(said))
                if not said.psv_id.startswith(f"{row.transfer_id}-V-") or len(said.psv_id) > 40:
                    raise PolicyError("transfer.foreign_id", "psv_id: not of this transfer")
                self.afterwards.on_visit_request(tx, row, said, cause)
            case PsvReport():
                insist(check_psv_report(said))
                self.afterwards.on_visit_report(tx, row, said, cause)
            case TransferClosed():
                insist(check_closed(said))
                ended = replace(row, end_reason=said.reason or said.outcome)
                self.book.partner(tx, ended, PartnerEvent.LEARN_OF_END, cause)
            case _:
                raise PolicyError(
                    "transfer.not_yours_to_say", "the exporting State does not say it"
                )

    def _dispatched(
        self, tx: Connection, row: TransferRow, message: IncomingMessage, said: ShipmentDispatched
    ) -> None:
        """A shipment has left for us or through us: it is drawn from our own ledger too."""
        insist(check_dispatched(said))
        ledger = rows.ledger_of(tx, row.transfer_id)
        if row.importer == self.book.desk.member:
            answer = documents.maybe(ImportAuthorisation, row.import_answer)
            drawn = check_told(said, answer, ledger)
        else:
            self._check_passage(tx, row)
            drawn = ledger.draw(said.shipment, said.items)
        if drawn is ledger:
            self.book.note(tx, row.transfer_id, "REPEATED", Cause.of(message))
            return
        concerns = row.file is not None and self.book.desk.member in {
            row.importer,
            end_user_state(row),
        }
        rows.draw(tx, row.transfer_id, drawn)
        shipment = self.shipments.insert(tx, said, message.payload, clocked=concerns)
        cause = Cause.of(message, f"shipment {said.shipment}")
        self.book.note(tx, row.transfer_id, "DISPATCHED", cause, shipment.subject)
        self.book.partner(tx, row, PartnerEvent.LEARN_OF_DISPATCH, Cause(by=message.sender))

    def _check_passage(self, tx: Connection, row: TransferRow) -> None:
        """What passes here needs our word, or our silence where the policy counts it."""
        member, policy = self.book.desk.member, self.book.desk.region.policy.transfers
        for one in rows.of_transfer(tx, TransitRow, row.transfer_id):
            spoken = one.state in {TransitState.NO_OBJECTION, TransitState.CONDITIONAL}
            tacit = one.state is TransitState.REQUESTED and policy.tacit_transit
            if one.member == member and not (spoken or tacit):
                raise PolicyError(
                    "transfer.transit_not_clear", f"{member}: we have not let it pass: {one.state}"
                )
