import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.crypto.keys import ED25519, SigningKey
from accord.custody.certificate import make_tls
from accord.errors import FormatError
from accord.testing.clock import ManualClock
from accord.testing.region import DAY_MS
from accord.trust.directory import PublicKey
from node.keys import newest, newest_pair, tls_pair

RANDOM = random.Random(3).randbytes
OLD, NEW, UNLISTED = (SigningKey(RANDOM(32)) for _ in range(3))
NOW = ManualClock().now_ms()


def listed(key: SigningKey, begins: int, ends: int | None = None) -> PublicKey:
    return PublicKey(algorithm=ED25519, public=key.public, valid_from_ms=begins, valid_to_ms=ends)


OVERLAP = [listed(OLD, 0, 200), listed(NEW, 100)]


@pytest.mark.parametrize(("at_ms", "chosen"), [(99, OLD), (100, NEW), (199, NEW), (500, NEW)])
def test_a_new_key_is_used_from_its_time_on(at_ms: int, chosen: SigningKey) -> None:
    assert newest([OLD, NEW], OVERLAP, at_ms) is chosen


@pytest.mark.parametrize(("at_ms", "chosen"), [(150, OLD), (199, OLD), (200, None)])
def test_who_does_not_hold_the_new_key_has_the_overlap(
    at_ms: int, chosen: SigningKey | None
) -> None:
    assert newest([OLD, UNLISTED], OVERLAP, at_ms) is chosen


def test_a_revoked_key_is_not_used() -> None:
    revoked = PublicKey(
        algorithm=ED25519, public=NEW.public, valid_from_ms=100, revoked_from_ms=120
    )
    assert newest([OLD, NEW], [OVERLAP[0], revoked], 150) is OLD


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=5),
    st.integers(0, 9),
)
def test_what_is_chosen_is_always_valid_and_no_valid_one_began_later(
    spans: list[tuple[int, int]], at_ms: int
) -> None:
    held = [SigningKey(bytes([number]) * 32) for number in range(len(spans))]
    keys = [listed(key, begin, end) for key, (begin, end) in zip(held, spans, strict=True)]
    valid = [key for key in keys if key.valid_at(at_ms)]
    chosen = newest(held, keys, at_ms)
    if chosen is None:
        assert not valid
    else:
        (entry,) = (key for key in valid if key.key_id == chosen.key_id)
        assert all(key.valid_from_ms <= entry.valid_from_ms for key in valid)


def test_the_newest_pinned_certificate_that_has_begun_is_shown() -> None:
    made = [make_tls("xa", NOW + day * DAY_MS) for day in (0, 1, 9)]
    old, new, future = (tls_pair(one.key_pem, one.certificate_pem) for one in made)
    pins = [pair.certificate_der for pair in (old, new, future)]
    at_ms = NOW + DAY_MS
    assert newest_pair([old, new, future], pins, at_ms) is new
    assert newest_pair([old, new], pins[:1], at_ms) is old
    assert newest_pair([future], pins, at_ms) is future
    assert newest_pair([new], pins[:1], at_ms) is None


def test_what_is_no_certificate_is_refused() -> None:
    with pytest.raises(FormatError, match=r"tls\.not_pem"):
        tls_pair(b"", b"DER")
