"""Transfers that wait for an officer, with the first clock that runs in each."""

from sqlalchemy import Connection, Subquery, func, select, union_all

from accord.cases.shipment import ShipmentState
from accord.cases.transit import TransitState
from node.desk.waiting import PATIENCE_MS, Waiting, WorkItem, WorkKind, waiting
from node.transfers.rows import TransferStanding
from node.transfers.tables import transfer, transfer_shipment, transfer_transit

_RUNNING = (
    ShipmentState.IN_TRANSIT,
    ShipmentState.DELIVERY_OVERDUE,
    ShipmentState.DISCREPANCY,
)


def transfers_waiting(tx: Connection, member: str, limit: int) -> Waiting:
    """Those whose next step is ours, whichever side of them we are on."""
    of, clock = transfer.c, _first_clocks(member)
    ours = of.standing == TransferStanding.OFFICER.value
    found = tx.execute(
        select(
            of.transfer_id,
            of.exporter,
            of.importer,
            of.weapons,
            of.state,
            of.updated_ms,
            clock.c.due_ms,
        )
        .outerjoin(clock, clock.c.transfer_id == of.transfer_id)
        .where(ours)
        .order_by(func.coalesce(clock.c.due_ms, of.updated_ms + PATIENCE_MS), of.number)
        .limit(limit)
    ).mappings()
    return waiting(
        tx,
        WorkKind.TRANSFER,
        (
            WorkItem(
                kind=WorkKind.TRANSFER,
                id=row["transfer_id"],
                reference="",
                partner=row["importer"] if row["exporter"] == member else row["exporter"],
                weapon=row["weapons"],
                state=row["state"],
                urgent=False,
                since_ms=row["updated_ms"],
                due_ms=row["due_ms"],
            )
            for row in found
        ),
        limit,
        transfer,
        ours,
    )


def _first_clocks(member: str) -> Subquery:
    """When the first of a file's shipments is due, or our own answer as a State on the way."""
    shipment, transit = transfer_shipment.c, transfer_transit.c
    running = union_all(
        select(shipment.transfer_id, shipment.due_ms).where(
            shipment.state.in_(_RUNNING), shipment.due_ms > 0
        ),
        select(transit.transfer_id, transit.due_ms).where(
            transit.member == member,
            transit.state == TransitState.REQUESTED.value,
            transit.due_ms > 0,
        ),
    ).subquery()
    first = func.min(running.c.due_ms).label("due_ms")
    return select(running.c.transfer_id, first).group_by(running.c.transfer_id).subquery()
