"""Who has applied which version of our notices: the acknowledgement matrix."""

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from accord.cases.notice import AppliedVersion
from accord.cases.notice_requirements import check_applied
from accord.cases.rule import insist
from accord.errors import PolicyError
from accord.wire.kinds import MessageKind
from accord.wire.payload import decode_payload
from node.desk.desk import Desk
from node.exchange.messages import IncomingMessage
from node.notices import tables
from node.notices.posting import Posting
from node.notices.rows import keep_register, own_notice


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedIntake:
    """Takes in who has applied our notices."""

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
