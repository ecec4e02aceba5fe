"""What is due: licences that end, silence, receipts, explanations; one transaction's work each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accord.cases.shipment import ShipmentState
from accord.cases.transfer_file import BEFORE_DISPATCH, CLOSED, FileEvent, FileState
from node.desk.agenda import Task
from node.desk.desk import NODE
from node.desk.room import Chore
from node.transfers import rows
from node.transfers.book import Book, Cause
from node.transfers.clocks import DISCREPANCY, EXPIRY, INQUIRY, RECEIPT, SILENCE
from node.transfers.diversions import Diversions
from node.transfers.drafts import RefusalDraft
from node.transfers.filing import Filing
from node.transfers.rows import ShipmentRow, TransferRow
from node.transfers.shipments import Shipments
from node.transfers.transits import Transits

EXPIRED = "the export licence has expired"


@dataclass(frozen=True, slots=True)
class DueTasks:
    """The clocks of one desk's transfers."""

    book: Book
    filing: Filing
    transits: Transits
    shipments: Shipments
    diversions: Diversions

    def chores(self) -> Mapping[str, Chore]:
        """What to do once each kind of task is due."""
        return {
            EXPIRY: self._expire,
            SILENCE: self._silence,
            RECEIPT: self._receipt,
            INQUIRY: self._inquiry,
            DISCREPANCY: self._discrepancy,
        }

    def _expire(self, tx: Connection, task: Task) -> None:
        row = rows.load(tx, TransferRow, task.subject)
        state = FileState(row.state)
        if state in BEFORE_DISPATCH:
            self.filing.end(tx, row, FileEvent.EXPIRE, RefusalDraft(reason=EXPIRED), by=NODE)
        elif state not in CLOSED:
            self.end_remainder(tx, row, EXPIRED, by=NODE)

    def end_remainder(self, tx: Connection, row: TransferRow, text: str, *, by: str) -> TransferRow:
        """Nothing more leaves under the file; it ends once what has left is accounted for."""
        self.book.note(tx, row.transfer_id, "END_REMAINDER", Cause(by=by, text=text))
        self.book.save(tx, replace(row, remainder_ended=text))
        return self.shipments.complete(tx, row.transfer_id, by=by)

    def _silence(self, tx: Connection, task: Task) -> None:
        transfer_id, _, place = task.subject.rpartition(":")
        if self.transits.fall_silent(tx, transfer_id, int(place)) is not None:
            row = rows.load(tx, TransferRow, transfer_id)
            self.book.save(tx, self.filing.advance(tx, row))

    def _receipt(self, tx: Connection, task: Task) -> None:
        row, shipment = self._shipment(tx, task)
        self.diversions.fall_overdue(tx, row, shipment)

    def _inquiry(self, tx: Connection, task: Task) -> None:
        row, shipment = self._shipment(tx, task)
        if shipment.state is ShipmentState.DELIVERY_OVERDUE:
            text = f"{shipment.due_rule}: no answer"
            self.diversions.no_entry(tx, row.transfer_id, shipment.shipment, text, by=NODE)

    def _discrepancy(self, tx: Connection, task: Task) -> None:
        row, shipment = self._shipment(tx, task)
        self.diversions.unexplained(tx, row, shipment)

    def _shipment(self, tx: Connection, task: Task) -> tuple[TransferRow, ShipmentRow]:
        transfer_id, _, number = task.subject.rpartition("/")
        row = rows.load(tx, TransferRow, transfer_id)
        return row, rows.load(tx, ShipmentRow, transfer_id, int(number))
