"""A notice beside a weapon that was met: the hit between them, and who is told of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from sqlalchemy import Connection

from accord.cases.hit import HitNotification
from accord.cases.hit_codes import FindingEvent
from accord.cases.hit_life import HIT, HitState
from accord.cases.notice import Notice
from accord.cases.notice_life import SEARCHED
from accord.cases.trace import MatchedRecord
from accord.weapons.codes import MatchGrade
from accord.weapons.matching import Match
from accord.wire.firearm import encode_firearm
from accord.wire.kinds import MessageKind
from node.desk.desk import NODE
from node.desk.documents import dump, load
from node.desk.journal import Step
from node.desk.sighting import Sighting, Source
from node.notices.hit_desk import HitDesk, hit_step
from node.notices.rows import HITS, HitKey, HitRow, NoticeRow, hit_key, hits_among, next_hit

# A weapon that a case of ours describes is in our hands; all else is a question or a record.
_EVENTS: Final = {Source.CASE: FindingEvent.SEIZED}


class Pair(NamedTuple):
    """A notice, and a weapon that may be the one it is about."""

    notice: NoticeRow
    sighting: Sighting
    match: Match
    non_unique: bool

    @property
    def key(self) -> HitKey:
        """What names the hit between the two."""
        met = self.sighting
        return self.notice.notice_id, met.finder, met.source, met.subject


@dataclass(frozen=True, slots=True)
class Comparing:
    """Opens the hits of one desk."""

    hits: HitDesk

    def compare(self, tx: Connection, pairs: Iterable[Pair]) -> None:
        """Opens hits, or brings those that are open up to date."""
        desk = self.hits.desk
        mine = {pair.key: pair for pair in pairs if self._concerns_us(pair)}
        if not mine:
            return
        known = {hit_key(row): row for row in hits_among(tx, {key[2:] for key in mine})}
        first = next_hit(tx)
        opened: list[HitRow] = []
        steps: list[Step] = []
        for key, pair in mine.items():
            before = known.get(key)
            if before is None:
                row = self._graded(pair, self._opened(first + len(opened), pair))
                text = f"grade {row.grade} with {row.notice_id} of {row.owner}: {row.source}"
                steps.append(hit_step(row, row, by=NODE, event="CANDIDATE", text=text))
                row, told = self._notified(tx, row)
                opened.append(row)
                steps += told
            elif before.state is HitState.CANDIDATE:
                row, told = self._notified(tx, self._graded(pair, before))
                self.hits.save(tx, row)
                steps += told
        HITS.insert(tx, *opened)
        desk.note_all(tx, steps)

    def _concerns_us(self, pair: Pair) -> bool:
        """Ours is what we have met ourselves, and what others ask about our own notices.

        Another member's question about a third State's notice is not ours to tell.
        """
        desk, notice = self.hits.desk, pair.notice
        if notice.state not in SEARCHED or desk.now_ms() >= notice.expires_ms:
            return False
        return pair.sighting.finder == desk.member or (
            notice.owner == desk.member and pair.match.grade is MatchGrade.A
        )

    def _opened(self, number: int, pair: Pair) -> HitRow:
        desk = self.hits.desk
        now_ms = desk.now_ms()
        random = desk.random(3).hex().upper()
        notice, sighting = pair.notice, pair.sighting
        return HitRow(
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
            grade=pair.match.grade,
            matched=b"",
            firearm=None,
            opened_ms=now_ms,
            updated_ms=now_ms,
        )

    def _graded(self, pair: Pair, row: HitRow) -> HitRow:
        """The hit as the notice in force and the weapon described now have it."""
        notice, match = pair.notice, pair.match
        notification = HitNotification(
            preamble=self.hits.opening(load(Notice, notice.document), row),
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
            firearm=encode_firearm(pair.sighting.firearm),
            non_unique=pair.non_unique,
        )

    def _notified(self, tx: Connection, row: HitRow) -> tuple[HitRow, tuple[Step, ...]]:
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
            return row, ()
        told = load(HitNotification, row.matched)
        message_id = self.hits.say(tx, row, MessageKind.HIT_NOTIFICATION, told)
        after = replace(row, told=True)
        text = f"to {row.owner}"
        step = hit_step(row, after, by=NODE, event="NOTIFY", text=text, message_id=message_id)
        return after, (step,)
