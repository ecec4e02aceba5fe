"""What the other States do: authorise the import, answer on the way, count, explain.

Each keeps its own ledger and compares for itself; what it was told that breaks a rule it contests.
"""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accord.cases.delivery import compare
from accord.cases.delivery_requirements import (
    check_delivery,
    check_discrepancy,
    check_resolution,
    check_transit_report,
)
from accord.cases.rule import insist
from accord.cases.transfer import ImportAuthorisation, LineQuantity, TransitAnswer
from accord.cases.transfer_codes import (
    AuthorisationDecision,
    ConfirmedBy,
    Resolution,
    TransitDecision,
)
from accord.cases.transfer_delivery import (
    DeliveryVerification,
    DiscrepancyNotice,
    DiscrepancyResolution,
    TransitReport,
)
from accord.cases.transfer_partner import PartnerEvent
from accord.cases.transfer_requirements import check_import, check_transit_answer
from accord.errors import PolicyError
from node.desk import documents
from node.desk.desk import Desk
from node.transfers import rows
from node.transfers.book import Book, Cause, end_user_state
from node.transfers.drafts import (
    CheckpointDraft,
    DeliveryDraft,
    ExplanationDraft,
    ImportDraft,
    TransitDraft,
)
from node.transfers.rows import ShipmentRow, TransferRow
from node.transfers.shipments import Shipments, shipment_of
from node.transfers.transits import Transits, transit_of

AUTHORISE_IMPORT = "authorise_import"  # may need two people
_AGREES = {TransitDecision.NO_OBJECTION, TransitDecision.CONDITIONAL}


@dataclass(frozen=True, slots=True)
class Partners:
    """The importing, transit and end user's side of one desk."""

    desk: Desk
    book: Book
    transits: Transits
    shipments: Shipments

    def decide_import(
        self, tx: Connection, transfer_id: str, draft: ImportDraft, *, by: str
    ) -> TransferRow:
        """Authorises the import, refuses it, or revokes what was authorised (FP 10(2)(a)).

        Raises:
            PolicyError: not the importing State, a particular is missing, more than was asked, or
                a non-State end user that is not explicitly authorised.
        """
        row = self._importing(tx, transfer_id)
        file = row.document
        before = documents.maybe(ImportAuthorisation, row.import_answer)
        licence = draft.licence
        if draft.decision is AuthorisationDecision.REVOKED and licence is None and before:
            licence = before.licence
        quantities = draft.quantities
        if draft.decision is AuthorisationDecision.ISSUED and not quantities:
            quantities = tuple(
                LineQuantity(item=one.number, quantity=one.quantity) for one in file.items
            )
        answer = ImportAuthorisation(
            preamble=self.book.preamble(row),
            transfer_id=transfer_id,
            decision=draft.decision,
            licence=licence,
            quantities=quantities,
            non_state_authorised=draft.non_state_authorised,
            criterion=draft.criterion,
            reason=draft.reason,
        )
        insist(check_import(answer))
        self._check_decision(tx, row, answer, before)
        document = documents.dump(answer)
        if not self.desk.signoff.passes(tx, AUTHORISE_IMPORT, transfer_id, document, by):
            self.book.note(tx, transfer_id, "ASK_SECOND_PERSON", Cause(by=by, text=draft.decision))
            return row
        if answer.decision is AuthorisationDecision.ISSUED:
            rows.authorise(tx, transfer_id, {one.item: one.quantity for one in quantities})
        text = licence.number if licence else draft.reason
        recipients = (row.exporter, end_user_state(row))
        cause = self.book.send(tx, row, recipients, answer, Cause(by=by, text=text))
        agreed = answer.decision is AuthorisationDecision.ISSUED
        event = PartnerEvent.AGREE if agreed else PartnerEvent.DECLINE
        kept = replace(row, import_answer=document, import_ms=self.desk.now_ms())
        return self.book.partner(tx, kept, event, cause)

    def answer_transit(
        self, tx: Connection, transfer_id: str, draft: TransitDraft, *, by: str
    ) -> TransferRow:
        """Answers as a State on the way, or objects to what it had let pass (FP 10(2)(b)).

        Raises:
            PolicyError: this State is not on the way, or conditions or reasons are missing.
            TransitionError: there is nothing to answer.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        transit = transit_of(tx, transfer_id, self.desk.member)
        if row.ours:
            raise PolicyError("transfer.not_on_the_way", "this State exports; it is not on the way")
        answer = TransitAnswer(
            preamble=self.book.preamble(row),
            transfer_id=transfer_id,
            decision=draft.decision,
            conditions=draft.conditions,
            ground=draft.ground,
            text=draft.text,
            expected=draft.expected,
        )
        insist(check_transit_answer(answer))
        cause = self.book.send(tx, row, (row.exporter,), answer, Cause(by=by, text=draft.text))
        self.transits.on_answer(tx, transit, answer, cause)
        if draft.decision is TransitDecision.NEED_MORE_TIME:
            return self.book.save(tx, row)
        event = PartnerEvent.AGREE if draft.decision in _AGREES else PartnerEvent.DECLINE
        return self.book.partner(tx, row, event, replace(cause, message_id=None, document=None))

    def report_checkpoint(
        self, tx: Connection, transfer_id: str, number: int, draft: CheckpointDraft, *, by: str
    ) -> ShipmentRow:
        """Reports what was seen of a shipment on the way (ATT 9).

        Raises:
            PolicyError: this State is not on the way.
            TransitionError: the shipment is no longer on its way.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        transit_of(tx, transfer_id, self.desk.member)
        shipment = shipment_of(tx, transfer_id, number)
        report = TransitReport(
            preamble=self.book.preamble(row),
            transfer_id=transfer_id,
            shipment=number,
            point=draft.point,
            finding=draft.finding,
            date=draft.date,
            seals_intact=draft.seals_intact,
            quantity=draft.quantity,
            text=draft.text,
        )
        insist(check_transit_report(report))
        recipients = (row.exporter, row.importer)
        text = f"{draft.point} {draft.finding}"
        cause = self.book.send(tx, row, recipients, report, Cause(by=by, text=text))
        shipment = self.shipments.on_checkpoint(tx, shipment, report, cause)
        self.book.save(tx, row)
        return shipment

    def report_delivery(
        self, tx: Connection, transfer_id: str, number: int, draft: DeliveryDraft, *, by: str
    ) -> ShipmentRow:
        """Reports what arrived, and the difference where there is one (FP 10(4); A/75/78, 65).

        Raises:
            PolicyError: this State speaks neither for the importer nor for the end user, or a
                count is missing.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        confirmed_by = ConfirmedBy.END_USER if draft.end_user else ConfirmedBy.IMPORTER
        self._insist_speaks(row, confirmed_by)
        shipment = shipment_of(tx, transfer_id, number)
        report = DeliveryVerification(
            preamble=self.book.preamble(row),
            transfer_id=transfer_id,
            shipment=number,
            confirmed_by=confirmed_by,
            date_of_entry=draft.date_of_entry,
            place=draft.place,
            items=draft.items,
            serials_checked=draft.serials_checked,
            sample_size=draft.sample_size,
            marks_applied=draft.marks_applied,
            result=draft.result,
            text=draft.text,
        )
        insist(check_delivery(report))
        recipients = (row.exporter, row.importer, end_user_state(row))
        text = f"{confirmed_by}: {draft.result}"
        cause = self.book.send(tx, row, recipients, report, Cause(by=by, text=text))
        reported = self.shipments.on_report(tx, row, shipment, report, cause)
        self._tell_difference(tx, row, reported, report, draft, by=by)
        self.book.save(tx, row)
        return reported

    def explain(
        self, tx: Connection, transfer_id: str, number: int, draft: ExplanationDraft, *, by: str
    ) -> ShipmentRow:
        """Offers an explanation, with its documents; the exporting State judges it.

        Raises:
            PolicyError: no document is named.
        """
        row = self._importing(tx, transfer_id)
        shipment = shipment_of(tx, transfer_id, number)
        resolution = DiscrepancyResolution(
            preamble=self.book.preamble(row),
            transfer_id=transfer_id,
            shipment=number,
            resolution=Resolution.EXPLAINED,
            documents=draft.documents,
            text=draft.text,
        )
        insist(check_resolution(resolution))
        cause = Cause(by=by, text=draft.text)
        cause = self.book.send(tx, row, (row.exporter,), resolution, cause)
        self.book.note(tx, transfer_id, "OFFER_EXPLANATION", cause, shipment.subject)
        offered = replace(shipment, explanation=documents.dump(resolution))
        rows.update(tx, offered)
        self.book.save(tx, row)
        return offered

    def _tell_difference(
        self,
        tx: Connection,
        row: TransferRow,
        shipment: ShipmentRow,
        report: DeliveryVerification,
        draft: DeliveryDraft,
        *,
        by: str,
    ) -> None:
        differences = compare(shipment.document.items, report).differences
        if not differences:
            return
        notice = DiscrepancyNotice(
            preamble=self.book.preamble(row),
            transfer_id=row.transfer_id,
            shipment=shipment.shipment,
            differences=differences,
            cause=draft.cause,
            text=draft.text,
        )
        insist(check_discrepancy(notice))
        cause = self.book.send(tx, row, (row.exporter,), notice, Cause(by=by, text=draft.cause))
        self.book.note(tx, row.transfer_id, "TELL_DISCREPANCY", cause, shipment.subject)
        rows.update(tx, replace(shipment, cause=draft.cause))

    def _check_decision(
        self,
        tx: Connection,
        row: TransferRow,
        answer: ImportAuthorisation,
        before: ImportAuthorisation | None,
    ) -> None:
        file = row.document
        issued = before is not None and before.decision is AuthorisationDecision.ISSUED
        if answer.decision is AuthorisationDecision.REVOKED and not issued:
            raise PolicyError("transfer.nothing_issued", "decision: no import is authorised yet")
        if answer.decision is AuthorisationDecision.REFUSED and issued:
            raise PolicyError("transfer.issued_already", "decision: it is authorised; revoke it")
        if answer.decision is not AuthorisationDecision.ISSUED:
            return
        asked = {one.number: one.quantity for one in file.items}
        ledger = rows.ledger_of(tx, row.transfer_id)
        for one in answer.quantities:
            if one.quantity > asked.get(one.item, 0):
                raise PolicyError(
                    "transfer.more_than_asked", f"quantities: line {one.item}: more than was asked"
                )
        allowed = {one.item: one.quantity for one in answer.quantities}
        if any(ledger.drawn(item) > allowed.get(item, 0) for item in ledger.authorised):
            raise PolicyError(
                "transfer.less_than_left", "quantities: more than this has left under the licence"
            )
        if file.end_user.non_state and not answer.non_state_authorised:
            raise PolicyError(
                "transfer.non_state_end_user",
                "non_state_authorised: authorise the non-State end user explicitly, or refuse (E9)",
            )

    def _importing(self, tx: Connection, transfer_id: str) -> TransferRow:
        row = rows.load(tx, TransferRow, transfer_id)
        if row.importer != self.desk.member:
            raise PolicyError("transfer.not_the_importer", "only the importing State does this")
        return row

    def _insist_speaks(self, row: TransferRow, confirmed_by: ConfirmedBy) -> None:
        speaker = row.importer if confirmed_by is ConfirmedBy.IMPORTER else end_user_state(row)
        if speaker != self.desk.member:
            raise PolicyError(
                "transfer.not_yours_to_confirm",
                f"only {speaker} reports for the {confirmed_by.lower().replace('_', ' ')}",
            )
