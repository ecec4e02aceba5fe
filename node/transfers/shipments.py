"""What leaves, and what becomes of it: dispatch, arrival, overdue, discrepancy.

Both ends keep a shipment by the same table and compare the report with the dispatch themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accord.cases.clocks import Calendar
from accord.cases.delivery import compare
from accord.cases.delivery_requirements import check_dispatched
from accord.cases.rule import insist
from accord.cases.shipment import SETTLED, ShipmentEvent, ShipmentState
from accord.cases.transfer import LineQuantity
from accord.cases.transfer_codes import (
    ConfirmedBy,
    DeliveryResult,
    PsvConsent,
    SuspectedCause,
    TransitFinding,
)
from accord.cases.transfer_delivery import (
    DeliveryVerification,
    ShipmentDispatched,
    TransitReport,
)
from accord.cases.transfer_file import FileEvent, FileState
from accord.cases.transfer_guards import DAY_MS, check_dispatch, check_temporary_notice
from accord.errors import PolicyError
from accord.trust.policy_transfer import TransferPolicy
from node.calendars import clocks
from node.desk import documents
from node.desk.desk import NODE, Desk
from node.transfers import rows
from node.transfers.book import Book, Cause, parties
from node.transfers.clocks import DISCREPANCY, INQUIRY, RECEIPT
from node.transfers.drafts import DispatchDraft
from node.transfers.filing import Filing
from node.transfers.rows import ShipmentRow, TransferRow, TransitRow

_LOST = {
    TransitFinding.QUANTITY_DIFFERS: SuspectedCause.UNKNOWN,
    TransitFinding.LOST: SuspectedCause.LOSS,
    TransitFinding.SEIZED: SuspectedCause.SEIZURE,
    TransitFinding.STOLEN: SuspectedCause.THEFT,
}

_EXPLAIN = "explain the difference"


@dataclass(frozen=True, slots=True)
class Shipments:
    """The shipments of one desk, its own and those it was told of."""

    desk: Desk
    book: Book
    filing: Filing

    @property
    def policy(self) -> TransferPolicy:
        """The region's numbers."""
        return self.desk.region.policy.transfers

    def dispatch(
        self, tx: Connection, transfer_id: str, draft: DispatchDraft, *, by: str
    ) -> ShipmentRow:
        """Lets the next shipment leave and tells every State concerned.

        Raises:
            PolicyError: a guard does not hold: quantity, licence, certificate, a State's word.
            TransitionError: the file is not at that point.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        self.book.would_step(row, FileEvent.DISPATCH)
        file = row.document
        before = rows.of_transfer(tx, ShipmentRow, transfer_id)
        number = len(before) + 1
        if file.export_authorisation is None:
            raise PolicyError("transfer.export_missing", "authorise the export first (FP 10(2))")
        grounds = self.filing.gatherer.gather(tx, row)
        message = ShipmentDispatched(
            preamble=self.book.preamble(row),
            transfer_id=transfer_id,
            shipment=number,
            planned_shipments=max(number, file.planned_shipments),
            exit_date=draft.exit_date,
            customs_reference=draft.customs_reference,
            items=draft.items,
            seals=draft.seals,
            carrier=draft.carrier,
            route=draft.route or file.route,
            export_authorisation=file.export_authorisation,
            certificate_number=file.certificate_number,
            certificate_verified_ms=grounds.certificate.verified_ms if grounds.certificate else 0,
        )
        insist(check_dispatched(message))
        if row.remainder_ended:
            raise PolicyError("transfer.remainder_ended", "what was left of the licence has ended")
        if days := self.policy.temporary_notice_working_days:
            notice_ms = self._calendar().end_of_working_day(row.opened_ms, days)
            exit_ms = self._calendar().end_of_day(draft.exit_date)
            check_temporary_notice(file, given=exit_ms >= notice_ms, days=days)
        ledger = rows.ledger_of(tx, transfer_id)
        drawn = check_dispatch(grounds, ledger, message, row.suspensions)
        self.filing.gatherer.certificates.draw(tx, file, message)
        if file.exemption_number:
            self.filing.gatherer.exemptions.draw(tx, file, message)
        rows.draw(tx, transfer_id, drawn)
        concerned = parties(row, rows.of_transfer(tx, TransitRow, transfer_id))
        text = f"shipment {number}"
        cause = self.book.send(tx, row, concerned, message, Cause(by=by, text=text))
        shipment = self.insert(tx, message, documents.dump(message))
        self.book.note(tx, transfer_id, "DISPATCHED", cause, shipment.subject)
        self.book.file(tx, row, FileEvent.DISPATCH, Cause(by=by, text=text))
        return shipment

    def verify_next(
        self, tx: Connection, transfer_id: str, quantities: Sequence[LineQuantity], *, by: str
    ) -> TransferRow:
        """Has the certificate verified for the next shipment (A/75/78, paras 52, 116).

        Raises:
            PolicyError: nothing is named, or it was asked already.
            TransitionError: the file is not at that point.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        self.book.would_step(row, FileEvent.DISPATCH)
        if not quantities:
            raise PolicyError("ledger.empty", "items: say how many of which line")
        number = len(rows.of_transfer(tx, ShipmentRow, transfer_id)) + 1
        certificates = self.filing.gatherer.certificates
        certificates.ask_again(tx, row.document, number, quantities, by=by)
        cause = Cause(by=by, text=f"shipment {number}")
        self.book.note(tx, transfer_id, "VERIFY_SHIPMENT", cause)
        return row

    def tell_again(self, tx: Connection, transfer_id: str, number: int, *, by: str) -> ShipmentRow:
        """Tells of a shipment once more: who has drawn it already draws nothing by it.

        Raises:
            PolicyError: not a file of ours, or no such shipment.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        self.book.insist_ours(row)
        shipment = shipment_of(tx, transfer_id, number)
        concerned = parties(row, rows.of_transfer(tx, TransitRow, transfer_id))
        cause = self.book.send(tx, row, concerned, shipment.document, Cause(by=by))
        self.book.note(tx, transfer_id, "TELL_AGAIN", cause, shipment.subject)
        return shipment

    def insert(
        self, tx: Connection, message: ShipmentDispatched, document: bytes, *, clocked: bool = True
    ) -> ShipmentRow:
        """Adds a shipment and starts the clock of its receipt (Regulation (EU) 2025/41, 26)."""
        policy, days = self.desk.region.policy, self.policy.receipt_days
        due_ms = self._calendar().end_of_day(message.exit_date) + days * DAY_MS
        shipment = ShipmentRow(
            transfer_id=message.transfer_id,
            shipment=message.shipment,
            state=ShipmentState.IN_TRANSIT,
            dispatched_ms=self.desk.now_ms(),
            due_ms=due_ms,
            due_rule=f"proof of receipt within {days} days of exit",
            policy_version=policy.version,
            dispatch=document,
        )
        rows.insert(tx, shipment)
        if clocked:
            self._schedule(tx, RECEIPT, shipment)
        return shipment

    def take_report(
        self,
        tx: Connection,
        row: TransferRow,
        shipment: ShipmentRow,
        report: DeliveryVerification,
        *,
        cause: Cause,
        created_ms: int,
    ) -> ShipmentRow:
        """A report of another State; an older one never takes the place of a newer one."""
        end_user = report.confirmed_by is ConfirmedBy.END_USER
        known_ms = shipment.end_user_ms if end_user else shipment.importer_ms
        if created_ms < known_ms:
            self.book.note(tx, row.transfer_id, "OVERTAKEN", cause, shipment.subject)
            return shipment
        timed = (
            replace(shipment, end_user_ms=created_ms)
            if end_user
            else replace(shipment, importer_ms=created_ms)
        )
        return self.on_report(tx, row, timed, report, cause)

    def on_report(
        self,
        tx: Connection,
        row: TransferRow,
        shipment: ShipmentRow,
        report: DeliveryVerification,
        cause: Cause,
    ) -> ShipmentRow:
        """A delivery was reported: keeps the word, compares for itself, and moves the shipment.

        The end user's word verifies; the importer's alone never does. What comes once a diversion
        is suspected is kept, and an officer judges it.
        """
        kept = _with_report(shipment, report, cause)
        rows.update(tx, kept)
        for event in self._events(kept):
            kept = self.book.shipment(tx, kept, event, cause)
        if kept.state is shipment.state:
            self.book.note(tx, row.transfer_id, "REPORT", cause, shipment.subject)
        return self.settle(tx, kept)

    def _events(self, row: ShipmentRow) -> tuple[ShipmentEvent, ...]:
        """What the reports on record do together; nothing once it is settled or suspected.

        A difference stands until whoever reported it reports again, so that nobody's word can
        cover another's.
        """
        if row.state in SETTLED or row.state is ShipmentState.DIVERSION_SUSPECTED:
            return ()
        sent, sample = row.document.items, self.policy.sample_suffices
        found = [(one, compare(sent, one, sample_suffices=sample)) for one in row.reports]
        if any(
            not comparison.agrees or report.result is DeliveryResult.NOT_ARRIVED
            for report, comparison in found
        ):
            return (ShipmentEvent.MISMATCH,)
        confirmed = any(
            report.confirmed_by is ConfirmedBy.END_USER and comparison.serials_suffice
            for report, comparison in found
        )
        return (
            (ShipmentEvent.ARRIVE, ShipmentEvent.END_USER_CONFIRMS)
            if confirmed
            else (ShipmentEvent.ARRIVE,)
        )

    def on_checkpoint(
        self, tx: Connection, row: ShipmentRow, report: TransitReport, cause: Cause
    ) -> ShipmentRow:
        """A State on the way has looked at a shipment.

        Raises:
            TransitionError: the shipment is no longer on its way.
        """
        if report.finding in _LOST:
            lost = self.book.shipment(tx, row, ShipmentEvent.CHECKPOINT_FAILED, cause)
            lost = replace(lost, cause=_LOST[report.finding], note=report.text)
            rows.update(tx, lost)
            return self.settle(tx, lost)
        passed = self.book.shipment(tx, row, ShipmentEvent.CHECKPOINT, cause)
        if report.finding is TransitFinding.SEALS_BROKEN:
            passed = replace(passed, note=f"seals broken: {report.text}")
            rows.update(tx, passed)
        return passed

    def settle(self, tx: Connection, row: ShipmentRow) -> ShipmentRow:
        """Starts and stops the clocks that go with the state of a shipment."""
        if row.state not in {ShipmentState.IN_TRANSIT, ShipmentState.DELIVERY_OVERDUE}:
            self.desk.cancel(tx, RECEIPT, row.subject)
            self.desk.cancel(tx, INQUIRY, row.subject)
        if row.state is not ShipmentState.DISCREPANCY:
            self.desk.cancel(tx, DISCREPANCY, row.subject)
            return row
        if row.due_rule.startswith(_EXPLAIN):
            self._schedule(tx, DISCREPANCY, row)  # it runs once, however often it is reported
            return row
        return self.start_clock(tx, row, DISCREPANCY, _EXPLAIN, self.policy.discrepancy_days)

    def start_clock(
        self, tx: Connection, row: ShipmentRow, kind: str, what: str, days: int
    ) -> ShipmentRow:
        """Gives a shipment another thing to wait for."""
        due_ms = self.desk.now_ms() + days * DAY_MS
        waiting = replace(
            row,
            due_ms=due_ms,
            due_rule=f"{what} within {days} days",
            policy_version=self.desk.region.policy.version,
        )
        rows.update(tx, waiting)
        self._schedule(tx, kind, waiting)
        return waiting

    def complete(self, tx: Connection, transfer_id: str, *, by: str = NODE) -> TransferRow:
        """Ends the file once everything has been delivered and nothing more may leave.

        A part delivered never closes it: something of the licence is still to come.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        if row.state != FileState.SHIPPING:
            return self.book.save(tx, row)
        shipments = rows.of_transfer(tx, ShipmentRow, transfer_id)
        spent = rows.ledger_of(tx, transfer_id).left() == 0 or row.remainder_ended
        if not spent or any(one.state not in SETTLED for one in shipments):
            return self.book.save(tx, row)
        if row.document.psv_consent is PsvConsent.GRANTED:
            return self.book.file(tx, row, FileEvent.ALL_DELIVERED_VISITS_AGREED, Cause(by=by))
        row = self.book.file(tx, row, FileEvent.ALL_DELIVERED, Cause(by=by))
        return self.filing.tell_delivered(tx, row, by=by)

    def _schedule(self, tx: Connection, kind: str, row: ShipmentRow) -> None:
        self.desk.schedule(tx, kind, row.subject, max(0, row.due_ms - self.desk.now_ms()))

    def _calendar(self) -> Calendar:
        return clocks(self.desk.region.policy, self.desk.member).calendar


def _with_report(row: ShipmentRow, report: DeliveryVerification, cause: Cause) -> ShipmentRow:
    document = cause.document or documents.dump(report)
    if report.confirmed_by is ConfirmedBy.END_USER:
        return replace(row, end_user_report=document)
    return replace(row, importer_report=document)


def shipment_of(tx: Connection, transfer_id: str, number: int) -> ShipmentRow:
    """One shipment of a file.

    Raises:
        PolicyError: there is none of this number.
    """
    return rows.load(tx, ShipmentRow, transfer_id, number)
