"""Automatic candidates, in both directions.

A new notice is compared with weapons that were met before it, and a weapon that is met with the
notices. A candidate is a lead: an officer compares the marks.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection, delete, select, tuple_, update

from accord.cases.hit_life import UNCONFIRMED
from accord.cases.notice import Notice
from accord.cases.notice_life import SEARCHED
from accord.weapons.codes import MatchGrade
from accord.weapons.firearm import Firearm
from accord.wire.firearm import decode_firearm, encode_firearm
from node.desk.agenda import Task
from node.desk.desk import DAY_MS
from node.desk.documents import load
from node.desk.sighting import Sighting, Source
from node.matching.index import Index
from node.notices import tables
from node.notices.comparing import Comparing, Pair
from node.notices.hit_desk import HitDesk
from node.notices.intake import NoticeIntake
from node.notices.publishing import SHELF
from node.notices.rows import (
    NOTICES,
    NoticeRow,
    hits_about,
    keep_register,
    notices_among,
)
from node.registry.host import SearchResult
from node.store.bulk import puts

SIGHTINGS: Final = "sighting"  # the shelf
FORGET: Final = "SIGHTING_FORGET"
_SEEN: Final = puts(
    tables.sighting, "source", "subject", "finder", "reference", "seen_ms", "firearm"
)
_LEADS: Final = frozenset({Source.REQUEST, Source.INQUIRY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Finds candidates for one desk; `NoticeSearch` for other rooms."""

    hits: HitDesk
    index: Index
    intake: NoticeIntake
    comparing: Comparing

    def sighted(self, tx: Connection, sighting: Sighting) -> None:
        """A weapon was met: compared with every notice, and kept for those to come."""
        _SEEN.one(
            tx,
            sighting.source.value,
            sighting.subject,
            sighting.finder,
            sighting.reference,
            self.hits.desk.now_ms(),
            encode_firearm(sighting.firearm),
        ).close()
        self.index.put(tx, SIGHTINGS, _key(sighting.source, sighting.subject), sighting.firearm)
        found = self.index.find(tx, SHELF, sighting.firearm)
        notices = notices_among(tx, [one.subject for one in found])
        self.comparing.compare(
            tx,
            [Pair(notices[one.subject], sighting, one.match, one.non_unique) for one in found],
        )
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
        pairs = self._met(tx, row, firearm)
        if row.owner != member:  # our own registers hold what we report lost
            pairs = [*self._records(row, result), *pairs]
        self.comparing.compare(tx, pairs)
        self._compare_notices(tx, row, firearm)
        self.intake.owe(tx, [row])

    def _records(self, row: NoticeRow, result: SearchResult) -> Iterator[Pair]:
        for one in result.candidates:
            sighting = Sighting(
                source=Source.REGISTER,
                subject=f"{one.register}: {one.record.record_id}"[:200],
                finder=self.hits.desk.member,
                reference=one.record.record_id[:200],
                firearm=one.record.firearm,
            )
            yield Pair(row, sighting, one.match, one.non_unique)

    def _met(self, tx: Connection, row: NoticeRow, firearm: Firearm) -> list[Pair]:
        """The notice beside the weapons that were met and may be the one it is about."""
        found = self.index.find(tx, SIGHTINGS, firearm)
        met = sightings(tx, [one.subject for one in found])
        return [
            Pair(row, met[one.subject], one.match, one.non_unique)
            for one in found
            if one.subject in met
        ]

    def _compare_notices(self, tx: Connection, row: NoticeRow, firearm: Firearm) -> None:
        """Several States' notices on one weapon, and numbers that many weapons share."""
        same: list[NoticeRow] = []
        alike = self.index.find(tx, SHELF, firearm)
        others = notices_among(tx, [found.subject for found in alike])
        for found in alike:
            other = others.get(found.subject)
            if other is None:
                continue
            if found.non_unique != other.non_unique:
                table = tables.notice
                mine = table.c.notice_id == other.notice_id
                tx.execute(update(table).where(mine).values(non_unique=found.non_unique))
            if found.match.grade is MatchGrade.A and other.owner != row.owner:
                same.append(other)
        if same:
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


def sightings(tx: Connection, keys: Collection[str]) -> dict[str, Sighting]:
    """Those of the weapons that are still kept."""
    if not keys:
        return {}
    its = tables.sighting.c
    parts = [(source, subject) for source, _, subject in (key.partition(":") for key in keys)]
    found = tx.execute(select(tables.sighting).where(tuple_(its.source, its.subject).in_(parts)))
    return {
        _key(Source(row.source), row.subject): Sighting(
            source=Source(row.source),
            subject=row.subject,
            finder=row.finder,
            reference=row.reference,
            firearm=decode_firearm(row.firearm),
        )
        for row in found
    }
