import pytest

from accord.errors import FormatError
from hub.entries import Accepted, Lane, decode_fact, encode_fact


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (0, b""),
        (99, b""),
        (1, b"short"),
        (1, bytes(65) + b"XA"),
        (3, b"\x01" + bytes(8) + b"XB\nxy z"),
    ],
)
def test_refuses_rows_it_did_not_write(kind: int, body: bytes) -> None:
    with pytest.raises(FormatError, match=r"ledger\.entry"):
        decode_fact(kind, body)


def test_an_accepted_message_takes_few_bytes_for_ever() -> None:
    fact = Accepted(bytes(16), bytes(32), Lane.ROUTINE, 1, 1, "XA", ("XB",))
    kind, body = encode_fact(fact)
    assert len(body) == 70
    assert decode_fact(kind, body) == fact
