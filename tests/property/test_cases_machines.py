from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.cases.certificate_check import CERTIFICATE_CHECK, CheckEvent, CheckState
from accord.cases.certificate_codes import SignatoryStatus
from accord.cases.exemption_machine import (
    EXEMPTION,
    EXEMPTION_FOLLOWED,
    ExemptionEvent,
    ExemptionState,
    FollowedEvent,
    FollowedState,
)
from accord.cases.hit_life import HIT, HitEvent, HitState
from accord.cases.hit_life import SETTLED as HIT_SETTLED
from accord.cases.inquiry_machine import (
    HEARD,
    INQUIRY,
    INQUIRY_ASKED,
    INQUIRY_RECEIVED,
    AskedEvent,
    AskedState,
    InquiryEvent,
    InquiryState,
    ReceivedEvent,
    ReceivedState,
)
from accord.cases.machine import Machine
from accord.cases.notice_codes import NoticeState
from accord.cases.notice_life import ENDED, NOTICE, NoticeEvent
from accord.cases.shipment import SETTLED as SHIPMENT_SETTLED
from accord.cases.shipment import SHIPMENT, ShipmentEvent, ShipmentState
from accord.cases.signatory import SIGNATORY, SignatoryEvent
from accord.cases.statistics_return import (
    COMPILATION,
    STATISTICAL_RETURN,
    CompilationEvent,
    CompilationState,
    ReturnEvent,
    ReturnState,
)
from accord.cases.trace_case import CLOSED, TRACE_CASE, CaseEvent, CaseState
from accord.cases.trace_leg import SETTLED, TRACE_LEG, LegEvent, LegState
from accord.cases.transfer_file import CLOSED as FILE_CLOSED
from accord.cases.transfer_file import TRANSFER_FILE, FileEvent, FileState
from accord.cases.transfer_partner import TRANSFER_PARTNER, PartnerEvent, PartnerState
from accord.cases.transit import CLEAR, TRANSIT, TransitEvent, TransitState
from accord.errors import TransitionError

AnyMachine = Machine[Any, Any]
MACHINES: list[tuple[AnyMachine, type[StrEnum], type[StrEnum], frozenset[StrEnum]]] = [
    (TRACE_CASE, CaseState, CaseEvent, frozenset(CLOSED)),
    (TRACE_LEG, LegState, LegEvent, frozenset(SETTLED)),
    (
        STATISTICAL_RETURN,
        ReturnState,
        ReturnEvent,
        frozenset({ReturnState.DISCARDED, ReturnState.SUPERSEDED}),
    ),
    (
        COMPILATION,
        CompilationState,
        CompilationEvent,
        frozenset({CompilationState.DISCARDED, CompilationState.SUPERSEDED}),
    ),
    (NOTICE, NoticeState, NoticeEvent, ENDED | {NoticeState.DISCARDED}),
    (HIT, HitState, HitEvent, HIT_SETTLED),
    (
        INQUIRY,
        InquiryState,
        InquiryEvent,
        frozenset({InquiryState.COMPLETE, InquiryState.WITHDRAWN}),
    ),
    (
        INQUIRY_ASKED,
        AskedState,
        AskedEvent,
        HEARD | {AskedState.TIMED_OUT, AskedState.WITHDRAWN},
    ),
    (
        INQUIRY_RECEIVED,
        ReceivedState,
        ReceivedEvent,
        frozenset({ReceivedState.ANSWERED, ReceivedState.WITHDRAWN}),
    ),
    (CERTIFICATE_CHECK, CheckState, CheckEvent, frozenset({CheckState.ANSWERED})),
    (SIGNATORY, SignatoryStatus, SignatoryEvent, SIGNATORY.final()),
    (EXEMPTION, ExemptionState, ExemptionEvent, EXEMPTION.final()),
    (EXEMPTION_FOLLOWED, FollowedState, FollowedEvent, EXEMPTION_FOLLOWED.final()),
    (TRANSFER_FILE, FileState, FileEvent, FILE_CLOSED),
    (TRANSFER_PARTNER, PartnerState, PartnerEvent, frozenset({PartnerState.CLOSED})),
    (SHIPMENT, ShipmentState, ShipmentEvent, SHIPMENT_SETTLED),
    (TRANSIT, TransitState, TransitEvent, CLEAR | {TransitState.OBJECTION}),
]
machines = pytest.mark.parametrize(
    ("machine", "states", "events", "ends"), MACHINES, ids=[m[0].name for m in MACHINES]
)


def reachable(machine: AnyMachine, start: StrEnum) -> set[StrEnum]:
    seen = {start}
    waiting = [start]
    while waiting:
        state = waiting.pop()
        for event in machine.allowed(state):
            after = machine.step(state, event)
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return seen


@machines
def test_every_pair_steps_to_a_state_or_is_refused(
    machine: AnyMachine, states: type[StrEnum], events: type[StrEnum], ends: frozenset[StrEnum]
) -> None:
    for state in states:
        for event in events:
            if event in machine.allowed(state):
                assert machine.step(state, event) in states
            else:
                with pytest.raises(TransitionError) as caught:
                    machine.step(state, event)
                assert caught.value.allowed == tuple(sorted(machine.allowed(state)))


@machines
def test_every_state_is_reachable_and_every_event_is_used(
    machine: AnyMachine, states: type[StrEnum], events: type[StrEnum], ends: frozenset[StrEnum]
) -> None:
    assert reachable(machine, machine.initial) == set(states)
    assert {event for (_, event) in machine.table} == set(events)


@machines
def test_every_state_that_is_not_an_end_leads_to_one(
    machine: AnyMachine, states: type[StrEnum], events: type[StrEnum], ends: frozenset[StrEnum]
) -> None:
    for state in set(states) - ends:
        assert machine.allowed(state)
        assert reachable(machine, state) & ends
    assert machine.final() <= ends


@machines
@given(data=st.data())
def test_a_random_walk_stays_among_the_known_states(
    machine: AnyMachine,
    states: type[StrEnum],
    events: type[StrEnum],
    ends: frozenset[StrEnum],
    data: st.DataObject,
) -> None:
    state = machine.initial
    for event in data.draw(st.lists(st.sampled_from(sorted(events)), max_size=40)):
        before = state
        try:
            state = machine.step(state, event)
        except TransitionError:
            state = before
        assert state in states
    if not machine.allowed(state):
        assert state in machine.final()
