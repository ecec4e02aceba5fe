import time

from hypothesis import given, settings
from hypothesis import strategies as st

from accord.errors import FormatError
from accord.testing.strategies import messages
from accord.wire.kinds import MessageKind
from accord.wire.payload import Payload, decode_payload, encode_payload


def reads_or_refuses(kind: MessageKind, data: bytes) -> None:
    try:
        message = decode_payload(kind, data)
    except FormatError:
        return
    assert decode_payload(kind, encode_payload(kind, message)) == message


@given(st.sampled_from(MessageKind), st.binary(max_size=400))
@settings(max_examples=500, deadline=None)
def test_any_bytes_are_a_message_or_a_format_error(kind: MessageKind, data: bytes) -> None:
    reads_or_refuses(kind, data)


@given(messages(), st.data())
@settings(max_examples=300, deadline=None)
def test_a_damaged_message_is_a_message_or_a_format_error(
    drawn: tuple[MessageKind, Payload], data: st.DataObject
) -> None:
    kind, message = drawn
    damaged = bytearray(encode_payload(kind, message))
    for _ in range(data.draw(st.integers(1, 4))):
        if damaged:
            damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    reads_or_refuses(kind, bytes(damaged))


@given(st.sampled_from(MessageKind), st.binary(min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_a_large_payload_takes_bounded_time(kind: MessageKind, seed: bytes) -> None:
    data = (seed * (1 << 20))[: 1 << 20]
    begin = time.process_time()  # ours alone: the machine has other things to do
    reads_or_refuses(kind, data)
    assert time.process_time() - begin < 5
