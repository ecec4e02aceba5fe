from transfer_samples import delivered, dispatched, serials

from accord.cases.delivery import compare, missing_of
from accord.cases.transfer_codes import DeliveryResult, SerialCheck
from accord.cases.transfer_delivery import CountedItem

SENT = dispatched(1, 1, 10).items


def test_a_delivery_of_the_same_count_and_serials_agrees() -> None:
    found = compare(SENT, delivered(1, 1, 10))
    assert found.agrees
    assert found.serials_suffice


def test_two_rifles_short_are_named_by_their_serials() -> None:
    found = compare(SENT, delivered(1, 1, 8, result=DeliveryResult.SHORT))
    (difference,) = found.differences
    assert (difference.declared, difference.found) == (10, 8)
    assert missing_of(found.differences) == {1: serials(9, 2)}


def test_the_reporters_own_reading_decides_nothing() -> None:
    assert not compare(SENT, delivered(1, 1, 8, result=DeliveryResult.COMPLETE)).agrees


def test_the_same_count_of_other_weapons_is_a_substitution() -> None:
    (difference,) = compare(SENT, delivered(1, 3, 10)).differences
    assert difference.missing == serials(1, 2)
    assert difference.unexpected == serials(11, 2)


def test_counts_alone_never_verify_a_delivery() -> None:
    counted = (CountedItem(item=1, quantity=10),)
    report = delivered(1, 1, 10, items=counted, serials_checked=SerialCheck.NONE)
    found = compare(SENT, report)
    assert found.agrees
    assert not found.serials_suffice


def test_a_sample_verifies_only_where_the_policy_says_so() -> None:
    counted = (CountedItem(item=1, quantity=10, serials=serials(4, 2)),)
    report = delivered(1, 1, 10, items=counted, serials_checked=SerialCheck.SAMPLE, sample_size=2)
    assert not compare(SENT, report).serials_suffice
    assert compare(SENT, report, sample_suffices=True).serials_suffice
    strange = (CountedItem(item=1, quantity=10, serials=serials(40, 2)),)
    wrong = delivered(1, 1, 10, items=strange, serials_checked=SerialCheck.SAMPLE, sample_size=2)
    assert compare(SENT, wrong, sample_suffices=True).differences[0].unexpected == serials(40, 2)


def test_nothing_arrived_whatever_the_report_lists_besides() -> None:
    found = compare(SENT, delivered(1, 1, 10, result=DeliveryResult.NOT_ARRIVED))
    assert missing_of(found.differences) == {1: serials(1, 10)}


def test_a_serial_spelt_with_other_spaces_is_the_same_and_o_is_not_0() -> None:
    spelt = tuple(serial.replace(" ", "-").lower() for serial in serials(1, 10))
    counted = (CountedItem(item=1, quantity=10, serials=spelt),)
    assert compare(SENT, delivered(1, 1, 10, items=counted)).agrees
    misread = (CountedItem(item=1, quantity=10, serials=("AR OOOOO1", *serials(2, 9))),)
    assert not compare(SENT, delivered(1, 1, 10, items=misread)).agrees


def test_a_line_counted_in_two_parts_is_one_line() -> None:
    parts = (
        CountedItem(item=1, quantity=4, serials=serials(1, 4)),
        CountedItem(item=1, quantity=6, serials=serials(5, 6)),
    )
    assert compare(SENT, delivered(1, 1, 10, items=parts)).agrees


def test_a_line_that_nobody_sent_is_a_difference() -> None:
    extra = (*delivered(1, 1, 10).items, CountedItem(item=2, quantity=1, serials=("X1",)))
    (difference,) = compare(SENT, delivered(1, 1, 10, items=extra)).differences
    assert (difference.item, difference.declared, difference.found) == (2, 0, 1)
