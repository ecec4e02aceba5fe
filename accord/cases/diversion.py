"""Where a weapon probably left the law, read off the chain of its holders (A/75/78, para 6).

A suggestion for an analyst and never a finding. It rests on the last link of the chain: what
happened there, to whom, and what the last legal record says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from accord.cases.codes import (
    ChainEvent,
    DiversionMethod,
    DiversionStage,
    HolderRole,
    RecordStatus,
)
from accord.cases.trace import ChainLink, LastLegalRecord, PointOfDiversion

_Reading = tuple[DiversionStage, DiversionMethod | None]

_STATE_BODIES: Final = frozenset(
    {
        HolderRole.ARMED_FORCE,
        HolderRole.POLICE,
        HolderRole.OTHER_STATE_BODY,
        HolderRole.PEACE_OPERATION,
    }
)
_TRADE: Final = frozenset(
    {
        HolderRole.EXPORTER,
        HolderRole.IMPORTER,
        HolderRole.BROKER,
        HolderRole.WHOLESALER,
        HolderRole.DEALER,
    }
)
# Where a weapon is while somebody of this role holds it.
_STAGES: Final = MappingProxyType(
    {HolderRole.MANUFACTURER: DiversionStage.BEFORE_TRANSFER}
    | dict.fromkeys(_TRADE | _STATE_BODIES, DiversionStage.POST_DELIVERY_STORAGE)
    | dict.fromkeys(
        (HolderRole.CIVILIAN_HOLDER, HolderRole.PRIVATE_SECURITY, HolderRole.NON_STATE),
        DiversionStage.END_USE,
    )
)
# What happened to it says more than who held it.
_BY_EVENT: Final = MappingProxyType(
    {
        ChainEvent.EXPORTED: (DiversionStage.DURING_TRANSFER, None),  # left, and never arrived
        ChainEvent.CONVERTED: (DiversionStage.END_USE, DiversionMethod.CONVERSION),
        ChainEvent.DEACTIVATED: (DiversionStage.DISPOSAL, DiversionMethod.CONVERSION),
        ChainEvent.DESTROYED: (DiversionStage.DISPOSAL, None),
        ChainEvent.SEIZED: (DiversionStage.DISPOSAL, None),
        ChainEvent.FOUND: (DiversionStage.DISPOSAL, None),
        ChainEvent.SURRENDERED: (DiversionStage.DISPOSAL, None),
    }
)
_BY_STATUS: Final = MappingProxyType(
    {
        RecordStatus.EXPORTED: (DiversionStage.DURING_TRANSFER, None),
        RecordStatus.IN_TRANSIT: (DiversionStage.DURING_TRANSFER, None),
        RecordStatus.SENT_FOR_DESTRUCTION: (DiversionStage.DISPOSAL, None),
        RecordStatus.DEACTIVATED: (DiversionStage.DISPOSAL, DiversionMethod.CONVERSION),
        RecordStatus.SEIZED: (DiversionStage.DISPOSAL, None),
        RecordStatus.FOUND: (DiversionStage.DISPOSAL, None),
        RecordStatus.SURRENDERED: (DiversionStage.DISPOSAL, None),
        RecordStatus.CONFISCATED: (DiversionStage.DISPOSAL, None),
    }
)
# A theft or loss was reported, so its time is known as well as the report's.
_DATED_BY_REPORT: Final = frozenset(
    {
        DiversionMethod.THEFT_FROM_STATE,
        DiversionMethod.THEFT_FROM_CIVILIAN,
        DiversionMethod.PHYSICAL_SECURITY_FAILURE,
        DiversionMethod.LOSS,
    }
)


def join_chains(answers: Iterable[Sequence[ChainLink]]) -> tuple[ChainLink, ...]:
    """One chain from the answers of several States in the order they were asked.

    A link that two answers give alike counts once; links are numbered anew from 1.
    """
    links: dict[ChainLink, None] = {}
    for answer in answers:
        for link in sorted(answer, key=lambda link: link.sequence):
            links.setdefault(replace(link, sequence=0))
    return tuple(replace(link, sequence=number) for number, link in enumerate(links, start=1))


def suggest_point_of_diversion(
    chain: Sequence[ChainLink], last_legal_record: LastLegalRecord | None
) -> PointOfDiversion | None:
    """State, dates, stage and method as the chain's end suggests them; None without a chain."""
    if not chain:
        return None
    last = max(chain, key=lambda link: link.sequence)
    stage, method = _read(last, last_legal_record)
    reported = last_legal_record.date if last_legal_record is not None else None
    happened = method in _DATED_BY_REPORT
    return PointOfDiversion(
        state=last.state,
        # Without a report all that is known is that it came after the last record.
        from_date=reported or last.to_date or last.from_date,
        to_date=(reported or last.from_date) if happened else None,
        stage=stage,
        method=method,
    )


def _read(last: ChainLink, record: LastLegalRecord | None) -> _Reading:
    status = record.status if record is not None else None
    holder = (record.holder_class if record is not None else None) or last.role
    if last.event is ChainEvent.STOLEN or status is RecordStatus.STOLEN:
        return _STAGES[holder], _theft_from(holder)
    if last.event is ChainEvent.LOST or status is RecordStatus.LOST:
        return _STAGES[holder], DiversionMethod.LOSS
    if last.event in _BY_EVENT:
        return _BY_EVENT[last.event]
    if status is not None and status in _BY_STATUS:
        return _BY_STATUS[status]
    return _STAGES[holder], None


def _theft_from(holder: HolderRole) -> DiversionMethod:
    if holder in _STATE_BODIES:
        return DiversionMethod.THEFT_FROM_STATE
    if holder is HolderRole.CIVILIAN_HOLDER:
        return DiversionMethod.THEFT_FROM_CIVILIAN
    return DiversionMethod.PHYSICAL_SECURITY_FAILURE
