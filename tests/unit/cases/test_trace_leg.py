from dataclasses import replace
from functools import reduce

import pytest
from trace_samples import REPLY, RESPONSE

from accord.cases.codes import Acceptance, Disposition, ResponseKind
from accord.cases.trace import TraceAcknowledgement, TraceClarification
from accord.cases.trace_leg import (
    CLARIFYING,
    IN_HAND,
    OPEN,
    SETTLED,
    TRACE_LEG,
    UNANSWERED,
    LegEvent,
    LegState,
    acknowledgement_events,
    clarification_event,
    response_event,
)

E = LegEvent
S = LegState
SENT = (E.SUBMIT, E.DELIVER)
SEARCHING = (*SENT, E.ACKNOWLEDGE, E.SEARCH)


def after(*events: LegEvent, start: LegState = S.DRAFT) -> LegState:
    return reduce(TRACE_LEG.step, events, start)


@pytest.mark.parametrize(
    ("events", "state"),
    [
        (SENT, S.DELIVERED),
        ((*SENT, E.REJECT), S.REJECTED),
        ((E.SUBMIT, E.FAIL_DELIVERY), S.UNDELIVERED),
        ((E.SUBMIT, E.ACKNOWLEDGE), S.ACKNOWLEDGED),
        ((*SENT, E.DECLINE_COMPETENCE), S.ANSWERED_NEGATIVE),
        ((*SENT, E.DECLARE_DUPLICATE), S.DUPLICATE),
        ((*SENT, E.ACKNOWLEDGE, E.ASK), S.INFO_REQUESTED),
        ((*SENT, E.ACKNOWLEDGE, E.ASK, E.REPLY), S.ACKNOWLEDGED),
        ((*SENT, E.ACKNOWLEDGE, E.ASK, E.FALL_SILENT), S.RETURNED_INCOMPLETE),
        ((*SEARCHING, E.ASK), S.INFO_REQUESTED),
        ((*SEARCHING, E.ANSWER_INTERIM), S.IN_PROGRESS),
        ((*SEARCHING, E.DELAY), S.DELAYED),
        ((*SEARCHING, E.DELAY, E.LIFT), S.IN_PROGRESS),
        ((*SEARCHING, E.DELAY, E.ASK_CLARIFICATION, E.EXPLAIN), S.DELAYED),
        ((*SEARCHING, E.ANSWER_FULL), S.ANSWERED_FULL),
        ((*SEARCHING, E.ANSWER_NEGATIVE), S.ANSWERED_NEGATIVE),
        ((*SEARCHING, E.ANSWER_REFERRED), S.ANSWERED_REFERRED),
        (
            (*SEARCHING, E.ANSWER_RESTRICTED, E.ASK_CLARIFICATION, E.EXPLAIN),
            S.RESTRICTION_UPHELD,
        ),
        ((*SEARCHING, E.REFUSE, E.ASK_CLARIFICATION, E.EXPLAIN), S.REFUSAL_UPHELD),
        ((*SEARCHING, E.REFUSE, E.ASK_CLARIFICATION, E.ANSWER_FULL), S.ANSWERED_FULL),
        (
            (*SEARCHING, E.REFUSE, E.ASK_CLARIFICATION, E.ANSWER_RESTRICTED),
            S.ANSWERED_RESTRICTED,
        ),
    ],
)
def test_paths_of_a_leg(events: tuple[LegEvent, ...], state: LegState) -> None:
    assert after(*events) is state


@pytest.mark.parametrize("state", sorted(UNANSWERED))
def test_the_requester_can_withdraw_before_the_answer(state: LegState) -> None:
    assert after(E.WITHDRAW, start=state) is S.WITHDRAWN


@pytest.mark.parametrize("state", sorted(SETTLED | CLARIFYING))
def test_nothing_is_withdrawn_after_the_answer(state: LegState) -> None:
    assert E.WITHDRAW not in TRACE_LEG.allowed(state)


@pytest.mark.parametrize("state", sorted(IN_HAND))
def test_an_answer_is_taken_whenever_the_request_is_in_hand(state: LegState) -> None:
    assert after(E.ANSWER_FULL, start=state) is S.ANSWERED_FULL


def test_there_is_no_overdue_state() -> None:
    assert "OVERDUE" not in LegState.__members__


def test_open_and_settled_states_are_told_apart() -> None:
    assert TRACE_LEG.final() < SETTLED
    assert SETTLED - TRACE_LEG.final() == {S.ANSWERED_RESTRICTED, S.REFUSED}
    assert not OPEN & SETTLED


@pytest.mark.parametrize("acceptance", Acceptance)
def test_every_acceptance_moves_a_delivered_leg(acceptance: Acceptance) -> None:
    message = TraceAcknowledgement(preamble=REPLY, acceptance=acceptance)
    moved = after(*acknowledgement_events(message), start=S.DELIVERED)
    assert (
        moved
        is {
            Acceptance.ACCEPTED: S.ACKNOWLEDGED,
            Acceptance.NEEDS_MORE_INFORMATION: S.INFO_REQUESTED,
            Acceptance.NOT_COMPETENT: S.ANSWERED_NEGATIVE,
            Acceptance.DUPLICATE_OF: S.DUPLICATE,
        }[acceptance]
    )


@pytest.mark.parametrize("disposition", Disposition)
@pytest.mark.parametrize("kind", ResponseKind)
def test_every_answer_moves_an_acknowledged_leg(
    disposition: Disposition, kind: ResponseKind
) -> None:
    event = response_event(replace(RESPONSE, disposition=disposition, kind=kind))
    moved = after(event, start=S.ACKNOWLEDGED)
    if disposition is Disposition.DELAYED:
        assert moved is S.DELAYED
    elif kind is ResponseKind.INTERIM:
        assert moved is S.IN_PROGRESS
    else:
        assert moved in SETTLED


def test_a_clarification_explains_or_widens() -> None:
    plain = TraceClarification(preamble=REPLY, text="under seal")
    assert clarification_event(plain) is E.EXPLAIN
    assert clarification_event(replace(plain, widened=RESPONSE)) is E.ANSWER_FULL
