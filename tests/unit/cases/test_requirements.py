from dataclasses import replace

import pytest
from trace_samples import FIREARM, LINK, PREAMBLE, REPLY, REQUEST, RESPONSE

from accord.cases.codes import (
    Acceptance,
    Disposition,
    DiversionStage,
    DomesticTraceResult,
    Ground,
    NotEstablishedReason,
    Outcome,
    ResponseKind,
    UseRestriction,
    WhyYou,
)
from accord.cases.requirements import (
    check_acknowledgement,
    check_answer,
    check_clarification,
    check_clarification_request,
    check_comment,
    check_outcome,
    check_question,
    check_request,
    check_response,
    check_withdrawal,
)
from accord.cases.rule import Problem, insist
from accord.cases.trace import (
    DomesticTrace,
    NoticeSearch,
    PointOfDiversion,
    SuggestedState,
    TraceAcknowledgement,
    TraceAnswer,
    TraceClarification,
    TraceClarificationRequest,
    TraceComment,
    TraceOutcome,
    TraceQuestion,
    TraceRequest,
    TraceResponse,
    TraceWithdrawal,
)
from accord.dates import PartialDate
from accord.errors import PolicyError
from accord.weapons.codes import MatchGrade

POSITIVE = DomesticTrace(result=DomesticTraceResult.DONE_POSITIVE, date=PartialDate(year=2026))
THERE = PointOfDiversion(state="XC", stage=DiversionStage.END_USE)


def fields(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.field for problem in problems]


def test_a_complete_request_has_no_problem() -> None:
    assert check_request(REQUEST) == ()


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (replace(REQUEST, case_id=" "), "case_id"),
        (replace(REQUEST, illicit_basis=()), "illicit_basis"),
        (replace(REQUEST, legal_justification="  "), "legal_justification"),
        (replace(REQUEST, circumstance=None), "circumstance"),
        (replace(REQUEST, recovery_date=None), "recovery_date"),
        (replace(REQUEST, intended_use=()), "intended_use"),
        (replace(REQUEST, domestic_trace=None), "domestic_trace"),
        (replace(REQUEST, domestic_trace=POSITIVE), "domestic_trace.reason"),
        (
            replace(
                REQUEST, domestic_trace=DomesticTrace(result=DomesticTraceResult.DONE_NEGATIVE)
            ),
            "domestic_trace.date",
        ),
        (
            replace(REQUEST, domestic_trace=DomesticTrace(result=DomesticTraceResult.NOT_POSSIBLE)),
            "domestic_trace.reason",
        ),
        (replace(REQUEST, notice_searches=()), "notice_searches"),
        (
            replace(REQUEST, notice_searches=(NoticeSearch(system="regional"),)),
            "notice_searches[0].reference",
        ),
        (replace(REQUEST, why_you=None), "why_you"),
        (
            replace(REQUEST, why_you=WhyYou.REFERRED_BY, referred_by_leg="1"),
            "referred_by",
        ),
        (
            replace(REQUEST, why_you=WhyYou.REFERRED_BY, referred_by="XA"),
            "referred_by_leg",
        ),
        (replace(REQUEST, why_you=WhyYou.LAST_LEGAL_IMPORT), "firearm.import_country"),
        (replace(REQUEST, records_requested=()), "records_requested"),
        (replace(REQUEST, last_holder_identity=True), "personal_data_justification"),
        (replace(REQUEST, firearm=replace(FIREARM, marks=())), "firearm.marks"),
        (replace(REQUEST, preamble=replace(PREAMBLE, authority="")), "preamble.authority"),
        (
            replace(REQUEST, preamble=replace(PREAMBLE, use_restrictions=())),
            "preamble.use_restrictions",
        ),
        (
            replace(
                REQUEST,
                preamble=replace(PREAMBLE, use_restrictions=(UseRestriction.R0, UseRestriction.R3)),
            ),
            "preamble.use_restrictions",
        ),
        (replace(REQUEST, preamble=replace(PREAMBLE, handling="")), "preamble.handling"),
        (replace(REQUEST, preamble=replace(PREAMBLE, language="")), "preamble.language"),
        (
            replace(REQUEST, preamble=replace(PREAMBLE, case_reference="")),
            "preamble.case_reference",
        ),
    ],
)
def test_each_field_that_a_request_lacks_is_named(request_: TraceRequest, field: str) -> None:
    assert fields(check_request(request_)) == [field]


def test_urgency_needs_its_reason() -> None:
    assert fields(check_request(REQUEST, urgent=True)) == ["preamble.urgency_justification"]
    justified = replace(REQUEST, preamble=replace(PREAMBLE, urgency_justification="custody ends"))
    assert check_request(justified, urgent=True) == ()


def test_a_requester_that_cannot_guarantee_confidentiality_may_still_ask() -> None:
    assert check_request(replace(REQUEST, confidentiality_obstacle="Press Act, s. 3")) == ()


@pytest.mark.parametrize(
    ("acceptance", "details", "field"),
    [
        (Acceptance.NEEDS_MORE_INFORMATION, {"fields_needed": ("firearm.marks",)}, "fields_needed"),
        (Acceptance.NOT_COMPETENT, {"refer_to": "XA-CUSTOMS"}, "refer_to"),
        (Acceptance.DUPLICATE_OF, {"duplicate_of": "leg 1"}, "duplicate_of"),
    ],
)
def test_an_acknowledgement_says_what_its_acceptance_needs(
    acceptance: Acceptance, details: dict[str, object], field: str
) -> None:
    bare = TraceAcknowledgement(preamble=REPLY, national_reference="7", acceptance=acceptance)
    assert fields(check_acknowledgement(bare)) == [field]
    assert check_acknowledgement(replace(bare, **details)) == ()  # type: ignore[arg-type]


def test_an_acknowledgement_gives_its_reference_and_names_the_request() -> None:
    bare = TraceAcknowledgement(preamble=PREAMBLE, acceptance=Acceptance.ACCEPTED)
    assert fields(check_acknowledgement(bare)) == ["preamble.in_reply_to", "national_reference"]


def test_a_complete_answer_has_no_problem() -> None:
    assert check_response(RESPONSE) == ()


BARE = TraceResponse(preamble=REPLY, kind=ResponseKind.FINAL, disposition=Disposition.NO_RECORD)


@pytest.mark.parametrize(
    "disposition", [Disposition.RESTRICTED, Disposition.DELAYED, Disposition.REFUSED]
)
def test_the_three_acts_need_a_ground_and_an_explanation(disposition: Disposition) -> None:
    kind = ResponseKind.INTERIM if disposition is Disposition.DELAYED else ResponseKind.FINAL
    response = replace(BARE, disposition=disposition, kind=kind)
    missing = fields(check_response(response))
    assert missing[:2] == ["grounds", "explanation"]
    reasoned = replace(
        response,
        grounds=(Ground.G1,),
        explanation="an investigation is open",
        withheld=("chain",) if disposition is Disposition.RESTRICTED else (),
    )
    assert check_response(reasoned) == ()


@pytest.mark.parametrize(
    "disposition",
    [
        Disposition.NO_RECORD,
        Disposition.RECORDS_EXPIRED,
        Disposition.NOT_COMPETENT,
        Disposition.IDENTIFICATION_DOUBTED,
    ],
)
def test_a_negative_answer_is_no_refusal_and_takes_no_ground(disposition: Disposition) -> None:
    response = replace(BARE, disposition=disposition)
    assert check_response(response) == ()
    assert fields(check_response(replace(response, grounds=(Ground.G4,)))) == ["grounds"]


def test_only_the_four_grounds_exist() -> None:
    assert list(Ground) == ["G1", "G2", "G3", "G4"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"matched": None}, "matched"),
        ({"chain": ()}, "chain"),
        ({"chain": (LINK, LINK)}, "chain"),
        ({"last_legal_record": None}, "last_legal_record"),
        ({"withheld": ("chain",)}, "withheld"),
        ({"expected_lifting": PartialDate(year=2027)}, "expected_lifting"),
        ({"disposition": Disposition.REFERRED}, "next_state"),
        (
            {
                "disposition": Disposition.REFERRED,
                "next_state": SuggestedState(state="XB"),
            },
            "next_state.reason",
        ),
        ({"point_of_diversion": PointOfDiversion(state="XB")}, "point_of_diversion.stage"),
    ],
)
def test_each_field_that_an_answer_lacks_is_named(changes: dict[str, object], field: str) -> None:
    assert fields(check_response(replace(RESPONSE, **changes))) == [field]  # type: ignore[arg-type]


def test_a_record_in_conflict_supports_no_answer() -> None:
    assert RESPONSE.matched is not None
    in_conflict = replace(RESPONSE.matched, grade=MatchGrade.X)
    assert fields(check_response(replace(RESPONSE, matched=in_conflict))) == ["matched.grade"]
    silent = replace(RESPONSE.matched, marks_matched=(), reasons=())
    assert fields(check_response(replace(RESPONSE, matched=silent))) == ["matched.marks_matched"]


def test_a_delay_is_an_interim_answer() -> None:
    delayed = replace(
        BARE, disposition=Disposition.DELAYED, grounds=(Ground.G2,), explanation="a court decides"
    )
    assert fields(check_response(delayed)) == ["kind"]


def test_short_messages_say_something() -> None:
    assert fields(check_question(TraceQuestion(preamble=REPLY))) == ["fields"]
    assert check_question(TraceQuestion(preamble=REPLY, text="Which side?")) == ()
    assert fields(check_answer(TraceAnswer(preamble=REPLY))) == ["text"]
    assert check_answer(TraceAnswer(preamble=REPLY, firearm=FIREARM)) == ()
    unmarked = replace(FIREARM, marks=())
    assert fields(check_answer(TraceAnswer(preamble=REPLY, firearm=unmarked))) == ["firearm.marks"]
    assert fields(check_clarification_request(TraceClarificationRequest(preamble=REPLY))) == [
        "text"
    ]
    assert fields(check_withdrawal(TraceWithdrawal(preamble=PREAMBLE))) == ["reason"]
    assert fields(check_comment(TraceComment(preamble=PREAMBLE))) == ["text"]


def test_a_clarification_explains_or_widens() -> None:
    assert fields(check_clarification(TraceClarification(preamble=REPLY))) == ["text"]
    assert check_clarification(TraceClarification(preamble=REPLY, widened=RESPONSE)) == ()
    refused_again = replace(BARE, disposition=Disposition.REFUSED)
    assert fields(
        check_clarification(TraceClarification(preamble=REPLY, widened=refused_again))
    ) == [
        "widened.disposition",
        "widened.grounds",
        "widened.explanation",
    ]


@pytest.mark.parametrize(
    ("outcome", "field"),
    [
        (TraceOutcome(preamble=PREAMBLE, outcome=Outcome.NOT_ESTABLISHED), "reason"),
        (
            TraceOutcome(
                preamble=PREAMBLE,
                outcome=Outcome.NOT_ESTABLISHED,
                reason=NotEstablishedReason.PENDING,
            ),
            "reason",
        ),
        (
            TraceOutcome(
                preamble=PREAMBLE,
                outcome=Outcome.TRACED_DOMESTIC,
                reason=NotEstablishedReason.REFUSED,
            ),
            "reason",
        ),
        (
            TraceOutcome(preamble=PREAMBLE, outcome=Outcome.TRACED_INTERNATIONAL),
            "point_of_diversion",
        ),
        (
            TraceOutcome(
                preamble=PREAMBLE,
                outcome=Outcome.TRACED_INTERNATIONAL,
                point_of_diversion=THERE,
                illicitly_manufactured=True,
            ),
            "illicitly_manufactured",
        ),
    ],
)
def test_each_field_that_an_outcome_lacks_is_named(outcome: TraceOutcome, field: str) -> None:
    assert fields(check_outcome(outcome)) == [field]


def test_a_complete_outcome_has_no_problem() -> None:
    traced = TraceOutcome(
        preamble=PREAMBLE, outcome=Outcome.TRACED_INTERNATIONAL, point_of_diversion=THERE
    )
    assert check_outcome(traced) == ()


def test_insisting_names_every_field_with_its_remedy() -> None:
    insist(())
    problems = check_request(replace(REQUEST, illicit_basis=(), why_you=None))
    with pytest.raises(PolicyError) as caught:
        insist(problems)
    assert caught.value.code == "requirement.missing"
    assert caught.value.text == (
        "illicit_basis: choose at least one (ITI 6, 17(a)); why_you: say why this State is asked"
    )
