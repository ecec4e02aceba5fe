"""Differences that nobody explains: suspicion, alert, suspension, and its end (ATT 11(4))."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accord.cases.delivery import compare
from accord.cases.delivery_requirements import check_alert, check_inquiry, check_resolution
from accord.cases.ledger import serial_key
from accord.cases.rule import insist
from accord.cases.shipment import ShipmentEvent, ShipmentState
from accord.cases.transfer_codes import (
    DiversionFinding,
    DiversionMeasure,
    Resolution,
    SuspectedCause,
)
from accord.cases.transfer_delivery import (
    CountedItem,
    DiscrepancyNotice,
    DiscrepancyResolution,
    DiversionAlert,
    DivertedItem,
    ReceiptInquiry,
)
from accord.cases.transfer_file import TRANSFER_FILE, FileEvent, FileState
from accord.errors import PolicyError
from accord.weapons.codes import MarkCondition, MarkKind, MarkPosition
from accord.weapons.firearm import Firearm, Mark
from node.desk.desk import NODE, Desk
from node.transfers import rows
from node.transfers.book import Book, Cause, parties
from node.transfers.clocks import INQUIRY
from node.transfers.drafts import (
    ConfirmationDraft,
    ExitDraft,
    ExplanationDraft,
    RefusalDraft,
    SuspicionDraft,
)
from node.transfers.rows import UNEXPLAINED, ShipmentRow, Suspension, TransferRow, TransitRow
from node.transfers.seams import Missing, Notices
from node.transfers.shipments import Shipments, shipment_of

CONFIRM_DIVERSION = "confirm_diversion"  # may need two people
_BY_RULE = (DiversionMeasure.SUSPEND_LICENCES, DiversionMeasure.INVESTIGATE)


@dataclass(frozen=True, slots=True)
class Diversions:
    """The exporting State's pursuit of what did not arrive as it left."""

    desk: Desk
    book: Book
    shipments: Shipments
    notices: Notices

    def confirm_exit(
        self, tx: Connection, transfer_id: str, number: int, draft: ExitDraft, *, by: str
    ) -> ShipmentRow:
        """Customs confirmed that it left, so the importing State is asked for it (2025/41, 26).

        Raises:
            TransitionError: the delivery is not overdue.
        """
        row, shipment = self._load(tx, transfer_id, number)
        text = f"{draft.exit_date}, {draft.customs_reference}"
        shipment = self.book.shipment(
            tx, shipment, ShipmentEvent.CONFIRM_EXIT, Cause(by=by, text=text)
        )
        inquiry = ReceiptInquiry(
            preamble=self.book.preamble(row),
            transfer_id=transfer_id,
            shipment=number,
            exit_confirmed=draft.exit_date,
            customs_reference=draft.customs_reference,
        )
        insist(check_inquiry(inquiry))
        cause = self.book.send(tx, row, (row.importer,), inquiry, Cause(by=by))
        shipment = self.book.shipment(tx, shipment, ShipmentEvent.INQUIRE, cause)
        shipment = replace(shipment, exit_confirmed=str(draft.exit_date))
        days = self.shipments.policy.receipt_answer_days
        shipment = self.shipments.start_clock(tx, shipment, INQUIRY, "say whether it entered", days)
        self.book.save(tx, row)
        return shipment

    def no_entry(
        self, tx: Connection, transfer_id: str, number: int, text: str, *, by: str
    ) -> ShipmentRow:
        """It never left, never came, or nobody answers: what it held is unaccounted for.

        Raises:
            TransitionError: the delivery is not overdue.
        """
        row, shipment = self._load(tx, transfer_id, number)
        shipment = self.book.shipment(tx, shipment, ShipmentEvent.NO_ENTRY, Cause(by=by, text=text))
        shipment = self.shipments.settle(tx, replace(shipment, note=text))
        rows.update(tx, shipment)
        self.book.save(tx, row)
        return shipment

    def fall_overdue(self, tx: Connection, row: TransferRow, shipment: ShipmentRow) -> None:
        """The time for a proof of receipt has passed."""
        if shipment.state is ShipmentState.IN_TRANSIT:
            text = f"{shipment.due_rule}: ask customs for the exit, then the importing State"
            self.book.shipment(tx, shipment, ShipmentEvent.FALL_OVERDUE, Cause(by=NODE, text=text))
            self.book.save(tx, row)

    def on_notice(
        self,
        tx: Connection,
        row: TransferRow,
        shipment: ShipmentRow,
        notice: DiscrepancyNotice,
        cause: Cause,
    ) -> None:
        """Another State names the cause of a difference; evidence of theft is suspicion at once."""
        self.book.note(tx, row.transfer_id, f"DISCREPANCY_{notice.cause}", cause, shipment.subject)
        named = replace(shipment, cause=notice.cause, note=notice.text)
        rows.update(tx, named)
        if notice.cause is SuspectedCause.THEFT and named.state is ShipmentState.DISCREPANCY:
            text = f"evidence of theft: {notice.text}"
            self.suspect(
                tx,
                row.transfer_id,
                shipment.shipment,
                SuspicionDraft(text=text, cause=SuspectedCause.THEFT),
                by=NODE,
            )

    def accept(
        self, tx: Connection, transfer_id: str, number: int, draft: ExplanationDraft, *, by: str
    ) -> ShipmentRow:
        """Settles a difference that documents explain; the note stays with the shipment.

        Raises:
            PolicyError: no document is named.
            TransitionError: there is no difference.
        """
        row, shipment = self._load(tx, transfer_id, number)
        resolution = self._resolution(row, shipment, Resolution.EXPLAINED, draft.text)
        resolution = replace(resolution, documents=draft.documents)
        insist(check_resolution(resolution))
        cause = self.book.send(tx, row, self._concerned(tx, row), resolution, Cause(by=by))
        shipment = self.book.shipment(tx, shipment, ShipmentEvent.EXPLAIN, cause)
        shipment = self.shipments.settle(tx, replace(shipment, note=draft.text, explanation=None))
        rows.update(tx, shipment)
        self.shipments.complete(tx, transfer_id, by=by)
        return shipment

    def suspect(
        self, tx: Connection, transfer_id: str, number: int, draft: SuspicionDraft, *, by: str
    ) -> ShipmentRow:
        """Suspects a diversion: nothing more leaves, and the States concerned are alerted.

        Raises:
            TransitionError: nothing differs, so there is nothing to suspect.
        """
        row, shipment = self._load(tx, transfer_id, number)
        cause = Cause(by=by, text=draft.text)
        shipment = self.book.shipment(tx, shipment, ShipmentEvent.SUSPECT, cause)
        shipment = self.shipments.settle(tx, replace(shipment, cause=draft.cause, note=draft.text))
        rows.update(tx, shipment)
        row = self.book.file(tx, row, FileEvent.SUSPECT_DIVERSION, cause)
        row = self.book.suspend(tx, row, Suspension.DIVERSION)
        self._alert(tx, row, shipment, DiversionFinding.SUSPECTED, draft, by=by)
        return shipment

    def unexplained(self, tx: Connection, row: TransferRow, shipment: ShipmentRow) -> None:
        """The time to explain a difference has passed."""
        if shipment.state is not ShipmentState.DISCREPANCY:
            return
        if not row.ours:
            text = f"{shipment.due_rule}: overdue"
            self.book.note(
                tx, row.transfer_id, "OVERDUE", Cause(by=NODE, text=text), shipment.subject
            )
            return
        cause = SuspectedCause(shipment.cause) if shipment.cause else SuspectedCause.UNKNOWN
        text = f"{UNEXPLAINED}{shipment.due_rule}"
        self.suspect(
            tx,
            row.transfer_id,
            shipment.shipment,
            SuspicionDraft(text=text, cause=cause, measures=_BY_RULE),
            by=NODE,
        )

    def refute(
        self, tx: Connection, transfer_id: str, number: int, draft: ExplanationDraft, *, by: str
    ) -> ShipmentRow:
        """The suspicion was wrong: the delivery counts, with the note, and the file goes on.

        Raises:
            PolicyError: no document is named.
            TransitionError: nothing is suspected.
        """
        row, shipment = self._load(tx, transfer_id, number)
        resolution = self._resolution(row, shipment, Resolution.EXPLAINED, draft.text)
        resolution = replace(resolution, documents=draft.documents)
        insist(check_resolution(resolution))
        cause = Cause(by=by, text=draft.text)
        shipment = self.book.shipment(tx, shipment, ShipmentEvent.REFUTE, cause)
        shipment = replace(shipment, note=draft.text, explanation=None)
        rows.update(tx, shipment)
        told = self.book.send(tx, row, self._concerned(tx, row), resolution, cause)
        self.book.note(tx, transfer_id, "EXPLAINED", told, shipment.subject)
        alert = SuspicionDraft(text=draft.text, measures=())
        self._alert(tx, row, shipment, DiversionFinding.REFUTED, alert, by=by)
        others = rows.of_transfer(tx, ShipmentRow, transfer_id)
        if not any(one.state is ShipmentState.DIVERSION_SUSPECTED for one in others):
            row = self.book.file(tx, row, FileEvent.REFUTE_DIVERSION, cause)
            self.book.lift(tx, row, Suspension.DIVERSION)
            self.shipments.complete(tx, transfer_id, by=by)
        return shipment

    def confirm(
        self, tx: Connection, transfer_id: str, number: int, draft: ConfirmationDraft, *, by: str
    ) -> ShipmentRow:
        """Confirms a diversion: a notice for each missing weapon, and the file is at its end.

        Raises:
            PolicyError: the missing weapons are not known by their serials, or left another way.
            TransitionError: nothing is suspected.
        """
        row, shipment = self._load(tx, transfer_id, number)
        items = _checked(shipment, draft.items) or missing(shipment)
        if not items:
            raise PolicyError(
                "transfer.serials_unknown", "items: name the serials of what is missing"
            )
        asked = f"{number}\n{draft.text}\n{items!r}".encode()
        if not self.desk.signoff.passes(tx, CONFIRM_DIVERSION, shipment.subject, asked, by):
            cause = Cause(by=by, text=draft.text)
            self.book.note(tx, transfer_id, "ASK_SECOND_PERSON", cause, shipment.subject)
            return shipment
        cause = Cause(by=by, text=draft.text)
        shipment = self.book.shipment(tx, shipment, ShipmentEvent.CONFIRM_DIVERSION, cause)
        ids = self.notices.publish_missing(
            tx,
            Missing(
                transfer_id=transfer_id,
                shipment=number,
                weapons=_weapons(row, items),
                left_on=shipment.document.exit_date,
                cause=SuspectedCause(shipment.cause or SuspectedCause.UNKNOWN),
                end_user_class=row.document.end_user.end_user_class,
                circumstances=draft.text,
            ),
            by=by,
        )
        shipment = replace(shipment, note=draft.text, notices="\n".join(ids))
        rows.update(tx, shipment)
        resolution = self._resolution(row, shipment, Resolution.CONVERTED_TO_NOTICE, draft.text)
        resolution = replace(resolution, notice_ids=ids)
        insist(check_resolution(resolution))
        told = self.book.send(tx, row, self._concerned(tx, row), resolution, cause)
        self.book.note(tx, transfer_id, "CONVERTED_TO_NOTICE", told, shipment.subject)
        alert = SuspicionDraft(
            text=draft.text, states_affected=draft.states_affected, measures=draft.measures
        )
        finding = DiversionFinding.CONFIRMED
        self._alert(tx, row, shipment, finding, alert, by=by, items=items, notices=ids)
        self._end_diverted(tx, row, draft.text, ids, by=by)
        return shipment

    def _end_diverted(
        self, tx: Connection, row: TransferRow, text: str, ids: Sequence[str], *, by: str
    ) -> None:
        if (FileState(row.state), FileEvent.CONFIRM_DIVERSION) not in TRANSFER_FILE.table:
            self.book.save(tx, row)  # a second shipment of a file that has ended so already
            return
        row = self.book.file(tx, row, FileEvent.CONFIRM_DIVERSION, Cause(by=by, text=text))
        issued = Cause(by=by, text=f"{len(ids)} notices")
        row = self.book.file(tx, row, FileEvent.ISSUE_NOTICES, issued)
        self.shipments.filing.tell_end(tx, row, RefusalDraft(reason=text), by=by)

    def _alert(
        self,
        tx: Connection,
        row: TransferRow,
        shipment: ShipmentRow,
        finding: DiversionFinding,
        draft: SuspicionDraft,
        *,
        by: str,
        items: Sequence[CountedItem] = (),
        notices: tuple[str, ...] = (),
    ) -> None:
        """Alerts the States that it may touch, the parties among them (ATT 11(4))."""
        unknown = set(draft.states_affected) - self.desk.region.directory.members.keys()
        if unknown:
            raise PolicyError(
                "transfer.not_a_member",
                f"states_affected: {', '.join(sorted(unknown))}: not a member of the region",
            )
        concerned = (*self._concerned(tx, row), *draft.states_affected)
        affected = tuple(dict.fromkeys(concerned))
        firearms = {one.number: one.firearm for one in row.document.items}
        alert = DiversionAlert(
            preamble=replace(self.book.preamble(row), urgency_justification="a diversion"),
            transfer_id=row.transfer_id,
            shipment=shipment.shipment,
            finding=finding,
            items=tuple(
                DivertedItem(firearm=firearms[one.item], quantity=one.quantity, serials=one.serials)
                for one in (items or missing(shipment))
            ),
            states_affected=affected,
            measures=draft.measures,
            text=draft.text,
            notice_ids=notices,
        )
        insist(check_alert(alert))
        cause = self.book.send(tx, row, affected, alert, Cause(by=by, text=draft.text))
        self.book.note(tx, row.transfer_id, f"ALERT_{finding}", cause, shipment.subject)

    def _resolution(
        self, row: TransferRow, shipment: ShipmentRow, resolution: Resolution, text: str
    ) -> DiscrepancyResolution:
        return DiscrepancyResolution(
            preamble=self.book.preamble(row),
            transfer_id=row.transfer_id,
            shipment=shipment.shipment,
            resolution=resolution,
            text=text,
        )

    def _concerned(self, tx: Connection, row: TransferRow) -> tuple[str, ...]:
        return parties(row, rows.of_transfer(tx, TransitRow, row.transfer_id))

    def _load(
        self, tx: Connection, transfer_id: str, number: int
    ) -> tuple[TransferRow, ShipmentRow]:
        row = rows.load(tx, TransferRow, transfer_id)
        self.book.insist_ours(row)
        return row, shipment_of(tx, transfer_id, number)


def missing(shipment: ShipmentRow) -> tuple[CountedItem, ...]:
    """What left and a report did not find; all of it where nobody reported."""
    found = [
        {one.item: set(one.missing) for one in compare(shipment.document.items, report).differences}
        for report in shipment.reports
    ]
    items = []
    for sent in shipment.document.items:
        gone = [
            serial
            for serial in sent.serials
            if not found or any(serial in one.get(sent.item, ()) for one in found)
        ]
        if gone:
            items.append(CountedItem(item=sent.item, quantity=len(gone), serials=tuple(gone)))
    return tuple(items)


def _checked(shipment: ShipmentRow, named: Sequence[CountedItem]) -> tuple[CountedItem, ...]:
    """What an officer names as missing, which must have left with the shipment."""
    sent = {one.item: {*map(serial_key, one.serials)} for one in shipment.document.items}
    for one in named:
        keys = {*map(serial_key, one.serials)}
        if not keys or not keys <= sent.get(one.item, set()) or len(keys) != one.quantity:
            raise PolicyError(
                "transfer.not_dispatched",
                f"items: line {one.item}: name weapons that left with this shipment, each once",
            )
    return tuple(named)


def _weapons(row: TransferRow, items: Sequence[CountedItem]) -> tuple[Firearm, ...]:
    """Each missing weapon: the description of its line with its own number."""
    lines = {one.number: one.firearm for one in row.document.items}
    return tuple(
        replace(
            lines[one.item],
            marks=(
                *lines[one.item].marks,
                Mark(
                    kind=MarkKind.MANUFACTURER_SERIAL,
                    text=serial,
                    condition=MarkCondition.INTACT,
                    position=MarkPosition.RECEIVER,
                ),
            ),
        )
        for one in items
        for serial in one.serials
    )
