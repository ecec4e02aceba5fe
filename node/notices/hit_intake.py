"""What arrives about hits, from finders to an owner and from owners to a finder.

Messages may come late, twice and in any order: what the machine does not allow any more is kept in
the timeline and moves nothing.
"""

from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection

from accord.cases import hit_requirements as requirements
from accord.cases.hit import (
    HitActionTaken,
    HitDismissed,
    HitDisposition,
    HitEscalation,
    HitNotification,
    HitRecovery,
    HitRequest,
    HitResponse,
)
from accord.cases.hit_clocks import latest_promise_ms
from accord.cases.hit_codes import DismissalReason, FindingEvent, HitPriority
from accord.cases.hit_life import ACTION_EVENTS, ANSWER_EVENTS, HIT, HitEvent, HitState
from accord.cases.notice_life import ENDED, NOTICE, NoticeEvent
from accord.cases.references import insist_own
from accord.cases.rule import insist
from accord.errors import PolicyError
from accord.weapons.codes import MatchGrade
from accord.wire.firearm import encode_firearm
from accord.wire.kinds import MessageKind
from accord.wire.payload import decode_payload
from node.desk.desk import NODE
from node.desk.documents import dump
from node.desk.sighting import Source
from node.exchange.messages import IncomingMessage
from node.notices.hit_desk import LAPSE, HitDesk, hit_step
from node.notices.owner import Owner, answered
from node.notices.posting import Posting
from node.notices.publishing import Publishing
from node.notices.rows import (
    HITS,
    NOTICES,
    HitRow,
    hit_or_none,
    hits_on,
    next_hit,
    own_notice,
)

HitMessage: TypeAlias = (
    HitNotification
    | HitRequest
    | HitResponse
    | HitDismissed
    | HitEscalation
    | HitActionTaken
    | HitRecovery
    | HitDisposition
)
_CHECKS: Final[dict[type, Any]] = {
    HitNotification: requirements.check_hit_notification,
    HitRequest: requirements.check_hit_request,
    HitResponse: requirements.check_hit_response,
    HitDismissed: requirements.check_hit_dismissed,
    HitEscalation: requirements.check_hit_escalation,
    HitActionTaken: requirements.check_hit_action,
    HitRecovery: requirements.check_hit_recovery,
    HitDisposition: requirements.check_hit_disposition,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HitIntake:
    """Takes in the other side's words about hits, for one desk."""

    hits: HitDesk
    owner: Owner
    posting: Posting
    publishing: Publishing

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """The effect of one message.

        Raises:
            FormatError: the payload is not what its kind says.
            PolicyError: the notice or the hit is not the sender's to speak about, or the message
                lacks something.
        """
        said: HitMessage = decode_payload(message.kind, message.payload)
        insist(_CHECKS[type(said)](said))
        if isinstance(said, HitResponse):
            self._answered(tx, message, said)
            return
        insist_own(said.hit_id, message.sender)
        if isinstance(said, HitEscalation) and said.notice_owner != self.hits.desk.member:
            self._watched(tx, message, said)
            return
        notice = own_notice(tx, said.notice_id, self.hits.desk.member)
        self.posting.insist_received(tx, notice.notice_id, message.sender)
        if isinstance(said, HitNotification | HitRequest):
            row = self._known(tx, message, said)
            if isinstance(said, HitRequest):
                self._asked(tx, row, message, said)
            elif notice.state in ENDED:  # its end crossed the notification
                self.owner.end(tx, notice, row)
            return
        row = HITS.load(tx, said.hit_id)
        if row.notice_id != said.notice_id:
            raise PolicyError("hit.other_notice", "the hit is on another notice")
        row = replace(row, message_id=message.message_id.bytes)
        match said:
            case HitDismissed():
                changed = replace(row, reason=said.reason.value, due_ms=None)
                self._try(tx, row, changed, HitEvent.DISMISS, message=message, text=said.text)
            case HitEscalation():
                alert = f"{message.sender} has asked {said.requests} times and escalates"
                changed = replace(row, alert=alert)
                self._try(tx, row, changed, HitEvent.ESCALATE, message=message, text=alert)
            case HitActionTaken():
                changed = replace(row, action=message.payload)
                self._try(
                    tx, row, changed, ACTION_EVENTS[said.action], message=message, text=said.text
                )
            case HitRecovery():
                self._recovered(tx, row, message, said)
            case HitDisposition():
                changed = replace(row, disposition=message.payload)
                event = HitEvent.RECORD_DISPOSITION
                self._try(tx, row, changed, event, message=message, text=said.disposition.value)

    def recovered(self, tx: Connection, row: HitRow, text: str) -> None:
        """A recovery report on a confirmed hit is accepted: the notice waits to be cleared."""
        notice = NOTICES.load(tx, row.notice_id)
        if NoticeEvent.RECOVER in NOTICE.allowed(notice.state):
            self.publishing.recover(tx, notice.notice_id, text, by=NODE)

    def _known(
        self, tx: Connection, message: IncomingMessage, said: HitNotification | HitRequest
    ) -> HitRow:
        """The hit that the message is about, which it may open."""
        row = hit_or_none(tx, said.hit_id)
        if row is not None:
            if row.notice_id != said.notice_id:
                raise PolicyError("hit.other_notice", "the hit is on another notice")
            return row
        desk = self.hits.desk
        now_ms = desk.now_ms()
        row = HitRow(
            number=next_hit(tx),
            hit_id=said.hit_id,
            conversation_id=message.conversation_id.bytes,
            notice_id=said.notice_id,
            notice_version=said.notice_version,
            owner=desk.member,
            finder=message.sender,
            source=Source.MEMBER,
            subject=said.hit_id,
            reference=said.preamble.case_reference,
            state=HIT.initial,
            event=said.event,
            grade=said.matched.grade,
            matched=dump(_as_notification(said)),
            firearm=None,
            told=True,
            opened_ms=now_ms,
            updated_ms=now_ms,
            message_id=message.message_id.bytes,
        )
        HITS.insert(tx, row)
        text = f"grade {row.grade}, {row.event}"
        self.hits.desk.note(
            tx,
            hit_step(
                row,
                row,
                by=message.sender,
                event="NOTIFIED",
                text=text,
                message_id=message.message_id,
            ),
        )
        self._replace_lead(tx, row)
        return row

    def _replace_lead(self, tx: Connection, row: HitRow) -> None:
        """What we guessed from the finder's question is now the finder's own hit."""
        for lead in hits_on(tx, row.notice_id):
            if (
                lead.finder == row.finder
                and lead.reference == row.reference
                and lead.source is not Source.MEMBER
                and lead.state is HitState.CANDIDATE
            ):
                reason = DismissalReason.DUPLICATE
                changed = replace(lead, reason=reason.value)
                text = f"{reason} of {row.hit_id}"
                self.hits.move(tx, lead, changed, HitEvent.DISMISS, by=NODE, text=text)

    def _asked(
        self, tx: Connection, row: HitRow, message: IncomingMessage, said: HitRequest
    ) -> None:
        text = f"request {said.request_number}, {said.priority}"
        event = HitEvent.REQUEST if row.state is HitState.CANDIDATE else HitEvent.REPEAT
        if said.request_number <= row.requests or event not in HIT.allowed(row.state):
            self.hits.late(tx, row, message, text)
            return
        notice = NOTICES.load(tx, row.notice_id)
        alert = ""
        if said.notice_version != notice.version:
            alert = (
                f"the finder compared with version {said.notice_version};"
                f" version {notice.version} is in force"
            )
        asked = replace(
            row,
            urgent=said.priority is HitPriority.URGENT,
            requests=said.request_number,
            asked_ms=row.asked_ms or self.hits.desk.now_ms(),
            due_ms=said.answer_by_ms,
            rule="the finder's request",
            policy_version=message.policy_version,
            notice_version=said.notice_version,
            event=said.event,
            firearm=encode_firearm(said.firearm),
            alert=alert,
            message_id=message.message_id.bytes,
            request=message.payload,
        )
        moved = self.hits.move(
            tx,
            row,
            asked,
            event,
            by=message.sender,
            text=text,
            message_id=message.message_id,
        )
        if notice.state in ENDED:
            self.owner.answer_ended(tx, moved, notice)

    def _answered(self, tx: Connection, message: IncomingMessage, said: HitResponse) -> None:
        """The owner's answer, whenever it comes: a late one counts while one is awaited."""
        row = HITS.load(tx, said.hit_id)
        desk = self.hits.desk
        if row.finder != desk.member or row.owner != message.sender:
            raise PolicyError("hit.not_owner", "only the notice's owner answers about it")
        if row.notice_id != said.notice_id:
            raise PolicyError("hit.other_notice", "the hit is on another notice")
        event = ANSWER_EVENTS[said.answer]
        words = ": ".join(str(one) for one in (said.answer, said.reason, said.text) if one)
        if event not in HIT.allowed(row.state):
            self.hits.late(tx, row, message, words)
            return
        changed = replace(answered(row, said), message_id=message.message_id.bytes)
        if said.confirm_by_ms is not None:
            latest = latest_promise_ms(desk.now_ms(), desk.region.policy.notices)
            changed = replace(changed, due_ms=min(said.confirm_by_ms, latest))
        moved = self.hits.move(
            tx, row, changed, event, by=message.sender, text=words, message_id=message.message_id
        )
        if moved.state is HitState.AWAITING and moved.due_ms is not None:
            after_ms = max(0, moved.due_ms - desk.now_ms())
            desk.schedule(tx, LAPSE, row.hit_id, after_ms=after_ms)

    def _recovered(
        self, tx: Connection, row: HitRow, message: IncomingMessage, said: HitRecovery
    ) -> None:
        changed = replace(row, recovery=message.payload)
        if row.state is HitState.CONFIRMED:  # the report overtook the word of the seizure
            row = self.hits.move(tx, row, row, HitEvent.SEIZE, by=message.sender)
            changed = replace(changed, state=row.state)
        text = f"recovered on {said.recovered_on} by {said.agency}"
        if not self._try(tx, row, changed, HitEvent.REPORT_RECOVERY, message=message, text=text):
            return
        self.recovered(tx, row, f"{message.sender} reports the recovery in {said.hit_id}")
        if row.disposition is not None:  # so did the word of where the weapon went
            reported = HITS.load(tx, row.hit_id)
            self.hits.move(tx, reported, reported, HitEvent.RECORD_DISPOSITION, by=message.sender)

    def _try(
        self,
        tx: Connection,
        row: HitRow,
        changed: HitRow,
        event: HitEvent,
        *,
        message: IncomingMessage,
        text: str,
    ) -> bool:
        """The step, where the machine allows it; elsewhere the words are kept and nothing moves."""
        if event not in HIT.allowed(row.state):
            self.hits.late(tx, row, message, text or event.value)
            if event is HitEvent.RECORD_DISPOSITION:
                self.hits.save(tx, replace(row, disposition=changed.disposition))
            return False
        self.hits.move(
            tx, row, changed, event, by=message.sender, text=text, message_id=message.message_id
        )
        return True

    def _watched(self, tx: Connection, message: IncomingMessage, said: HitEscalation) -> None:
        """We are the duty desk: an escalation between two other members, without its weapon."""
        desk = self.hits.desk
        if desk.region.policy.notices.duty_desk != desk.member:
            raise PolicyError("hit.not_duty_desk", "the policy names another duty desk")
        insist_own(said.notice_id, said.notice_owner)
        if hit_or_none(tx, said.hit_id) is not None:
            return
        now_ms = desk.now_ms()
        row = HitRow(
            number=next_hit(tx),
            hit_id=said.hit_id,
            conversation_id=message.conversation_id.bytes,
            notice_id=said.notice_id,
            notice_version=0,
            owner=said.notice_owner,
            finder=message.sender,
            source=Source.MEMBER,
            subject=said.hit_id,
            reference=said.preamble.case_reference,
            state=HitState.ESCALATED,
            event=FindingEvent.INQUIRY_ONLY,
            grade=MatchGrade.C,
            matched=b"",
            firearm=None,
            told=True,
            urgent=said.priority is HitPriority.URGENT,
            requests=said.requests,
            asked_ms=said.first_asked_ms,
            opened_ms=now_ms,
            updated_ms=now_ms,
            alert=f"{said.notice_owner} has not answered {said.requests} requests",
            message_id=message.message_id.bytes,
        )
        HITS.insert(tx, row)
        self.hits.desk.note(
            tx,
            hit_step(
                row,
                row,
                by=message.sender,
                event=HitEvent.ESCALATE,
                text=row.alert,
                message_id=message.message_id,
            ),
        )


def _as_notification(said: HitNotification | HitRequest) -> HitNotification:
    return HitNotification(
        preamble=said.preamble,
        hit_id=said.hit_id,
        notice_id=said.notice_id,
        notice_version=said.notice_version,
        matched=said.matched,
        event=said.event,
    )


KINDS: Final = (
    MessageKind.HIT_NOTIFICATION,
    MessageKind.HIT_REQUEST,
    MessageKind.HIT_RESPONSE,
    MessageKind.HIT_DISMISSED,
    MessageKind.HIT_RECOVERY,
    MessageKind.HIT_DISPOSITION,
    MessageKind.HIT_ESCALATION,
    MessageKind.HIT_ACTION,
)
