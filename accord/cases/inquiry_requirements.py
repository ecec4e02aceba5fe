"""What each message of the inquiry family must say, beyond what its encoding demands."""

from collections.abc import Iterator
from typing import Final

from accord.cases.description import check_firearm
from accord.cases.inquiry import Inquiry, InquiryAnswer, InquiryHit, InquiryWithdrawal
from accord.cases.inquiry_codes import InquiryOutcome
from accord.cases.preamble import check_preamble, check_reply
from accord.cases.rule import Problem, Rule, broken, said
from accord.cases.trace import SearchScope
from accord.dates import PartialDate
from accord.weapons.codes import MatchGrade

_EXPLAINED: Final = frozenset(
    {InquiryOutcome.REFUSED, InquiryOutcome.UNAVAILABLE, InquiryOutcome.COULD_NOT_INTERPRET}
)
_SEARCHED: Final = frozenset({InquiryOutcome.HIT, InquiryOutcome.NO_HIT})

_INQUIRY: Final[tuple[Rule[Inquiry], ...]] = (
    Rule("inquiry_id", "give the inquiry's id", lambda i: said(i.inquiry_id)),
    Rule("intended_use", "choose at least one (ITI 17(c))", lambda i: i.intended_use),
    Rule("reason", "say why so many are asked", lambda i: said(i.reason)),
    Rule(
        "legal_justification",
        "cite the statute (ITI 17(a))",
        lambda i: said(i.legal_justification),
    ),
    Rule("answer_by_ms", "say until when an answer is awaited", lambda i: i.answer_by_ms > 0),
    Rule("deadline_rule", "name the rule of the deadline", lambda i: said(i.deadline_rule)),
    Rule("members_asked", "say how many members are asked", lambda i: i.members_asked > 0),
)
_ANSWER: Final[tuple[Rule[InquiryAnswer], ...]] = (
    Rule(
        "hits",
        "a HIT has at least one, and nothing else has any",
        lambda a: bool(a.hits) == (a.outcome is InquiryOutcome.HIT),
    ),
    Rule(
        "searched",
        "say which registers were searched",
        lambda a: a.outcome not in _SEARCHED or a.searched,
    ),
    Rule(
        "registers_away",
        "NO_HIT is said of every register: while one cannot be searched, answer UNAVAILABLE",
        lambda a: a.outcome is not InquiryOutcome.NO_HIT or not a.registers_away,
    ),
    Rule(
        "grounds",
        "a refusal has at least one of G1 to G4, and nothing else has any (ITI 22)",
        lambda a: bool(a.grounds) == (a.outcome is InquiryOutcome.REFUSED),
    ),
    Rule(
        "explanation",
        "give the reasons (ITI 23)",
        lambda a: a.outcome not in _EXPLAINED or said(a.explanation),
    ),
    Rule(
        "fields_needed",
        "only COULD_NOT_INTERPRET asks for fields",
        lambda a: a.outcome is InquiryOutcome.COULD_NOT_INTERPRET or not a.fields_needed,
    ),
)
# A statement that there is nothing is worth as much as what it says was searched.
_SCOPE: Final[tuple[Rule[SearchScope], ...]] = (
    Rule("register", "name the register", lambda s: said(s.register)),
    Rule("data_as_of_ms", "say as of when its data is", lambda s: s.data_as_of_ms),
    Rule("matching_profile", "name the matching profile", lambda s: said(s.matching_profile)),
    Rule("fields", "name the fields that were searched", lambda s: s.fields),
)
_HIT: Final[tuple[Rule[InquiryHit], ...]] = (
    Rule("grade", "a record in conflict is no hit", lambda h: h.grade is not MatchGrade.X),
    Rule(
        "marks_matched",
        "say which marks matched, or why it may be the weapon",
        lambda h: h.marks_matched or h.reasons,
    ),
    Rule("authority", "name the authority to ask (ITI 25)", lambda h: said(h.authority)),
    Rule("reference", "give the reference to quote", lambda h: said(h.reference)),
)
_WITHDRAWAL: Final[tuple[Rule[InquiryWithdrawal], ...]] = (
    Rule("reason", "say why the answers are no longer needed", lambda w: said(w.reason)),
)


def check_inquiry(
    inquiry: Inquiry, *, urgent: bool = False, today: PartialDate | None = None
) -> tuple[Problem, ...]:
    """What an inquiry lacks; `today` bounds the years that it names."""
    return (
        *check_preamble(inquiry.preamble, urgent=urgent),
        *broken(_INQUIRY, inquiry),
        *check_firearm(inquiry.firearm, today=today),
    )


def check_inquiry_answer(answer: InquiryAnswer) -> tuple[Problem, ...]:
    """What an answer lacks: above all, what a statement of no hit must be scoped by."""

    def parts() -> Iterator[Problem]:
        for number, scope in enumerate(answer.searched):
            yield from broken(_SCOPE, scope, f"searched[{number}].")
        for number, hit in enumerate(answer.hits):
            yield from broken(_HIT, hit, f"hits[{number}].")

    return (*check_reply(answer.preamble), *broken(_ANSWER, answer), *parts())


def check_inquiry_withdrawal(withdrawal: InquiryWithdrawal) -> tuple[Problem, ...]:
    """What a withdrawal lacks."""
    return (*check_preamble(withdrawal.preamble), *broken(_WITHDRAWAL, withdrawal))
