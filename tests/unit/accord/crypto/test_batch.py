from dataclasses import replace

import pytest

from accord.crypto.batch import (
    HEADERS,
    MAX_BATCH,
    STATEMENTS,
    BatchSignature,
    BatchVerifier,
    sign_batch,
    sign_root,
    spread,
    verify_root,
)
from accord.crypto.keys import SigningKey
from accord.encoding import pae
from accord.errors import FormatError, VerificationError
from accord.merkle import leaf_hash

KEY = SigningKey(bytes(range(32)))
BODIES = [b"header %d" % index for index in range(7)]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7])
def test_every_signature_of_a_batch_stands_alone(size: int) -> None:
    for body, signature in zip(BODIES, sign_batch(HEADERS, BODIES[:size], KEY), strict=False):
        BatchVerifier().verify(HEADERS, body, signature, KEY.public)


def test_a_batch_of_one_is_a_plain_signature_over_its_leaf() -> None:
    (signature,) = sign_batch(HEADERS, [b"alone"], KEY)
    assert (signature.index, signature.size, signature.path) == (0, 1, ())
    assert signature.signature == KEY.sign(pae(HEADERS, leaf_hash(b"alone")))


def test_one_root_signature_covers_the_bodies_in_order_and_spreads_to_each() -> None:
    root = sign_root(STATEMENTS, BODIES, KEY)
    verify_root(STATEMENTS, BODIES, KEY.public, root)
    assert spread(BODIES, KEY.key_id, root) == sign_batch(STATEMENTS, BODIES, KEY)
    for others in (BODIES[::-1], BODIES[:-1], [*BODIES, b"more"]):
        with pytest.raises(VerificationError):
            verify_root(STATEMENTS, others, KEY.public, root)


def _wrong(good: BatchSignature) -> list[BatchSignature]:
    return [
        replace(good, index=good.index + 1),
        replace(good, index=10**9),
        replace(good, size=good.size + 100),
        replace(good, size=0),
        replace(good, path=good.path[:-1]),
        replace(good, path=good.path[::-1]),
        replace(good, signature=bytes(64)),
    ]


def test_a_changed_signature_is_refused_also_after_a_good_one() -> None:
    good, verifier = sign_batch(HEADERS, BODIES, KEY)[2], BatchVerifier()
    verifier.verify(HEADERS, BODIES[2], good, KEY.public)
    for wrong in _wrong(good):
        with pytest.raises(VerificationError):
            verifier.verify(HEADERS, BODIES[2], wrong, KEY.public)


def test_a_remembered_root_is_good_for_its_own_body_type_and_key_only() -> None:
    good, verifier = sign_batch(HEADERS, BODIES, KEY)[2], BatchVerifier()
    verifier.verify(HEADERS, BODIES[2], good, KEY.public)
    other = SigningKey(bytes(32)).public
    for kind, body, public in [
        (HEADERS, BODIES[3], KEY.public),
        (STATEMENTS, BODIES[2], KEY.public),
        (HEADERS, BODIES[2], other),
    ]:
        with pytest.raises(VerificationError):
            verifier.verify(kind, body, good, public)


def test_forgetting_a_root_costs_time_and_nothing_else() -> None:
    verifier = BatchVerifier(capacity=1)
    for body in (b"a", b"b", b"a"):
        (signature,) = sign_batch(HEADERS, [body], KEY)
        verifier.verify(HEADERS, body, signature, KEY.public)


@pytest.mark.parametrize("size", [0, MAX_BATCH + 1])
def test_a_batch_has_bounds(size: int) -> None:
    with pytest.raises(FormatError) as refused:
        sign_batch(HEADERS, [b""] * size, KEY)
    assert refused.value.code == "batch.size"
