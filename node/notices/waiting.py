"""Notices of ours and hits that wait for an officer, the most urgent first."""

from sqlalchemy import Connection, select

from node.desk.waiting import Waiting, WorkItem, WorkKind, waiting
from node.notices.reading import wants_us
from node.notices.tables import UNDECIDED, hit, notice


def hits_waiting(tx: Connection, member: str, limit: int) -> Waiting:
    """Hits that a finder of ours compares or acts on, or that we have to confirm."""
    of = hit.c
    ours = wants_us(member)
    found = tx.execute(
        select(
            of.hit_id,
            of.owner,
            of.finder,
            of.reference,
            of.state,
            of.urgent,
            of.updated_ms,
            of.due_ms,
            notice.c.weapon,
        )
        .outerjoin(notice, notice.c.notice_id == of.notice_id)
        .where(ours)
        .order_by(of.due_ms.is_(None), of.due_ms, of.number)
        .limit(limit)
    ).mappings()
    return waiting(
        tx,
        WorkKind.HIT,
        (
            WorkItem(
                kind=WorkKind.HIT,
                id=row["hit_id"],
                reference=row["reference"],
                partner=row["finder"] if row["owner"] == member else row["owner"],
                weapon=row["weapon"] or "",
                state=row["state"],
                urgent=row["urgent"],
                since_ms=row["updated_ms"],
                due_ms=row["due_ms"],
            )
            for row in found
        ),
        limit,
        hit,
        ours,
    )


def notices_waiting(tx: Connection, member: str, limit: int) -> Waiting:
    """Drafts, and notices that are to be reviewed or cleared."""
    of = notice.c
    ours = (of.owner == member) & UNDECIDED
    found = tx.execute(
        select(of.notice_id, of.weapon, of.state, of.updated_ms)
        .where(ours)
        .order_by(of.updated_ms, of.number)
        .limit(limit)
    ).mappings()
    return waiting(
        tx,
        WorkKind.NOTICE,
        (
            WorkItem(
                kind=WorkKind.NOTICE,
                id=row["notice_id"],
                reference="",
                partner="",
                weapon=row["weapon"],
                state=row["state"],
                urgent=False,
                since_ms=row["updated_ms"],
            )
            for row in found
        ),
        limit,
        notice,
        ours,
    )
