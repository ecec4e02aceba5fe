from dataclasses import replace
from typing import Any

import pytest
from inquiry_samples import HIT, INQUIRY, NO_HIT, SCOPE

from accord.cases.codes import Ground
from accord.cases.inquiry import InquiryAnswer, InquiryWithdrawal
from accord.cases.inquiry_codes import InquiryOutcome
from accord.cases.inquiry_requirements import (
    check_inquiry,
    check_inquiry_answer,
    check_inquiry_withdrawal,
)
from accord.cases.rule import Problem
from accord.dates import PartialDate
from accord.weapons.codes import MatchGrade
from accord.weapons.firearm import YearRange


def fields(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.field for problem in problems]


def test_complete_messages_have_no_problem() -> None:
    assert check_inquiry(INQUIRY) == ()
    assert check_inquiry_answer(NO_HIT) == ()
    assert check_inquiry_answer(HIT) == ()


@pytest.mark.parametrize(
    ("spoilt", "field"),
    [
        ({"intended_use": ()}, "intended_use"),
        ({"reason": " "}, "reason"),
        ({"legal_justification": ""}, "legal_justification"),
        ({"inquiry_id": ""}, "inquiry_id"),
        ({"answer_by_ms": 0}, "answer_by_ms"),
        ({"members_asked": 0}, "members_asked"),
        ({"firearm": replace(INQUIRY.firearm, marks=())}, "firearm.marks"),
    ],
)
def test_an_inquiry_says_why_and_for_what_as_a_request_does(
    spoilt: dict[str, Any], field: str
) -> None:
    assert fields(check_inquiry(replace(INQUIRY, **spoilt))) == [field]


def test_an_urgent_inquiry_says_why_it_is_urgent() -> None:
    assert fields(check_inquiry(INQUIRY, urgent=True)) == ["preamble.urgency_justification"]


def test_an_inquiry_about_a_weapon_from_the_future_is_a_mistake() -> None:
    firearm = replace(INQUIRY.firearm, year_of_manufacture=YearRange(first=2031, last=2031))
    problems = check_inquiry(replace(INQUIRY, firearm=firearm), today=PartialDate(year=2026))
    assert fields(problems) == ["firearm.year_of_manufacture"]


@pytest.mark.parametrize("field", ["register", "data_as_of_ms", "matching_profile", "fields"])
def test_no_hit_says_which_register_as_of_when_by_which_profile_and_which_fields(
    field: str,
) -> None:
    empty: Any = {"register": "", "matching_profile": "", "fields": ()}.get(field)
    scope = replace(SCOPE, **{field: empty})
    assert fields(check_inquiry_answer(replace(NO_HIT, searched=(scope,)))) == [
        f"searched[0].{field}"
    ]


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (replace(NO_HIT, searched=()), "searched"),
        (replace(NO_HIT, registers_away=("police",)), "registers_away"),
        (replace(NO_HIT, hits=HIT.hits), "hits"),
        (replace(NO_HIT, grounds=(Ground.G1,)), "grounds"),
        (replace(HIT, hits=()), "hits"),
        (replace(HIT, hits=(replace(HIT.hits[0], grade=MatchGrade.X),)), "hits[0].grade"),
        (replace(HIT, hits=(replace(HIT.hits[0], authority=""),)), "hits[0].authority"),
        (replace(HIT, hits=(replace(HIT.hits[0], marks_matched=()),)), "hits[0].marks_matched"),
        (replace(NO_HIT, outcome=InquiryOutcome.UNAVAILABLE), "explanation"),
        (replace(NO_HIT, outcome=InquiryOutcome.COULD_NOT_INTERPRET), "explanation"),
        (replace(NO_HIT, fields_needed=("firearm.marks",)), "fields_needed"),
    ],
)
def test_an_answer_that_claims_more_than_it_shows_is_a_problem(
    answer: InquiryAnswer, field: str
) -> None:
    assert fields(check_inquiry_answer(answer)) == [field]


def test_a_refusal_has_one_of_the_four_grounds_and_its_reasons_and_needs_no_search() -> None:
    bare = InquiryAnswer(preamble=NO_HIT.preamble, outcome=InquiryOutcome.REFUSED)
    assert fields(check_inquiry_answer(bare)) == ["grounds", "explanation"]
    reasoned = replace(bare, grounds=(Ground.G3,), explanation="no confidentiality is guaranteed")
    assert check_inquiry_answer(reasoned) == ()


def test_a_withdrawal_has_a_reason() -> None:
    withdrawal = InquiryWithdrawal(preamble=INQUIRY.preamble)
    assert fields(check_inquiry_withdrawal(withdrawal)) == ["reason"]
