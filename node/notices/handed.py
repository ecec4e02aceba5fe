"""Our own notices for a bureau's file, where their officers have said that they may go there."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection

from accord.cases.handover import Handed, RecordItem, RecordType, ReplyItem, day, handover_firearm
from accord.cases.notice import Notice
from accord.cases.notice_codes import NoticeState, NoticeType
from accord.errors import PolicyError
from node.desk import documents
from node.desk.desk import Desk
from node.desk.journal import Step
from node.notices.rows import NOTICES, own_notice

# iARMS knows four types; the five finer ones of a notice go there as the nearest of them.
_TYPES: Final = MappingProxyType(
    {
        NoticeType.LOST: RecordType.LOST,
        NoticeType.STOLEN: RecordType.STOLEN,
        NoticeType.TRAFFICKED: RecordType.TRAFFICKED,
        NoticeType.SMUGGLED: RecordType.SMUGGLED,
        NoticeType.ROBBED_FROM_STATE_FORCE: RecordType.STOLEN,
        NoticeType.MISSING_IN_STOCKTAKE: RecordType.LOST,
        NoticeType.MISSING_IN_TRANSIT: RecordType.LOST,
        NoticeType.UNRETURNED: RecordType.STOLEN,
        NoticeType.CAPTURED: RecordType.STOLEN,
    }
)
_STANDING: Final = frozenset({NoticeState.ACTIVE, NoticeState.REVIEW_DUE, NoticeState.SUSPENDED})


@dataclass(frozen=True, slots=True)
class HandedNotices:
    """The notices of one desk, as far as a bureau may have them."""

    desk: Desk

    def item(self, tx: Connection, subject: str, item_id: str) -> Handed:
        """One notice as an item.

        Raises:
            PolicyError: not a notice of ours, not in force, or not meant for INTERPOL.
        """
        row = own_notice(tx, subject, self.desk.member)
        notice = documents.load(Notice, row.document)
        if row.state not in _STANDING:
            raise PolicyError("handover.not_in_force", "only a notice in force is handed over")
        if not notice.export_to_iarms:
            raise PolicyError(
                "handover.not_meant", "the notice does not say that it may go to INTERPOL; amend it"
            )
        item = RecordItem(
            item_id=item_id,
            type=_TYPES[notice.type],
            firearm=handover_firearm(notice.firearm),
            date=day(notice.lost_from or notice.discovered or notice.reported),
            country=notice.loss_state or self.desk.member,
            notice_id=notice.notice_id,
        )
        return Handed(item=item)

    def handed(
        self, tx: Connection, subject: str, file_id: str, withheld: tuple[str, ...], *, by: str
    ) -> None:
        """Writes into the timeline that the notice went out."""
        del withheld  # a notice of ours holds nothing that another State has reserved
        self._note(tx, subject, "HANDED_OVER", file_id, by=by)

    def replied(self, tx: Connection, subject: str, reply: ReplyItem, *, by: str) -> None:
        """Keeps what the bureau says; a hit is a lead, and an officer's to judge."""
        text = " ".join(part for part in (reply.status, reply.reference, reply.country) if part)
        self._note(tx, subject, "HANDOVER_REPLY", f"{text}: {reply.text}".strip(": "), by=by)

    def _note(self, tx: Connection, notice_id: str, event: str, text: str, *, by: str) -> None:
        state = NOTICES.load(tx, notice_id).state
        self.desk.note(
            tx,
            Step(
                root=notice_id,
                subject=notice_id,
                actor=by,
                event=event,
                before=state,
                after=state,
                text=text,
            ),
        )
