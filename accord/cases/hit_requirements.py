"""What each message about a hit must say (NCIC: all identifying data is compared; SIS art 39)."""

from collections.abc import Iterator, Sequence
from typing import Final

from accord.cases.description import check_firearm
from accord.cases.hit import (
    ComparedField,
    HitActionTaken,
    HitDismissed,
    HitDisposition,
    HitEscalation,
    HitNotification,
    HitRecovery,
    HitRequest,
    HitResponse,
)
from accord.cases.hit_codes import (
    DismissalReason,
    FieldResult,
    HitAnswer,
    HitDispositionKind,
    HitPriority,
    Instruction,
    NotConfirmedReason,
)
from accord.cases.preamble import check_preamble, check_reply
from accord.cases.references import is_reference
from accord.cases.rule import Problem, Rule, broken, said
from accord.cases.trace import MatchedRecord
from accord.trust.policy_notice import MOST_REQUESTS
from accord.weapons.codes import MatchGrade

IDENTIFYING: Final = ("serial", "maker", "calibre", "type")  # compared before anybody acts
_REFERENCE: Final = "give the finder's reference of the hit"
_CONFIRMS: Final = frozenset({HitAnswer.CONFIRMED, HitAnswer.CONFIRMED_ACTION_PENDING})

_MATCH: Final[tuple[Rule[MatchedRecord], ...]] = (
    Rule("grade", "a conflict is no hit", lambda m: m.grade is not MatchGrade.X),
    Rule("marks_matched", "say which marks matched", lambda m: m.marks_matched),
)
_REQUEST: Final[tuple[Rule[HitRequest], ...]] = (
    Rule("hit_id", _REFERENCE, lambda r: is_reference(r.hit_id)),
    Rule("notice_id", "name the notice", lambda r: said(r.notice_id)),
    Rule("notice_version", "versions count from 1", lambda r: r.notice_version > 0),
    Rule(
        "request_number",
        "requests are numbered 1, 2 and 3",
        lambda r: 1 <= r.request_number <= MOST_REQUESTS,
    ),
    Rule(
        "priority",
        "somebody is detained on this hit alone, so it is URGENT",
        lambda r: not r.sole_basis_for_detention or r.priority is HitPriority.URGENT,
    ),
    Rule(
        "compared",
        "compare all identifying data: serial, maker, calibre and type",
        lambda r: {one.field for one in r.compared} >= set(IDENTIFYING),
    ),
    Rule(
        "compared",
        "a serial number that differs is no hit: dismiss it",
        lambda r: _result(r.compared, "serial") is not FieldResult.DIFFERENT,
    ),
    Rule("answer_by_ms", "say by when an answer is expected", lambda r: r.answer_by_ms),
)
_RESPONSE: Final[tuple[Rule[HitResponse], ...]] = (
    Rule("hit_id", _REFERENCE, lambda r: is_reference(r.hit_id)),
    Rule("notice_id", "name the notice", lambda r: said(r.notice_id)),
    Rule("notice_version", "versions count from 1", lambda r: r.notice_version > 0),
    Rule(
        "request_number",
        "name the request that this answers",
        lambda r: 1 <= r.request_number <= MOST_REQUESTS,
    ),
    Rule(
        "reason",
        "NOT_CONFIRMED says why, and nothing else does",
        lambda r: (r.reason is not None) == (r.answer is HitAnswer.NOT_CONFIRMED),
    ),
    Rule(
        "text",
        "explain the reason OTHER",
        lambda r: r.reason is not NotConfirmedReason.OTHER or said(r.text),
    ),
    Rule(
        "confirm_by_ms",
        "IN_PROCESS says by when it will be confirmed, and nothing else does",
        lambda r: (r.confirm_by_ms is not None) == (r.answer is HitAnswer.IN_PROCESS),
    ),
    Rule(
        "compared",
        "compare all identifying data: serial, maker, calibre and type",
        lambda r: (
            r.answer not in _CONFIRMS or {one.field for one in r.compared} >= set(IDENTIFYING)
        ),
    ),
    Rule(
        "compared",
        "a field that differs speaks against a confirmation: answer NOT_CONFIRMED, or explain it",
        lambda r: (
            r.answer not in _CONFIRMS
            or all(one.result is not FieldResult.DIFFERENT for one in r.compared)
            or said(r.text)
        ),
    ),
    Rule(
        "instruction",
        "CONFIRMED says what to do with the weapon (SIS art 39)",
        lambda r: r.answer is not HitAnswer.CONFIRMED or r.instruction,
    ),
    Rule(
        "instruction",
        "only a confirmation instructs",
        lambda r: r.answer in _CONFIRMS or r.instruction is None,
    ),
    Rule(
        "return_to",
        "RETURN_TO names a State, and nothing else does",
        lambda r: said(r.return_to) == (r.instruction is Instruction.RETURN_TO),
    ),
)
_NOTIFICATION: Final[tuple[Rule[HitNotification], ...]] = (
    Rule("hit_id", _REFERENCE, lambda n: is_reference(n.hit_id)),
    Rule("notice_id", "name the notice", lambda n: said(n.notice_id)),
    Rule("notice_version", "versions count from 1", lambda n: n.notice_version > 0),
    Rule(
        "matched.grade",
        "only grade A is told to the owner unasked",
        lambda n: n.matched.grade is MatchGrade.A,
    ),
)
_DISMISSED: Final[tuple[Rule[HitDismissed], ...]] = (
    Rule("hit_id", _REFERENCE, lambda d: is_reference(d.hit_id)),
    Rule("notice_id", "name the notice", lambda d: said(d.notice_id)),
    Rule(
        "text",
        "say what differs",
        lambda d: d.reason is DismissalReason.DUPLICATE or said(d.text),
    ),
)
_ESCALATION: Final[tuple[Rule[HitEscalation], ...]] = (
    Rule("hit_id", _REFERENCE, lambda e: is_reference(e.hit_id)),
    Rule("notice_owner", "name the member that has not answered", lambda e: said(e.notice_owner)),
    Rule("notice_id", "name the notice", lambda e: said(e.notice_id)),
    Rule("requests", "say how many requests are unanswered", lambda e: e.requests > 0),
    Rule("first_asked_ms", "say when it was first asked", lambda e: e.first_asked_ms),
)
_ACTION: Final[tuple[Rule[HitActionTaken], ...]] = (
    Rule("hit_id", _REFERENCE, lambda a: is_reference(a.hit_id)),
    Rule("notice_id", "name the notice", lambda a: said(a.notice_id)),
    Rule("on", "give the day", lambda a: a.on),
)
_RECOVERY: Final[tuple[Rule[HitRecovery], ...]] = (
    Rule("hit_id", _REFERENCE, lambda r: is_reference(r.hit_id)),
    Rule("notice_id", "name the notice", lambda r: said(r.notice_id)),
    Rule("notice_version", "versions count from 1", lambda r: r.notice_version > 0),
    Rule("recovered_on", "give the day of the recovery (NCIC DOR)", lambda r: r.recovered_on),
    Rule("place", "say where it was recovered", lambda r: said(r.place)),
    Rule("agency", "name the agency that holds the weapon", lambda r: said(r.agency)),
    Rule("agency_case", "give the agency's case number", lambda r: said(r.agency_case)),
    Rule("condition", "describe the weapon's condition", lambda r: said(r.condition)),
    Rule("marks", "transcribe the marks as seen", lambda r: r.marks),
)
_DISPOSITION: Final[tuple[Rule[HitDisposition], ...]] = (
    Rule("hit_id", _REFERENCE, lambda d: is_reference(d.hit_id)),
    Rule("notice_id", "name the notice", lambda d: said(d.notice_id)),
    Rule("on", "give the day", lambda d: d.on),
    Rule(
        "to_state",
        "RETURNED names the State, and nothing else does",
        lambda d: said(d.to_state) == (d.disposition is HitDispositionKind.RETURNED),
    ),
)


def check_hit_notification(notification: HitNotification) -> tuple[Problem, ...]:
    """What a notification lacks."""
    return (
        *check_preamble(notification.preamble),
        *broken(_NOTIFICATION, notification),
        *broken(_MATCH, notification.matched, "matched."),
    )


def check_hit_request(request: HitRequest) -> tuple[Problem, ...]:
    """What a request for confirmation lacks; an urgent one says why it is."""

    def problems() -> Iterator[Problem]:
        yield from check_preamble(request.preamble, urgent=request.priority is HitPriority.URGENT)
        yield from broken(_REQUEST, request)
        yield from broken(_MATCH, request.matched, "matched.")
        yield from check_firearm(request.firearm)

    return tuple(problems())


def check_hit_response(response: HitResponse) -> tuple[Problem, ...]:
    """What an answer lacks: a reason, a time, or an instruction."""
    return (*check_reply(response.preamble), *broken(_RESPONSE, response))


def check_hit_dismissed(dismissed: HitDismissed) -> tuple[Problem, ...]:
    """What a dismissal lacks."""
    return (*check_preamble(dismissed.preamble), *broken(_DISMISSED, dismissed))


def check_hit_escalation(escalation: HitEscalation) -> tuple[Problem, ...]:
    """What an escalation lacks."""
    return (*check_preamble(escalation.preamble), *broken(_ESCALATION, escalation))


def check_hit_action(action: HitActionTaken) -> tuple[Problem, ...]:
    """What the word of an action lacks."""
    return (*check_preamble(action.preamble), *broken(_ACTION, action))


def check_hit_recovery(recovery: HitRecovery) -> tuple[Problem, ...]:
    """What a recovery report lacks."""
    return (*check_preamble(recovery.preamble), *broken(_RECOVERY, recovery))


def check_hit_disposition(disposition: HitDisposition) -> tuple[Problem, ...]:
    """What the word of a disposition lacks."""
    return (*check_preamble(disposition.preamble), *broken(_DISPOSITION, disposition))


def _result(compared: Sequence[ComparedField], field: str) -> FieldResult | None:
    return next((one.result for one in compared if one.field == field), None)
