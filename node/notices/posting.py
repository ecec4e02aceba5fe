"""Sends a version to its audience and to nobody else, and knows who has received which."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from accord.cases.notice import Notice
from accord.cases.notice_audience import audience_of, check_widening
from accord.cases.notice_life import IN_FORCE
from accord.errors import PolicyError
from accord.wire.kinds import MessageKind
from node.desk.agenda import Task
from node.desk.desk import QUEUED, Desk, Letter
from node.desk.documents import load
from node.desk.post import LOST, note_loss
from node.desk.room import Sent
from node.exchange.messages import DeliveryStatus
from node.notices import tables
from node.notices.rows import NoticeRow, members_of, own_notice

RESEND: Final = "NOTICE_RESEND"
_RESEND_MS: Final = 3_600_000
_MOST_RECIPIENTS: Final = 64  # of one message


@dataclass(frozen=True, slots=True)
class Posting:
    """The way of one member's notices to their audiences."""

    desk: Desk

    def send(
        self, tx: Connection, row: NoticeRow, notice: Notice, *, urgent: bool
    ) -> tuple[UUID | None, bytes]:
        """Sends a version to whoever may have it, and to whoever has an older one.

        Gives the id of the message, None where there is nobody to send it to, and its bytes.

        Raises:
            PolicyError: the audience is not one that there is.
        """
        had = frozenset(member["member"] for member in members_of(tx, row.notice_id))
        recipients = had & self._active()
        if notice.state in IN_FORCE:
            recipients |= self.audience(notice)
        return self._post(tx, row, notice, sorted(recipients), had, urgent=urgent)

    def insist_wider(self, tx: Connection, notice: Notice) -> None:
        """Passes where an amended audience leaves out nobody who has the notice.

        Raises:
            PolicyError: `notice.audience_narrowed`, or it is not one that there is.
        """
        had = frozenset(member["member"] for member in members_of(tx, notice.notice_id))
        check_widening(had & self._active(), self.audience(notice))

    def audience(self, notice: Notice) -> frozenset[str]:
        """The members that may have the notice.

        Raises:
            PolicyError: it names a group or a member that there is not.
        """
        return audience_of(
            notice,
            owner=self.desk.member,
            directory=self.desk.region.directory,
            policy=self.desk.region.policy.notices,
        )

    def resend(self, tx: Connection, task: Task) -> None:
        """Sends the version in force to whoever of the audience has no word of it."""
        self.distribute(tx, task.subject)

    def distribute_all(self, tx: Connection) -> None:
        """Has every notice of ours that is in force sent to whoever lacks it."""
        table = tables.notice
        states = [state.value for state in IN_FORCE]
        ours = (table.c.owner == self.desk.member) & table.c.state.in_(states)
        for notice_id in tx.execute(select(table.c.notice_id).where(ours)).scalars().all():
            self.desk.schedule(tx, RESEND, notice_id)

    def distribute(self, tx: Connection, notice_id: str) -> tuple[str, ...]:
        """Sends the version in force where it is missing: after a loss, or to a new member.

        Raises:
            PolicyError: there is no such notice, it is not ours, or nobody may have it.
        """
        row = own_notice(tx, notice_id, self.desk.member)
        notice = load(Notice, row.document)
        lost = {status.value for status in LOST}
        members = members_of(tx, notice_id)
        reached = {
            one["member"]
            for one in members
            if one["version"] == row.version and one["status"] not in lost
        }
        had = frozenset(one["member"] for one in members)
        wanted = self.audience(notice) if row.state in IN_FORCE else had
        missing = sorted(wanted - reached)
        if missing:
            self._post(tx, row, notice, missing, had, urgent=False)
        return tuple(missing)

    def heard(self, tx: Connection, sent: Sent, status: DeliveryStatus, code: str) -> None:
        """Where a version stands on its way; one that was lost goes out again."""
        table = tables.notice_member
        mine = (
            (table.c.notice_id == sent.root)
            & (table.c.member == sent.recipient)
            & (table.c.message_id == sent.message_id.bytes)
        )
        known = tx.execute(update(table).where(mine).values(status=status.value, code=code))
        if status in LOST:
            note_loss(self.desk, tx, sent, status, code)
            if known.rowcount and status is DeliveryStatus.UNDELIVERED:
                self.desk.schedule(tx, RESEND, sent.root, after_ms=_RESEND_MS)

    def insist_received(self, tx: Connection, notice_id: str, member: str) -> None:
        """Passes where we have sent the notice to this member.

        Raises:
            PolicyError: `notice.not_in_audience`.
        """
        table = tables.notice_member
        mine = (table.c.notice_id == notice_id) & (table.c.member == member)
        if tx.execute(select(table.c.version).where(mine)).first() is None:
            raise PolicyError(
                "notice.not_in_audience", "the notice was not sent to this member; ask its owner"
            )

    def _active(self) -> frozenset[str]:
        members = self.desk.region.directory.members.values()
        return frozenset(member.id for member in members if member.active)

    def _post(
        self,
        tx: Connection,
        row: NoticeRow,
        notice: Notice,
        recipients: list[str],
        had: Collection[str],
        *,
        urgent: bool,
    ) -> tuple[UUID | None, bytes]:
        message_id: UUID | None = None
        payload = b""
        for start in range(0, len(recipients), _MOST_RECIPIENTS):
            some = tuple(recipients[start : start + _MOST_RECIPIENTS])
            message_id, payload = self.desk.send(
                tx,
                Letter(
                    root=row.notice_id,
                    subject=row.notice_id,
                    recipients=some,
                    kind=MessageKind.NOTICE,
                    message=notice,
                    conversation=row.conversation,
                    urgent=urgent,
                ),
            )
            for member in some:
                self._expect(tx, row, notice.version, member, message_id, known=member in had)
        return message_id, payload

    def _expect(
        self,
        tx: Connection,
        row: NoticeRow,
        version: int,
        member: str,
        message_id: UUID,
        *,
        known: bool,
    ) -> None:
        table = tables.notice_member
        values = {
            "version": version,
            "message_id": message_id.bytes,
            "sent_ms": self.desk.now_ms(),
            "status": QUEUED,
            "code": "",
        }
        if known:
            mine = (table.c.notice_id == row.notice_id) & (table.c.member == member)
            tx.execute(update(table).where(mine).values(**values))
        else:
            key = {"notice_id": row.notice_id, "member": member, "applied_version": 0}
            tx.execute(insert(table).values(**key, **values))
