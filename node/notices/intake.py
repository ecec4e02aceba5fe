"""What arrives about notices: other members' versions, and who has applied ours.

Versions may come late, twice and in any order; the newest that is known is in force (invariant
I6), and older ones are kept beside it.
"""

from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection, select, update

from accord.cases.codes import UseRestriction
from accord.cases.notice import AppliedRegister, AppliedVersion, Notice, NoticeApplied
from accord.cases.notice_audience import audience_of
from accord.cases.notice_codes import NoticeState
from accord.cases.notice_life import ENDED, SEARCHED
from accord.cases.notice_requirements import check_applied, check_notice
from accord.cases.references import insist_own
from accord.cases.rule import insist
from accord.cases.trace import Preamble
from accord.errors import PolicyError
from accord.wire.kinds import MessageKind
from accord.wire.payload import decode_payload
from node.desk.agenda import Task
from node.desk.desk import Desk, Letter
from node.desk.documents import load, weapon_line
from node.desk.journal import Step
from node.exchange.messages import IncomingMessage
from node.matching.index import Index
from node.notices import tables
from node.notices.posting import Posting
from node.notices.publishing import MATCH, SHELF, EndHits, end_of_day_ms
from node.notices.rows import (
    NOTICES,
    NoticeRow,
    add_notice,
    carry_registers,
    keep_register,
    keep_version,
    next_notice,
    notice_or_none,
    owe,
    owed,
    own_notice,
    registers_of,
    version_of,
)

TELL: Final = "NOTICE_TELL"
_GATHER_MS: Final = 2_000  # so long are applied versions gathered before their owner is told
_MOST_TOLD: Final = 256  # versions in one message


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeIntake:
    """Takes in other members' notices for one desk."""

    desk: Desk
    index: Index
    end_hits: EndHits

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """The effect of a version.

        Raises:
            FormatError: the payload is no notice.
            PolicyError: it is not the sender's, not for us, lacks something, or comes after the
                notice's end.
        """
        notice = decode_payload(MessageKind.NOTICE, message.payload)
        insist_own(notice.notice_id, message.sender)
        insist(check_notice(notice))
        row = notice_or_none(tx, notice.notice_id)
        if row is None:
            self._insist_audience(notice, message.sender)
            self._take(tx, self._new(tx, message, notice), message, notice, None)
        elif (known := version_of(tx, notice.notice_id, notice.version)) is not None:
            if known != message.payload:
                raise PolicyError(
                    "notice.version_conflict",
                    f"version {notice.version} is known with other words; send the next version",
                )
        elif notice.version < row.version:
            self._keep(tx, row, message, notice)
            self._note(tx, row, row, message, notice, event="OLDER")
        elif row.state in ENDED:
            raise PolicyError("notice.ended", f"the notice is {row.state}; publish another instead")
        else:
            before = load(Notice, row.document)
            self._take(tx, self._moved(row, message, notice), message, notice, before)

    def tell(self, tx: Connection, task: Task) -> None:
        """Tells an owner which of its versions we have applied, many in one message."""
        owner = task.subject
        found = owed(tx, owner, _MOST_TOLD)
        if not found:
            return
        applied = tuple(
            AppliedVersion(
                notice_id=one["notice_id"],
                version=one["version"],
                applied_ms=one["applied_ms"],
                registers=self._registers(tx, one["notice_id"], one["version"]),
            )
            for one in found
        )
        latest = load(Notice, NOTICES.load(tx, applied[0].notice_id).document)
        preamble = Preamble(
            authority=self.desk.authority,
            case_reference="applied notices",
            handling=latest.preamble.handling,
            use_restrictions=(UseRestriction.R0,),
            language=latest.preamble.language,
        )
        root = f"{self.desk.member}-APPLIED-{owner}"
        self.desk.send(
            tx,
            Letter(
                root=root,
                subject=root,
                recipients=(owner,),
                kind=MessageKind.NOTICE_APPLIED,
                message=NoticeApplied(preamble=preamble, applied=applied),
                conversation=self.desk.new_conversation(),
                urgent=False,
            ),
        )
        if len(found) == _MOST_TOLD:
            self.desk.schedule(tx, TELL, owner)

    def owe(self, tx: Connection, row: NoticeRow) -> None:
        """Has the owner told that the version in force is applied."""
        if row.owner == self.desk.member:
            return
        if owe(tx, row.owner, row.notice_id, version=row.version, applied_ms=row.updated_ms):
            self.desk.schedule(tx, TELL, row.owner, after_ms=_GATHER_MS)

    def _registers(
        self, tx: Connection, notice_id: str, version: int
    ) -> tuple[AppliedRegister, ...]:
        return tuple(
            AppliedRegister(
                register=one["register"],
                searched_ms=one["searched_ms"],
                data_as_of_ms=one["data_as_of_ms"],
            )
            for one in registers_of(tx, notice_id)
            if one["member"] == self.desk.member and one["version"] == version
        )

    def _insist_audience(self, notice: Notice, sender: str) -> None:
        audience = audience_of(
            notice,
            owner=sender,
            directory=self.desk.region.directory,
            policy=self.desk.region.policy.notices,
        )
        if self.desk.member not in audience:
            raise PolicyError("notice.not_in_audience", "the notice is not for this member")

    def _new(self, tx: Connection, message: IncomingMessage, notice: Notice) -> NoticeRow:
        now_ms = self.desk.now_ms()
        return NoticeRow(
            number=next_notice(tx),
            notice_id=notice.notice_id,
            owner=message.sender,
            conversation_id=message.conversation_id.bytes,
            version=notice.version,
            state=notice.state,
            type=notice.type,
            requested_action=notice.requested_action or "",
            weapon=weapon_line(notice.firearm),
            opened_ms=now_ms,
            updated_ms=now_ms,
            expires_ms=end_of_day_ms(notice.retained_until),
            message_id=message.message_id.bytes,
            document=message.payload,
        )

    def _moved(self, row: NoticeRow, message: IncomingMessage, notice: Notice) -> NoticeRow:
        return replace(
            row,
            version=notice.version,
            state=notice.state,
            type=notice.type,
            requested_action=notice.requested_action or "",
            weapon=weapon_line(notice.firearm),
            updated_ms=self.desk.now_ms(),
            expires_ms=end_of_day_ms(notice.retained_until),
            message_id=message.message_id.bytes,
            document=message.payload,
        )

    def _take(
        self,
        tx: Connection,
        row: NoticeRow,
        message: IncomingMessage,
        notice: Notice,
        before: Notice | None,
    ) -> None:
        """The version is in force from now on."""
        if before is None:
            add_notice(tx, row)
        else:
            NOTICES.update(tx, row)
        self._keep(tx, row, message, notice)
        state = before.state if before else NoticeState.DRAFT
        self._note(tx, replace(row, state=state), row, message, notice, event=notice.act)
        if row.state in SEARCHED:
            if before is None or before.state not in SEARCHED or before.firearm != notice.firearm:
                self.index.put(tx, SHELF, row.notice_id, notice.firearm)
                self.desk.schedule(tx, MATCH, row.notice_id)
            else:
                carry_registers(tx, row.notice_id, self.desk.member, version=row.version)
        else:
            self.index.remove(tx, SHELF, row.notice_id)
            self.desk.cancel(tx, MATCH, row.notice_id)
        if row.state in ENDED:
            self.end_hits(tx, row)
        self.owe(tx, row)

    def _keep(
        self, tx: Connection, row: NoticeRow, message: IncomingMessage, notice: Notice
    ) -> None:
        keep_version(
            tx,
            replace(row, message_id=message.message_id.bytes),
            version=notice.version,
            act=notice.act,
            state=notice.state,
            at_ms=self.desk.now_ms(),
            document=message.payload,
        )

    def _note(
        self,
        tx: Connection,
        before: NoticeRow,
        after: NoticeRow,
        message: IncomingMessage,
        notice: Notice,
        *,
        event: str,
    ) -> None:
        self.desk.note(
            tx,
            Step(
                root=after.notice_id,
                subject=after.notice_id,
                actor=message.sender,
                event=event,
                before=before.state,
                after=after.state,
                text=f"version {notice.version}" + (f": {notice.reason}" if notice.reason else ""),
                message_id=message.message_id,
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedIntake:
    """Takes in who has applied our notices: the acknowledgement matrix."""

    desk: Desk
    posting: Posting

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """The effect of a statement; what it says of an older version changes nothing.

        Raises:
            FormatError: the payload is not what its kind says.
            PolicyError: a notice is not ours, was not sent to the member, or has no such version.
        """
        said = decode_payload(MessageKind.NOTICE_APPLIED, message.payload)
        insist(check_applied(said))
        for one in said.applied:
            row = own_notice(tx, one.notice_id, self.desk.member)
            self.posting.insist_received(tx, one.notice_id, message.sender)
            if one.version > row.version:
                raise PolicyError(
                    "notice.version_unknown", f"there is no version {one.version} of this notice"
                )
            self._applied(tx, message.sender, one)

    def _applied(self, tx: Connection, member: str, one: AppliedVersion) -> None:
        table = tables.notice_member
        mine = (table.c.notice_id == one.notice_id) & (table.c.member == member)
        before = tx.execute(select(table.c.applied_version).where(mine)).scalar_one()
        if one.version > before:
            tx.execute(
                update(table)
                .where(mine)
                .values(applied_version=one.version, applied_ms=one.applied_ms)
            )
        for register in one.registers:
            keep_register(
                tx,
                one.notice_id,
                member,
                register.register,
                version=one.version,
                searched_ms=register.searched_ms or 0,
                data_as_of_ms=register.data_as_of_ms,
            )
