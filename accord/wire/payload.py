"""The payloads of every message kind: domain dataclasses as bytes, and back.

Payload bytes come from other members, so a reader believes nothing: whatever is unknown, missing,
too long or not in its shortest encoding is a FormatError that names the field.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import DecodeError, Message
from google.protobuf.unknown_fields import UnknownFieldSet

from accord.errors import FormatError
from accord.wire.bounds import MAX_PAYLOAD
from accord.wire.contracts import (
    certificate,
    exchange,
    exemption,
    inquiry,
    notice,
    statistics,
    trace,
    transfer,
)
from accord.wire.contracts.contract import Contract
from accord.wire.kinds import MessageKind
from accord.wire.mapping import Misfit, message_map

Payload: TypeAlias = Any  # a dataclass of one of the families

_FAMILIES: Final = (trace, notice, transfer, certificate, exemption, statistics, inquiry, exchange)
_CONTRACT: Final[Mapping[MessageKind, Contract]] = MappingProxyType(
    {kind: contract for family in _FAMILIES for kind, contract in family.CONTRACT.items()}
)
_MAPS: Final = MappingProxyType(
    {kind: message_map(domain, wire) for kind, (domain, wire, _) in _CONTRACT.items()}
)
_KINDS: Final = MappingProxyType({entry.domain: kind for kind, entry in _CONTRACT.items()})


def payload_kind(message_type: type[Payload]) -> MessageKind:
    """The kind of message that carries this dataclass.

    Raises:
        FormatError: none does.
    """
    kind = _KINDS.get(message_type)
    if kind is None:
        raise FormatError("payload.kind", f"no message carries a {message_type.__name__}")
    return kind


def payload_type(kind: MessageKind) -> type[Payload]:
    """The dataclass that a message of this kind carries.

    Raises:
        FormatError: a kind whose payload has no structure, such as a probe.
    """
    return _contract(kind).domain


def encode_payload(kind: MessageKind, message: Payload) -> bytes:
    """The bytes of one message; `decode_payload` reads them back as an equal value.

    An optional number of 0 reads back as None, and fractions have single precision.

    Raises:
        FormatError: the message is not of this kind, or holds what a reader would refuse.
    """
    domain, wire_type, root = _contract(kind)
    if type(message) is not domain:
        raise FormatError(
            "payload.kind", f"a {kind.name} carries a {domain.__name__}, not another message"
        )
    wire = wire_type()
    try:
        _MAPS[kind].write(wire, message)
    except Misfit as misfit:
        raise _refused(misfit, root) from misfit
    data = wire.SerializeToString(deterministic=True)
    _bound(data, root)
    return data


def decode_payload(kind: MessageKind, data: bytes) -> Payload:
    """The message that a payload names.

    Raises:
        FormatError: not such a message, with the path of the first field that is wrong.
    """
    _, wire_type, root = _contract(kind)
    _bound(data, root)
    try:
        wire = wire_type.FromString(data)
    except DecodeError as error:
        raise FormatError("payload.malformed", f"{root} is not an encoded message") from error
    if wire.ByteSize() != len(data):
        raise FormatError(
            "payload.not_shortest",
            f"{root} repeats a single field or spells a value at more length than it needs",
        )
    wire.DiscardUnknownFields()
    if wire.ByteSize() != len(data):
        path = _unknown_field(wire_type.FromString(data), root)
        raise FormatError("payload.unknown_field", f"{path} is not a field of this version")
    try:
        message: Payload = _MAPS[kind].read(wire)
    except Misfit as misfit:
        raise _refused(misfit, root) from misfit
    return message


def _contract(kind: MessageKind) -> Contract:
    entry = _CONTRACT.get(kind)
    if entry is None:
        raise FormatError("payload.kind", f"a {kind.name} carries no structured payload")
    return entry


def _bound(data: bytes, root: str) -> None:
    if len(data) > MAX_PAYLOAD:
        raise FormatError(
            "payload.too_large", f"{root} has {len(data)} bytes; at most {MAX_PAYLOAD} are allowed"
        )


def _refused(misfit: Misfit, root: str) -> FormatError:
    whole = misfit.within(root)
    return FormatError(whole.code, f"{whole.path} {whole.text}")


def _unknown_field(wire: Message, path: str) -> str:
    """Where the first unknown field stands: `path.#number`."""
    unknown = UnknownFieldSet(wire)
    if len(unknown):
        return f"{path}.#{unknown[0].field_number}"
    for field, value in wire.ListFields():
        if field.type != FieldDescriptor.TYPE_MESSAGE:
            continue
        parts = [(f"{path}.{field.name}", value)]
        if field.is_repeated:
            parts = [(f"{path}.{field.name}[{i}]", part) for i, part in enumerate(value)]
        for name, part in parts:
            found = _unknown_field(part, name)
            if found:
                return found
    return ""
