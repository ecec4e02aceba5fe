"""Other members' inquiries that wait for an officer, the most urgent first."""

from sqlalchemy import Connection, select

from accord.cases.inquiry_machine import ReceivedState
from node.desk.waiting import Waiting, WorkItem, WorkKind, waiting
from node.inquiries.tables import inquiry_received


def inquiries_waiting(tx: Connection, limit: int) -> Waiting:
    """Those whose proposed answer an officer has to release."""
    of = inquiry_received.c
    ours = of.state == ReceivedState.PROPOSED.value
    found = tx.execute(
        select(of.request_id, of.asker, of.weapon, of.state, of.urgent, of.updated_ms, of.due_ms)
        .where(ours)
        .order_by(of.due_ms, of.number)
        .limit(limit)
    ).mappings()
    return waiting(
        tx,
        WorkKind.INQUIRY,
        (
            WorkItem(
                kind=WorkKind.INQUIRY,
                id=row["request_id"],
                reference="",
                partner=row["asker"],
                weapon=row["weapon"],
                state=row["state"],
                urgent=row["urgent"],
                since_ms=row["updated_ms"],
                due_ms=row["due_ms"],
            )
            for row in found
        ),
        limit,
        inquiry_received,
        ours,
    )
