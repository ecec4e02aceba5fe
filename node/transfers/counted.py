"""Transfers as statistics see them: the exporting State counts what left, both ends what moved."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, select

from accord.cases.shipment import ShipmentState
from accord.cases.statistics import RegisterLine
from accord.cases.statistics_codes import CounterCode, DeliveryProof, Item, TransferDirection
from accord.cases.statistics_tally import Observation
from accord.cases.transfer import ImportAuthorisation, PsvReport, TransferFile
from accord.cases.transfer_codes import AuthorisationDecision, PsvConsent, PsvFinding
from accord.weapons.categories import kind_of
from accord.weapons.codes import WeaponCategory
from node.desk import documents
from node.desk.tables import casework_event
from node.transfers import rows
from node.transfers.rows import ShipmentRow, TransferRow, VisitRow
from node.transfers.tables import transfer

# A weapon that nobody has put into a category is one of the others.
_OTHERS: Final = WeaponCategory.SA6


@dataclass(frozen=True, slots=True)
class CountedTransfers:
    """What the transfers of one member give to its statistics."""

    member: str

    def observations(self, tx: Connection, year: int, now_ms: int) -> Iterator[Observation]:
        """What we licensed and sent in the year, and what became of it."""
        del now_ms
        differing = _with_discrepancy(tx)
        for row in _all(tx):
            if not row.ours or row.file is None:
                continue
            yield from _of_file(tx, row, row.document, year)
            for shipment in rows.of_transfer(tx, ShipmentRow, row.transfer_id):
                if _year(shipment.dispatched_ms) == year:
                    yield from _of_shipment(shipment, differing)

    def register_lines(self, tx: Connection, year: int) -> Iterator[RegisterLine]:
        """The year's exports and imports as the UN Register asks for them."""
        for row in _all(tx):
            if row.file is None:
                continue
            if row.ours:
                yield from _exported(tx, row, year)
            elif row.importer == self.member:
                yield from _imported(tx, row, year)


def _all(tx: Connection) -> Iterator[TransferRow]:
    for row in tx.execute(select(transfer).order_by(transfer.c.number)):
        yield rows.typed(TransferRow, row._mapping)


def _of_file(
    tx: Connection, row: TransferRow, file: TransferFile, year: int
) -> Iterator[Observation]:
    licence = file.export_authorisation
    if licence is None or licence.issued.year != year:
        return
    subject = row.transfer_id
    licensed = sum(item.quantity for item in file.items)
    yield Observation(CounterCode.EXPORTS_LICENSED, subject, (Item.ARM,), value=licensed)
    if file.psv_consent is PsvConsent.GRANTED:
        yield Observation(CounterCode.TRANSFERS_WITH_PSV_CONSENT, subject)
    visits = rows.of_transfer(tx, VisitRow, row.transfer_id)
    reports = [documents.load(PsvReport, one.report) for one in visits if one.report]
    if reports:
        yield Observation(CounterCode.TRANSFERS_WITH_PSV, subject)
    for report in reports:
        yield Observation(CounterCode.PSV_WEAPONS_SAMPLED, subject, value=report.of)
        yield Observation(CounterCode.PSV_WEAPONS_SEEN, subject, value=report.inspected)
        gone = report.of - report.inspected
        if report.finding is PsvFinding.NOT_PRESENT and gone > 0:
            yield Observation(CounterCode.EXPORTS_DIVERTED, subject, (Item.ARM,), value=gone)


def _of_shipment(shipment: ShipmentRow, differing: frozenset[str]) -> Iterator[Observation]:
    sent = sum(item.quantity for item in shipment.document.items)
    yield Observation(CounterCode.SHIPMENTS, shipment.subject, (_proof(shipment),))
    yield Observation(CounterCode.WEAPONS_DISPATCHED, shipment.subject, value=sent)
    if shipment.subject in differing:
        yield Observation(CounterCode.SHIPMENTS_WITH_DISCREPANCY, shipment.subject)
    if shipment.state is ShipmentState.DIVERSION_CONFIRMED:
        missing = len(shipment.notices.split()) or max(0, sent - _arrived(shipment)) or sent
        yield Observation(CounterCode.WEAPONS_DIVERTED, shipment.subject, value=missing)


def _proof(shipment: ShipmentRow) -> DeliveryProof:
    if shipment.state is not ShipmentState.DELIVERY_VERIFIED:
        return DeliveryProof.UNVERIFIED
    verified_ms = max(shipment.importer_ms, shipment.end_user_ms)
    in_time = verified_ms <= shipment.due_ms
    return DeliveryProof.VERIFIED_IN_TIME if in_time else DeliveryProof.VERIFIED_LATE


def _arrived(shipment: ShipmentRow) -> int:
    """What the last report counted; 0 where there is none."""
    reports = shipment.reports
    return sum(item.quantity for item in reports[-1].items) if reports else 0


def _exported(tx: Connection, row: TransferRow, year: int) -> Iterator[RegisterLine]:
    file = row.document
    licence = file.export_authorisation
    allowed: Counter[int] = Counter()
    if licence is not None and licence.issued.year == year:
        allowed.update({item.number: item.quantity for item in file.items})
    moved: Counter[int] = Counter()
    for shipment in rows.of_transfer(tx, ShipmentRow, row.transfer_id):
        if _year(shipment.dispatched_ms) == year:
            moved.update({item.item: item.quantity for item in shipment.document.items})
    yield from _lines(file, TransferDirection.EXPORT, row.importer, allowed, moved)


def _imported(tx: Connection, row: TransferRow, year: int) -> Iterator[RegisterLine]:
    answer = documents.maybe(ImportAuthorisation, row.import_answer)
    allowed: Counter[int] = Counter()
    issued = answer is not None and answer.decision is AuthorisationDecision.ISSUED
    if answer is not None and issued and _year(row.import_ms) == year:
        allowed.update({line.item: line.quantity for line in answer.quantities})
    moved: Counter[int] = Counter()
    for shipment in rows.of_transfer(tx, ShipmentRow, row.transfer_id):
        for report in shipment.reports[:1]:
            entered = report.date_of_entry
            if (entered.year if entered else _year(shipment.dispatched_ms)) == year:
                moved.update({item.item: item.quantity for item in report.items})
    yield from _lines(row.document, TransferDirection.IMPORT, row.exporter, allowed, moved)


def _lines(
    file: TransferFile,
    direction: TransferDirection,
    partner: str,
    allowed: Counter[int],
    moved: Counter[int],
) -> Iterator[RegisterLine]:
    exporter = file.exporter.state
    for item in file.items:
        if not allowed[item.number] and not moved[item.number]:
            continue
        made_in = item.firearm.country_of_manufacture
        yield RegisterLine(
            direction=direction,
            category=item.firearm.category or kind_of(item.firearm).category or _OTHERS,
            partner=partner,
            authorised=allowed[item.number],
            actual=moved[item.number],
            origin="" if made_in in (exporter, "", "UNKNOWN") else made_in,
            intermediate=", ".join(leg.state for leg in file.transits),
        )


def _with_discrepancy(tx: Connection) -> frozenset[str]:
    """The shipments that were ever found to differ, however it ended."""
    event = casework_event.c
    found = tx.execute(
        select(event.subject).where(event.to_state == ShipmentState.DISCREPANCY).distinct()
    )
    return frozenset(row.subject for row in found)


def _year(at_ms: int) -> int:
    return datetime.fromtimestamp(at_ms / 1000, UTC).year
