"""The transfers put together: one call for whoever composes a node's rooms."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from accord.cases.transfer_file import FileState
from accord.wire.kinds import MessageKind
from node.desk.desk import NODE, Desk
from node.desk.room import Room
from node.transfers import rows
from node.transfers.afterwards import ANSWER_RETRANSFER, Afterwards
from node.transfers.alerts import Alerts
from node.transfers.book import Book, Cause
from node.transfers.diversions import CONFIRM_DIVERSION, Diversions
from node.transfers.due import DueTasks
from node.transfers.filing import AUTHORISE_EXPORT, Filing
from node.transfers.grounds import Gatherer
from node.transfers.intake import Intake
from node.transfers.losses import Losses
from node.transfers.partners import AUTHORISE_IMPORT, Partners
from node.transfers.reading import TransferViews
from node.transfers.rows import Side, Suspension, TransferRow
from node.transfers.seams import Certificates, Exemptions, Notices
from node.transfers.shipments import Shipments
from node.transfers.tables import transfer
from node.transfers.telling import ToExporter
from node.transfers.told import ToPartner
from node.transfers.transits import Transits


@dataclass(frozen=True, slots=True, kw_only=True)
class TransfersRoom:
    """What officers call, by what they do, and what the node's other parts do."""

    filing: Filing
    shipments: Shipments
    diversions: Diversions
    partners: Partners
    afterwards: Afterwards
    due: DueTasks
    views: TransferViews
    book: Book
    room: Room

    def suspend(self, tx: Connection, transfer_id: str, reason: str, *, by: str) -> TransferRow:
        """An officer stops what has not left yet.

        Raises:
            PolicyError: not a file of ours.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        self.book.insist_ours(row)
        self.book.note(tx, transfer_id, "SUSPEND", Cause(by=by, text=reason))
        return self.book.suspend(tx, row, Suspension.OFFICER)

    def resume(self, tx: Connection, transfer_id: str, reason: str, *, by: str) -> TransferRow:
        """Lifts the officer's own suspension; what another rule suspends stays suspended.

        Raises:
            PolicyError: not a file of ours.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        self.book.insist_ours(row)
        self.book.note(tx, transfer_id, "RESUME", Cause(by=by, text=reason))
        return self.book.lift(tx, row, Suspension.OFFICER)

    def end_remainder(
        self, tx: Connection, transfer_id: str, reason: str, *, by: str
    ) -> TransferRow:
        """Gives up what is left of a licence.

        Raises:
            PolicyError: not a file of ours.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        self.book.insist_ours(row)
        return self.due.end_remainder(tx, row, reason, by=by)

    def settle_contest(
        self, tx: Connection, transfer_id: str, reason: str, *, by: str
    ) -> TransferRow:
        """An officer has seen to what another State does not accept."""
        row = rows.load(tx, TransferRow, transfer_id)
        self.book.note(tx, transfer_id, "SETTLE_CONTEST", Cause(by=by, text=reason))
        return self.book.settle_contest(tx, row)

    def tell_again(self, tx: Connection, transfer_id: str, *, by: str) -> TransferRow:
        """Tells the file's newest version once more, and asks again who has not answered.

        Raises:
            PolicyError: not a file of ours.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        self.book.insist_ours(row)
        cause = self.filing.tell(tx, row, row.document, Cause(by=by))
        self.book.note(tx, transfer_id, "TELL_AGAIN", cause)
        self.filing.transits.ask_again(tx, row, by=by)
        return self.book.save(tx, row)

    def certificate_in_doubt(
        self, tx: Connection, number: str, transfers: tuple[str, ...], reason: str
    ) -> None:
        """A certificate can no longer be relied on: what has not left stays, the rest is alarming.

        Files in transit raise an alert (A/75/78, para 116).
        """
        for row in self._resting_on(tx, number):
            self.filing.on_certificate(tx, row)

    def exemption_in_doubt(
        self, tx: Connection, number: str, transfers: tuple[str, ...], reason: str
    ) -> None:
        """An exemption no longer holds: what has not left under it stays."""
        for transfer_id in transfers:
            row = rows.find(tx, TransferRow, transfer_id)
            if row is not None and row.ours and not row.closed:
                cause = Cause(by=NODE, text=f"{number}: {reason}")
                self.book.note(tx, transfer_id, "EXEMPTION_ALERT", cause)
                self.book.suspend(tx, row, Suspension.EXEMPTION)

    def certificate_answered(self, tx: Connection) -> None:
        """An issuing State has answered: the files that wait for it go on."""
        waiting = (transfer.c.side == Side.EXPORTER) & (transfer.c.state == FileState.EUC_CHECK)
        for transfer_id in list(
            tx.execute(select(transfer.c.transfer_id).where(waiting)).scalars()
        ):
            row = rows.load(tx, TransferRow, transfer_id)
            self.book.save(tx, self.filing.advance(tx, row))
        stopped = transfer.c.suspensions.contains(Suspension.CERTIFICATE)
        for transfer_id in list(
            tx.execute(select(transfer.c.transfer_id).where(stopped)).scalars()
        ):
            self.filing.on_certificate(tx, rows.load(tx, TransferRow, transfer_id))

    def _resting_on(self, tx: Connection, number: str) -> list[TransferRow]:
        found = tx.execute(
            select(transfer.c.transfer_id)
            .where(transfer.c.certificate_number == number, transfer.c.side == Side.EXPORTER)
            .order_by(transfer.c.number)
        )
        resting = [rows.load(tx, TransferRow, one) for one in list(found.scalars())]
        return [row for row in resting if not row.closed]


def open_transfers(
    desk: Desk, *, certificates: Certificates, exemptions: Exemptions, notices: Notices
) -> TransfersRoom:
    """Builds one member's transfers."""
    book = Book(desk)
    transits = Transits(desk, book)
    filing = Filing(desk, book, Gatherer(desk, certificates, exemptions), transits)
    shipments = Shipments(desk, book, filing)
    diversions = Diversions(desk, book, shipments, notices)
    afterwards = Afterwards(desk, book, shipments, diversions)
    to_partner = ToPartner(book, shipments, afterwards)
    intake = Intake(
        desk,
        book,
        ToExporter(book, filing, transits, shipments, diversions, afterwards),
        to_partner,
        Alerts(book, to_partner),
    )
    due = DueTasks(book, filing, transits, shipments, diversions)
    kinds = [kind for kind in MessageKind if kind.family == "transfer"]
    return TransfersRoom(
        filing=filing,
        shipments=shipments,
        diversions=diversions,
        partners=Partners(desk, book, transits, shipments),
        afterwards=afterwards,
        due=due,
        views=TransferViews(desk),
        book=book,
        room=Room(
            handlers=dict.fromkeys(kinds, intake),
            chores=due.chores(),
            heard=Losses(book).heard(),
            acts=frozenset(
                {AUTHORISE_EXPORT, AUTHORISE_IMPORT, ANSWER_RETRANSFER, CONFIRM_DIVERSION}
            ),
        ),
    )
