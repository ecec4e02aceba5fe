"""Requests for exemption whose next step is an officer's here, the most urgent first."""

from sqlalchemy import Connection, RowMapping, and_, case, exists, or_, select

from accord.cases.exemption_machine import ExemptionState, FollowedState
from node.desk.waiting import Waiting, WorkItem, WorkKind, waiting
from node.exemptions.rows import Side
from node.exemptions.tables import exemption, exemption_position

ANSWERED = "ANSWERED"  # stands for CIRCULATED once the members have had their say
_S, _F = ExemptionState, FollowedState
_OURS = (_S.REQUESTED.value, _S.ASSESSMENT.value, _S.OPINION.value, _S.ESCALATED.value)


def exemptions_waiting(tx: Connection, now_ms: int, limit: int) -> Waiting:
    """What a secretariat assesses, gives its opinion on or decides, and what a member answers.

    A circulated request waits for the secretariat once every member has answered or may no longer.
    """
    of, awaited = exemption.c, exemption_position.c
    asked = exists().where(awaited.request_id == of.request_id, awaited.position == "")
    ripe = and_(of.state == _S.CIRCULATED.value, or_(of.answer_by_ms <= now_ms, ~asked))
    ours = or_(
        and_(of.side == Side.SECRETARIAT.value, or_(of.state.in_(_OURS), ripe)),
        and_(of.side == Side.APPLICANT.value, of.state == _F.RETURNED.value),
        and_(
            of.side == Side.MEMBER.value,
            of.state == _F.CIRCULATED.value,
            of.answer.is_(None),
            of.answer_by_ms > now_ms,
        ),
    )
    due = case(
        (of.side == Side.MEMBER.value, of.answer_by_ms),
        (of.side == Side.SECRETARIAT.value, of.opinion_by_ms),
    )
    found = tx.execute(
        select(
            of.request_id,
            of.side,
            of.applicant,
            of.state,
            of.updated_ms,
            of.opinion,
            due.label("due_ms"),
        )
        .where(ours)
        .order_by(due.nulls_last(), of.number)
        .limit(limit)
    ).mappings()
    return waiting(tx, WorkKind.EXEMPTION, (_item(row) for row in found), limit, exemption, ours)


def _item(row: RowMapping) -> WorkItem:
    answered = row["side"] == Side.SECRETARIAT and row["state"] == _S.CIRCULATED
    return WorkItem(
        kind=WorkKind.EXEMPTION,
        id=row["request_id"],
        reference="",
        partner="" if row["side"] == Side.APPLICANT else row["applicant"],
        weapon="",
        state=ANSWERED if answered else row["state"],
        urgent=False,
        since_ms=row["updated_ms"],
        due_ms=row["due_ms"] if row["opinion"] is None else None,
    )
