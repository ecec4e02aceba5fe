"""Reads files for lists and details; blocking, inside a transaction of the caller."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select

from accord.cases.delivery import compare
from accord.cases.transfer import (
    ImportAuthorisation,
    PsvReport,
    PsvRequest,
    RetransferAnswer,
    RetransferRequest,
    TransferFile,
    TransitAnswer,
)
from accord.cases.transfer_delivery import (
    DeliveryVerification,
    Difference,
    DiscrepancyResolution,
    DiversionAlert,
)
from node.casework.views import Due, Entry
from node.desk import documents, journal
from node.desk.desk import Desk
from node.transfers import rows
from node.transfers.rows import (
    ConsentRow,
    ShipmentRow,
    Side,
    TransferPart,
    TransferRow,
    TransferStanding,
    TransitRow,
    VisitRow,
)
from node.transfers.standing import next_steps
from node.transfers.tables import transfer, transfer_alert
from node.transfers.views import (
    AlertView,
    ConsentView,
    LineView,
    ShipmentView,
    TransferDetail,
    TransferSummary,
    TransitView,
    VisitView,
)


@dataclass(frozen=True, slots=True)
class TransferViews:
    """What one desk's officers see of transfers."""

    desk: Desk

    def list_transfers(
        self,
        tx: Connection,
        *,
        standing: TransferStanding | None = None,
        state: str = "",
        part: TransferPart | None = None,
        limit: int = 100,
        before: str = "",
    ) -> tuple[TransferSummary, ...]:
        """Files, the newest first; `before` is the id of the last one of the page before.

        Raises:
            PolicyError: there is no file of that id.
        """
        query = select(transfer).order_by(transfer.c.number.desc()).limit(limit)
        if standing is not None:
            query = query.where(transfer.c.standing == standing)
        if state:
            query = query.where(transfer.c.state == state)
        if part is not None:
            query = query.where(self._part(part))
        if before:
            query = query.where(transfer.c.number < rows.load(tx, TransferRow, before).number)
        found = tx.execute(query)
        return tuple(_summary(rows.typed(TransferRow, row._mapping)) for row in found)

    def detail(self, tx: Connection, transfer_id: str) -> TransferDetail:
        """Everything about one file.

        Raises:
            PolicyError: there is no such file.
        """
        row = rows.load(tx, TransferRow, transfer_id)
        transits = rows.of_transfer(tx, TransitRow, transfer_id)
        shipments = rows.of_transfer(tx, ShipmentRow, transfer_id)
        consents = rows.of_transfer(tx, ConsentRow, transfer_id)
        ledger = rows.ledger_of(tx, transfer_id)
        return TransferDetail(
            summary=_summary(row),
            next_steps=next_steps(row, self.desk.member, transits, shipments, consents),
            suspensions=row.why_suspended,
            remainder_ended=row.remainder_ended,
            contested=tuple(row.contested.splitlines()),
            end_reason=row.end_reason,
            file=documents.maybe(TransferFile, row.file),
            asked=row.question,
            import_answer=documents.maybe(ImportAuthorisation, row.import_answer),
            lines=tuple(
                LineView(
                    item=item,
                    authorised=authorised,
                    drawn=ledger.drawn(item),
                    remaining=ledger.remaining(item),
                )
                for item, authorised in sorted(ledger.authorised.items())
            ),
            transits=tuple(self._transit(one) for one in transits),
            shipments=tuple(self._shipment(one) for one in shipments),
            consents=tuple(
                ConsentView(
                    request_id=one.request_id,
                    state=one.state,
                    request=documents.load(RetransferRequest, one.request),
                    answer=documents.maybe(RetransferAnswer, one.answer),
                    used_by=one.used_by,
                )
                for one in consents
            ),
            visits=tuple(
                VisitView(
                    psv_id=one.psv_id,
                    request=documents.load(PsvRequest, one.request),
                    report=documents.maybe(PsvReport, one.report),
                )
                for one in rows.of_transfer(tx, VisitRow, transfer_id)
            ),
            alerts=self.alerts(tx, transfer_id=transfer_id),
            timeline=tuple(_entry(step) for step in journal.read(tx, transfer_id)),
        )

    def shipment(self, tx: Connection, transfer_id: str, number: int) -> ShipmentView:
        """One shipment.

        Raises:
            PolicyError: there is none of this number.
        """
        return self._shipment(rows.load(tx, ShipmentRow, transfer_id, number))

    def alerts(
        self, tx: Connection, *, transfer_id: str = "", limit: int = 100
    ) -> tuple[AlertView, ...]:
        """Alerts of other States, the newest first (ATT 11(4))."""
        query = select(transfer_alert).order_by(transfer_alert.c.number.desc()).limit(limit)
        if transfer_id:
            query = query.where(transfer_alert.c.transfer_id == transfer_id)
        return tuple(
            AlertView(
                sender=row.sender,
                received_ms=row.received_ms,
                alert=documents.load(DiversionAlert, row.alert),
            )
            for row in tx.execute(query)
        )

    def transfer_of_consent(self, tx: Connection, request_id: str) -> str:
        """The file that a request to pass weapons on is about.

        Raises:
            PolicyError: there is no such request.
        """
        return rows.load(tx, ConsentRow, request_id).transfer_id

    def _part(self, part: TransferPart) -> ColumnElement[bool]:
        imports = transfer.c.importer == self.desk.member
        match part:
            case TransferPart.EXPORTER:
                return transfer.c.side == Side.EXPORTER
            case TransferPart.IMPORTER:
                return imports
            case TransferPart.OTHER:
                return (transfer.c.side == Side.PARTNER) & ~imports

    def _transit(self, row: TransitRow) -> TransitView:
        due = self._due(row.due_ms, row.due_rule, row.policy_version) if row.due_ms else None
        return TransitView(
            member=row.member,
            state=row.state,
            due=due,
            answer=documents.maybe(TransitAnswer, row.answer),
        )

    def _shipment(self, row: ShipmentRow) -> ShipmentView:
        return ShipmentView(
            shipment=row.shipment,
            state=row.state,
            due=self._due(row.due_ms, row.due_rule, row.policy_version),
            dispatch=row.document,
            importer_report=documents.maybe(DeliveryVerification, row.importer_report),
            end_user_report=documents.maybe(DeliveryVerification, row.end_user_report),
            differences=_differences(row),
            explanation=documents.maybe(DiscrepancyResolution, row.explanation),
            exit_confirmed=row.exit_confirmed,
            cause=row.cause,
            note=row.note,
            notices=tuple(row.notices.split()),
        )

    def _due(self, due_ms: int, rule: str, version: int) -> Due:
        overdue = self.desk.now_ms() > due_ms
        return Due(due_ms=due_ms, rule=rule, policy_version=version, overdue=overdue)


def _summary(row: TransferRow) -> TransferSummary:
    return TransferSummary(
        transfer_id=row.transfer_id,
        side=row.side,
        exporter=row.exporter,
        importer=row.importer,
        weapons=row.weapons,
        state=row.state,
        standing=row.standing,
        opened_ms=row.opened_ms,
        updated_ms=row.updated_ms,
    )


def _differences(row: ShipmentRow) -> tuple[Difference, ...]:
    """What the newest report of each reporter differs in; the end user's where both do."""
    for report in reversed(row.reports):
        if found := compare(row.document.items, report).differences:
            return found
    return ()


def _entry(step: Mapping[Any, Any]) -> Entry:
    message_id = step["message_id"]
    return Entry(
        at_ms=step["at_ms"],
        actor=step["actor"],
        subject=step["subject"],
        event=step["event"],
        from_state=step["from_state"],
        to_state=step["to_state"],
        text=step["text"],
        message_id=str(UUID(bytes=bytes(message_id))) if message_id else "",
    )
