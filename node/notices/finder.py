"""What the finder does with a hit: compare, ask, ask again, act, report."""

from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from accord.cases.hit import (
    HitActionTaken,
    HitDismissed,
    HitDisposition,
    HitEscalation,
    HitNotification,
    HitRecovery,
    HitRequest,
)
from accord.cases.hit_clocks import always_open, confirm_by
from accord.cases.hit_codes import DismissalReason, HitPriority
from accord.cases.hit_life import ACTION_EVENTS, HIT, HitEvent, HitState, lapse
from accord.cases.hit_requirements import (
    check_hit_action,
    check_hit_dismissed,
    check_hit_disposition,
    check_hit_recovery,
    check_hit_request,
)
from accord.cases.notice_life import SEARCHED
from accord.cases.rule import insist
from accord.errors import PolicyError
from accord.weapons.codes import MatchGrade
from accord.weapons.matching import Match
from accord.wire.firearm import decode_firearm, encode_firearm
from accord.wire.kinds import MessageKind
from node.desk.agenda import Task
from node.desk.desk import NODE
from node.desk.documents import dump, load
from node.desk.sighting import Sighting, Source
from node.notices.comparing import Comparing, Pair
from node.notices.hit_desk import LAPSE, HitDesk, hit_step
from node.notices.hit_forms import (
    Acted,
    ConfirmationAsked,
    Disposed,
    HitByHand,
    RecoveryReport,
)
from node.notices.rows import HITS, NOTICES, HitRow, hits_about

_BY_HAND: Final = Match(
    grade=MatchGrade.C, reasons_for=("matched by hand",), marks_matched=("by an officer's eye",)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """The finder's side of hits; every call is one step of one transaction.

    Raises (every method):
        PolicyError: unknown id, another State's hit, or a missing field.
        TransitionError: the step is not allowed in the state; says what is.
    """

    hits: HitDesk
    comparing: Comparing

    def open_by_hand(self, tx: Connection, found: HitByHand, *, by: str) -> str:
        """A hit that no number shows: unnumbered and unreadable weapons are matched by eye."""
        notice = NOTICES.load(tx, found.notice_id)
        if notice.state not in SEARCHED:
            raise PolicyError("notice.not_searched", f"the notice is {notice.state}")
        subject = f"{found.notice_id}/{found.reference}"[:200]
        if hits_about(tx, Source.OFFICER, subject):
            raise PolicyError("hit.known", "this weapon is matched with the notice already")
        sighting = Sighting(
            source=Source.OFFICER,
            subject=subject,
            finder=self.hits.desk.member,
            reference=found.reference[:200],
            firearm=found.firearm,
        )
        self.comparing.compare(tx, [Pair(notice, sighting, _BY_HAND, non_unique=False)])
        opened = hits_about(tx, Source.OFFICER, subject)
        if not opened:
            raise PolicyError("notice.not_searched", "the notice has expired")
        row = self.hits.save(tx, replace(opened[0], event=found.event))
        self.hits.desk.note(tx, hit_step(row, row, by=by, event="BY_HAND", text=found.why))
        return row.hit_id

    def dismiss(
        self, tx: Connection, hit_id: str, reason: DismissalReason, text: str, *, by: str
    ) -> None:
        """The marks were compared, and it is not the weapon."""
        row = self._ours(tx, hit_id)
        HIT.step(row.state, HitEvent.DISMISS)
        message = HitDismissed(
            preamble=self.hits.preamble(tx, row),
            hit_id=row.hit_id,
            notice_id=row.notice_id,
            reason=reason,
            text=text,
        )
        insist(check_hit_dismissed(message))
        message_id = None
        if row.told:
            message_id = self.hits.say(tx, row, MessageKind.HIT_DISMISSED, message)
        dismissed = replace(row, reason=reason.value, due_ms=None)
        note = f"{reason}: {text}" if text else reason.value
        self.hits.move(
            tx, row, dismissed, HitEvent.DISMISS, by=by, text=note, message_id=message_id
        )

    def request(self, tx: Connection, hit_id: str, asked: ConfirmationAsked, *, by: str) -> None:
        """Asks the owner for confirmation: request number 1."""
        row = self._ours(tx, hit_id)
        HIT.step(row.state, HitEvent.REQUEST)
        firearm = asked.firearm or (decode_firearm(row.firearm) if row.firearm else None)
        if firearm is None:
            raise PolicyError("hit.weapon", "describe the weapon as it was found")
        urgent = asked.priority is HitPriority.URGENT
        row = replace(row, urgent=urgent, event=asked.event, firearm=encode_firearm(firearm))
        preamble = replace(
            self.hits.preamble(tx, row), urgency_justification=asked.urgency_justification
        )
        request = HitRequest(
            preamble=preamble,
            hit_id=row.hit_id,
            notice_id=row.notice_id,
            notice_version=NOTICES.load(tx, row.notice_id).version,
            matched=load(HitNotification, row.matched).matched,
            event=asked.event,
            request_number=1,
            priority=asked.priority,
            sole_basis_for_detention=asked.sole_basis_for_detention,
            compared=asked.compared,
            firearm=firearm,
            found_on=asked.found_on,
            found_place=asked.found_place,
            text=asked.text,
        )
        row = replace(row, asked_ms=self.hits.desk.now_ms())
        self._ask(tx, row, request, HitEvent.REQUEST, by=by)

    def lapsed(self, tx: Connection, task: Task) -> None:
        """The owner's time has passed: the next request, or the escalation after the last."""
        row = HITS.load(tx, task.subject)
        if row.state not in {HitState.CONFIRMATION_REQUESTED, HitState.AWAITING}:
            return
        event = lapse(row.requests, self.hits.desk.region.policy.notices.hit_requests)
        if row.request is None:
            raise PolicyError("hit.not_asked", "nobody was asked about this hit")
        request = load(HitRequest, row.request)
        if event is HitEvent.REPEAT:
            following = replace(request, request_number=row.requests + 1)
            self._ask(tx, row, following, event, by=NODE)
        else:
            self._escalate(tx, row, request)

    def act(self, tx: Connection, hit_id: str, done: Acted, *, by: str) -> None:
        """What was done on the confirmed hit, under the finder's law (SIS art 39)."""
        row = self._ours(tx, hit_id)
        event = ACTION_EVENTS[done.action]
        HIT.step(row.state, event)
        message = HitActionTaken(
            preamble=self.hits.preamble(tx, row),
            hit_id=row.hit_id,
            notice_id=row.notice_id,
            action=done.action,
            on=done.on or self.hits.desk.today(),
            text=done.text,
        )
        insist(check_hit_action(message))
        message_id = self.hits.say(tx, row, MessageKind.HIT_ACTION, message)
        taken = replace(row, action=dump(message))
        self.hits.move(tx, row, taken, event, by=by, text=done.text, message_id=message_id)

    def report(self, tx: Connection, hit_id: str, report: RecoveryReport, *, by: str) -> HitRow:
        """The recovery report, after which the owner clears its notice."""
        row = self._ours(tx, hit_id)
        HIT.step(row.state, HitEvent.REPORT_RECOVERY)
        message = HitRecovery(
            preamble=self.hits.preamble(tx, row),
            hit_id=row.hit_id,
            notice_id=row.notice_id,
            notice_version=row.notice_version,
            recovered_on=report.recovered_on,
            place=report.place,
            agency=report.agency,
            agency_case=report.agency_case,
            condition=report.condition,
            marks=report.marks,
        )
        insist(check_hit_recovery(message))
        message_id = self.hits.say(tx, row, MessageKind.HIT_RECOVERY, message)
        reported = replace(row, recovery=dump(message))
        return self.hits.move(
            tx, row, reported, HitEvent.REPORT_RECOVERY, by=by, message_id=message_id
        )

    def dispose(self, tx: Connection, hit_id: str, disposed: Disposed, *, by: str) -> None:
        """Where the recovered weapon went; the hit ends with it."""
        row = self._ours(tx, hit_id)
        HIT.step(row.state, HitEvent.RECORD_DISPOSITION)
        message = HitDisposition(
            preamble=self.hits.preamble(tx, row),
            hit_id=row.hit_id,
            notice_id=row.notice_id,
            disposition=disposed.disposition,
            on=disposed.on or self.hits.desk.today(),
            to_state=disposed.to_state,
            text=disposed.text,
        )
        insist(check_hit_disposition(message))
        message_id = self.hits.say(tx, row, MessageKind.HIT_DISPOSITION, message)
        after = replace(row, disposition=dump(message))
        event = HitEvent.RECORD_DISPOSITION
        text = disposed.disposition.value
        self.hits.move(tx, row, after, event, by=by, text=text, message_id=message_id)

    def _ours(self, tx: Connection, hit_id: str) -> HitRow:
        row = HITS.load(tx, hit_id)
        if row.finder != self.hits.desk.member:
            raise PolicyError("hit.not_finder", f"{row.finder} has found the weapon, and decides")
        return row

    def _ask(
        self, tx: Connection, row: HitRow, request: HitRequest, event: HitEvent, *, by: str
    ) -> None:
        """Sends a numbered request and sets the owner's clock."""
        desk = self.hits.desk
        directory = desk.region.directory
        policy = desk.region.policy
        deadline = confirm_by(
            desk.now_ms(),
            urgent=row.urgent,
            both_open=all(always_open(directory.member(one)) for one in (row.owner, row.finder)),
            policy=policy.notices,
            policy_version=policy.version,
        )
        request = replace(request, answer_by_ms=deadline.due_ms)
        insist(check_hit_request(request))
        message_id = self.hits.say(tx, row, MessageKind.HIT_REQUEST, request)
        asked = replace(
            row,
            told=True,
            requests=request.request_number,
            due_ms=deadline.due_ms,
            rule=deadline.rule,
            policy_version=deadline.policy_version,
            notice_version=request.notice_version,
            request=dump(request),
        )
        text = f"request {request.request_number} to {row.owner}, {request.priority}"
        self.hits.move(tx, row, asked, event, by=by, text=text, message_id=message_id)
        desk.schedule(tx, LAPSE, row.hit_id, after_ms=deadline.due_ms - desk.now_ms())

    def _escalate(self, tx: Connection, row: HitRow, request: HitRequest) -> None:
        """To the head of the owner's contact point and the region's duty desk, without a weapon."""
        message = HitEscalation(
            preamble=request.preamble,
            hit_id=row.hit_id,
            notice_owner=row.owner,
            notice_id=row.notice_id,
            requests=row.requests,
            priority=request.priority,
            first_asked_ms=row.asked_ms,
        )
        duty_desk = self.hits.desk.region.policy.notices.duty_desk
        member = self.hits.desk.region.directory.members.get(duty_desk)
        also = (duty_desk,) if member is not None and member.active else ()
        message_id = self.hits.say(
            tx, row, MessageKind.HIT_ESCALATION, message, urgent=True, also=also
        )
        escalated = replace(row, alert=f"{row.owner} has not answered {row.requests} requests")
        text = "to " + ", ".join(sorted({row.owner, *also}))
        self.hits.move(
            tx, row, escalated, HitEvent.ESCALATE, by=NODE, text=text, message_id=message_id
        )
