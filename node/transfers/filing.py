"""The exporting State's side up to the licence: proposal, certificate, import, transit, export."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accord.cases.rule import insist
from accord.cases.transfer import (
    ImportAuthorisation,
    Licence,
    TransferClosed,
    TransferFile,
)
from accord.cases.transfer_codes import AuthorisationDecision, TransferOutcome
from accord.cases.transfer_file import (
    BEFORE_DISPATCH,
    BEFORE_LICENCE,
    OUTCOMES,
    FileEvent,
    FileState,
)
from accord.cases.transfer_guards import AUTHENTIC, CertificateStanding, check_export
from accord.cases.transfer_requirements import check_file, check_licence
from accord.errors import PolicyError
from node.calendars import clocks
from node.desk import documents
from node.desk.desk import NODE, Desk
from node.transfers import rows
from node.transfers.book import Book, Cause, end_user_state, parties
from node.transfers.clocks import EXPIRY
from node.transfers.drafts import RefusalDraft, RouteDraft, TransferDraft
from node.transfers.grounds import Gatherer, consent_for
from node.transfers.rows import Side, Suspension, TransferRow, TransferStanding, TransitRow
from node.transfers.transits import Transits

AUTHORISE_EXPORT = "authorise_export"  # may need two people

# The fields of a draft that a file takes as they are.
_TAKEN = (
    "type",
    "exporter",
    "importer",
    "end_user",
    "intermediaries",
    "transits",
    "items",
    "end_use",
    "end_use_text",
    "certificate_number",
    "retransfer_clause",
    "retransfer_text",
    "psv_consent",
    "exemption_number",
    "risk_result",
    "risk_measures",
    "embargo_screenings",
    "planned_departure",
    "planned_arrival",
    "means",
    "route",
    "consignment_address",
    "original_transfer",
    "retransfer_consent",
    "planned_shipments",
)


@dataclass(frozen=True, slots=True)
class Filing:
    """Opens files and brings them to their licence."""

    desk: Desk
    book: Book
    gatherer: Gatherer
    transits: Transits

    def propose(self, tx: Connection, draft: TransferDraft, *, by: str) -> str:
        """Opens a file and tells the importing State; gives its id.

        Raises:
            PolicyError: a particular of FP 10(3) is missing, or a State is no member.
        """
        number = rows.following_number(tx)
        transfer_id = f"{self.desk.member}-T-{self.desk.today().year}-{number:05d}"
        opening = self.desk.opening(transfer_id, handling=draft.handling, language=draft.language)
        file = TransferFile(
            preamble=opening,
            transfer_id=transfer_id,
            version=1,
            **{name: getattr(draft, name) for name in _TAKEN},
        )
        insist(check_file(file))
        self._insist_members(file)
        now_ms = self.desk.now_ms()
        row = TransferRow(
            number=number,
            transfer_id=transfer_id,
            exporter=self.desk.member,
            importer=file.importer.state,
            side=Side.EXPORTER,
            state=FileState.PROPOSED,
            standing=TransferStanding.OFFICER,
            weapons=weapons_line(file),
            conversation_id=self.desk.new_conversation().bytes,
            version=1,
            opened_ms=now_ms,
            updated_ms=now_ms,
            file=documents.dump(file),
            certificate_number=file.certificate_number,
        )
        rows.insert(tx, row)
        self.transits.plan(tx, row)
        cause = self.tell(tx, row, file, Cause(by=by, text=row.weapons))
        self.book.note(tx, transfer_id, "PROPOSE", cause)
        self.book.save(tx, row)
        return transfer_id

    def present_certificate(
        self, tx: Connection, transfer_id: str, number: str, *, by: str
    ) -> TransferRow:
        """Names the certificate that the export rests on, and looks at what is known of it.

        Raises:
            TransitionError: the file is past the point.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        row = self.book.file(tx, row, FileEvent.PRESENT_CERTIFICATE, Cause(by=by, text=number))
        if number and number != row.document.certificate_number:
            file = replace(row.document, certificate_number=number)
            row = self._revise(tx, row, file, Cause(by=by, text="another certificate"))
        self.gatherer.certificates.ask(tx, row.document, by=by)
        return self.advance(tx, row)

    def advance(self, tx: Connection, row: TransferRow) -> TransferRow:
        """Applies the facts that have come, each in its turn."""
        while (event := self._next(tx, row)) is not None:
            row = self.book.file(tx, row, event, Cause(by=NODE))
        return row

    def authorise_export(
        self, tx: Connection, transfer_id: str, licence: Licence, *, by: str
    ) -> TransferRow:
        """Issues the export licence and tells every State concerned.

        Raises:
            PolicyError: a guard does not hold, with its remedy.
            TransitionError: the file is not at that point.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        self.book.would_step(row, FileEvent.AUTHORISE_EXPORT)
        insist(check_licence(licence))
        grounds = self.gatherer.gather(tx, row)
        check_export(grounds, licence)
        answer = grounds.import_answer
        file = replace(
            row.document,
            import_authorisation=answer.licence if answer else None,
            export_authorisation=licence,
        )
        if not self.desk.signoff.passes(
            tx, AUTHORISE_EXPORT, transfer_id, documents.dump(file), by
        ):
            self.book.note(tx, transfer_id, "ASK_SECOND_PERSON", Cause(by=by, text=licence.number))
            return row
        allowed = quantities(file, answer)
        rows.authorise(tx, transfer_id, allowed)
        if (consent := consent_for(tx, file)) is not None:
            rows.update(tx, replace(consent, used_by=transfer_id))
        row = self.book.file(tx, row, FileEvent.AUTHORISE_EXPORT, Cause(by=by, text=licence.number))
        row = self._revise(tx, row, file, Cause(by=by, text="the export is authorised"))
        ends_ms = clocks(self.desk.region.policy, self.desk.member).calendar.end_of_day(
            licence.expires
        )
        self.desk.schedule(tx, EXPIRY, transfer_id, max(0, ends_ms - self.desk.now_ms()))
        return row

    def refuse(
        self, tx: Connection, transfer_id: str, draft: RefusalDraft, *, by: str
    ) -> TransferRow:
        """Refuses the export on one of the criteria (ATT 6, 7; ECOWAS 6).

        Raises:
            TransitionError: the licence is issued: revoke it instead.
        """
        return self.end(tx, rows.load(tx, TransferRow, transfer_id), FileEvent.REFUSE, draft, by=by)

    def revoke(
        self, tx: Connection, transfer_id: str, draft: RefusalDraft, *, by: str
    ) -> TransferRow:
        """Revokes what was granted, before anything has left.

        Raises:
            TransitionError: a shipment has left: suspend the file, or end what is left of it.
        """
        return self.end(tx, rows.load(tx, TransferRow, transfer_id), FileEvent.REVOKE, draft, by=by)

    def withdraw(self, tx: Connection, transfer_id: str, reason: str, *, by: str) -> TransferRow:
        """Ends a file that nobody pursues.

        Raises:
            TransitionError: a shipment has left.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        return self.end(tx, row, FileEvent.WITHDRAW, RefusalDraft(reason=reason), by=by)

    def end(
        self, tx: Connection, row: TransferRow, event: FileEvent, draft: RefusalDraft, *, by: str
    ) -> TransferRow:
        """Ends a file and tells every State concerned how."""
        row = self.book.file(tx, row, event, Cause(by=by, text=draft.reason))
        return self.tell_end(tx, row, draft, by=by)

    def tell_end(
        self, tx: Connection, row: TransferRow, draft: RefusalDraft, *, by: str
    ) -> TransferRow:
        """Tells every State concerned how the file ended."""
        closed = TransferClosed(
            preamble=self.book.preamble(row),
            transfer_id=row.transfer_id,
            outcome=OUTCOMES[FileState(row.state)],
            criterion=draft.criterion,
            reason=draft.reason,
        )
        concerned = parties(row, rows.of_transfer(tx, TransitRow, row.transfer_id))
        cause = self.book.send(tx, row, concerned, closed, Cause(by=by, text=draft.reason))
        self.book.note(tx, row.transfer_id, "TELL_END", cause)
        self.desk.cancel(tx, EXPIRY, row.transfer_id)
        return self.book.save(tx, replace(row, end_reason=draft.reason))

    def tell_delivered(self, tx: Connection, row: TransferRow, *, by: str) -> TransferRow:
        """Tells every State concerned that everything has been delivered."""
        return self.tell_end(tx, row, RefusalDraft(reason=""), by=by)

    def on_import_answer(
        self, tx: Connection, row: TransferRow, answer: ImportAuthorisation, cause: Cause
    ) -> TransferRow:
        """The importing State has decided, or revoked what it decided (FP 10(2)(a))."""
        state = FileState(row.state)
        draft = RefusalDraft(reason=answer.reason, criterion=answer.criterion)
        self.book.note(tx, row.transfer_id, f"IMPORT_{answer.decision}", cause)
        row = self.book.save(tx, row)
        if answer.decision is AuthorisationDecision.ISSUED:
            self._narrow(tx, row, answer)
            return self.advance(tx, self.book.lift(tx, row, Suspension.IMPORT_REVOKED))
        if answer.decision is AuthorisationDecision.REFUSED and state in BEFORE_LICENCE:
            return self.end(tx, row, FileEvent.REFUSE, draft, by=cause.by)
        if state in BEFORE_DISPATCH:
            return self.end(tx, row, FileEvent.REVOKE, draft, by=cause.by)
        return self.book.suspend(tx, row, Suspension.IMPORT_REVOKED)

    def reroute(
        self, tx: Connection, transfer_id: str, draft: RouteDraft, *, by: str
    ) -> TransferRow:
        """Puts a file on another route; the States on it are asked anew.

        Raises:
            TransitionError: no State objects, so the route stands.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        file = replace(row.document, transits=draft.transits, means=draft.means, route=draft.route)
        insist(check_file(file))
        self._insist_members(file)
        row = self.book.file(tx, row, FileEvent.CHANGE_ROUTE, Cause(by=by, text=file.route))
        self._tell_dropped(tx, row, file, by)
        row = self._revise(tx, row, file, Cause(by=by, text="another route"))
        self.transits.plan(tx, row)
        return self.book.save(tx, row)

    def ask_transit(self, tx: Connection, transfer_id: str, *, by: str) -> TransferRow:
        """Asks every State on the way; without any the way is clear at once (FP 10(2)(b)).

        Raises:
            TransitionError: the import is not authorised, or they are asked already.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        row = self.book.file(tx, row, FileEvent.ASK_TRANSIT, Cause(by=by))
        answer = documents.load(ImportAuthorisation, row.import_answer or b"")
        if answer.licence is None:
            raise PolicyError("transfer.import_missing", "the import licence goes in advance")
        self.transits.ask(tx, row, answer.licence, by=by)
        return self.advance(tx, row)

    def accept_conditions(
        self, tx: Connection, transfer_id: str, member: str, *, by: str
    ) -> TransferRow:
        """Accepts the conditions of a State on the way.

        Raises:
            TransitionError: it has set none.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        self.transits.accept_conditions(tx, transfer_id, member, by=by)
        return self.book.save(tx, self.advance(tx, row))

    def _tell_dropped(self, tx: Connection, row: TransferRow, file: TransferFile, by: str) -> None:
        """A State that is no longer on the way learns that it has nothing more to say."""
        kept = {leg.state for leg in file.transits}
        asked = [one for one in rows.of_transfer(tx, TransitRow, row.transfer_id) if one.asked_ms]
        if dropped := [one.member for one in asked if one.member not in kept]:
            reason = "no longer on the way"
            closed = TransferClosed(
                preamble=self.book.preamble(row),
                transfer_id=row.transfer_id,
                outcome=TransferOutcome.WITHDRAWN,
                reason=reason,
            )
            cause = self.book.send(tx, row, dropped, closed, Cause(by=by, text=reason))
            self.book.note(tx, row.transfer_id, "TELL_END", cause)

    def _narrow(self, tx: Connection, row: TransferRow, answer: ImportAuthorisation) -> None:
        """A new import authorisation binds the licence too; what has left stays counted."""
        if row.document.export_authorisation is None:
            return
        ledger = rows.ledger_of(tx, row.transfer_id)
        allowed = quantities(row.document, answer)
        left = {item: max(count, ledger.drawn(item)) for item, count in allowed.items()}
        rows.authorise(tx, row.transfer_id, left)

    def on_certificate(self, tx: Connection, row: TransferRow) -> TransferRow:
        """More is known of the certificate: a file that waits goes on, and one that ships stops.

        A signatory whose authority ended before the signature stops what has not left yet, and
        what has left raises an alert (A/75/78, para 116).
        """
        standing = self.gatherer.certificates.standing(tx, row.document)
        if FileState(row.state) in BEFORE_LICENCE or standing is None:
            return self.advance(tx, row)
        if standing.result == AUTHENTIC:
            return self.book.lift(tx, row, Suspension.CERTIFICATE)
        cause = Cause(by=NODE, text=f"{row.certificate_number}: {standing.result}")
        self.book.note(tx, row.transfer_id, "CERTIFICATE_ALERT", cause)
        return self.book.suspend(tx, row, Suspension.CERTIFICATE)

    def _next(self, tx: Connection, row: TransferRow) -> FileEvent | None:
        match FileState(row.state):
            case FileState.EUC_CHECK:
                return _verdict(self.gatherer.certificates.standing(tx, row.document))
            case FileState.EUC_OK:
                answer = documents.maybe(ImportAuthorisation, row.import_answer)
                issued = answer and answer.decision is AuthorisationDecision.ISSUED
                return FileEvent.IMPORT_LICENCE_ISSUED if issued else None
            case FileState.TRANSIT_PENDING | FileState.TRANSIT_CLEARED as state:
                event = self.transits.verdict(tx, row.transfer_id)
                if event is FileEvent.TRANSIT_CLEAR and state is FileState.TRANSIT_CLEARED:
                    return None
                return event
            case _:
                return None

    def _revise(
        self, tx: Connection, row: TransferRow, file: TransferFile, cause: Cause
    ) -> TransferRow:
        """Makes the next version and sends it to whom it concerns."""
        fresh = replace(file, version=row.version + 1)
        told = self.tell(tx, row, fresh, cause)
        self.book.note(tx, row.transfer_id, "NEW_VERSION", told)
        revised = replace(
            row,
            version=fresh.version,
            file=documents.dump(fresh),
            certificate_number=fresh.certificate_number,
        )
        return self.book.save(tx, revised)

    def tell(self, tx: Connection, row: TransferRow, file: TransferFile, cause: Cause) -> Cause:
        """Sends a version of a file to the importing and the end user's State."""
        ends = (file.importer.state, end_user_state(row))
        return self.book.send(tx, row, ends, file, cause)

    def _insist_members(self, file: TransferFile) -> None:
        named = {file.importer.state, file.end_user.state or file.importer.state}
        named |= {leg.state for leg in file.transits}
        if file.exporter.state != self.desk.member:
            raise PolicyError("transfer.not_ours", "exporter.state: a node exports for its State")
        if missing := sorted(named - self.desk.region.directory.members.keys()):
            raise PolicyError(
                "transfer.not_a_member",
                f"{', '.join(missing)}: not a member of the region; its answers come by other ways",
            )


def _verdict(standing: CertificateStanding | None) -> FileEvent | None:
    """What the issuing State's answer means for the file; None while it is awaited."""
    if standing is None:
        return None
    if standing.result == AUTHENTIC:
        return FileEvent.CERTIFICATE_AUTHENTIC
    return FileEvent.CERTIFICATE_NOT_ACCEPTED


def quantities(file: TransferFile, answer: ImportAuthorisation | None) -> dict[int, int]:
    """What may leave of each line: what both licences allow."""
    imported = {one.item: one.quantity for one in answer.quantities} if answer else {}
    return {one.number: min(one.quantity, imported.get(one.number, 0)) for one in file.items}


def weapons_line(file: TransferFile) -> str:
    """The weapons in a few words for a list: never their numbers."""
    lines = (f"{one.quantity} {documents.weapon_line(one.firearm)}" for one in file.items)
    return ", ".join(lines)[:500]
