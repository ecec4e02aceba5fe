"""How much of a certificate is left: a count over every shipment that no order can overdraw."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from accord.cases.certificate import ItemQuantity
from accord.errors import PolicyError

ShipmentKey = tuple[str, str, str]  # the drawing member, its transfer, its shipment


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What one shipment took; without quantities it only holds the certificate for a transfer."""

    member: str
    transfer: str
    shipment: str = ""
    quantities: tuple[ItemQuantity, ...] = ()

    @property
    def key(self) -> ShipmentKey:
        """What makes two uses the same: asked again, a shipment takes nothing twice."""
        return self.member, self.transfer, self.shipment


def totals(quantities: Iterable[ItemQuantity]) -> dict[int, int]:
    """The quantity of each item, however often it is named."""
    sums: dict[int, int] = {}
    for one in quantities:
        sums[one.item] = sums.get(one.item, 0) + one.quantity
    return sums


def at_least(use: Use, uses: Iterable[Use]) -> Use:
    """The use, with no less of any item than the same shipment was counted with before.

    Whoever was told of the larger count may have shipped it, in whatever order messages arrived.
    """
    most = totals(use.quantities)
    for one in uses:
        if one.key == use.key:
            for item, quantity in totals(one.quantities).items():
                most[item] = max(quantity, most.get(item, 0))
    kept = tuple(ItemQuantity(item=item, quantity=count) for item, count in most.items())
    return replace(use, quantities=kept)


def remaining(
    granted: Mapping[int, int], uses: Iterable[Use], besides: ShipmentKey | None = None
) -> dict[int, int]:
    """What is left of each item, not counting what the shipment `besides` took before."""
    left = dict(granted)
    for use in uses:
        if use.key != besides:
            for item, quantity in totals(use.quantities).items():
                left[item] = left.get(item, 0) - quantity
    return left


def exceeded(left: Mapping[int, int], wanted: Sequence[ItemQuantity]) -> tuple[int, ...]:
    """The items of which more is wanted than is left."""
    return tuple(item for item, quantity in totals(wanted).items() if quantity > left.get(item, 0))


def check_draw(granted: Mapping[int, int], uses: Sequence[Use], wanted: Use) -> None:
    """Passes where the shipment may take what it wants.

    Raises:
        PolicyError: `ledger.nothing_drawn` or `ledger.overdrawn`, naming the items.
    """
    if not any(one.quantity for one in wanted.quantities):
        raise PolicyError("ledger.nothing_drawn", "quantities: say how many of which item")
    left = remaining(granted, uses, wanted.key)
    if items := exceeded(left, wanted.quantities):
        named = ", ".join(f"item {item}: {max(0, left.get(item, 0))} left" for item in items)
        raise PolicyError(
            "ledger.overdrawn", f"quantities: more than the certificate still covers ({named})"
        )
