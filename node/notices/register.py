"""What a change in a national register means for our notices: a draft, or a word beside one."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from accord.adapter import RegistryRecord
from accord.cases.codes import HolderRole, RecordStatus
from accord.cases.notice_codes import HolderClass, NoticeState, NoticeType
from node.desk.desk import NODE, Desk
from node.desk.journal import Step
from node.notices.drafts import RegistryChange
from node.notices.publishing import Publishing
from node.notices.tables import notice

_LOST: Final = {
    RecordStatus.STOLEN: NoticeType.STOLEN,
    RecordStatus.LOST: NoticeType.LOST,
}
_FOUND: Final = frozenset(
    {
        RecordStatus.FOUND,
        RecordStatus.SEIZED,
        RecordStatus.SURRENDERED,
        RecordStatus.CONFISCATED,
        RecordStatus.LAWFUL_POSSESSION,
    }
)
_OVER: Final = (
    NoticeState.DISCARDED,
    NoticeState.CANCELLED,
    NoticeState.CLEARED,
    NoticeState.EXPIRED,
)
_HOLDERS: Final = {
    HolderRole.ARMED_FORCE: HolderClass.STATE_ARMED_FORCE,
    HolderRole.POLICE: HolderClass.POLICE,
    HolderRole.OTHER_STATE_BODY: HolderClass.OTHER_STATE,
    HolderRole.DEALER: HolderClass.DEALER,
    HolderRole.WHOLESALER: HolderClass.DEALER,
    HolderRole.MANUFACTURER: HolderClass.MANUFACTURER,
    HolderRole.PRIVATE_SECURITY: HolderClass.PRIVATE_SECURITY,
    HolderRole.CIVILIAN_HOLDER: HolderClass.CIVILIAN,
    HolderRole.PEACE_OPERATION: HolderClass.PEACE_OPERATION,
}
FOUND = "REGISTER_FOUND"


@dataclass(frozen=True, slots=True)
class RegisterDesk:
    """Takes changed records; an officer decides what becomes of each."""

    desk: Desk
    publishing: Publishing

    def register_changed(self, tx: Connection, register: str, record: RegistryRecord) -> None:
        """A loss makes one draft; a find is noted beside the notice that the loss once made."""
        change = RegistryChange(
            register=register,
            record_id=record.record_id,
            type=_LOST.get(record.status, NoticeType.LOST) if record.status else NoticeType.LOST,
            firearm=record.firearm,
            changed_on=record.status_date,
            holder_class=_HOLDERS.get(record.holder_class) if record.holder_class else None,
        )
        standing = tx.execute(
            select(notice.c.notice_id, notice.c.state)
            .where(notice.c.origin == change.origin, notice.c.owner == self.desk.member)
            .where(notice.c.state.not_in(_OVER))
        ).all()
        if record.status in _LOST and not standing:
            self.publishing.draft_change(tx, change)
        elif record.status in _FOUND:
            for row in standing:
                self.desk.note(
                    tx,
                    Step(
                        root=row.notice_id,
                        subject=row.notice_id,
                        actor=NODE,
                        event=FOUND,
                        before=row.state,
                        after=row.state,
                        text=f"{register} says {record.status}",
                    ),
                )
