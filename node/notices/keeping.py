"""Notices and the hits on them, as retention sees them: a notice leaves after its last hit."""

from typing import Final

from sqlalchemy import exists, func, select

from accord.cases.hit_life import SETTLED
from accord.cases.notice_codes import NoticeState
from accord.cases.notice_life import ENDED
from node.matching.index import Index
from node.notices.publishing import SHELF
from node.notices.tables import (
    hit,
    notice,
    notice_member,
    notice_register,
    notice_untold,
    notice_version,
)
from node.retention.plain import PlainKeeping, later, part

OVER: Final = ENDED | {NoticeState.DISCARDED}

_of_hit = notice.c.notice_id == hit.c.notice_id
_notice_ms = select(notice.c.updated_ms).where(_of_hit).scalar_subquery()

HITS: Final = PlainKeeping(
    name="hit",
    key=hit.c.hit_id,
    over=hit.c.state.in_(SETTLED) & ~exists().where(_of_hit, notice.c.state.not_in(OVER)),
    ended_ms=later(hit.c.updated_ms, func.coalesce(_notice_ms, 0)),
    term=lambda policy: policy.notice_years,
)
NOTICES: Final = PlainKeeping(
    name="notice",
    key=notice.c.notice_id,
    over=notice.c.state.in_(OVER) & ~exists().where(_of_hit),
    ended_ms=notice.c.updated_ms,
    term=lambda policy: policy.notice_years,
    parts=tuple(
        part(table.c.notice_id)
        for table in (notice_version, notice_member, notice_register, notice_untold)
    ),
    gone=lambda tx, notice_id: Index().remove(tx, SHELF, notice_id),
)
