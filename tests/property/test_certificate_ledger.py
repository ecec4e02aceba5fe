from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from accord.cases.certificate import ItemQuantity
from accord.cases.certificate_ledger import Use, check_draw, remaining
from accord.errors import PolicyError

GRANTED = {1: 10, 2: 3}
quantities = st.lists(
    st.builds(ItemQuantity, item=st.integers(1, 3), quantity=st.integers(0, 12)), max_size=4
).map(tuple)
uses = st.builds(
    Use,
    member=st.sampled_from(("XA", "XC")),
    transfer=st.sampled_from(("TR-1", "TR-2")),
    shipment=st.sampled_from(("S-1", "S-2", "S-3")),
    quantities=quantities,
)


@given(st.lists(uses, max_size=30))
def test_no_order_of_parallel_shipments_overdraws(wanted: list[Use]) -> None:
    ledger: dict[tuple[str, str, str], Use] = {}
    for use in wanted:
        with suppress(PolicyError):
            check_draw(GRANTED, tuple(ledger.values()), use)
            ledger[use.key] = use
    assert all(left >= 0 for left in remaining(GRANTED, ledger.values()).values())


@given(st.lists(uses, max_size=10), uses)
def test_a_draw_asked_again_changes_nothing(before: list[Use], again: Use) -> None:
    ledger = {use.key: use for use in before} | {again.key: again}
    left = remaining(GRANTED, ledger.values(), again.key)
    assert left == remaining(GRANTED, [use for use in ledger.values() if use.key != again.key])
