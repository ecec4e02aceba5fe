"""Messages as the bytes that travel and are stored, and back."""

from typing import Any, TypeVar

from accord.errors import FormatError
from accord.weapons.firearm import Firearm
from accord.wire.payload import decode_payload, encode_payload, payload_kind

Document = TypeVar("Document")


def dump(message: Any) -> bytes:
    """The bytes of a message.

    Raises:
        FormatError: names the field that is too long or missing.
    """
    return encode_payload(payload_kind(type(message)), message)


def load(message_type: type[Document], data: bytes) -> Document:
    """The message in the bytes.

    Raises:
        FormatError: they are not such a message.
    """
    message = decode_payload(payload_kind(message_type), data)
    if not isinstance(message, message_type):
        raise FormatError("payload.kind", f"the bytes are not a {message_type.__name__}")
    return message


def maybe(message_type: type[Document], data: bytes | None) -> Document | None:
    """The message in the bytes, where there are any."""
    return None if data is None else load(message_type, data)


def weapon_line(firearm: Firearm) -> str:
    """The weapon in a few words for a list: never its numbers."""
    words = (firearm.maker_text, firearm.model_text, firearm.calibre_text)
    return " ".join(word for word in words if word) or firearm.type_text or "not described"
