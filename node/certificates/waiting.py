"""Verifications of certificates that we were asked for, the most urgent first."""

from sqlalchemy import Connection, select

from accord.cases.certificate_check import CheckState
from node.certificates.rows import CheckSide
from node.certificates.tables import certificate_check
from node.desk.waiting import Waiting, WorkItem, WorkKind, waiting


def checks_waiting(tx: Connection, limit: int) -> Waiting:
    """Those that our register has not answered by itself."""
    of = certificate_check.c
    ours = (of.side == CheckSide.ANSWERING.value) & (of.state == CheckState.ASKED.value)
    found = tx.execute(
        select(of.check_id, of.transfer, of.member, of.state, of.asked_ms, of.due_ms)
        .where(ours)
        .order_by(of.due_ms, of.number)
        .limit(limit)
    ).mappings()
    return waiting(
        tx,
        WorkKind.CERTIFICATE_CHECK,
        (
            WorkItem(
                kind=WorkKind.CERTIFICATE_CHECK,
                id=row["check_id"],
                reference=row["transfer"],
                partner=row["member"],
                weapon="",
                state=row["state"],
                urgent=False,
                since_ms=row["asked_ms"],
                due_ms=row["due_ms"],
            )
            for row in found
        ),
        limit,
        certificate_check,
        ours,
    )
