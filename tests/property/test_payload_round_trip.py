from hypothesis import given, settings

from accord.testing.strategies import messages
from accord.wire.kinds import MessageKind
from accord.wire.payload import Payload, decode_payload, encode_payload


@given(messages())
@settings(max_examples=300, deadline=None)
def test_every_message_reads_back_as_itself(drawn: tuple[MessageKind, Payload]) -> None:
    kind, message = drawn
    data = encode_payload(kind, message)
    assert decode_payload(kind, data) == message
    assert encode_payload(kind, message) == data
