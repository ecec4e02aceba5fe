"""What the owner does with its notices: each act is a new version, sent in one transaction with it.

An older version never overtakes a newer one (invariant I6): versions count, and every version is
whole.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import Connection

from accord.cases.notice import Notice
from accord.cases.notice_codes import CancelReason, NoticeAct, NoticeState
from accord.cases.notice_life import ENDED, NOTICE, SEARCHED, NoticeEvent
from accord.cases.notice_requirements import check_notice
from accord.cases.rule import insist, said
from accord.dates import PartialDate
from accord.errors import PolicyError
from accord.weapons.codes import MatchGrade
from accord.wire.kinds import MessageKind
from node.desk.agenda import Task
from node.desk.desk import DAY_MS, NODE, Desk
from node.desk.documents import dump, load, weapon_line
from node.desk.journal import Step
from node.matching.index import Index
from node.notices.drafts import NoticeDraft, RegistryChange, amended, as_notice, dated, of_change
from node.notices.drafts import validated as with_next_review
from node.notices.posting import Posting
from node.notices.rows import (
    NOTICES,
    NoticeRow,
    Version,
    carry_registers,
    keep_versions,
    next_notice,
    own_notice,
)

SHELF: Final = "notice"
REVIEW: Final = "NOTICE_REVIEW"
GRACE: Final = "NOTICE_GRACE"
EXPIRY: Final = "NOTICE_EXPIRY"
MATCH: Final = "NOTICE_MATCH"
PUBLISH: Final = "publish_notice"  # acts that two people may be asked for
CANCEL: Final = "cancel_notice"
_HOUR_MS: Final = 3_600_000

EndHits = Callable[[Connection, NoticeRow], None]  # a notice has ended: its open hits with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """The notices of one member; every call is one step of one transaction.

    Raises (every method):
        PolicyError: unknown id, another State's notice, a missing field or a conflict.
        TransitionError: the step is not allowed in the state; says what is.
    """

    desk: Desk
    index: Index
    posting: Posting
    end_hits: EndHits

    def draft(self, tx: Connection, draft: NoticeDraft, *, by: str, origin: str = "") -> str:
        """Keeps a notice that nobody has received; gives its id."""
        number = next_notice(tx)
        member = self.desk.member
        # The random part keeps a node that was restored from a copy from using an id twice.
        random = self.desk.random(3).hex().upper()
        notice_id = f"{member}-N-{self.desk.today().year}-{number:05d}-{random}"
        preamble = self.desk.opening(
            draft.case_reference or notice_id, handling=draft.handling, language=draft.language
        )
        notice = as_notice(draft, notice_id=notice_id, preamble=preamble)
        now_ms = self.desk.now_ms()
        row = NoticeRow(
            number=number,
            notice_id=notice_id,
            owner=member,
            conversation_id=self.desk.new_conversation().bytes,
            version=0,
            state=NoticeState.DRAFT,
            type=notice.type,
            requested_action=notice.requested_action or "",
            weapon=weapon_line(notice.firearm),
            opened_ms=now_ms,
            updated_ms=now_ms,
            origin=origin,
            document=dump(notice),
        )
        NOTICES.insert(tx, row)
        self._note(tx, row, row, by=by, event="DRAFT", text=origin)
        return notice_id

    def draft_change(self, tx: Connection, change: RegistryChange) -> str:
        """A register says that a weapon was lost: a draft, which an officer publishes or not."""
        draft = of_change(change, member=self.desk.member)
        return self.draft(tx, draft, by=NODE, origin=change.origin)

    def revise(self, tx: Connection, notice_id: str, draft: NoticeDraft, *, by: str) -> None:
        """Changes a draft that nobody has received."""
        row = self._own(tx, notice_id)
        if row.state is not NoticeState.DRAFT:
            raise PolicyError(
                "notice.published", "a published notice is amended, which makes a new version"
            )
        notice = amended(load(Notice, row.document), draft)
        after = replace(
            row,
            type=notice.type,
            requested_action=notice.requested_action or "",
            weapon=weapon_line(notice.firearm),
            document=dump(notice),
            updated_ms=self.desk.now_ms(),
        )
        NOTICES.update(tx, after)
        self._note(tx, row, after, by=by, event="REVISE", text="")

    def discard(self, tx: Connection, notice_id: str, reason: str, *, by: str) -> None:
        """Throws a draft away; it stays readable."""
        row = self._own(tx, notice_id)
        after = NOTICE.step(row.state, NoticeEvent.DISCARD)
        discarded = replace(row, state=after, updated_ms=self.desk.now_ms())
        NOTICES.update(tx, discarded)
        self._note(tx, row, discarded, by=by, event=NoticeEvent.DISCARD, text=reason)

    def publish(self, tx: Connection, notice_id: str, *, by: str) -> bool:
        """Sends a draft to its audience; False where a second person must ask for it too."""
        row = self._own(tx, notice_id)
        NOTICE.step(row.state, NoticeEvent.PUBLISH)
        notice = dated(
            load(Notice, row.document), today=self._today(), policy=self.desk.region.policy.notices
        )
        self._insist_settled(tx, notice)
        return self._act(tx, row, notice, NoticeEvent.PUBLISH, by=by, signed=PUBLISH)

    def amend(
        self, tx: Connection, notice_id: str, draft: NoticeDraft, *, reason: str, by: str
    ) -> None:
        """A new version with other words; it is no validation."""
        row = self._own(tx, notice_id)
        NOTICE.step(row.state, NoticeEvent.AMEND)
        notice = replace(amended(load(Notice, row.document), draft), reason=reason)
        self.posting.insist_wider(tx, notice)
        self._act(tx, row, notice, NoticeEvent.AMEND, by=by)

    def validate(self, tx: Connection, notice_id: str, *, by: str) -> None:
        """Says that the record is complete, true and still active; sets the next review."""
        row = self._own(tx, notice_id)
        notice = with_next_review(
            load(Notice, row.document), today=self._today(), policy=self.desk.region.policy.notices
        )
        self._act(tx, row, replace(notice, reason=""), NoticeEvent.VALIDATE, by=by)

    def suspend(self, tx: Connection, notice_id: str, reason: str, *, by: str) -> None:
        """Flags the notice; it is still searched."""
        self._simple(tx, notice_id, NoticeEvent.SUSPEND, reason, by=by)

    def recover(self, tx: Connection, notice_id: str, reason: str, *, by: str) -> None:
        """The weapon is in safe hands; the notice waits to be cleared."""
        self._simple(tx, notice_id, NoticeEvent.RECOVER, reason, by=by)

    def resume(self, tx: Connection, notice_id: str, reason: str, *, by: str) -> None:
        """What was recovered is another weapon: the search goes on."""
        self._simple(tx, notice_id, NoticeEvent.RESUME, reason, by=by)

    def clear(self, tx: Connection, notice_id: str, reason: str, *, by: str) -> None:
        """Ends a notice that was valid and is satisfied."""
        self._simple(tx, notice_id, NoticeEvent.CLEAR, reason, by=by)

    def cancel(
        self, tx: Connection, notice_id: str, why: CancelReason, reason: str, *, by: str
    ) -> bool:
        """Ends a notice that was never valid, and every open hit on it at once."""
        row = self._own(tx, notice_id)
        NOTICE.step(row.state, NoticeEvent.CANCEL)
        notice = replace(load(Notice, row.document), cancel_reason=why, reason=reason)
        return self._act(tx, row, notice, NoticeEvent.CANCEL, by=by, signed=CANCEL)

    def review_due(self, tx: Connection, task: Task) -> None:
        """The day of review has come; the owner has the policy's grace to validate."""
        row = self._own(tx, task.subject)
        if row.state is not NoticeState.ACTIVE:
            return
        after = replace(row, state=NOTICE.step(row.state, NoticeEvent.COME_UP_FOR_REVIEW))
        NOTICES.update(tx, replace(after, updated_ms=self.desk.now_ms()))
        self._note(tx, row, after, by=NODE, event=NoticeEvent.COME_UP_FOR_REVIEW, text="")
        days = self.desk.region.policy.notices.validation_grace_days
        self.desk.schedule(tx, GRACE, row.notice_id, after_ms=days * DAY_MS)

    def grace_over(self, tx: Connection, task: Task) -> None:
        """Nobody has validated the notice: it is suspended, and everybody learns of it."""
        row = self._own(tx, task.subject)
        if row.state is NoticeState.REVIEW_DUE:
            days = self.desk.region.policy.notices.validation_grace_days
            text = f"not validated within {days} days of its review"
            self._simple(tx, row.notice_id, NoticeEvent.SUSPEND, text, by=NODE)

    def retention_over(self, tx: Connection, task: Task) -> None:
        """The day until which the notice may be kept is over."""
        row = self._own(tx, task.subject)
        if row.state not in ENDED:
            self._simple(tx, row.notice_id, NoticeEvent.EXPIRE, "retention is over", by=NODE)

    def _own(self, tx: Connection, notice_id: str) -> NoticeRow:
        return own_notice(tx, notice_id, self.desk.member)

    def _today(self) -> date:
        return datetime.fromtimestamp(self.desk.now_ms() / 1000, UTC).date()

    def _simple(
        self, tx: Connection, notice_id: str, event: NoticeEvent, reason: str, *, by: str
    ) -> None:
        row = self._own(tx, notice_id)
        NOTICE.step(row.state, event)
        self._act(tx, row, replace(load(Notice, row.document), reason=reason), event, by=by)

    def _act(
        self,
        tx: Connection,
        row: NoticeRow,
        notice: Notice,
        event: NoticeEvent,
        *,
        by: str,
        signed: str = "",
    ) -> bool:
        """Makes the next version and sends it; False where it waits for a second person."""
        after = NOTICE.step(row.state, event)
        notice = replace(notice, version=row.version + 1, act=NoticeAct(event), state=after)
        if event is not NoticeEvent.CANCEL:
            notice = replace(notice, cancel_reason=None)
        fresh = event in {NoticeEvent.PUBLISH, NoticeEvent.AMEND}
        insist(check_notice(notice, today=self.desk.today() if fresh else None))
        if signed and not self.desk.signoff.passes(tx, signed, row.notice_id, dump(notice), by):
            text = "waits for a second person"
            self._note(tx, row, row, by=by, event=f"ASK_{event}", text=text, document=dump(notice))
            return False
        # A cancellation overtakes what is on its way: somebody may be acting on a hit.
        urgent = event is NoticeEvent.CANCEL
        message_id, _ = self.posting.send(tx, row, notice, urgent=urgent)
        now_ms = self.desk.now_ms()
        moved = replace(
            row,
            version=notice.version,
            state=after,
            type=notice.type,
            requested_action=notice.requested_action or "",
            weapon=weapon_line(notice.firearm),
            updated_ms=now_ms,
            expires_ms=end_of_day_ms(notice.retained_until),
            published_late=row.published_late or self._late(notice),
            message_id=message_id.bytes if message_id else None,
            document=dump(notice),
        )
        NOTICES.update(tx, moved)
        version = Version(
            notice_id=moved.notice_id,
            version=notice.version,
            act=notice.act,
            state=after,
            at_ms=now_ms,
            message_id=moved.message_id,
            document=moved.document,
        )
        keep_versions(tx, [version])
        self._note(tx, row, moved, by=by, event=event, text=notice.reason)
        self._look_after(tx, moved, notice, event)
        return True

    def _look_after(
        self, tx: Connection, row: NoticeRow, notice: Notice, event: NoticeEvent
    ) -> None:
        """The index, the clocks and the hits follow the version."""
        if row.state in SEARCHED:
            self.index.put(tx, SHELF, row.notice_id, notice.firearm)
        else:
            self.index.remove(tx, SHELF, row.notice_id)
        if event in {NoticeEvent.PUBLISH, NoticeEvent.AMEND, NoticeEvent.RESUME}:
            self.desk.schedule(tx, MATCH, row.notice_id)
        else:
            carry_registers(tx, row.notice_id, self.desk.member, version=row.version)
        if row.state is NoticeState.ACTIVE:
            self.desk.cancel(tx, GRACE, row.notice_id)
            self._at(tx, REVIEW, row.notice_id, end_of_day_ms(notice.review_date))
        if row.state in ENDED:
            for kind in (REVIEW, GRACE, EXPIRY, MATCH):
                self.desk.cancel(tx, kind, row.notice_id)
            self.end_hits(tx, row)
        else:
            self._at(tx, EXPIRY, row.notice_id, row.expires_ms)

    def _at(self, tx: Connection, kind: str, subject: str, at_ms: int) -> None:
        self.desk.schedule(tx, kind, subject, after_ms=max(0, at_ms - self.desk.now_ms()))

    def _late(self, notice: Notice) -> bool:
        """Whether more time has passed since the discovery than the policy allows."""
        if notice.act is not NoticeAct.PUBLISH or notice.discovered is None:
            return False
        hours = self.desk.region.policy.notices.publish_hours
        since = end_of_day_ms(notice.discovered)
        return self.desk.now_ms() > since + hours * _HOUR_MS

    def _insist_settled(self, tx: Connection, notice: Notice) -> None:
        """One notice of a State for one weapon; several States' only where they agree (SIS)."""
        for found in self.index.find(tx, SHELF, notice.firearm):
            if found.match.grade is not MatchGrade.A or found.non_unique:
                continue
            other = NOTICES.load(tx, found.subject)
            if other.owner == self.desk.member:
                raise PolicyError(
                    "notice.duplicate",
                    f"{other.notice_id} is about this weapon already: amend it instead",
                )
            asked = notice.requested_action or ""
            if other.requested_action != asked and not said(notice.reason):
                raise PolicyError(
                    "notice.conflict",
                    f"{other.notice_id} of {other.owner} asks for {other.requested_action} about "
                    f"this weapon: agree with {other.owner}, and say so as the reason",
                )

    def _note(
        self,
        tx: Connection,
        before: NoticeRow,
        after: NoticeRow,
        *,
        by: str,
        event: str,
        text: str,
        document: bytes | None = None,
    ) -> None:
        self.desk.note(
            tx,
            Step(
                root=after.notice_id,
                subject=after.notice_id,
                actor=by,
                event=event,
                before=before.state,
                after=after.state,
                text=text,
                kind=None if document is None else MessageKind.NOTICE,
                document=document,
            ),
        )


def end_of_day_ms(day: PartialDate | None) -> int:
    """The last moment of a date, in UTC: of its year or month, where no day is known."""
    if day is None:
        return 0
    year, month = day.year, (day.month or 12)
    if day.day is not None:
        start = datetime(year, month, day.day, tzinfo=UTC)
        return int(start.timestamp() * 1000) + DAY_MS
    first_after = (year + 1, 1) if month == 12 else (year, month + 1)
    return int(datetime(*first_after, 1, tzinfo=UTC).timestamp() * 1000)
