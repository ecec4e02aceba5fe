"""What the notices say of our cases' weapons, and what a confirmed or dismissed hit does to one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection

from accord.cases.codes import (
    ChainEvent,
    Disposition,
    EvidenceLevel,
    HolderRole,
    RecordStatus,
    ResponseKind,
    UseRestriction,
)
from accord.cases.notice import Notice
from accord.cases.notice_codes import HolderClass, NoticeType
from accord.cases.trace import ChainLink, LastLegalRecord, TraceResponse
from accord.cases.trace_case import TRACE_CASE, CaseEvent, CaseState
from accord.wire.kinds import MessageKind
from node.casework import rows
from node.casework.progress import Progress
from node.casework.rows import CaseRow
from node.desk import documents
from node.desk.desk import Desk
from node.desk.journal import Step
from node.desk.sighting import HitDecided, NoticeSearch, Source

_TAKEN: Final = frozenset(
    {NoticeType.STOLEN, NoticeType.ROBBED_FROM_STATE_FORCE, NoticeType.CAPTURED}
)
_BEFORE: Final = frozenset(
    {CaseState.REGISTERED, CaseState.DOMESTIC_TRACE, CaseState.NOTICE_SEARCH}
)
_RESTRICTED: Final = (UseRestriction.R1, UseRestriction.R2)
_ROLES: Final[Mapping[HolderClass, HolderRole]] = MappingProxyType(
    {
        HolderClass.STATE_ARMED_FORCE: HolderRole.ARMED_FORCE,
        HolderClass.POLICE: HolderRole.POLICE,
        HolderClass.DEALER: HolderRole.DEALER,
        HolderClass.MANUFACTURER: HolderRole.MANUFACTURER,
        HolderClass.CARRIER: HolderRole.EXPORTER,
        HolderClass.PRIVATE_SECURITY: HolderRole.PRIVATE_SECURITY,
        HolderClass.CIVILIAN: HolderRole.CIVILIAN_HOLDER,
        HolderClass.PEACE_OPERATION: HolderRole.PEACE_OPERATION,
    }
)


@dataclass(frozen=True, slots=True)
class Hits:
    """The hits on the weapons of one desk's cases."""

    desk: Desk
    progress: Progress
    notices: NoticeSearch

    def decided(self, tx: Connection, decided: HitDecided) -> None:
        """The notices' room says what became of a hit; one on another room's weapon is not ours.

        A hit on a closed case is new evidence: it is kept with the case for an officer to reopen.
        """
        if decided.source is not Source.CASE:
            return
        case = rows.find(tx, CaseRow, decided.subject)
        if case is None:
            return  # a weapon that an officer compared by hand, under a number of its own
        if decided.confirmed:
            self._confirmed(tx, case, decided)
        elif case.state is CaseState.HIT_FLOW and not self.notices.has_open_hit(
            tx, Source.CASE, case.case_id
        ):
            text = f"{decided.notice.notice_id} of {decided.owner}"
            case = self.progress.move(
                tx, case, CaseEvent.HIT_NOT_CONFIRMED, by=decided.owner, text=text
            )
            self.progress.advance(tx, case)

    def _confirmed(self, tx: Connection, case: CaseRow, decided: HitDecided) -> None:
        case = replace(case, hit=documents.dump(as_response(decided.notice, decided.owner)))
        event = CaseEvent.HIT_CONFIRMED
        text = f"{decided.notice.notice_id} of {decided.owner}"
        if case.state not in _BEFORE and event in TRACE_CASE.allowed(case.state):
            case = self.progress.move(tx, case, event, by=decided.owner, text=text)
            self.progress.advance(tx, case)
            return
        self.desk.note(
            tx,
            Step(
                root=case.case_id,
                subject=case.case_id,
                actor=decided.owner,
                event="NOTICE_CONFIRMED",
                before=case.state,
                after=case.state,
                text=text,
                kind=MessageKind.TRACE_RESPONSE,
                document=case.hit,
            ),
        )
        self.progress.save(tx, case)


def as_response(notice: Notice, owner: str) -> TraceResponse:
    """A confirmed notice in the words of an answer: it is the last legal record."""
    status = RecordStatus.STOLEN if notice.type in _TAKEN else RecordStatus.LOST
    holder = HolderRole.OTHER_STATE_BODY
    if notice.holder_class is not None:
        holder = _ROLES.get(notice.holder_class, holder)
    state = notice.loss_state or owner
    return TraceResponse(
        preamble=replace(notice.preamble, use_restrictions=_RESTRICTED),
        kind=ResponseKind.FINAL,
        disposition=Disposition.FULL,
        chain=(
            ChainLink(
                sequence=1,
                role=holder,
                state=state,
                from_date=notice.lost_from,
                event=ChainEvent[status],
                evidence=EvidenceLevel.RECORD,
            ),
        ),
        last_legal_record=LastLegalRecord(
            date=notice.lost_from or notice.reported, status=status, holder_class=holder
        ),
        reported_lost_or_stolen=True,
        notice_id=notice.notice_id,
    )
