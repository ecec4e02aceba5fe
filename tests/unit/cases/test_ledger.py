from dataclasses import replace

import pytest
from transfer_samples import LEDGER, dispatched

from accord.cases.transfer_delivery import DispatchedItem
from accord.errors import PolicyError


def refused(code: str, shipment: int, *items: DispatchedItem) -> None:
    before = LEDGER.draw(1, dispatched(1, 1, 15).items)
    with pytest.raises(PolicyError) as caught:
        before.draw(shipment, items)
    assert caught.value.code == code
    assert before.remaining(1) == 5


def test_what_leaves_is_drawn_from_what_was_authorised() -> None:
    ledger = LEDGER.draw(1, dispatched(1, 1, 15).items)
    assert (ledger.remaining(1), ledger.drawn(1), ledger.left()) == (5, 15, 5)
    assert ledger.draw(2, dispatched(2, 100, 5).items).left() == 0


def test_no_more_leaves_than_was_authorised() -> None:
    refused("ledger.overdrawn", 2, *dispatched(2, 100, 6).items)


def test_the_same_shipment_told_again_draws_nothing() -> None:
    items = dispatched(1, 1, 15).items
    once = LEDGER.draw(1, items)
    assert once.draw(1, items) is once


def test_a_taken_number_cannot_have_another_shipment() -> None:
    refused("ledger.number_taken", 1, *dispatched(1, 100, 3).items)


def test_no_weapon_leaves_twice_however_its_serial_is_spelt() -> None:
    refused("ledger.left_already", 2, *dispatched(2, 3, 1).items)
    spelt = DispatchedItem(item=1, quantity=1, serials=("ar-000003",))
    refused("ledger.left_already", 2, spelt)


def test_every_weapon_has_one_serial() -> None:
    item = dispatched(2, 100, 2).items[0]
    refused("ledger.serials", 2, replace(item, serials=item.serials[:1]))
    refused("ledger.serials", 2, replace(item, serials=(item.serials[0],) * 2))
    refused("ledger.serials", 2, replace(item, serials=(item.serials[0], "")))


def test_a_shipment_names_lines_of_the_licence_each_once() -> None:
    item = dispatched(2, 100, 1).items[0]
    refused("ledger.unknown_line", 2, replace(item, item=2))
    refused("ledger.line_twice", 2, item, replace(item, serials=("AR 9",)))
    refused("ledger.empty", 2)
    refused("ledger.empty", 2, replace(item, quantity=0, serials=()))
