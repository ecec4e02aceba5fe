"""How much of a licence has left: a ledger that nothing can overdraw (FP 10(3), FP 7(b)).

A shipment draws once, under its own number. The same draw again changes nothing, so a repeated
message has one effect; another draw under a taken number is refused, and so is a weapon that has
left already. Every State keeps its own ledger and draws in it what it is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from accord.cases.transfer_delivery import DispatchedItem
from accord.errors import PolicyError
from accord.weapons.normal import normal_forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The authorised quantity of each line, and what each shipment has drawn."""

    authorised: Mapping[int, int]  # by line of the licence
    draws: Mapping[int, tuple[DispatchedItem, ...]] = field(default_factory=dict)  # by shipment

    def drawn(self, item: int) -> int:
        """How many of a line have left."""
        return sum(
            one.quantity for items in self.draws.values() for one in items if one.item == item
        )

    def remaining(self, item: int) -> int:
        """How many of a line may still leave."""
        return self.authorised.get(item, 0) - self.drawn(item)

    def left(self) -> int:
        """How many weapons may still leave, over all lines."""
        return sum(self.remaining(item) for item in self.authorised)

    def draw(self, shipment: int, items: Sequence[DispatchedItem]) -> "Ledger":
        """The ledger after a shipment; itself where that shipment has drawn the same already.

        Raises:
            PolicyError: `ledger.number_taken`, `ledger.empty`, `ledger.line_twice`,
                `ledger.unknown_line`, `ledger.overdrawn`, `ledger.serials` or
                `ledger.left_already`.
        """
        drawn = tuple(items)
        if shipment in self.draws:
            if self.draws[shipment] == drawn:
                return self
            raise PolicyError(
                "ledger.number_taken", "this number has another shipment: use the next one"
            )
        if not drawn or any(one.quantity < 1 for one in drawn):
            raise PolicyError("ledger.empty", "items: dispatch at least one of each line named")
        if len({one.item for one in drawn}) < len(drawn):
            raise PolicyError("ledger.line_twice", "items: name each line once")
        for one in drawn:
            self._check_line(one)
        return replace(self, draws={**self.draws, shipment: drawn})

    def _check_line(self, one: DispatchedItem) -> None:
        if one.item not in self.authorised:
            raise PolicyError("ledger.unknown_line", f"line {one.item} is not in the licence")
        if one.quantity > self.remaining(one.item):
            raise PolicyError(
                "ledger.overdrawn",
                f"line {one.item}: {one.quantity} is more than the {self.remaining(one.item)} "
                "that remain of the licence",
            )
        keys = [serial_key(serial) for serial in one.serials]
        if len(keys) != one.quantity or len(set(keys)) != one.quantity or "" in keys:
            raise PolicyError(
                "ledger.serials", f"line {one.item}: give one serial for each weapon, each once"
            )
        if not self._left(one.item).isdisjoint(keys):
            raise PolicyError(
                "ledger.left_already", f"line {one.item}: a weapon of it has left already"
            )

    def _left(self, item: int) -> frozenset[str]:
        return frozenset(
            serial_key(serial)
            for items in self.draws.values()
            for one in items
            if one.item == item
            for serial in one.serials
        )


def serial_key(serial: str) -> str:
    """What makes two readings of a serial the same: spaces, case and script aside (N2).

    O and 0 stay different here: whether they are one is for a person to say.
    """
    return normal_forms(serial).n2
