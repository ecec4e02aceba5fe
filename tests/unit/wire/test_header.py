"""The header reader accepts one header and nothing around it."""

from collections.abc import Callable
from uuid import UUID

import pytest

from accord.errors import FormatError
from accord.v1 import envelope_pb2 as pb
from accord.wire.header import Addressee, Header, decode_header, encode_header
from accord.wire.kinds import MessageKind, Priority, Purpose

HEADER = Header(
    message_id=UUID(int=1),
    sender="XA",
    recipients=(
        Addressee("XB", b"k" * 8, b"w" * 48, 1, b""),
        Addressee("XC", b"l" * 8, b"w" * 48, 7, b"p" * 32),
    ),
    kind=MessageKind.TRACE_REQUEST,
    conversation_id=UUID(int=2),
    created_ms=1000,
    not_after_ms=2000,
    priority=Priority.URGENT,
    content_size=3,
    content_digest=b"d" * 32,
    key_commitment=b"c" * 32,
    ephemeral_key=b"e" * 32,
    policy_version=4,
    purpose=Purpose.TRACING,
)


def test_a_header_survives_the_wire() -> None:
    assert decode_header(encode_header(HEADER)) == HEADER
    assert HEADER.addressee("XC") is HEADER.recipients[1]
    assert HEADER.addressee("XZ") is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda raw: raw.ClearField("message_id"), "encoding.size"),
        (lambda raw: setattr(raw, "sender", "not a member"), "header.member"),
        (lambda raw: setattr(raw, "kind", 999), "header.kind"),
        (lambda raw: setattr(raw, "kind", 0), "header.kind"),
        (lambda raw: setattr(raw, "priority", 9), "header.priority"),
        (lambda raw: setattr(raw, "purpose", 99), "header.purpose"),
        (lambda raw: setattr(raw, "not_after_ms", 1000), "header.not_after"),
        (lambda raw: raw.ClearField("recipients"), "header.recipients"),
        (lambda raw: raw.recipients.extend([raw.recipients[0]] * 64), "header.recipients"),
        (lambda raw: raw.recipients.extend([raw.recipients[0]]), "header.recipients"),
        (lambda raw: setattr(raw.recipients[0], "sequence", 0), "header.sequence"),
        (lambda raw: setattr(raw.recipients[0], "sequence", 2), "header.sequence"),
        (lambda raw: setattr(raw.recipients[1], "sequence", 2**63), "header.sequence"),
        (lambda raw: setattr(raw, "not_after_ms", 2**63), "header.number"),
        (lambda raw: setattr(raw, "policy_version", 2**63), "header.number"),
        (lambda raw: setattr(raw.recipients[1], "wrapped_key", b""), "encoding.size"),
        (lambda raw: raw.MergeFromString(b"\x7a\x00"), "header.field_unknown"),
        (lambda raw: raw.recipients[0].MergeFromString(b"\x7a\x00"), "header.field_unknown"),
    ],
)
def test_a_bad_header_names_its_field(change: Callable[[pb.Header], object], code: str) -> None:
    raw = pb.Header.FromString(encode_header(HEADER))
    change(raw)
    with pytest.raises(FormatError) as refused:
        decode_header(raw.SerializeToString())
    assert refused.value.code == code


def test_a_header_is_bounded() -> None:
    fat = HEADER._replace(sender="X" * 20_000)
    with pytest.raises(FormatError, match="too_large"):
        decode_header(encode_header(fat))
