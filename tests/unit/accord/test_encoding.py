import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord import encoding
from accord.errors import FormatError


@given(st.integers(0, 2**63 - 1))
def test_a_decimal_reads_back(value: int) -> None:
    assert encoding.decimal(str(value)) == value


@pytest.mark.parametrize(
    "text", ["", "+5", "-1", " 5", "5 ", "05", "00", "1_0", "5.0", "٥", "²", "5\n", str(2**63)]
)
def test_other_spellings_of_numbers_are_refused(text: str) -> None:
    with pytest.raises(FormatError, match="decimal"):
        encoding.decimal(text)


@given(st.binary(max_size=64))
def test_base64_reads_back(data: bytes) -> None:
    assert encoding.from_base64(encoding.to_base64(data)) == data


@pytest.mark.parametrize("text", ["AAB=", "AA", "AA==\n", " AA==", "_-8=", "A===", "AAAA=", "é"])
def test_other_spellings_of_base64_are_refused(text: str) -> None:
    with pytest.raises(FormatError, match="base64"):
        encoding.from_base64(text)


@given(st.binary(max_size=64))
def test_hexadecimal_reads_back(data: bytes) -> None:
    assert encoding.from_hex(data.hex()) == data


@pytest.mark.parametrize("text", ["0", "AB", "0x00", "0 00", "00\n", "٠٠"])
def test_other_spellings_of_hexadecimal_are_refused(text: str) -> None:
    with pytest.raises(FormatError, match="hexadecimal"):
        encoding.from_hex(text)


def test_a_size_is_required_exactly() -> None:
    assert encoding.exactly(b"12345678", 8, "key id") == b"12345678"
    with pytest.raises(FormatError, match="key id must be 8 bytes, not 7"):
        encoding.exactly(b"1234567", 8, "key id")


def test_the_published_pre_authentication_vector() -> None:
    """DSSE protocol.md: type http://example.com/HelloWorld, body "hello world"."""
    expected = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    assert encoding.pae("http://example.com/HelloWorld", b"hello world") == expected


def test_a_payload_type_outside_ascii_is_refused() -> None:
    with pytest.raises(FormatError, match="ASCII"):
        encoding.pae("application/vnd.é", b"")


@given(st.lists(st.binary(max_size=8), max_size=6), st.lists(st.binary(max_size=8), max_size=6))
def test_framing_never_maps_two_lists_to_the_same_bytes(a: list[bytes], b: list[bytes]) -> None:
    assert (encoding.framed(a) == encoding.framed(b)) == (a == b)
