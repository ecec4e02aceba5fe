"""Reads notices and hits for officers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, select

from accord.cases.hit import (
    HitActionTaken,
    HitDisposition,
    HitNotification,
    HitRecovery,
    HitRequest,
    HitResponse,
)
from accord.cases.hit_life import HIT, WAITING, HitEvent
from accord.cases.notice import Notice
from accord.cases.notice_codes import NoticeAct, NoticeState, NoticeType
from accord.cases.notice_life import NOTICE, NoticeEvent
from accord.cases.trace import MatchedRecord
from accord.wire.firearm import decode_firearm
from node.casework.reading import messages_of, timeline_of
from node.casework.views import Due
from node.desk import journal
from node.desk.desk import Desk
from node.desk.documents import load, maybe
from node.notices import tables
from node.notices.owner import CONFIRM
from node.notices.publishing import CANCEL, PUBLISH
from node.notices.rows import (
    HITS,
    NOTICES,
    HitRow,
    NoticeRow,
    hits_on,
    members_of,
    registers_of,
    versions_of,
)
from node.notices.urgency import open_hits
from node.notices.views import (
    HitDetail,
    HitSummary,
    MemberApplied,
    NoticeDetail,
    NoticeSummary,
    NoticeVersion,
    RegisterApplied,
)

T = TypeVar("T")
NON_UNIQUE: Final = "NON_UNIQUE: three or more weapons share this number; it may be no serial"
LATE: Final = "published later after its discovery than the region's policy says"
CONFLICT: Final = "another State holds a notice on this weapon"
OURS: Final = "ours"  # whose notices are listed
OTHERS: Final = "others"
SUSPENDED: Final = "SUSPENDED: the owner has not validated it in time"
# What the node or the other side does, and no officer of this side asks for.
_NOT_ASKED_FOR: Final = frozenset({NoticeEvent.COME_UP_FOR_REVIEW, NoticeEvent.EXPIRE})
_FINDERS: Final = frozenset(
    {
        HitEvent.DISMISS,
        HitEvent.REQUEST,
        HitEvent.SEIZE,
        HitEvent.REPORT_DISCREETLY,
        HitEvent.RELEASE,
        HitEvent.REPORT_RECOVERY,
        HitEvent.RECORD_DISPOSITION,
    }
)
# States of a hit in which the next step is an officer's: of the finder, of the owner.
_COMPARE_OR_ACT: Final = ("CANDIDATE", "ESCALATED", "CONFIRMED", "SEIZED", "RECOVERED")
_ANSWER: Final = tuple(sorted(WAITING))
_OWNERS: Final = frozenset({HitEvent.CONFIRM, HitEvent.NEGATE, HitEvent.PROMISE})


def wants_us(member: str) -> ColumnElement[bool]:
    """Hits whose next step is an officer's of this member, as finder or as owner."""
    hit = tables.hit.c
    return ((hit.finder == member) & hit.state.in_(_COMPARE_OR_ACT)) | (
        (hit.owner == member) & hit.state.in_(_ANSWER)
    )


@dataclass(frozen=True, slots=True)
class NoticeViews:
    """Views for one desk; every call reads in the caller's transaction."""

    desk: Desk

    def list_notices(
        self,
        tx: Connection,
        *,
        state: str = "",
        owner: str = "",
        whose: str = "",
        waiting: bool = False,
        limit: int = 100,
        before: str = "",
    ) -> tuple[NoticeSummary, ...]:
        """Notices, the newest first; `before` is the last id of the page before.

        With `waiting` only those of ours that want an officer's decision; `whose` is OURS, OTHERS
        or everybody's.
        """
        todo = (tables.notice.c.owner == self.desk.member) & tables.UNDECIDED
        foreign = tables.notice.c.owner != self.desk.member
        found = _page(
            tx,
            tables.notice,
            key="notice_id",
            wanted={"state": state, "owner": self.desk.member if whose == OURS else owner},
            where=[*([todo] if waiting else []), *([foreign] if whose == OTHERS else [])],
            limit=limit,
            before=before,
        )
        return tuple(self._notice(NOTICES.read(row)) for row in found)

    def notice_detail(self, tx: Connection, notice_id: str) -> NoticeDetail:
        """All that is known of one notice.

        Raises:
            PolicyError: there is none with this id.
        """
        row = NOTICES.load(tx, notice_id)
        ours = row.owner == self.desk.member
        waits = (self.desk.signoff.waits_for(tx, act, notice_id) for act in (PUBLISH, CANCEL))
        asked_by = next((who for who in waits if who), "")
        allowed = NOTICE.allowed(row.state) - _NOT_ASKED_FOR if ours else frozenset()
        return NoticeDetail(
            summary=self._notice(row),
            notice=load(Notice, row.document),
            versions=tuple(
                NoticeVersion(
                    version=one["version"],
                    act=NoticeAct(one["act"]),
                    state=NoticeState(one["state"]),
                    at_ms=one["at_ms"],
                    notice=load(Notice, one["document"]),
                )
                for one in versions_of(tx, notice_id)
            ),
            matrix=self._matrix(tx, row) if ours else (),
            conflicts=tuple(row.conflicts.splitlines()),
            hits=tuple(self._hit(one) for one in hits_on(tx, notice_id)),
            waits_for_second=asked_by,
            waiting=_asked_for(tx, notice_id, Notice) if asked_by else None,
            allowed=tuple(sorted(allowed)),
            messages=messages_of(tx, notice_id),
            timeline=timeline_of(tx, notice_id),
        )

    def list_hits(
        self,
        tx: Connection,
        *,
        state: str = "",
        waiting: bool = False,
        urgency: bool = False,
        limit: int = 100,
        before: str = "",
    ) -> tuple[HitSummary, ...]:
        """Hits, the newest first; `before` is the last id of the page before.

        With `waiting` only those whose next step is an officer's of ours; with `urgency` those
        that are open, the nearest clock first.
        """
        if urgency:
            todo = wants_us(self.desk.member) if waiting else None
            rows = open_hits(tx, limit=limit, before=before, todo=todo)
            return tuple(self._hit(row) for row in rows)
        found = _page(
            tx,
            tables.hit,
            key="hit_id",
            wanted={"state": state},
            where=[wants_us(self.desk.member)] if waiting else [],
            limit=limit,
            before=before,
        )
        return tuple(self._hit(HITS.read(row)) for row in found)

    def hit_detail(self, tx: Connection, hit_id: str) -> HitDetail:
        """All that is known of one hit.

        Raises:
            PolicyError: there is none with this id.
        """
        row = HITS.load(tx, hit_id)
        notice = NOTICES.load_or_none(tx, row.notice_id)
        mine = (_FINDERS if row.finder == self.desk.member else frozenset()) | (
            _OWNERS if row.owner == self.desk.member else frozenset()
        )
        asked_by = self.desk.signoff.waits_for(tx, CONFIRM, hit_id)
        return HitDetail(
            summary=self._hit(row),
            waits_for_second=asked_by,
            waiting=_asked_for(tx, hit_id, HitResponse) if asked_by else None,
            matched=_matched(row),
            firearm=None if row.firearm is None else decode_firearm(row.firearm),
            noticed=None if notice is None else load(Notice, notice.document).firearm,
            notice_state="" if notice is None else notice.state,
            request=maybe(HitRequest, row.request),
            response=maybe(HitResponse, row.response),
            action=maybe(HitActionTaken, row.action),
            recovery=maybe(HitRecovery, row.recovery),
            disposition=maybe(HitDisposition, row.disposition),
            reason=row.reason,
            allowed=tuple(sorted(HIT.allowed(row.state) & mine)),
            messages=messages_of(tx, hit_id),
            timeline=timeline_of(tx, hit_id),
        )

    def _notice(self, row: NoticeRow) -> NoticeSummary:
        caveats = (
            (row.state is NoticeState.SUSPENDED, SUSPENDED),
            (row.non_unique, NON_UNIQUE),
            (row.published_late, LATE),
            (bool(row.conflicts), CONFLICT),
        )
        return NoticeSummary(
            notice_id=row.notice_id,
            owner=row.owner,
            version=row.version,
            state=row.state,
            type=NoticeType(row.type),
            requested_action=row.requested_action,
            weapon=row.weapon,
            updated_ms=row.updated_ms,
            origin=row.origin,
            caveats=tuple(text for applies, text in caveats if applies),
        )

    def _matrix(self, tx: Connection, row: NoticeRow) -> tuple[MemberApplied, ...]:
        registers: dict[str, list[RegisterApplied]] = {}
        for one in registers_of(tx, row.notice_id):
            applied = RegisterApplied(
                register=one["register"],
                version=one["version"],
                searched_ms=one["searched_ms"],
                data_as_of_ms=one["data_as_of_ms"],
            )
            registers.setdefault(one["member"], []).append(applied)
        own = MemberApplied(
            member=self.desk.member,
            sent_version=0,
            sent_ms=row.updated_ms,
            status="",
            applied_version=row.version,
            applied_ms=row.updated_ms,
            current=True,
            registers=tuple(registers.get(self.desk.member, ())),
        )
        others = (
            MemberApplied(
                member=one["member"],
                sent_version=one["version"],
                sent_ms=one["sent_ms"],
                status=one["status"],
                applied_version=one["applied_version"],
                applied_ms=one["applied_ms"],
                current=one["applied_version"] == row.version,
                registers=tuple(registers.get(one["member"], ())),
            )
            for one in members_of(tx, row.notice_id)
        )
        return (own, *others)

    def _hit(self, row: HitRow) -> HitSummary:
        due = None
        if row.due_ms is not None and row.state in WAITING:
            due = Due(
                due_ms=row.due_ms,
                rule=row.rule,
                policy_version=row.policy_version,
                overdue=self.desk.now_ms() > row.due_ms,
            )
        return HitSummary(
            hit_id=row.hit_id,
            notice_id=row.notice_id,
            owner=row.owner,
            finder=row.finder,
            source=row.source,
            reference=row.reference,
            state=row.state,
            grade=row.grade,
            urgent=row.urgent,
            requests=row.requests,
            answer_by=due,
            alert=row.alert,
            updated_ms=row.updated_ms,
            caveats=(NON_UNIQUE,) if row.non_unique else (),
        )


def _asked_for(tx: Connection, root: str, kind: type[T]) -> T | None:
    """What the first of two people asked for last."""
    steps = journal.read(tx, root)
    asked = [step["document"] for step in steps if step["event"].startswith("ASK_")]
    return maybe(kind, asked[-1]) if asked else None


def _matched(row: HitRow) -> MatchedRecord | None:
    return load(HitNotification, row.matched).matched if row.matched else None


def _page(
    tx: Connection,
    table: Table,
    *,
    key: str,
    wanted: Mapping[str, str],
    where: Sequence[ColumnElement[bool]],
    limit: int,
    before: str,
) -> Sequence[RowMapping]:
    """One page, the newest first; an empty wish takes everything."""
    query = select(table).where(*where).order_by(table.c.number.desc()).limit(limit)
    for name, value in wanted.items():
        if value:
            query = query.where(table.c[name] == value)
    if before:
        last = select(table.c.number).where(table.c[key] == before).scalar_subquery()
        query = query.where(table.c.number < last)
    return tx.execute(query).mappings().all()
