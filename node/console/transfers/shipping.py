"""What can be done about one shipment, the best step first; each part does its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from accord.cases.shipment import ON_THE_WAY, SETTLED, ShipmentState
from accord.pages.marked import marked as _N
from node.console.transfers.parts import Part
from node.console.transfers.situation import Step
from node.transfers.views import ShipmentView

_S = ShipmentState
_WHY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "confirmExit": _N("No proof of receipt has come in time."),
        "acceptExplanation": _N(
            "What arrived differs from what left; nobody has explained it yet."
        ),
        "refuteDiversion": _N("A diversion is suspected. Refute it with documents, or confirm it."),
        "explainDiscrepancy": _N(
            "What arrived differs from what left. Explain it, or count again."
        ),
        "reportDelivery": _N("A shipment is on its way here. Say what arrived, once it has."),
    }
)
_EXPLAINED: Final = _N(
    "The importing State has explained what differs; the explanation is yours to judge."
)
_COUNTS: Final = ON_THE_WAY | {_S.ARRIVED, _S.DISCREPANCY}


def shipment_steps(shipment: ShipmentView, parts: frozenset[Part]) -> Sequence[Step]:
    """What an officer of this State can do about it; the first one is the one that is due."""
    found: list[Step] = []
    if Part.EXPORTER in parts:
        found += _exporter(shipment)
    if parts & {Part.IMPORTER, Part.END_USER}:
        found += _receiver(shipment, parts)
    if Part.TRANSIT in parts and shipment.state in ON_THE_WAY:
        found.append(_step(shipment, "reportCheckpoint", _N("Report what was seen")))
    return tuple(found)


def due_steps(shipment: ShipmentView, parts: frozenset[Part]) -> Sequence[Step]:
    """The first step, where it is this State that has to act."""
    waits = {_S.DELIVERY_OVERDUE, _S.DISCREPANCY, _S.DIVERSION_SUSPECTED}
    if Part.EXPORTER in parts:
        return shipment_steps(shipment, parts)[:1] if shipment.state in waits else ()
    if not parts & {Part.IMPORTER, Part.END_USER}:
        return ()
    unverified = shipment.state in ON_THE_WAY | {_S.ARRIVED, _S.DISCREPANCY}
    return shipment_steps(shipment, parts)[:1] if unverified else ()


def _exporter(shipment: ShipmentView) -> Iterator[Step]:
    match shipment.state:
        case _S.DELIVERY_OVERDUE:
            yield _step(shipment, "confirmExit", _N("Customs confirmed the exit"))
            yield _step(shipment, "reportNoEntry", _N("It never left or never came"))
        case _S.DISCREPANCY:
            offered = _N("Accept the explanation")
            label = offered if shipment.explanation else _N("Settle it with documents")
            step = _step(shipment, "acceptExplanation", label)
            yield replace(step, why=_EXPLAINED) if shipment.explanation else step
            yield _step(shipment, "suspectDiversion", _N("Suspect a diversion"), danger=True)
        case _S.DIVERSION_SUSPECTED:
            yield _step(shipment, "refuteDiversion", _N("Refute the suspicion"))
            yield _step(shipment, "confirmDiversion", _N("Confirm the diversion"), danger=True)
        case _S.DELIVERY_VERIFIED:
            yield _step(shipment, "suspectDiversion", _N("Suspect a diversion"), danger=True)
        case _:
            pass
    if shipment.state not in SETTLED:
        yield _step(shipment, "repeatShipmentNotification", _N("Tell the States once more"))


def _receiver(shipment: ShipmentView, parts: frozenset[Part]) -> Iterator[Step]:
    if shipment.state is _S.DISCREPANCY and Part.IMPORTER in parts:
        yield _step(shipment, "explainDiscrepancy", _N("Explain the discrepancy"))
    if shipment.state in _COUNTS:
        yield _step(shipment, "reportDelivery", _N("Report what arrived"))


def _step(shipment: ShipmentView, act: str, label: str, *, danger: bool = False) -> Step:
    return Step(
        act=act,
        label=label,
        why=_WHY.get(act, ""),
        path={"shipment": str(shipment.shipment)},
        danger=danger,
    )
