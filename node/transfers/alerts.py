"""Alerts of diversion from other States, also about transfers we have no part in (ATT 11(4))."""

from dataclasses import dataclass

from sqlalchemy import Connection

from accord.cases.delivery_requirements import check_alert
from accord.cases.rule import insist
from accord.cases.transfer_codes import DiversionFinding, Resolution
from accord.cases.transfer_delivery import DiversionAlert
from accord.cases.transfer_partner import TRANSFER_PARTNER, PartnerEvent, PartnerState
from node.exchange.messages import IncomingMessage
from node.store.engine import next_number
from node.transfers import rows
from node.transfers.book import Book, Cause
from node.transfers.rows import ShipmentRow, TransferRow
from node.transfers.tables import transfer_alert
from node.transfers.told import ToPartner

_WAYS = {
    DiversionFinding.SUSPECTED: Resolution.DIVERSION_SUSPECTED,
    DiversionFinding.CONFIRMED: Resolution.CONVERTED_TO_NOTICE,
    DiversionFinding.REFUTED: Resolution.EXPLAINED,
}
_EVENTS = {
    DiversionFinding.SUSPECTED: PartnerEvent.LEARN_OF_SUSPICION,
    DiversionFinding.CONFIRMED: PartnerEvent.LEARN_OF_SUSPICION,
    DiversionFinding.REFUTED: PartnerEvent.LEARN_OF_REFUTATION,
}


@dataclass(frozen=True, slots=True)
class Alerts:
    """The alerts that one desk was sent."""

    book: Book
    to_partner: ToPartner

    def receive(
        self,
        tx: Connection,
        row: TransferRow | None,
        message: IncomingMessage,
        said: DiversionAlert,
    ) -> None:
        """Keeps the alert; the exporting State's moves our record of its file as well.

        Raises:
            PolicyError: it does not say what is known and what is done.
        """
        insist(check_alert(said))
        tx.execute(
            transfer_alert.insert().values(
                number=next_number(tx, transfer_alert.c.number),
                sender=message.sender,
                transfer_id=said.transfer_id,
                received_ms=message.received_ms,
                alert=message.payload,
            )
        )
        cause = Cause.of(message, said.text)
        self.book.note(tx, said.transfer_id, f"ALERT_{said.finding}", cause)
        if row is None:
            return
        if row.ours or message.sender != row.exporter:
            self.book.remark(tx, row, f"{message.sender}: alert of a diversion")
            return
        shipment = rows.find(tx, ShipmentRow, row.transfer_id, said.shipment)
        if shipment is not None:
            told = Cause(by=message.sender, text=said.text)
            self.to_partner.follow(tx, shipment, _WAYS[said.finding], told)
        event = _EVENTS[said.finding]
        if (PartnerState(row.state), event) in TRANSFER_PARTNER.table:
            self.book.partner(tx, row, event, Cause(by=message.sender, text=said.text))
