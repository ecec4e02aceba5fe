"""What the hub says survives the wire, and nothing else is read as a statement."""

from uuid import UUID

import pytest

from accord.crypto.batch import STATEMENTS, sign_batch
from accord.crypto.keys import SigningKey
from accord.errors import FormatError
from accord.v1 import relay_pb2
from accord.wire.relay import (
    Body,
    DeliveryReport,
    NonDelivery,
    Receipt,
    Refusal,
    Rejection,
    Statement,
    decode_statement,
    encode_statement,
    read_signature,
    signature_message,
)

ID, DIGEST = UUID(int=1), b"d" * 32


@pytest.mark.parametrize(
    "body",
    [
        Receipt(ID, DIGEST, 7),
        Refusal(ID, DIGEST, "quota.full", "try later"),
        Refusal(None, DIGEST, "envelope.malformed", "not an Envelope message"),
        DeliveryReport("XB", (ID,), (Rejection(UUID(int=2), "content.sealed"),), 9),
        NonDelivery("XB", (ID, UUID(int=2)), "expired"),
    ],
)
def test_a_statement_survives_the_wire(body: Body) -> None:
    statement = Statement("hub", 1000, 5, body)
    assert decode_statement(encode_statement(statement)) == statement


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xff", "statement.malformed"),
        (relay_pb2.Statement(hub="hub").SerializeToString(), "statement.body"),
        (bytes(300_000), "statement.too_large"),
        (
            relay_pb2.Statement(receipt=relay_pb2.Receipt(message_id=ID.bytes)).SerializeToString(),
            "encoding.size",
        ),
        (
            relay_pb2.Statement(
                delivery=relay_pb2.DeliveryReport(
                    rejections=[relay_pb2.Rejection(message_id=ID.bytes, code="\n")]
                )
            ).SerializeToString(),
            "rejection.code",
        ),
    ],
)
def test_what_is_no_statement_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(FormatError) as refused:
        decode_statement(raw)
    assert refused.value.code == code


def test_a_standalone_signature_survives_the_wire() -> None:
    signatures = sign_batch(STATEMENTS, [b"a", b"b", b"c"], SigningKey(bytes(32)))
    assert [read_signature(signature_message(one)) for one in signatures] == signatures
