from functools import reduce

import pytest

from accord.cases.codes import DomesticTraceResult
from accord.cases.trace_case import (
    CLOSED,
    DOMESTIC_EVENTS,
    OPEN,
    OUTCOMES,
    TRACE_CASE,
    CaseEvent,
    CaseState,
)

E = CaseEvent
S = CaseState


def after(*events: CaseEvent, start: CaseState = S.REGISTERED) -> CaseState:
    return reduce(TRACE_CASE.step, events, start)


ABROAD = (E.OPEN_DOMESTIC_TRACE, E.OWN_NEGATIVE, E.NO_NOTICE)


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ((E.OPEN_DOMESTIC_TRACE, E.OWN_LAST_LEGAL_RECORD), S.TRACED_DOMESTIC),
        ((E.OPEN_DOMESTIC_TRACE, E.OWN_RECORD_EXPORTED), S.NOTICE_SEARCH),
        ((E.OPEN_DOMESTIC_TRACE, E.OWN_NOT_POSSIBLE), S.NOTICE_SEARCH),
        ((E.OPEN_DOMESTIC_TRACE, E.OWN_NEGATIVE, E.NOTICE_HIT, E.HIT_CONFIRMED), S.ESTABLISHED),
        (
            (E.OPEN_DOMESTIC_TRACE, E.OWN_NEGATIVE, E.NOTICE_HIT, E.HIT_NOT_CONFIRMED),
            S.INTERNATIONAL,
        ),
        ((*ABROAD, E.SEND_LEG), S.WAITING_LEGS),
        ((*ABROAD, E.SEND_LEG, E.SEND_LEG), S.WAITING_LEGS),
        ((*ABROAD, E.SEND_LEG, E.LEGS_EXHAUSTED, E.CLOSE), S.NOT_ESTABLISHED),
        ((*ABROAD, E.SEND_LEG, E.NEW_MARKS), S.INTERNATIONAL),
        ((*ABROAD, E.SEND_LEG, E.LEGS_EXHAUSTED, E.LEG_FULL), S.ESTABLISHED),
    ],
)
def test_paths_of_a_case(events: tuple[CaseEvent, ...], state: CaseState) -> None:
    assert after(*events) is state


def test_a_referral_chain_over_three_states() -> None:
    state = after(
        *ABROAD,
        E.SEND_LEG,
        E.LEG_REFERRED,
        E.SEND_LEG,
        E.LEG_REFERRED,
        E.SEND_LEG,
        E.LEG_FULL,
        E.RECORD_POINT_OF_DIVERSION,
    )
    assert state is S.TRACED_INTERNATIONAL


def test_an_answer_of_a_parallel_leg_counts_while_the_next_state_is_chosen() -> None:
    assert after(*ABROAD, E.SEND_LEG, E.SEND_LEG, E.LEG_REFERRED, E.LEG_FULL) is S.ESTABLISHED


@pytest.mark.parametrize("state", sorted(OPEN))
def test_every_open_case_can_be_closed_by_other_means_or_not_pursued(state: CaseState) -> None:
    assert after(E.ESTABLISH_OTHERWISE, start=state) is S.ESTABLISHED_OTHER_MEANS
    assert after(E.DO_NOT_PURSUE, start=state) is S.NOT_PURSUED


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_a_closed_case_only_reopens(state: CaseState) -> None:
    assert TRACE_CASE.allowed(state) == {E.NEW_EVIDENCE}
    assert after(E.NEW_EVIDENCE, E.RESUME, start=state) is S.INTERNATIONAL


def test_no_state_is_asked_before_the_own_registry() -> None:
    before = {S.REGISTERED, S.DOMESTIC_TRACE, S.NOTICE_SEARCH}
    assert not any(E.SEND_LEG in TRACE_CASE.allowed(state) for state in before)


def test_every_closed_state_has_an_outcome_to_report() -> None:
    assert OUTCOMES.keys() == CLOSED


def test_a_positive_domestic_trace_depends_on_its_record() -> None:
    assert DOMESTIC_EVENTS.keys() == set(DomesticTraceResult) - {DomesticTraceResult.DONE_POSITIVE}
