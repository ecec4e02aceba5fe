"""Transfers that wait for an officer, with the first clock that runs in each."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, func, select

from accord.cases.shipment import ShipmentState
from accord.cases.transit import TransitState
from node.desk.waiting import Waiting, WorkItem, WorkKind, tally
from node.transfers.rows import TransferStanding
from node.transfers.tables import transfer, transfer_shipment, transfer_transit

_RUNNING = (
    ShipmentState.IN_TRANSIT,
    ShipmentState.DELIVERY_OVERDUE,
    ShipmentState.DISCREPANCY,
)


def transfers_waiting(tx: Connection, member: str, limit: int) -> Waiting:
    """Those whose next step is ours, whichever side of them we are on."""
    of = transfer.c
    ours = of.standing == TransferStanding.OFFICER.value
    found = (
        tx.execute(
            select(of.transfer_id, of.exporter, of.importer, of.weapons, of.state, of.updated_ms)
            .where(ours)
            .order_by(of.number)
            .limit(limit)
        )
        .mappings()
        .all()
    )
    due = _due(tx, member, [row["transfer_id"] for row in found])
    return Waiting(
        items=tuple(
            WorkItem(
                kind=WorkKind.TRANSFER,
                id=row["transfer_id"],
                reference="",
                partner=row["importer"] if row["exporter"] == member else row["exporter"],
                weapon=row["weapons"],
                state=row["state"],
                urgent=False,
                since_ms=row["updated_ms"],
                due_ms=due.get(row["transfer_id"]),
            )
            for row in found
        ),
        tally=tally(tx, WorkKind.TRANSFER, transfer, ours),
    )


def _due(tx: Connection, member: str, transfers: Sequence[str]) -> Mapping[str, int]:
    """When the first of a file's shipments is due, or our own answer as a State on the way."""
    shipment, transit = transfer_shipment.c, transfer_transit.c
    found = [
        *tx.execute(
            select(shipment.transfer_id, func.min(shipment.due_ms))
            .where(shipment.transfer_id.in_(transfers), shipment.state.in_(_RUNNING))
            .group_by(shipment.transfer_id)
        ),
        *tx.execute(
            select(transit.transfer_id, func.min(transit.due_ms))
            .where(
                transit.transfer_id.in_(transfers),
                transit.member == member,
                transit.state == TransitState.REQUESTED.value,
            )
            .group_by(transit.transfer_id)
        ),
    ]
    earliest: dict[str, int] = {}
    for transfer_id, due_ms in found:
        if due_ms:
            earliest[transfer_id] = min(due_ms, earliest.get(transfer_id, due_ms))
    return earliest
