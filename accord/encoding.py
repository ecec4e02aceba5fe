"""Every strict reader and writer of primitive encodings; nothing else parses numbers or base64.

Readers accept exactly one spelling of each value, so that what was signed is what was read.
"""

import base64
import binascii
import re
from collections.abc import Iterable

from accord.errors import FormatError

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_HEX = re.compile(r"(?:[0-9a-f]{2})*", re.ASCII)
_MAX_UINT63 = 2**63 - 1
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def decimal(text: str) -> int:
    """The non-negative integer that canonical ASCII decimal text names, below 2^63.

    Raises:
        FormatError: signs, spaces, leading zeros, other digits, or out of range.
    """
    if _DECIMAL.fullmatch(text) is None or (value := int(text)) > _MAX_UINT63:
        raise FormatError("encoding.decimal", "not a canonical decimal number below 2^63")
    return value


def from_base64(text: str) -> bytes:
    """The bytes of padded standard base64 (RFC 4648, section 4) in its only canonical spelling.

    Raises:
        FormatError: other alphabets, missing padding, white space or non-zero spare bits.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise FormatError("encoding.base64", "not standard padded base64") from error
    if base64.b64encode(data).decode() != text:
        raise FormatError("encoding.base64", "base64 is not in its canonical spelling")
    return data


def to_base64(data: bytes) -> str:
    """Padded standard base64."""
    return base64.b64encode(data).decode()


def to_base64url(data: bytes) -> str:
    """URL-safe base64 (RFC 4648, section 5) without padding, for tokens."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def to_base32(data: bytes) -> str:
    """Base32 (RFC 4648, section 6), for what people type."""
    return base64.b32encode(data).decode()


def from_hex(text: str) -> bytes:
    """The bytes of lower-case hexadecimal text.

    Raises:
        FormatError: upper case, an odd length or other characters.
    """
    if _HEX.fullmatch(text) is None:
        raise FormatError("encoding.hex", "not lower-case hexadecimal")
    return bytes.fromhex(text)


def exactly(data: bytes, size: int, what: str) -> bytes:
    """The same bytes, if they have this size.

    Raises:
        FormatError: another size; `what` names the field.
    """
    if len(data) != size:
        raise FormatError("encoding.size", f"{what} must be {size} bytes, not {len(data)}")
    return data


def pae(payload_type: str, body: bytes) -> bytes:
    """DSSE v1 pre-authentication encoding; types are ASCII here, so bytes equal characters.

    Raises:
        FormatError: a type outside ASCII.
    """
    try:
        kind = payload_type.encode("ascii")
    except UnicodeEncodeError as error:
        raise FormatError("encoding.pae_type", "payload types are ASCII") from error
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(body), body)


def framed(parts: Iterable[bytes]) -> bytes:
    """Parts joined so that no two lists give the same bytes: each behind its 4-byte length."""
    return b"".join([len(part).to_bytes(4, "big") + part for part in parts])


def harmless_cell(text: str) -> str:
    """A cell of CSV that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
