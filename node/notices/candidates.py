"""Automatic candidates, in both directions.

A new notice is compared with weapons that were met before it, and a weapon that is met with the
notices. A candidate is a lead: an officer compares the marks.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from accord.cases.hit import HitNotification
from accord.cases.hit_codes import FindingEvent
from accord.cases.hit_life import HIT, UNCONFIRMED, HitState
from accord.cases.notice import Notice
from accord.cases.notice_life import SEARCHED
from accord.cases.trace import MatchedRecord
from accord.weapons.codes import MatchGrade
from accord.weapons.firearm import Firearm
from accord.weapons.matching import Match
from accord.wire.firearm import decode_firearm, encode_firearm
from accord.wire.kinds import MessageKind
from node.desk.agenda import Task
from node.desk.desk import DAY_MS, NODE
from node.desk.documents import dump, load
from node.desk.sighting import Sighting, Source
from node.matching.index import Index
from node.notices import tables
from node.notices.hit_desk import HitDesk
from node.notices.intake import NoticeIntake
from node.notices.publishing import SHELF
from node.notices.rows import (
    HITS,
    NOTICES,
    HitRow,
    NoticeRow,
    hits_about,
    keep_register,
    next_hit,
)
from node.registry.host import SearchResult

SIGHTINGS: Final = "sighting"  # the shelf
FORGET: Final = "SIGHTING_FORGET"
_LEADS: Final = frozenset({Source.REQUEST, Source.INQUIRY})
# A weapon that a case of ours describes is in our hands; all else is a question or a record.
_EVENTS: Final = {Source.CASE: FindingEvent.SEIZED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Finds candidates for one desk; `NoticeSearch` for other rooms."""

    hits: HitDesk
    index: Index
    intake: NoticeIntake

    def sighted(self, tx: Connection, sighting: Sighting) -> None:
        """A weapon was met: compared with every notice, and kept for those to come."""
        table = tables.sighting
        mine = (table.c.source == sighting.source.value) & (table.c.subject == sighting.subject)
        tx.execute(delete(table).where(mine))
        tx.execute(
            insert(table).values(
                source=sighting.source.value,
                subject=sighting.subject,
                finder=sighting.finder,
                reference=sighting.reference,
                seen_ms=self.hits.desk.now_ms(),
                firearm=encode_firearm(sighting.firearm),
            )
        )
        self.index.put(tx, SIGHTINGS, _key(sighting.source, sighting.subject), sighting.firearm)
        for found in self.index.find(tx, SHELF, sighting.firearm):
            row = NOTICES.load(tx, found.subject)
            self.candidate(tx, row, sighting, found.match, non_unique=found.non_unique)
        if sighting.source in _LEADS:
            self.forget(tx, sighting.source, sighting.subject)

    def forget(self, tx: Connection, source: Source, subject: str) -> None:
        """Later notices find the weapon for as long as policy says."""
        days = self.hits.desk.region.policy.notices.reverse_search_days
        self.hits.desk.schedule(tx, FORGET, _key(source, subject), after_ms=days * DAY_MS)

    def forgotten(self, tx: Connection, task: Task) -> None:
        """Takes a weapon from the shelf; what it was met for stays."""
        source, _, subject = task.subject.partition(":")
        table = tables.sighting
        tx.execute(delete(table).where(table.c.source == source, table.c.subject == subject))
        self.index.remove(tx, SIGHTINGS, task.subject)

    def has_open_hit(self, tx: Connection, source: Source, subject: str) -> bool:
        """Whether some notice may be about this weapon, and nobody has said otherwise."""
        return any(one.state in UNCONFIRMED for one in hits_about(tx, source, subject))

    def weapon(self, tx: Connection, task: Task) -> Firearm:
        """The weapon of a notice that is to be compared with everything we have."""
        return load(Notice, NOTICES.load(tx, task.subject).document).firearm

    def matched(self, tx: Connection, task: Task, result: SearchResult) -> None:
        """The own registers have answered: their records, weapons that were met, other notices."""
        row = NOTICES.load(tx, task.subject)
        if row.state not in SEARCHED:
            return
        firearm = load(Notice, row.document).firearm
        member = self.hits.desk.member
        for scope in result.scopes:
            keep_register(
                tx,
                row.notice_id,
                member,
                scope.register,
                version=row.version,
                searched_ms=self.hits.desk.now_ms(),
                data_as_of_ms=scope.data_as_of_ms,
            )
        if row.owner != member:  # our own registers hold what we report lost
            self._records(tx, row, result)
        for found in self.index.find(tx, SIGHTINGS, firearm):
            if (sighting := self._sighting(tx, found.subject)) is not None:
                self.candidate(tx, row, sighting, found.match, non_unique=found.non_unique)
        self._compare_notices(tx, row, firearm)
        self.intake.owe(tx, [row])

    def candidate(
        self,
        tx: Connection,
        notice: NoticeRow,
        sighting: Sighting,
        match: Match,
        *,
        non_unique: bool,
    ) -> None:
        """Opens a hit, or brings one that is open up to date.

        Ours is what we have met ourselves, and what others ask about our own notices; another
        member's question about a third State's notice is not ours to tell.
        """
        desk = self.hits.desk
        now_ms = desk.now_ms()
        if notice.state not in SEARCHED or now_ms >= notice.expires_ms:
            return
        ours = sighting.finder == desk.member
        if not ours and (notice.owner != desk.member or match.grade is not MatchGrade.A):
            return
        before = self._known(tx, notice, sighting)
        if before is None:
            self._open(tx, notice, sighting, match, non_unique=non_unique)
        elif before.state is HitState.CANDIDATE:
            row = self._graded(tx, before, notice, sighting, match, non_unique=non_unique)
            self.hits.save(tx, row)
            self._notify(tx, row)

    def _open(
        self,
        tx: Connection,
        notice: NoticeRow,
        sighting: Sighting,
        match: Match,
        *,
        non_unique: bool,
    ) -> None:
        desk = self.hits.desk
        now_ms = desk.now_ms()
        number = next_hit(tx)
        random = desk.random(3).hex().upper()
        bare = HitRow(
            number=number,
            hit_id=f"{desk.member}-H-{desk.today().year}-{number:05d}-{random}",
            conversation_id=desk.new_conversation().bytes,
            notice_id=notice.notice_id,
            notice_version=notice.version,
            owner=notice.owner,
            finder=sighting.finder,
            source=sighting.source,
            subject=sighting.subject,
            reference=sighting.reference,
            state=HIT.initial,
            event=_EVENTS.get(sighting.source, FindingEvent.INQUIRY_ONLY),
            grade=match.grade,
            matched=b"",
            firearm=None,
            opened_ms=now_ms,
            updated_ms=now_ms,
        )
        row = self._graded(tx, bare, notice, sighting, match, non_unique=non_unique)
        HITS.insert(tx, row)
        text = f"grade {row.grade} with {row.notice_id} of {row.owner}: {sighting.source}"
        self.hits.note(tx, row, row, by=NODE, event="CANDIDATE", text=text)
        self._notify(tx, row)

    def _graded(
        self,
        tx: Connection,
        row: HitRow,
        notice: NoticeRow,
        sighting: Sighting,
        match: Match,
        *,
        non_unique: bool,
    ) -> HitRow:
        notification = HitNotification(
            preamble=self.hits.preamble(tx, row),
            hit_id=row.hit_id,
            notice_id=row.notice_id,
            notice_version=notice.version,
            matched=MatchedRecord(
                grade=match.grade,
                marks_matched=match.marks_matched,
                reasons=(*match.reasons_for, *match.reasons_against),
            ),
            event=FindingEvent(row.event),
        )
        return replace(
            row,
            notice_version=notice.version,
            grade=match.grade,
            matched=dump(notification),
            firearm=encode_firearm(sighting.firearm),
            non_unique=non_unique,
        )

    def _notify(self, tx: Connection, row: HitRow) -> None:
        """Grade A alone tells the owner before an officer has looked; a shared number does not."""
        desk = self.hits.desk
        if (
            row.told
            or row.finder != desk.member
            or row.owner == desk.member
            or row.grade is not MatchGrade.A
            or row.non_unique
            or not desk.region.policy.notices.notify_owner
        ):
            return
        told = load(HitNotification, row.matched)
        message_id = self.hits.say(tx, row, MessageKind.HIT_NOTIFICATION, told)
        after = self.hits.save(tx, replace(row, told=True))
        self.hits.note(
            tx, row, after, by=NODE, event="NOTIFY", text=f"to {row.owner}", message_id=message_id
        )

    def _known(self, tx: Connection, notice: NoticeRow, sighting: Sighting) -> HitRow | None:
        same = (
            one
            for one in hits_about(tx, sighting.source, sighting.subject)
            if one.notice_id == notice.notice_id and one.finder == sighting.finder
        )
        return next(same, None)

    def _records(self, tx: Connection, row: NoticeRow, result: SearchResult) -> None:
        for one in result.candidates:
            sighting = Sighting(
                source=Source.REGISTER,
                subject=f"{one.register}: {one.record.record_id}"[:200],
                finder=self.hits.desk.member,
                reference=one.record.record_id[:200],
                firearm=one.record.firearm,
            )
            self.candidate(tx, row, sighting, one.match, non_unique=one.non_unique)

    def _sighting(self, tx: Connection, key: str) -> Sighting | None:
        source, _, subject = key.partition(":")
        table = tables.sighting
        found = tx.execute(
            select(table).where(table.c.source == source, table.c.subject == subject)
        ).one_or_none()
        if found is None:
            return None
        return Sighting(
            source=Source(found.source),
            subject=found.subject,
            finder=found.finder,
            reference=found.reference,
            firearm=decode_firearm(found.firearm),
        )

    def _compare_notices(self, tx: Connection, row: NoticeRow, firearm: Firearm) -> None:
        """Several States' notices on one weapon, and numbers that many weapons share."""
        same: list[NoticeRow] = []
        for found in self.index.find(tx, SHELF, firearm):
            other = NOTICES.load_or_none(tx, found.subject)
            if other is None:
                continue
            if found.non_unique != other.non_unique:
                table = tables.notice
                mine = table.c.notice_id == other.notice_id
                tx.execute(update(table).where(mine).values(non_unique=found.non_unique))
            if found.match.grade is MatchGrade.A and other.owner != row.owner:
                same.append(other)
        self._conflict(tx, row.notice_id, same)
        for other in same:
            self._conflict(tx, other.notice_id, [row])

    def _conflict(self, tx: Connection, notice_id: str, others: Iterable[NoticeRow]) -> None:
        row = NOTICES.load(tx, notice_id)
        before = set(row.conflicts.splitlines())
        after = before | {one.notice_id for one in others}
        if after != before:
            NOTICES.update(tx, replace(row, conflicts="\n".join(sorted(after))))


def _key(source: Source, subject: str) -> str:
    return f"{source}:{subject}"
