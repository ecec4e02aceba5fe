"""A delivery compared with its dispatch, item by item and serial by serial (A/75/78, para 65).

Whoever compares does so for itself: the reporter's own reading decides nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from accord.cases.ledger import serial_key
from accord.cases.transfer_codes import DeliveryResult, SerialCheck
from accord.cases.transfer_delivery import (
    CountedItem,
    DeliveryVerification,
    Difference,
    DispatchedItem,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What differs, and whether enough was looked at to call the delivery verified."""

    differences: tuple[Difference, ...]
    serials_suffice: bool

    @property
    def agrees(self) -> bool:
        """Whether nothing that was looked at differs."""
        return not self.differences


def compare(
    dispatched: Sequence[DispatchedItem],
    report: DeliveryVerification,
    *,
    sample_suffices: bool = False,
) -> Comparison:
    """The report beside what left."""
    found = _merged(report.items)
    if report.result is DeliveryResult.NOT_ARRIVED:
        found = {}
    whole = report.serials_checked is SerialCheck.ALL
    lines = {one.item: one for one in dispatched}
    differences = []
    for item in sorted(lines.keys() | found.keys()):
        sent = lines.get(item, DispatchedItem(item=item, quantity=0))
        counted = found.get(item, CountedItem(item=item, quantity=0))
        difference = _difference(sent, counted, whole=whole)
        if difference is not None:
            differences.append(difference)
    read = {item: len({*map(serial_key, one.serials)}) for item, one in found.items()}
    every = all(read.get(one.item, 0) >= one.quantity for one in dispatched)
    sampled = report.serials_checked is SerialCheck.SAMPLE and any(read.values())
    return Comparison(
        differences=tuple(differences),
        serials_suffice=(whole and every) or (sampled and sample_suffices),
    )


def _difference(sent: DispatchedItem, counted: CountedItem, *, whole: bool) -> Difference | None:
    declared = {serial_key(serial): serial for serial in sent.serials}
    seen = {serial_key(serial): serial for serial in counted.serials}
    missing: tuple[str, ...] = ()
    if whole or counted.quantity == 0:
        missing = tuple(raw for key, raw in declared.items() if key not in seen)
    unexpected = tuple(raw for key, raw in seen.items() if key not in declared)
    if sent.quantity == counted.quantity and not missing and not unexpected:
        return None
    return Difference(
        item=sent.item,
        declared=sent.quantity,
        found=counted.quantity,
        missing=missing,
        unexpected=unexpected,
    )


def _merged(items: Sequence[CountedItem]) -> dict[int, CountedItem]:
    """Each line once, however the reporter split it."""
    merged: dict[int, CountedItem] = {}
    for one in items:
        before = merged.get(one.item, CountedItem(item=one.item, quantity=0))
        merged[one.item] = CountedItem(
            item=one.item,
            quantity=before.quantity + one.quantity,
            serials=before.serials + one.serials,
        )
    return merged


def missing_of(differences: Sequence[Difference]) -> dict[int, tuple[str, ...]]:
    """The serials that were dispatched and not found, by line."""
    return {one.item: one.missing for one in differences if one.missing}
