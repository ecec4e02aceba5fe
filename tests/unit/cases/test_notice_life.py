from itertools import product

import pytest

from accord.cases.hit_codes import HitAnswer
from accord.cases.hit_life import (
    ANSWER_EVENTS,
    HIT,
    OPEN,
    UNCONFIRMED,
    WAITING,
    HitEvent,
    HitState,
    lapse,
)
from accord.cases.notice_codes import NoticeAct, NoticeState
from accord.cases.notice_life import ANNOUNCED, ENDED, IN_FORCE, NOTICE, SEARCHED, NoticeEvent
from accord.errors import TransitionError


def test_cancelling_and_clearing_are_two_acts() -> None:
    assert NOTICE.step(NoticeState.ACTIVE, NoticeEvent.CANCEL) is NoticeState.CANCELLED
    with pytest.raises(TransitionError):  # nothing is cleared that was not recovered
        NOTICE.step(NoticeState.ACTIVE, NoticeEvent.CLEAR)
    assert NOTICE.step(NoticeState.RECOVERED_PENDING, NoticeEvent.CLEAR) is NoticeState.CLEARED


@pytest.mark.parametrize("state", sorted(ENDED))
def test_an_ended_notice_allows_nothing(state: NoticeState) -> None:
    assert NOTICE.allowed(state) == frozenset()


def test_a_change_of_a_suspended_notice_is_no_validation() -> None:
    for state in SEARCHED:
        assert NOTICE.step(state, NoticeEvent.AMEND) is state
        assert NOTICE.step(state, NoticeEvent.VALIDATE) is NoticeState.ACTIVE


def test_a_notice_can_be_cancelled_and_expires_whenever_it_is_in_force() -> None:
    for state in IN_FORCE:
        assert {NoticeEvent.CANCEL, NoticeEvent.EXPIRE} <= NOTICE.allowed(state)


def test_what_an_act_announces_follows_from_the_machine() -> None:
    assert ANNOUNCED[NoticeAct.PUBLISH] == {NoticeState.ACTIVE}
    assert ANNOUNCED[NoticeAct.AMEND] == SEARCHED
    assert ANNOUNCED[NoticeAct.CANCEL] == {NoticeState.CANCELLED}


def test_a_hit_is_acted_upon_only_after_it_is_confirmed() -> None:
    for state, event in product(HitState, (HitEvent.SEIZE, HitEvent.REPORT_DISCREETLY)):
        assert (event in HIT.allowed(state)) == (state is HitState.CONFIRMED)


def test_a_late_answer_counts_as_long_as_one_is_awaited() -> None:
    for state, answer in product(WAITING, HitAnswer):
        assert ANSWER_EVENTS[answer] in HIT.allowed(state)


def test_a_cancelled_notice_ends_every_open_hit_and_a_cleared_one_the_unconfirmed() -> None:
    for state in HitState:
        assert (HitEvent.LOSE_NOTICE in HIT.allowed(state)) == (state in OPEN)
        assert (HitEvent.OUTLIVE_NOTICE in HIT.allowed(state)) == (state in UNCONFIRMED)


def test_the_third_request_without_an_answer_is_escalated() -> None:
    assert [lapse(made, 3) for made in (1, 2, 3)] == [
        HitEvent.REPEAT,
        HitEvent.REPEAT,
        HitEvent.ESCALATE,
    ]
