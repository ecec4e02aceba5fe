"""What each message of the trace family must say (ITI 15-23), beyond what its encoding demands.

Every check gives the problems and leaves the judgement to its caller: a sender holds the message
back, a recipient asks for more (ITI 21), and neither calls it a refusal.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from accord.cases.codes import (
    Acceptance,
    Disposition,
    DiversionStage,
    DomesticTraceResult,
    NotEstablishedReason,
    Outcome,
    ResponseKind,
    WhyYou,
)
from accord.cases.description import check_firearm
from accord.cases.preamble import check_preamble, check_reply
from accord.cases.rule import Problem, Rule, broken, said
from accord.cases.trace import (
    DomesticTrace,
    NoticeSearch,
    PointOfDiversion,
    TraceAcknowledgement,
    TraceAnswer,
    TraceClarification,
    TraceClarificationRequest,
    TraceComment,
    TraceOutcome,
    TraceQuestion,
    TraceReminder,
    TraceRequest,
    TraceResponse,
    TraceWithdrawal,
)
from accord.dates import PartialDate
from accord.weapons.codes import MarkKind, MatchGrade

# Three acts, each with one of the four grounds and an explanation (ITI 22, 23).
_NEEDS_GROUND: Final = frozenset({Disposition.RESTRICTED, Disposition.DELAYED, Disposition.REFUSED})
_SHOWS_RECORD: Final = frozenset({Disposition.FULL, Disposition.REFERRED})

_REQUEST: Final[tuple[Rule[TraceRequest], ...]] = (
    Rule("case_id", "give the case id", lambda r: said(r.case_id)),
    Rule("illicit_basis", "choose at least one (ITI 6, 17(a))", lambda r: r.illicit_basis),
    Rule(
        "legal_justification",
        "cite the statute (ITI 17(a))",
        lambda r: said(r.legal_justification),
    ),
    Rule("circumstance", "choose one; UNKNOWN is allowed (ITI 17(a))", lambda r: r.circumstance),
    Rule("recovery_date", "give the day, month or year", lambda r: r.recovery_date),
    Rule("intended_use", "choose at least one (ITI 17(c))", lambda r: r.intended_use),
    Rule(
        "domestic_trace",
        "search the own registry first, or say why that is not possible (A/75/78, para 119)",
        lambda r: r.domestic_trace,
    ),
    Rule("notice_searches", "search the notices first", lambda r: r.notice_searches),
    Rule("why_you", "say why this State is asked", lambda r: r.why_you),
    Rule(
        "referred_by",
        "name the State whose answer points here",
        lambda r: r.why_you is not WhyYou.REFERRED_BY or said(r.referred_by),
    ),
    Rule(
        "referred_by_leg",
        "name the request that was answered so",
        lambda r: r.why_you is not WhyYou.REFERRED_BY or said(r.referred_by_leg),
    ),
    Rule(
        # The importer's name helps, but an import mark gives country and year only (ITI 8(b)).
        "firearm.import_country",
        "name the State of the last legal import",
        lambda r: (
            r.why_you is not WhyYou.LAST_LEGAL_IMPORT
            or said(r.firearm.import_country)
            or any(mark.kind is MarkKind.IMPORT_MARK for mark in r.firearm.marks)
        ),
    ),
    Rule("records_requested", "choose at least one (ITI 20)", lambda r: r.records_requested),
    Rule(
        "personal_data_justification",
        "say why the last holder's identity is needed",
        lambda r: not r.last_holder_identity or said(r.personal_data_justification),
    ),
)
_DOMESTIC: Final[tuple[Rule[DomesticTrace], ...]] = (
    Rule(
        "reason",
        "say why this State is still asked, or why the search was not possible",
        lambda d: d.result is DomesticTraceResult.DONE_NEGATIVE or said(d.reason),
    ),
    Rule(
        "date",
        "give the date of the search",
        lambda d: d.result is DomesticTraceResult.NOT_POSSIBLE or d.date,
    ),
)
_NOTICE: Final[tuple[Rule[NoticeSearch], ...]] = (
    Rule("reference", "give the reference of the search", lambda n: said(n.reference)),
)

_ACKNOWLEDGEMENT: Final[tuple[Rule[TraceAcknowledgement], ...]] = (
    Rule("national_reference", "give the national reference", lambda a: said(a.national_reference)),
    Rule(
        "fields_needed",
        "name the fields that are needed (ITI 21)",
        lambda a: a.acceptance is not Acceptance.NEEDS_MORE_INFORMATION or a.fields_needed,
    ),
    Rule(
        "refer_to",
        "name the competent authority",
        lambda a: a.acceptance is not Acceptance.NOT_COMPETENT or said(a.refer_to),
    ),
    Rule(
        "duplicate_of",
        "name the request that it repeats",
        lambda a: a.acceptance is not Acceptance.DUPLICATE_OF or said(a.duplicate_of),
    ),
)
_QUESTION: Final[tuple[Rule[TraceQuestion], ...]] = (
    Rule("fields", "name fields or ask in words (ITI 21)", lambda q: q.fields or said(q.text)),
)
_ANSWER: Final[tuple[Rule[TraceAnswer], ...]] = (
    Rule("text", "answer in words or with a new description", lambda a: a.firearm or said(a.text)),
)

_RESPONSE: Final[tuple[Rule[TraceResponse], ...]] = (
    Rule(
        "kind",
        "a delay is INTERIM: the answer is still to come",
        lambda r: r.disposition is not Disposition.DELAYED or r.kind is ResponseKind.INTERIM,
    ),
    Rule(
        "grounds",
        "give at least one of G1 to G4 (ITI 22)",
        lambda r: r.disposition not in _NEEDS_GROUND or r.grounds,
    ),
    Rule(
        "grounds",
        "a ground can only restrict, delay or refuse",
        lambda r: r.disposition in _NEEDS_GROUND or not r.grounds,
    ),
    Rule(
        "explanation",
        "give the reasons (ITI 23)",
        lambda r: r.disposition not in _NEEDS_GROUND or said(r.explanation),
    ),
    Rule(
        "withheld",
        "name the fields that are withheld",
        lambda r: r.disposition is not Disposition.RESTRICTED or r.withheld,
    ),
    Rule(
        "withheld",
        "an answer that withholds something is RESTRICTED",
        lambda r: r.disposition is Disposition.RESTRICTED or not r.withheld,
    ),
    Rule(
        "expected_lifting",
        "only a delay can be lifted",
        lambda r: r.disposition is Disposition.DELAYED or r.expected_lifting is None,
    ),
    Rule(
        "matched",
        "say how well the record matches",
        lambda r: r.disposition not in _SHOWS_RECORD or r.matched,
    ),
    Rule(
        "matched.grade",
        "a record in conflict cannot support the answer",
        lambda r: (
            r.matched is None
            or r.disposition not in _SHOWS_RECORD
            or r.matched.grade is not MatchGrade.X
        ),
    ),
    Rule(
        "matched.marks_matched",
        "say which marks matched, or why it is the weapon",
        lambda r: r.matched is None or r.matched.marks_matched or r.matched.reasons,
    ),
    Rule(
        "chain",
        "give at least one link (ITI 5)",
        lambda r: r.disposition not in _SHOWS_RECORD or r.chain,
    ),
    Rule(
        "chain",
        "number the links in ascending order",
        lambda r: all(a.sequence < b.sequence for a, b in pairwise(r.chain)),
    ),
    Rule(
        "last_legal_record",
        "give the last legal record that was found",
        lambda r: r.disposition is not Disposition.FULL or r.last_legal_record,
    ),
    Rule(
        "next_state",
        "name the State that the record points at",
        lambda r: r.disposition is not Disposition.REFERRED or r.next_state,
    ),
    Rule(
        "next_state.reason",
        "say what the record shows",
        lambda r: r.next_state is None or said(r.next_state.reason),
    ),
)

_CLARIFICATION_REQUEST: Final[tuple[Rule[TraceClarificationRequest], ...]] = (
    Rule("text", "say what is to be explained (ITI 23)", lambda c: said(c.text)),
)
_CLARIFICATION: Final[tuple[Rule[TraceClarification], ...]] = (
    Rule("text", "explain, or widen the answer (ITI 23)", lambda c: c.widened or said(c.text)),
    Rule(
        "widened.disposition",
        "a wider answer is FULL, REFERRED or RESTRICTED, and FINAL",
        lambda c: (
            c.widened is None
            or (
                c.widened.kind is ResponseKind.FINAL
                and c.widened.disposition in _SHOWS_RECORD | {Disposition.RESTRICTED}
            )
        ),
    ),
)
_WITHDRAWAL: Final[tuple[Rule[TraceWithdrawal], ...]] = (
    Rule("reason", "say why the answer is no longer needed", lambda w: said(w.reason)),
)
_REMINDER: Final[tuple[Rule[TraceReminder], ...]] = (
    Rule("owed_by", "name the State whose word is awaited", lambda r: said(r.owed_by)),
    Rule("due_ms", "say since when it is overdue", lambda r: r.due_ms > 0),
    Rule("rule", "name the rule of the deadline", lambda r: said(r.rule)),
    Rule("level", "number the reminders from 1", lambda r: r.level > 0),
)
_COMMENT: Final[tuple[Rule[TraceComment], ...]] = (
    Rule("text", "write something", lambda c: said(c.text)),
)

_OUTCOME: Final[tuple[Rule[TraceOutcome], ...]] = (
    Rule(
        "reason",
        "say why no origin was established",
        lambda o: o.outcome is not Outcome.NOT_ESTABLISHED or o.reason,
    ),
    Rule(
        "reason",
        "only NOT_ESTABLISHED has a reason",
        lambda o: o.outcome is Outcome.NOT_ESTABLISHED or o.reason is None,
    ),
    Rule(
        "reason",
        "a case that is still pending is not closed",
        lambda o: o.reason is not NotEstablishedReason.PENDING,
    ),
    Rule(
        "point_of_diversion",
        "record the point of diversion",
        lambda o: o.outcome is not Outcome.TRACED_INTERNATIONAL or o.point_of_diversion,
    ),
    Rule(
        "illicitly_manufactured",
        "set it where the weapon was diverted at manufacture, and nowhere else",
        lambda o: (
            o.point_of_diversion is None
            or o.illicitly_manufactured
            == (o.point_of_diversion.stage is DiversionStage.MANUFACTURE)
        ),
    ),
)
_DIVERSION: Final[tuple[Rule[PointOfDiversion], ...]] = (
    Rule("state", "name the State", lambda p: said(p.state)),
    Rule("stage", "choose the stage (A/75/78, para 6)", lambda p: p.stage),
)


def check_request(
    request: TraceRequest, *, urgent: bool = False, today: PartialDate | None = None
) -> tuple[Problem, ...]:
    """What a request lacks of the four normative contents of ITI 17 and the rest of its fields.

    `today` bounds the dates that it names, where the caller has a clock.
    """

    def problems() -> Iterator[Problem]:
        yield from check_preamble(request.preamble, urgent=urgent)
        yield from broken(_REQUEST, request)
        yield from check_firearm(request.firearm, today=today)
        recovered = request.recovery_date
        if today is not None and recovered is not None and recovered.year > today.year:
            yield Problem("recovery_date", "no weapon is recovered in a year to come")
        if request.domestic_trace is not None:
            yield from broken(_DOMESTIC, request.domestic_trace, "domestic_trace.")
        for number, search in enumerate(request.notice_searches):
            yield from broken(_NOTICE, search, f"notice_searches[{number}].")

    return tuple(problems())


def check_acknowledgement(acknowledgement: TraceAcknowledgement) -> tuple[Problem, ...]:
    """What an acknowledgement lacks (ITI 19)."""
    return (*check_reply(acknowledgement.preamble), *broken(_ACKNOWLEDGEMENT, acknowledgement))


def check_question(question: TraceQuestion) -> tuple[Problem, ...]:
    """What a question lacks (ITI 21)."""
    return (*check_reply(question.preamble), *broken(_QUESTION, question))


def check_answer(answer: TraceAnswer) -> tuple[Problem, ...]:
    """What the reply to a question lacks."""
    described = () if answer.firearm is None else tuple(check_firearm(answer.firearm))
    return (*check_reply(answer.preamble), *broken(_ANSWER, answer), *described)


def check_response(response: TraceResponse) -> tuple[Problem, ...]:
    """What an answer lacks (ITI 20-23).

    The four grounds have codes and nothing else does, so a lack of information, a missing record
    or another State's competence cannot be called a refusal.
    """
    opinion = response.point_of_diversion
    return (
        *check_reply(response.preamble),
        *broken(_RESPONSE, response),
        *(() if opinion is None else broken(_DIVERSION, opinion, "point_of_diversion.")),
    )


def check_clarification_request(request: TraceClarificationRequest) -> tuple[Problem, ...]:
    """What a request to explain lacks (ITI 23)."""
    return (*check_reply(request.preamble), *broken(_CLARIFICATION_REQUEST, request))


def check_clarification(clarification: TraceClarification) -> tuple[Problem, ...]:
    """What an explanation lacks, the wider answer in it included."""
    widened = clarification.widened
    inner = () if widened is None else broken(_RESPONSE, widened, "widened.")
    return (*check_reply(clarification.preamble), *broken(_CLARIFICATION, clarification), *inner)


def check_withdrawal(withdrawal: TraceWithdrawal) -> tuple[Problem, ...]:
    """What a withdrawal lacks."""
    return (*check_preamble(withdrawal.preamble), *broken(_WITHDRAWAL, withdrawal))


def check_comment(comment: TraceComment) -> tuple[Problem, ...]:
    """What a comment lacks."""
    return (*check_preamble(comment.preamble), *broken(_COMMENT, comment))


def check_outcome(outcome: TraceOutcome) -> tuple[Problem, ...]:
    """What a case's outcome lacks (SDG 16.4.2)."""
    point = outcome.point_of_diversion
    return (
        *check_preamble(outcome.preamble),
        *broken(_OUTCOME, outcome),
        *(() if point is None else broken(_DIVERSION, point, "point_of_diversion.")),
    )


def check_reminder(reminder: TraceReminder) -> tuple[Problem, ...]:
    """What a reminder lacks."""
    return (*check_reply(reminder.preamble), *broken(_REMINDER, reminder))
