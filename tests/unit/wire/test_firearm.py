import pytest
from weapon_samples import mark, weapon

from accord.errors import FormatError
from accord.weapons.codes import MarkCondition
from accord.wire.firearm import decode_firearm, encode_firearm


def test_a_description_is_read_back_as_written() -> None:
    described = weapon("АК 47", mark("16?5", condition=MarkCondition.PARTIAL), years=(1970, 1979))
    assert decode_firearm(encode_firearm(described)) == described


def test_what_cannot_travel_is_refused_by_field() -> None:
    with pytest.raises(FormatError, match=r"firearm\.maker_text"):
        encode_firearm(weapon("1234", maker="x" * 1000))


@pytest.mark.parametrize("data", [b"\xff", b"\x08\xff\x01"])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(FormatError):
        decode_firearm(data)
