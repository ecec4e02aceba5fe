"""The States on the way: asked, answering, silent, objecting (FP 10(2)(b), (3); 258/2012, 7)."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete

from accord.cases.rule import insist
from accord.cases.transfer import (
    ImportAuthorisation,
    Licence,
    TransitAnswer,
    TransitLeg,
    TransitRequest,
)
from accord.cases.transfer_codes import TransportMode
from accord.cases.transfer_file import FileEvent
from accord.cases.transfer_guards import TEMPORARY, exempt
from accord.cases.transfer_requirements import check_transit_request
from accord.cases.transit import ANSWERS, CLEAR, TransitEvent, TransitState
from accord.errors import PolicyError
from node.calendars import clocks
from node.desk import documents
from node.desk.desk import NODE, Desk
from node.transfers import rows
from node.transfers.book import Book, Cause
from node.transfers.clocks import SILENCE
from node.transfers.rows import TransferRow, TransitRow
from node.transfers.tables import transfer_transit

_SEA_OR_AIR = frozenset({TransportMode.SEA, TransportMode.AIR})


@dataclass(frozen=True, slots=True)
class Transits:
    """The words of the States on the way, of one desk's files."""

    desk: Desk
    book: Book

    def plan(self, tx: Connection, row: TransferRow) -> None:
        """Lists the States of the route, in place of those of an older one."""
        tx.execute(
            delete(transfer_transit).where(transfer_transit.c.transfer_id == row.transfer_id)
        )
        for place, leg in enumerate(row.document.transits, 1):
            rows.insert(
                tx,
                TransitRow(
                    transfer_id=row.transfer_id,
                    place=place,
                    member=leg.state,
                    state=TransitState.PLANNED,
                ),
            )

    def ask(self, tx: Connection, row: TransferRow, licence: Licence, *, by: str) -> None:
        """Asks each State on the way, with the import licence in advance (FP 10(3)).

        A State that the policy exempts is not asked, and is called EXEMPT.
        """
        file, policy = row.document, self.desk.region.policy
        for one in rows.of_transfer(tx, TransitRow, row.transfer_id):
            leg = file.transits[one.place - 1]
            by_sea_or_air = leg.mode in _SEA_OR_AIR
            if exempt(
                file, by_sea_or_air=by_sea_or_air, tranship=leg.tranship, policy=policy.transfers
            ):
                why = f"policy {policy.version}"
                self.book.transit(tx, one, TransitEvent.EXEMPT, Cause(by=NODE, text=why))
                continue
            request = self._request(row, leg, licence)
            cause = self.book.send(tx, row, (one.member,), request, Cause(by=by))
            self._await(tx, self.book.transit(tx, one, TransitEvent.ASK, cause))

    def ask_again(self, tx: Connection, row: TransferRow, *, by: str) -> None:
        """Asks those who have not answered once more; their clocks go on as they are."""
        file = row.document
        answer = documents.maybe(ImportAuthorisation, row.import_answer)
        for one in rows.of_transfer(tx, TransitRow, row.transfer_id):
            if one.state is TransitState.REQUESTED and answer and answer.licence:
                request = self._request(row, file.transits[one.place - 1], answer.licence)
                cause = self.book.send(tx, row, (one.member,), request, Cause(by=by))
                subject = f"{row.transfer_id}:{one.member}"
                self.book.note(tx, row.transfer_id, "ASK_AGAIN", cause, subject)

    def verdict(self, tx: Connection, transfer_id: str) -> FileEvent | None:
        """What the words together mean for the file; None while some are awaited."""
        states = [one.state for one in rows.of_transfer(tx, TransitRow, transfer_id)]
        if TransitState.OBJECTION in states:
            return FileEvent.TRANSIT_OBJECTION
        return FileEvent.TRANSIT_CLEAR if all(one in CLEAR for one in states) else None

    def on_answer(
        self, tx: Connection, row: TransitRow, answer: TransitAnswer, cause: Cause
    ) -> TransitRow:
        """A transit State has answered, or changed its mind.

        Raises:
            TransitionError: it was not asked, or has nothing to take back.
        """
        moved = self.book.transit(tx, row, ANSWERS[answer.decision], cause)
        answered = replace(moved, answer=cause.document)
        rows.update(tx, answered)
        if answered.state is not TransitState.REQUESTED:
            self.desk.cancel(tx, SILENCE, f"{row.transfer_id}:{row.place}")
        return answered

    def accept_conditions(
        self, tx: Connection, transfer_id: str, member: str, *, by: str
    ) -> TransitRow:
        """The exporting State accepts a transit State's conditions.

        Raises:
            TransitionError: it has set none.
        """
        row = transit_of(tx, transfer_id, member)
        return self.book.transit(tx, row, TransitEvent.ACCEPT_CONDITIONS, Cause(by=by))

    def fall_silent(self, tx: Connection, transfer_id: str, place: int) -> TransitRow | None:
        """The time to answer has passed; it counts as a word only where the policy says so."""
        row = rows.find(tx, TransitRow, transfer_id, place)
        if row is None or row.state is not TransitState.REQUESTED:
            return None
        policy = self.desk.region.policy
        if not policy.transfers.tacit_transit:
            text = f"{row.due_rule}: overdue, and silence is no consent"
            subject = f"{transfer_id}:{row.member}"
            self.book.note(tx, transfer_id, "TRANSIT_OVERDUE", Cause(by=NODE, text=text), subject)
            return None
        text = f"{row.due_rule}: silence counts under policy {policy.version}"
        return self.book.transit(tx, row, TransitEvent.STAY_SILENT, Cause(by=NODE, text=text))

    def _request(self, row: TransferRow, leg: TransitLeg, licence: Licence) -> TransitRequest:
        file = row.document
        request = TransitRequest(
            preamble=self.book.preamble(row),
            transfer_id=row.transfer_id,
            leg=leg,
            import_authorisation=licence,
            exporter=file.exporter,
            importer=file.importer,
            end_user=file.end_user,
            items=file.items,
            planned_departure=file.planned_departure,
            planned_arrival=file.planned_arrival,
            route=file.route,
            temporary=file.type in TEMPORARY,
        )
        insist(check_transit_request(request))
        return request

    def _await(self, tx: Connection, row: TransitRow) -> None:
        """Starts the clock of the State that was asked, on its own calendar."""
        policy, now_ms = self.desk.region.policy, self.desk.now_ms()
        days = policy.transfers.transit_working_days
        due_ms = clocks(policy, row.member).calendar.end_of_working_day(now_ms, days)
        rows.update(
            tx,
            replace(
                row,
                asked_ms=now_ms,
                due_ms=due_ms,
                due_rule=f"answer within {days} working days",
                policy_version=policy.version,
            ),
        )
        self.desk.schedule(tx, SILENCE, f"{row.transfer_id}:{row.place}", due_ms - now_ms)


def transit_of(tx: Connection, transfer_id: str, member: str) -> TransitRow:
    """The word of one member on the way.

    Raises:
        PolicyError: it is not on the way.
    """
    for row in rows.of_transfer(tx, TransitRow, transfer_id):
        if row.member == member:
            return row
    raise PolicyError("transfer.not_on_the_way", "this State is not on the way of the transfer")
