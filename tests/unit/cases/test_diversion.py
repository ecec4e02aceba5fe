from dataclasses import replace

import pytest
from trace_samples import LINK

from accord.cases.codes import (
    ChainEvent,
    DiversionMethod,
    DiversionStage,
    HolderRole,
    RecordStatus,
)
from accord.cases.diversion import join_chains, suggest_point_of_diversion
from accord.cases.trace import ChainLink, LastLegalRecord
from accord.dates import PartialDate

JUNE_2013 = PartialDate(year=2013, month=6)


def link(sequence: int, role: HolderRole, state: str, event: ChainEvent) -> ChainLink:
    return replace(LINK, sequence=sequence, role=role, state=state, event=event)


CHAIN = (
    link(1, HolderRole.MANUFACTURER, "XA", ChainEvent.MANUFACTURED),
    link(2, HolderRole.ARMED_FORCE, "XB", ChainEvent.IMPORTED),
    link(3, HolderRole.DEALER, "XC", ChainEvent.IMPORTED),
    link(4, HolderRole.CIVILIAN_HOLDER, "XC", ChainEvent.TRANSFERRED),
)


def test_the_worked_example_of_a_theft_from_a_civilian() -> None:
    stolen = LastLegalRecord(
        date=JUNE_2013, status=RecordStatus.STOLEN, holder_class=HolderRole.CIVILIAN_HOLDER
    )
    point = suggest_point_of_diversion(CHAIN, stolen)
    assert point is not None
    assert (point.state, point.stage, point.method) == (
        "XC",
        DiversionStage.END_USE,
        DiversionMethod.THEFT_FROM_CIVILIAN,
    )
    assert (point.from_date, point.to_date) == (JUNE_2013, JUNE_2013)


@pytest.mark.parametrize(
    ("role", "event", "status", "stage", "method"),
    [
        (
            HolderRole.ARMED_FORCE,
            ChainEvent.STOLEN,
            RecordStatus.STOLEN,
            DiversionStage.POST_DELIVERY_STORAGE,
            DiversionMethod.THEFT_FROM_STATE,
        ),
        (
            HolderRole.DEALER,
            ChainEvent.STOLEN,
            None,
            DiversionStage.POST_DELIVERY_STORAGE,
            DiversionMethod.PHYSICAL_SECURITY_FAILURE,
        ),
        (
            HolderRole.POLICE,
            ChainEvent.ISSUED,
            RecordStatus.LOST,
            DiversionStage.POST_DELIVERY_STORAGE,
            DiversionMethod.LOSS,
        ),
        (
            HolderRole.EXPORTER,
            ChainEvent.EXPORTED,
            RecordStatus.EXPORTED,
            DiversionStage.DURING_TRANSFER,
            None,
        ),
        (
            HolderRole.IMPORTER,
            ChainEvent.TRANSFERRED,
            RecordStatus.IN_TRANSIT,
            DiversionStage.DURING_TRANSFER,
            None,
        ),
        (
            HolderRole.CIVILIAN_HOLDER,
            ChainEvent.REGISTERED,
            RecordStatus.LAWFUL_POSSESSION,
            DiversionStage.END_USE,
            None,
        ),
        (
            HolderRole.POLICE,
            ChainEvent.REGISTERED,
            RecordStatus.SENT_FOR_DESTRUCTION,
            DiversionStage.DISPOSAL,
            None,
        ),
        (
            HolderRole.CIVILIAN_HOLDER,
            ChainEvent.DEACTIVATED,
            None,
            DiversionStage.DISPOSAL,
            DiversionMethod.CONVERSION,
        ),
        (
            HolderRole.MANUFACTURER,
            ChainEvent.MANUFACTURED,
            None,
            DiversionStage.BEFORE_TRANSFER,
            None,
        ),
    ],
)
def test_stage_and_method_come_from_the_end_of_the_chain(
    role: HolderRole,
    event: ChainEvent,
    status: RecordStatus | None,
    stage: DiversionStage,
    method: DiversionMethod | None,
) -> None:
    record = None if status is None else LastLegalRecord(status=status)
    point = suggest_point_of_diversion((link(1, role, "XB", event),), record)
    assert point is not None
    assert (point.state, point.stage, point.method) == ("XB", stage, method)


@pytest.mark.parametrize("role", HolderRole)
@pytest.mark.parametrize("event", ChainEvent)
def test_every_role_and_event_has_a_reading(role: HolderRole, event: ChainEvent) -> None:
    for status in RecordStatus:
        point = suggest_point_of_diversion(
            (link(1, role, "XA", event),), LastLegalRecord(status=status)
        )
        assert point is not None
        assert point.stage is not None


def test_without_a_chain_there_is_nothing_to_suggest() -> None:
    assert suggest_point_of_diversion((), None) is None


def test_without_a_report_the_diversion_came_after_the_last_record() -> None:
    record = LastLegalRecord(date=JUNE_2013, status=RecordStatus.LAWFUL_POSSESSION)
    point = suggest_point_of_diversion(CHAIN, record)
    assert point is not None
    assert (point.from_date, point.to_date) == (JUNE_2013, None)


def test_chains_of_several_answers_join_without_repeating_a_link() -> None:
    shared = replace(CHAIN[1], sequence=1)
    joined = join_chains([CHAIN[:2], (replace(CHAIN[2], sequence=2), shared)])
    assert [(one.sequence, one.state, one.role) for one in joined] == [
        (1, "XA", HolderRole.MANUFACTURER),
        (2, "XB", HolderRole.ARMED_FORCE),
        (3, "XC", HolderRole.DEALER),
    ]
