"""Notices and hits put together: one call for whoever composes a node's rooms."""

from dataclasses import dataclass

from sqlalchemy import Connection

from accord.wire.kinds import MessageKind
from node.desk.desk import Desk
from node.desk.room import Room, Search
from node.matching.index import Index
from node.notices.applied import AppliedIntake
from node.notices.candidates import FORGET, Candidates
from node.notices.comparing import Comparing
from node.notices.finder import Finder
from node.notices.hit_desk import LAPSE, HitDesk, Listeners
from node.notices.hit_forms import RecoveryReport
from node.notices.hit_intake import KINDS, HitIntake
from node.notices.intake import TELL, NoticeIntake
from node.notices.owner import CONFIRM, Owner
from node.notices.posting import RESEND, Posting
from node.notices.publishing import (
    CANCEL,
    EXPIRY,
    GRACE,
    MATCH,
    PUBLISH,
    REVIEW,
    Publishing,
)
from node.notices.reading import NoticeViews
from node.notices.register import RegisterDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesRoom:
    """What officers and other rooms call, and what the node's other parts do."""

    notices: Publishing
    posting: Posting
    finder: Finder
    owner: Owner
    search: Candidates  # a `NoticeSearch`
    listeners: Listeners
    intake: HitIntake
    register: RegisterDesk
    views: NoticeViews
    room: Room

    def report_recovery(
        self, tx: Connection, hit_id: str, report: RecoveryReport, *, by: str
    ) -> None:
        """The recovery report; where the notice is our own, it waits to be cleared at once."""
        row = self.finder.report(tx, hit_id, report, by=by)
        if row.owner == row.finder:
            self.intake.recovered(tx, row, f"recovered by {report.agency}")


def open_notices(desk: Desk, index: Index) -> NoticesRoom:
    """Builds one member's notices and hits."""
    listeners = Listeners()
    hits = HitDesk(desk, listeners)
    owner = Owner(hits)
    posting = Posting(desk)
    publishing = Publishing(desk=desk, index=index, posting=posting, end_hits=owner.end_hits)
    arriving = NoticeIntake(desk=desk, index=index, end_hits=owner.end_hits)
    comparing = Comparing(hits)
    candidates = Candidates(hits=hits, index=index, intake=arriving, comparing=comparing)
    finder = Finder(hits=hits, comparing=comparing)
    hit_intake = HitIntake(hits=hits, owner=owner, posting=posting, publishing=publishing)
    return NoticesRoom(
        notices=publishing,
        posting=posting,
        finder=finder,
        owner=owner,
        search=candidates,
        listeners=listeners,
        intake=hit_intake,
        register=RegisterDesk(desk, publishing),
        views=NoticeViews(desk),
        room=Room(
            handlers={
                MessageKind.NOTICE: arriving,
                MessageKind.NOTICE_APPLIED: AppliedIntake(desk=desk, posting=posting),
                **dict.fromkeys(KINDS, hit_intake),
            },
            chores={
                REVIEW: publishing.review_due,
                GRACE: publishing.grace_over,
                EXPIRY: publishing.retention_over,
                RESEND: posting.resend,
                TELL: arriving.tell,
                LAPSE: finder.lapsed,
                FORGET: candidates.forgotten,
            },
            searches={MATCH: Search(weapon=candidates.weapon, apply=candidates.matched)},
            heard={MessageKind.NOTICE: posting.heard, **dict.fromkeys(KINDS, hits.heard)},
            acts=frozenset({PUBLISH, CANCEL, CONFIRM}),
        ),
    )
