"""Whatever the order of arrival, the gaps are exactly what is missing below the highest number."""

from hypothesis import given
from hypothesis import strategies as st

from accord.wire.exchange import EndReason
from node.exchange.links import SenderLink

numbers = st.lists(st.integers(1, 40), unique=True, max_size=40)


def digest(sequence: int) -> bytes:
    return sequence.to_bytes(32, "big") if sequence else b""


def after(order: list[int]) -> SenderLink:
    link = SenderLink()
    for sequence in order:
        link = link.received(sequence, digest(sequence - 1), digest(sequence), 1)
    return link


@given(numbers)
def test_gaps_are_what_is_missing(order: list[int]) -> None:
    link = after(order)
    missing = {n for gap in link.gaps for n in range(gap.first, gap.last + 1)}
    assert missing == set(range(1, max(order, default=0) + 1)) - set(order)
    assert link.sequence == max(order, default=0)
    assert list(link.gaps) == sorted(link.gaps)
    assert link.forks == ()


@given(numbers.filter(bool), st.data())
def test_a_number_used_again_is_a_fork(order: list[int], data: st.DataObject) -> None:
    again = data.draw(st.sampled_from(order))
    link = after(order).received(again, digest(again - 1), b"another", 2)
    assert link.forks == (again,)


@given(st.integers(1, 40))
def test_a_header_that_denies_the_one_before_it_is_a_fork(count: int) -> None:
    link = after(list(range(1, count + 1)))
    assert link.received(count + 1, b"\xff" * 32, digest(count + 1), 2).forks == (count,)


@given(numbers, st.lists(st.tuples(st.integers(1, 45), st.integers(0, 9)), max_size=5), numbers)
def test_what_is_explained_is_not_missing_and_may_still_arrive(
    order: list[int], reasons: list[tuple[int, int]], late: list[int]
) -> None:
    link = after(order)
    told = set()
    for first, more in reasons:
        link = link.explained(first, first + more, EndReason.REFUSED, "quota.full")
        told |= set(range(first, first + more + 1))
    lacking = set(range(1, link.sequence + 1)) - set(order)
    missing = {n for gap in link.missing for n in range(gap.first, gap.last + 1)}
    assert missing == lacking - told
    assert {n for n in range(1, 60) if link.lacks(n)} == lacking
    for sequence in late:
        if sequence in lacking:
            link = link.received(sequence, digest(sequence - 1), digest(sequence), 2)
            lacking.discard(sequence)
    assert {n for n in range(1, 60) if link.lacks(n)} == lacking
    assert link.forks == ()


@given(st.integers(2, 9), st.data())
def test_what_fills_a_gap_must_fit_the_headers_beside_it(last: int, data: st.DataObject) -> None:
    gap = list(range(2, last + 1))
    order = data.draw(st.permutations(gap))
    wrong = data.draw(st.sampled_from(gap))
    link = after([1, last + 1])
    for sequence in order:
        own = b"\xee" * 32 if sequence == wrong else digest(sequence)
        link = link.received(sequence, digest(sequence - 1), own, 2)
    assert link.gaps == ()
    assert link.forks == (wrong,)
