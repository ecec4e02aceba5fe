"""Notices and hits as statistics see them: our notices, and how fast we confirm hits on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, func, select

from accord.cases.hit import HitRequest
from accord.cases.hit_life import HitEvent
from accord.cases.notice import Notice
from accord.cases.notice_codes import NoticeState
from accord.cases.statistics_codes import (
    CounterCode,
    NoticeFault,
    NoticeQuality,
    Timeliness,
    Urgency,
)
from accord.cases.statistics_tally import Observation
from accord.weapons.completeness import CompletenessLevel, assess
from node.desk import documents
from node.desk.tables import casework_event
from node.notices import tables
from node.notices.rows import HITS, NOTICES, HitRow

_ANSWERS: Final = frozenset({HitEvent.CONFIRM, HitEvent.NEGATE, HitEvent.PROMISE})


@dataclass(frozen=True, slots=True)
class CountedNotices:
    """What the notices and hits of one member give to its statistics."""

    member: str

    def observations(self, tx: Connection, year: int, now_ms: int) -> Iterator[Observation]:
        """Our notices published in the year, and the confirmations that we owed in it."""
        own = tables.notice.c.owner == self.member
        for row in NOTICES.find(tx, own, tables.notice.c.version > 0):
            if _year(row.opened_ms) != year:
                continue
            notice = documents.load(Notice, row.document)
            yield Observation(CounterCode.NOTICES, row.notice_id, (_quality(notice),))
            if row.state is NoticeState.CANCELLED:
                fault = NoticeFault.CANCELLED_AS_ERROR
                yield Observation(CounterCode.NOTICE_FAULTS, row.notice_id, (fault,))
            if row.conflicts:  # another State has a notice on the same weapon
                fault = NoticeFault.DUPLICATE
                yield Observation(CounterCode.NOTICE_FAULTS, row.notice_id, (fault,))
        answered = _first_answers(tx)
        for hit in HITS.find(tx, tables.hit.c.owner == self.member, tables.hit.c.requests > 0):
            if hit.finder == self.member or _year(hit.asked_ms or hit.opened_ms) != year:
                continue
            urgency = Urgency.URGENT if hit.urgent else Urgency.ROUTINE
            timeliness = _timeliness(hit, answered.get(hit.hit_id), now_ms)
            yield Observation(CounterCode.HIT_CONFIRMATIONS, hit.hit_id, (urgency, timeliness))


def _quality(notice: Notice) -> NoticeQuality:
    """Complete: the weapon can be found by it; what else a notice must say is required of all."""
    found = assess(notice.firearm).level is CompletenessLevel.COMPLETE
    return NoticeQuality.COMPLETE if found else NoticeQuality.INCOMPLETE


def _timeliness(hit: HitRow, answered_ms: int | None, now_ms: int) -> Timeliness:
    """On time is an answer to the first request within its class's time."""
    request = documents.maybe(HitRequest, hit.request)
    due_ms = request.answer_by_ms if request is not None else None
    if answered_ms is not None:
        late = hit.requests > 1 or (due_ms is not None and answered_ms > due_ms)
        return Timeliness.LATE if late else Timeliness.ON_TIME
    overdue = hit.requests > 1 or (due_ms is not None and now_ms > due_ms)
    return Timeliness.OVERDUE if overdue else Timeliness.NOT_DUE


def _first_answers(tx: Connection) -> dict[str, int]:
    event = casework_event.c
    found = tx.execute(
        select(event.root, func.min(event.at_ms))
        .where(event.event.in_(_ANSWERS))
        .group_by(event.root)
    )
    return {row[0]: row[1] for row in found}


def _year(at_ms: int) -> int:
    return datetime.fromtimestamp(at_ms / 1000, UTC).year
