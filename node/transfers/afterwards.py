"""After delivery: consent to pass weapons on, and visits to the end user (A/75/78, 50, 53)."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accord.cases.rule import insist
from accord.cases.transfer import (
    LineQuantity,
    PsvReport,
    PsvRequest,
    RetransferAnswer,
    RetransferRequest,
)
from accord.cases.transfer_codes import PsvFinding, RetransferClause, RetransferDecision
from accord.cases.transfer_file import FileEvent, FileState
from accord.cases.transfer_guards import check_visit
from accord.cases.transfer_requirements import (
    check_psv_report,
    check_psv_request,
    check_retransfer_answer,
    check_retransfer_request,
)
from accord.errors import PolicyError
from node.desk import documents
from node.desk.desk import Desk
from node.transfers import rows
from node.transfers.book import Book, Cause, end_user_state
from node.transfers.diversions import Diversions
from node.transfers.drafts import (
    RetransferAnswerDraft,
    RetransferDraft,
    SuspicionDraft,
    VisitDraft,
    VisitReportDraft,
)
from node.transfers.rows import ConsentRow, ShipmentRow, TransferRow, VisitRow
from node.transfers.shipments import Shipments

ANSWER_RETRANSFER = "answer_retransfer"  # may need two people
_ALARMS = frozenset({PsvFinding.NOT_PRESENT, PsvFinding.ACCESS_REFUSED})
_MONITORED = frozenset({FileState.MONITORING, FileState.RETRANSFER_REVIEW})


@dataclass(frozen=True, slots=True)
class Afterwards:
    """Consents and visits of one desk."""

    desk: Desk
    book: Book
    shipments: Shipments
    diversions: Diversions

    def request_retransfer(
        self, tx: Connection, transfer_id: str, draft: RetransferDraft, *, by: str
    ) -> str:
        """Asks the State that exported them whether weapons may be passed on; gives the id.

        Raises:
            PolicyError: this State did not import them, or more than were delivered.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        if row.ours or self.desk.member not in {row.importer, end_user_state(row)}:
            raise PolicyError("transfer.not_the_importer", "only the importing State does this")
        number = len(rows.of_transfer(tx, ConsentRow, transfer_id)) + 1
        request = RetransferRequest(
            preamble=self.book.preamble(row),
            transfer_id=transfer_id,
            request_id=f"{transfer_id}-R-{self.desk.member}-{number}",
            certificate_number=row.document.certificate_number,
            items=draft.items,
            new_end_user=draft.new_end_user,
            reason=draft.reason,
        )
        insist(check_retransfer_request(request))
        check_counted(tx, request)
        text = f"{request.request_id} to {draft.new_end_user.state}"
        cause = self.book.send(tx, row, (row.exporter,), request, Cause(by=by, text=text))
        rows.insert(tx, _asked(request, cause))
        self.book.note(tx, transfer_id, "REQUEST_RETRANSFER", cause)
        self.book.save(tx, row)
        return request.request_id

    def on_retransfer_request(
        self, tx: Connection, row: TransferRow, request: RetransferRequest, cause: Cause
    ) -> None:
        """The State that imported them asks to pass weapons on."""
        if rows.find(tx, ConsentRow, request.request_id) is not None:
            raise PolicyError("transfer.request_known", "this request has been made already")
        check_left(tx, request)
        rows.insert(tx, _asked(request, cause))
        if row.state == FileState.MONITORING:
            self.book.file(tx, row, FileEvent.REQUEST_RETRANSFER, cause)
        else:
            self.book.note(tx, row.transfer_id, "REQUEST_RETRANSFER", cause)
            self.book.save(tx, row)

    def answer_retransfer(
        self, tx: Connection, request_id: str, draft: RetransferAnswerDraft, *, by: str
    ) -> ConsentRow:
        """Gives or refuses consent to pass weapons on.

        Raises:
            PolicyError: the file prohibits it, it is answered already, or a reason is missing.
        """
        consent = rows.load(tx, ConsentRow, request_id)
        row = rows.load(tx, TransferRow, consent.transfer_id)
        if not row.ours or consent.state != "REQUESTED":
            raise PolicyError("transfer.nothing_to_answer", "the request does not wait for you")
        prohibited = row.document.retransfer_clause is RetransferClause.PROHIBITED
        if prohibited and draft.decision is not RetransferDecision.REFUSED:
            raise PolicyError(
                "transfer.retransfer_prohibited", "decision: the file prohibits it; refuse"
            )
        answer = RetransferAnswer(
            preamble=self.book.preamble(row),
            transfer_id=row.transfer_id,
            request_id=request_id,
            decision=draft.decision,
            conditions=draft.conditions,
            criterion=draft.criterion,
            reason=draft.reason,
        )
        insist(check_retransfer_answer(answer))
        document = documents.dump(answer)
        if not self.desk.signoff.passes(tx, ANSWER_RETRANSFER, request_id, document, by):
            cause = Cause(by=by, text=draft.decision)
            self.book.note(tx, row.transfer_id, "ASK_SECOND_PERSON", cause)
            return consent
        recipients = (row.importer, end_user_state(row))
        cause = Cause(by=by, text=f"{request_id} {draft.decision}")
        cause = self.book.send(tx, row, recipients, answer, cause)
        answered = replace(consent, state=draft.decision, answer=document)
        rows.update(tx, answered)
        self.book.note(tx, row.transfer_id, "ANSWER_RETRANSFER", cause)
        waiting = [
            one
            for one in rows.of_transfer(tx, ConsentRow, row.transfer_id)
            if one.state == "REQUESTED"
        ]
        if row.state == FileState.RETRANSFER_REVIEW and not waiting:
            self.book.file(tx, row, FileEvent.ANSWER_RETRANSFER, Cause(by=by))
        else:
            self.book.save(tx, row)
        return answered

    def on_retransfer_answer(
        self, tx: Connection, row: TransferRow, answer: RetransferAnswer, cause: Cause
    ) -> None:
        """The State that exported them has answered."""
        consent = rows.load(tx, ConsentRow, answer.request_id)
        if consent.transfer_id != row.transfer_id or consent.state != "REQUESTED":
            raise PolicyError("transfer.nothing_to_answer", "the request is answered already")
        rows.update(tx, replace(consent, state=answer.decision, answer=cause.document))
        self.book.note(tx, row.transfer_id, "ANSWER_RETRANSFER", cause)
        self.book.save(tx, row)

    def accept_conditions(self, tx: Connection, request_id: str, *, by: str) -> ConsentRow:
        """Accepts the conditions under which weapons may be passed on.

        Raises:
            PolicyError: no conditions wait to be accepted here.
        """
        consent = rows.load(tx, ConsentRow, request_id)
        row = rows.load(tx, TransferRow, consent.transfer_id)
        if row.ours or consent.state != RetransferDecision.CONDITIONAL:
            raise PolicyError("transfer.nothing_to_accept", "no conditions wait to be accepted")
        accepted = replace(consent, state="ACCEPTED")
        rows.update(tx, accepted)
        cause = Cause(by=by, text=request_id)
        self.book.note(tx, row.transfer_id, "ACCEPT_RETRANSFER_CONDITIONS", cause)
        self.book.save(tx, row)
        return accepted

    def announce_visit(
        self, tx: Connection, transfer_id: str, draft: VisitDraft, *, by: str
    ) -> str:
        """Announces a visit to the end user; gives its id.

        Raises:
            PolicyError: the importing State has not agreed to visits, or nothing is monitored.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        check_visit(row.document)
        if not row.ours or FileState(row.state) not in _MONITORED:
            raise PolicyError("transfer.not_monitored", "visits begin once all is delivered")
        number = len(rows.of_transfer(tx, VisitRow, transfer_id)) + 1
        request = PsvRequest(
            preamble=self.book.preamble(row),
            transfer_id=transfer_id,
            psv_id=f"{transfer_id}-V-{number}",
            certificate_number=row.document.certificate_number,
            legal_basis=draft.legal_basis,
            items=draft.items,
            proposed_dates=draft.proposed_dates,
            team=draft.team,
        )
        insist(check_psv_request(request))
        recipients = (row.importer, end_user_state(row))
        cause = Cause(by=by, text=request.psv_id)
        cause = self.book.send(tx, row, recipients, request, cause)
        document = documents.dump(request)
        rows.insert(tx, VisitRow(psv_id=request.psv_id, transfer_id=transfer_id, request=document))
        self.book.note(tx, transfer_id, "ANNOUNCE_VISIT", cause)
        return request.psv_id

    def on_visit_request(
        self, tx: Connection, row: TransferRow, request: PsvRequest, cause: Cause
    ) -> None:
        """The exporting State announces a visit; without our consent it is contested."""
        check_visit(row.document)
        if rows.find(tx, VisitRow, request.psv_id) is not None:
            raise PolicyError("transfer.request_known", "this visit has been announced already")
        document = documents.dump(request)
        rows.insert(
            tx, VisitRow(psv_id=request.psv_id, transfer_id=row.transfer_id, request=document)
        )
        self.book.note(tx, row.transfer_id, "ANNOUNCE_VISIT", cause)
        self.book.save(tx, row)

    def record_visit(
        self, tx: Connection, psv_id: str, draft: VisitReportDraft, *, by: str
    ) -> VisitRow:
        """Records what a visit found; weapons gone or a closed door are suspicion at once.

        Raises:
            PolicyError: the visit has its report.
            TransitionError: nothing is monitored.
        """
        visit = rows.load(tx, VisitRow, psv_id)
        row = rows.load(tx, TransferRow, visit.transfer_id)
        if not row.ours or visit.report is not None:
            raise PolicyError("transfer.nothing_to_report", "the visit has its report already")
        report = PsvReport(
            preamble=self.book.preamble(row),
            transfer_id=row.transfer_id,
            psv_id=psv_id,
            date=draft.date,
            inspected=draft.inspected,
            of=draft.of,
            serials=draft.serials,
            finding=draft.finding,
            follow_up=draft.follow_up,
        )
        insist(check_psv_report(report))
        recipients = (row.importer, end_user_state(row))
        text = f"{draft.finding}: {draft.inspected} of {draft.of}"
        cause = self.book.send(tx, row, recipients, report, Cause(by=by, text=text))
        if row.state == FileState.RETRANSFER_REVIEW:
            self.book.note(tx, row.transfer_id, "RECORD_VISIT", cause)
        else:
            self.book.file(tx, row, FileEvent.RECORD_VISIT, cause)
        recorded = replace(visit, report=documents.dump(report))
        rows.update(tx, recorded)
        if draft.finding in _ALARMS:
            suspicion = SuspicionDraft(text=f"visit {psv_id}: {draft.finding}")
            self.diversions.suspect(tx, row.transfer_id, draft.shipment, suspicion, by=by)
        return recorded

    def on_visit_report(
        self, tx: Connection, row: TransferRow, report: PsvReport, cause: Cause
    ) -> None:
        """The exporting State says what its visit found."""
        visit = rows.load(tx, VisitRow, report.psv_id)
        if visit.transfer_id != row.transfer_id:
            raise PolicyError("transfer.unknown_visit", "there is no visit with this id")
        rows.update(tx, replace(visit, report=cause.document))
        self.book.note(tx, row.transfer_id, "RECORD_VISIT", cause)

    def end_monitoring(self, tx: Connection, transfer_id: str, *, by: str) -> TransferRow:
        """Ends the visits, and with them the file.

        Raises:
            TransitionError: nothing is monitored.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        row = self.book.file(tx, row, FileEvent.END_MONITORING, Cause(by=by))
        return self.shipments.filing.tell_delivered(tx, row, by=by)


def check_counted(tx: Connection, request: RetransferRequest) -> None:
    """No more can be passed on than somebody here has counted on arrival.

    Raises:
        PolicyError: names the line.
    """
    shipments = rows.of_transfer(tx, ShipmentRow, request.transfer_id)
    for one in request.items:
        _bounded(one, sum(shipment.arrived(one.item) for shipment in shipments))


def check_left(tx: Connection, request: RetransferRequest) -> None:
    """No more can be passed on than left; what was counted may be told after the request.

    Raises:
        PolicyError: names the line.
    """
    ledger = rows.ledger_of(tx, request.transfer_id)
    for one in request.items:
        _bounded(one, ledger.drawn(one.item))


def _bounded(wanted: LineQuantity, most: int) -> None:
    if not 1 <= wanted.quantity <= most:
        raise PolicyError(
            "transfer.more_than_delivered",
            f"items: line {wanted.item}: more than came under this transfer",
        )


def _asked(request: RetransferRequest, cause: Cause) -> ConsentRow:
    return ConsentRow(
        request_id=request.request_id,
        transfer_id=request.transfer_id,
        state="REQUESTED",
        request=cause.document or documents.dump(request),
    )
