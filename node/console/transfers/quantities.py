"""The ledger of a transfer line by line: asked, licensed, shipped, delivered, missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from accord.cases.shipment import ON_THE_WAY, ShipmentState
from accord.cases.transfer import TransferItem
from accord.cases.transfer_delivery import DeliveryVerification
from accord.weapons.firearm import Firearm
from node.transfers.views import ShipmentView, TransferDetail

# Where what was declared and not found is missing; an explained difference no longer is.
_OPEN: Final = frozenset(
    {
        ShipmentState.DISCREPANCY,
        ShipmentState.DIVERSION_SUSPECTED,
        ShipmentState.DIVERSION_CONFIRMED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the licence and where its weapons are."""

    number: int
    firearm: Firearm
    asked: int
    licensed: int | None  # none: nothing is licensed yet
    shipped: int
    on_the_way: int
    delivered: int
    missing: int
    remaining: int


def items_of(transfer: TransferDetail) -> Sequence[TransferItem]:
    """The lines as this State was told of them."""
    if transfer.file is not None:
        return transfer.file.items
    return transfer.asked.items if transfer.asked is not None else ()


def ledger_of(transfer: TransferDetail) -> Sequence[Line]:
    """Every line, in the order of the file."""
    allowed = {one.item: one for one in transfer.lines}
    lines = []
    for item in items_of(transfer):
        counts = [_counts(one, item.number) for one in transfer.shipments]
        known = allowed.get(item.number)
        shipped = sum(one.shipped for one in counts)
        lines.append(
            Line(
                number=item.number,
                firearm=item.firearm,
                asked=item.quantity,
                licensed=known.authorised if known else None,
                shipped=shipped,
                on_the_way=sum(one.on_the_way for one in counts),
                delivered=sum(one.delivered for one in counts),
                missing=sum(one.missing for one in counts),
                remaining=known.remaining if known else item.quantity - shipped,
            )
        )
    return lines


def newest_report(shipment: ShipmentView) -> DeliveryVerification | None:
    """What is known of its arrival; the end user's word stands above the importer's."""
    return shipment.end_user_report or shipment.importer_report


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    shipped: int
    on_the_way: int
    delivered: int
    missing: int


def _counts(shipment: ShipmentView, item: int) -> _Counts:
    shipped = _of(item, {one.item: one.quantity for one in shipment.dispatch.items})
    report = newest_report(shipment)
    found = _of(item, {one.item: one.quantity for one in report.items}) if report else 0
    if shipment.state in ON_THE_WAY:
        return _Counts(shipped=shipped, on_the_way=shipped, delivered=0, missing=0)
    gone = max(_lost(shipment, item), shipped - found) if shipment.state in _OPEN else 0
    return _Counts(shipped=shipped, on_the_way=0, delivered=found, missing=gone)


def _lost(shipment: ShipmentView, item: int) -> int:
    """Serials that nobody found, where as many others came in their place."""
    return sum(len(one.missing) for one in shipment.differences if one.item == item)


def _of(item: int, quantities: Mapping[int, int]) -> int:
    return quantities.get(item, 0)
