from hypothesis import given
from hypothesis import strategies as st

from node.exchange.ids import uuid7


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_it_is_a_version_7_uuid_that_names_its_time(now_ms: int, noise: bytes) -> None:
    made = uuid7(now_ms, lambda _size: noise)
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == now_ms


def test_every_random_bit_is_used() -> None:
    ones = uuid7(0, lambda size: b"\xff" * size)
    assert (ones.int ^ uuid7(0, bytes).int).bit_count() == 74
