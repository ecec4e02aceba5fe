"""What the notice's owner does with a hit: confirm, negate, promise; and what ends hits for it."""

from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from accord.cases.hit import HitResponse
from accord.cases.hit_clocks import latest_promise_ms
from accord.cases.hit_codes import HitAnswer, NotConfirmedReason
from accord.cases.hit_life import (
    ANSWER_EVENTS,
    HIT,
    NOTICE_ENDS,
    UNCONFIRMED,
    HitEvent,
    HitState,
)
from accord.cases.hit_requirements import check_hit_response
from accord.cases.notice_life import ENDED
from accord.cases.rule import insist
from accord.errors import PolicyError
from accord.wire.kinds import MessageKind
from node.desk.desk import NODE
from node.desk.documents import dump
from node.notices.hit_desk import LAPSE, HitDesk, hit_step
from node.notices.hit_forms import HitReply
from node.notices.rows import HITS, NOTICES, HitRow, NoticeRow, hits_on

CONFIRM: Final = "confirm_hit"  # an act that two people may be asked for
ASK_CONFIRM: Final = "ASK_CONFIRM"
_CONFIRMS: Final = frozenset({HitAnswer.CONFIRMED, HitAnswer.CONFIRMED_ACTION_PENDING})


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner's side of hits.

    Raises (every method):
        PolicyError: unknown id, another State's notice, a missing field, or a notice that ended.
        TransitionError: the step is not allowed in the state; says what is.
    """

    hits: HitDesk

    def respond(self, tx: Connection, hit_id: str, reply: HitReply, *, by: str) -> bool:
        """Answers the last request; False where a second person must say the same."""
        row = HITS.load(tx, hit_id)
        desk = self.hits.desk
        if row.owner != desk.member:
            raise PolicyError("hit.not_owner", f"{row.owner} owns the notice, and answers")
        event = ANSWER_EVENTS[reply.answer]
        HIT.step(row.state, event)
        notice = NOTICES.load(tx, row.notice_id)
        if reply.answer in _CONFIRMS and notice.state in ENDED:
            raise PolicyError(
                "hit.notice_ended", f"the notice is {notice.state}: it can confirm nothing"
            )
        if reply.confirm_by_ms is not None:
            self._insist_soon(reply.confirm_by_ms)
        response = self._response(tx, row, reply)
        insist(check_hit_response(response))
        document = dump(response)
        if reply.answer in _CONFIRMS and not desk.signoff.passes(tx, CONFIRM, hit_id, document, by):
            step = hit_step(row, row, by=by, event=ASK_CONFIRM, text="waits for a second person")
            asked = replace(step, kind=MessageKind.HIT_RESPONSE, document=document)
            self.hits.desk.note(tx, asked)
            return False
        self._answer(tx, row, response, event, by=by)
        return True

    def answer_ended(self, tx: Connection, row: HitRow, notice: NoticeRow) -> None:
        """A request about a notice that has ended is answered at once: it is not active."""
        _, reason = NOTICE_ENDS[notice.state]
        reply = HitReply(
            answer=HitAnswer.NOT_CONFIRMED, reason=reason, text=f"the notice is {notice.state}"
        )
        response = self._response(tx, row, reply)
        self._answer(tx, row, response, HitEvent.NEGATE, by=NODE)

    def end_hits(self, tx: Connection, notice: NoticeRow) -> None:
        """The notice has ended, and its open hits with it: whoever waits is told at once."""
        for row in hits_on(tx, notice.notice_id):
            self.end(tx, notice, row)

    def end(self, tx: Connection, notice: NoticeRow, row: HitRow) -> None:
        """One hit ends as its notice has, where it is open; also one that is heard of later."""
        event, reason = NOTICE_ENDS[notice.state]
        if event not in HIT.allowed(row.state):
            return
        message_id = None
        ours = row.owner == self.hits.desk.member
        if ours and row.told and row.state in UNCONFIRMED | {HitState.CONFIRMED}:
            reply = HitReply(answer=HitAnswer.NOT_CONFIRMED, reason=reason)
            response = self._response(tx, row, reply)
            message_id = self.hits.say(tx, row, MessageKind.HIT_RESPONSE, response, urgent=True)
        alert = f"the notice is {notice.state}: do not act on this hit"
        ended = replace(row, reason=reason.value, alert=alert, due_ms=None)
        self.hits.move(tx, row, ended, event, by=NODE, text=alert, message_id=message_id)

    def _answer(
        self, tx: Connection, row: HitRow, response: HitResponse, event: HitEvent, *, by: str
    ) -> None:
        message_id = self.hits.say(tx, row, MessageKind.HIT_RESPONSE, response)
        self.hits.move(
            tx,
            row,
            answered(row, response),
            event,
            by=by,
            text=_words(response),
            message_id=message_id,
        )
        if row.finder == self.hits.desk.member and response.confirm_by_ms is not None:
            after_ms = response.confirm_by_ms - self.hits.desk.now_ms()
            self.hits.desk.schedule(tx, LAPSE, row.hit_id, after_ms=after_ms)

    def _response(self, tx: Connection, row: HitRow, reply: HitReply) -> HitResponse:
        preamble = self.hits.preamble(tx, row, reply=True)
        return HitResponse(
            preamble=replace(preamble, in_reply_to=preamble.in_reply_to or row.hit_id),
            hit_id=row.hit_id,
            notice_id=row.notice_id,
            notice_version=NOTICES.load(tx, row.notice_id).version,
            request_number=max(1, row.requests),
            answer=reply.answer,
            reason=reply.reason,
            confirm_by_ms=reply.confirm_by_ms,
            compared=reply.compared,
            instruction=reply.instruction,
            return_to=reply.return_to,
            text=reply.text,
        )

    def _insist_soon(self, at_ms: int) -> None:
        desk = self.hits.desk
        policy = desk.region.policy.notices
        if not desk.now_ms() < at_ms <= latest_promise_ms(desk.now_ms(), policy):
            raise PolicyError(
                "hit.promise",
                "confirm_by_ms: a time to come, at most "
                f"{policy.longest_promise_hours} hours from now",
            )


def answered(row: HitRow, response: HitResponse) -> HitRow:
    """The hit's row with an answer in it."""
    reason: NotConfirmedReason | None = response.reason
    return replace(
        row,
        response=dump(response),
        reason=reason.value if reason else "",
        due_ms=response.confirm_by_ms,
        rule="will confirm by" if response.confirm_by_ms else row.rule,
        alert="",
    )


def _words(response: HitResponse) -> str:
    parts = (response.answer, response.reason, response.instruction, response.text)
    return ": ".join(str(part) for part in parts if part)
