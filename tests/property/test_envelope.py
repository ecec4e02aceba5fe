"""Any flipped bit is refused; any bytes at all are read or refused, never worse."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.crypto.batch import BatchVerifier
from accord.crypto.keys import EncryptionKey, SigningKey
from accord.envelope import Draft, Link, Sealed, authenticate, open_content, parse, seal
from accord.errors import AccordError
from accord.testing.region import Region, build_region
from accord.trust.directory import Directory
from accord.wire.kinds import MessageKind, Priority, Purpose
from accord.wire.relay import decode_statement

NOW = 1_767_225_600_000


class Counted:
    """Deterministic bytes in the place of randomness."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, size: int) -> bytes:
        self._count += 1
        return self._count.to_bytes(size, "big")


REGION: Region = build_region(now_ms=NOW, random=Counted())
DIRECTORY: Directory = REGION.trusted(NOW).directory
RECIPIENTS = ("XB", "XC")


def sealed(*payloads: bytes) -> list[Sealed]:
    drafts = [
        Draft(
            message_id=UUID(int=number + 1),
            recipients=RECIPIENTS,
            kind=MessageKind.PROBE,
            conversation_id=UUID(int=9),
            created_ms=NOW,
            not_after_ms=NOW + 1000,
            priority=Priority.URGENT,
            purpose=Purpose.TEST,
            policy_version=1,
            payload=payload,
        )
        for number, payload in enumerate(payloads)
    ]
    signer: SigningKey = REGION.members["XA"].signing
    return seal(drafts, sender="XA", signer=signer, directory=DIRECTORY, links={}, random=Counted())


def opened(envelope: bytes, member: str) -> bytes:
    parsed = parse(envelope)
    header = authenticate(parsed, DIRECTORY, BatchVerifier())
    key: EncryptionKey = REGION.members[member].encryption
    return open_content(parsed, header, member, {key.key_id: key})


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=9))
def test_every_recipient_opens_what_was_sealed(payloads: list[bytes]) -> None:
    for one, payload in zip(sealed(*payloads), payloads, strict=True):
        assert all(opened(one.envelope, member) == payload for member in RECIPIENTS)


ENVELOPE = sealed(b"first", b"the one that is damaged", b"last")[1].envelope


@given(st.integers(0, 8 * len(ENVELOPE) - 1), st.sampled_from(RECIPIENTS))
def test_any_flipped_bit_is_refused(bit: int, member: str) -> None:
    damaged = bytearray(ENVELOPE)
    damaged[bit // 8] ^= 1 << bit % 8
    with pytest.raises(AccordError):
        opened(bytes(damaged), member)


@given(st.integers(0, len(ENVELOPE) - 1))
def test_any_cut_is_refused(length: int) -> None:
    with pytest.raises(AccordError):
        opened(ENVELOPE[:length], "XB")


@given(st.binary(max_size=600))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(AccordError):
        opened(data, "XB")


@given(st.binary(max_size=400))
def test_any_statement_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        decode_statement(data)
    except AccordError:
        return


def test_links_let_both_ends_count() -> None:
    links: dict[str, Link] = {}
    digests: list[bytes] = []
    for number in range(3):
        (one,) = seal(
            [
                Draft(
                    message_id=UUID(int=number + 1),
                    recipients=("XB",),
                    kind=MessageKind.PROBE,
                    conversation_id=UUID(int=9),
                    created_ms=NOW,
                    not_after_ms=NOW + 1,
                    priority=Priority.ROUTINE,
                    purpose=Purpose.TEST,
                    policy_version=1,
                    payload=b"",
                )
            ],
            sender="XA",
            signer=REGION.members["XA"].signing,
            directory=DIRECTORY,
            links=links,
            random=Counted(),
        )
        header = authenticate(parse(one.envelope), DIRECTORY, BatchVerifier())
        (mine,) = header.recipients
        assert mine.sequence == number + 1
        assert mine.previous_header == (digests[-1] if digests else b"")
        digests.append(one.header_digest)
    assert links == {"XB": Link(3, digests[-1])}
