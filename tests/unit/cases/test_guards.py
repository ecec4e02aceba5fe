from dataclasses import replace

import pytest
from trace_samples import FIREARM, SERIAL

from accord.cases.codes import WhyYou
from accord.cases.guards import UNHEARD, Asked, Asking, check_leg, marks_seen, referral_depth
from accord.cases.trace_leg import OPEN, LegState
from accord.errors import PolicyError
from accord.weapons.codes import MarkKind

MARKS = marks_seen(FIREARM)
NEW_MARKS = MARKS | {(MarkKind.PROOF_MARK, "crown")}


def leg(leg_id: str, state: str, standing: LegState, referred_by_leg: str = "") -> Asked:
    why = WhyYou.REFERRED_BY if referred_by_leg else WhyYou.COUNTRY_OF_MANUFACTURE
    return Asked(
        leg_id=leg_id,
        state=state,
        standing=standing,
        why=why,
        marks=MARKS,
        referred_by_leg=referred_by_leg,
    )


def referral(state: str, by: str) -> Asking:
    return Asking(state=state, why=WhyYou.REFERRED_BY, marks=MARKS, referred_by_leg=by)


def refusal(asking: Asking, *asked: Asked, depth: int = 8) -> str:
    try:
        check_leg(asking, asked, own_state="XC", max_referral_depth=depth)
    except PolicyError as error:
        return error.code
    return ""


FIRST = Asking(state="XA", why=WhyYou.COUNTRY_OF_MANUFACTURE, marks=MARKS)


def test_a_first_leg_passes() -> None:
    assert refusal(FIRST) == ""


def test_the_own_state_is_never_asked() -> None:
    assert refusal(replace(FIRST, state="XC")) == "guard.own_state"


@pytest.mark.parametrize("standing", sorted(OPEN))
def test_one_open_leg_for_a_state_and_case(standing: LegState) -> None:
    assert refusal(replace(FIRST, marks=NEW_MARKS), leg("1", "XA", standing)) == "guard.open_leg"


def test_an_open_leg_to_another_state_may_run_beside() -> None:
    assert refusal(replace(FIRST, state="XB"), leg("1", "XA", LegState.SUBMITTED)) == ""


def test_the_same_question_is_a_duplicate_unless_there_are_new_marks() -> None:
    answered = leg("1", "XA", LegState.ANSWERED_NEGATIVE)
    assert refusal(FIRST, answered) == "guard.duplicate"
    assert refusal(replace(FIRST, marks=NEW_MARKS), answered) == ""


def test_another_reason_is_another_question() -> None:
    answered = leg("1", "XA", LegState.ANSWERED_NEGATIVE)
    assert refusal(replace(FIRST, why=WhyYou.LAST_LEGAL_IMPORT), answered) == ""


@pytest.mark.parametrize("standing", sorted(UNHEARD))
def test_a_state_that_never_came_to_answer_may_be_asked_again(standing: LegState) -> None:
    assert refusal(FIRST, leg("1", "XA", standing)) == ""


def test_a_referral_loop_is_stopped() -> None:
    first = leg("1", "XA", LegState.ANSWERED_REFERRED)
    second = leg("2", "XB", LegState.ANSWERED_REFERRED, "1")
    assert refusal(referral("XB", "1"), first) == ""
    assert refusal(referral("XA", "2"), first, second) == "guard.loop"
    assert refusal(replace(referral("XA", "2"), marks=NEW_MARKS), first, second) == ""


def test_a_referral_chain_has_a_greatest_depth() -> None:
    chain = [leg("0", "X0", LegState.ANSWERED_REFERRED)]
    for number in range(1, 4):
        chain.append(leg(str(number), f"X{number}", LegState.ANSWERED_REFERRED, str(number - 1)))
    assert referral_depth("3", chain) == 4
    assert refusal(referral("XZ", "3"), *chain, depth=4) == ""
    assert refusal(referral("XZ", "3"), *chain, depth=3) == "guard.depth"


def test_a_referral_by_an_unknown_leg_is_refused() -> None:
    assert refusal(referral("XA", "elsewhere")) == "guard.unknown_leg"


def test_broken_records_that_refer_in_a_circle_end() -> None:
    circle = (
        leg("1", "XA", LegState.ANSWERED_REFERRED, "2"),
        leg("2", "XB", LegState.ANSWERED_REFERRED, "1"),
    )
    assert refusal(referral("XZ", "1"), *circle, depth=2) == "guard.depth"


def test_only_readable_marks_are_new_evidence() -> None:
    worn_away = replace(SERIAL, text="")
    assert marks_seen(replace(FIREARM, marks=(SERIAL, worn_away))) == MARKS
