"""Fields of mainframe records: text in any encoding, zoned, packed and binary numbers."""

from collections.abc import Callable
from decimal import Decimal

from accord.errors import BadData
from adapters.cells import Cell
from adapters.rules import FixedField, Picture

_PACKED_POSITIVE = frozenset({0xA, 0xC, 0xE, 0xF})
_PACKED_NEGATIVE = frozenset({0xB, 0xD})
_ZONES_POSITIVE = frozenset({0x3, 0xC, 0xF})  # ASCII digits; EBCDIC signed and unsigned
_ZONES_NEGATIVE = frozenset({0x7, 0xD})
_SPACES = (b"\x40", b"\x20", b"\x00")  # a field that no program ever filled


def read_field(field: FixedField, data: bytes, encoding: str) -> Cell:
    """What the bytes of a field say; None where it was never filled.

    Raises:
        BadData: they are not of its picture; the text names the field.
    """
    if field.picture is Picture.BINARY and len(data) == field.length:
        return _scaled(int.from_bytes(data, "big", signed=True), field.decimals)
    if any(data == filler * len(data) for filler in _SPACES):
        return None
    try:
        match field.picture:
            case Picture.TEXT:
                return data.decode(encoding).replace("\0", " ").strip()
            case Picture.NUMBER:
                return _scaled(int(data.decode(encoding)), field.decimals)
            case Picture.ZONED:
                return _scaled(_digits(data, _zoned), field.decimals)
            case Picture.PACKED:
                return _scaled(_digits(data, _packed), field.decimals)
            case Picture.BINARY:
                raise ValueError("too short")
    except ValueError as error:
        raise BadData(
            "row.picture", f"{field.name!r} is not {field.picture}; compare the layout with it"
        ) from error


def _scaled(number: int, decimals: int) -> Cell:
    return Decimal(number).scaleb(-decimals) if decimals else number


def _digits(data: bytes, split: Callable[[bytes], tuple[list[int], int]]) -> int:
    digits, sign = split(data)
    if any(digit > 9 for digit in digits):
        raise ValueError("a half byte that is no digit")
    return sign * int("".join(map(str, digits)))


def _packed(data: bytes) -> tuple[list[int], int]:
    halves = [half for byte in data for half in (byte >> 4, byte & 15)]
    return halves[:-1], _sign(halves[-1], _PACKED_POSITIVE, _PACKED_NEGATIVE)


def _zoned(data: bytes) -> tuple[list[int], int]:
    if any(byte >> 4 not in _ZONES_POSITIVE for byte in data[:-1]):
        raise ValueError("a zone that is none")
    sign = _sign(data[-1] >> 4, _ZONES_POSITIVE, _ZONES_NEGATIVE)
    return [byte & 15 for byte in data], sign


def _sign(half: int, positive: frozenset[int], negative: frozenset[int]) -> int:
    if half not in positive | negative:
        raise ValueError("a sign that is none")
    return -1 if half in negative else 1
