"""The adapter contract as the messages of `AdapterService`, strict in both directions."""

from dataclasses import dataclass
from typing import Any, Final, TypeVar

from google.protobuf.message import Message

from accord.adapter import Changes, Description, Entry, Health, RegistryRecord
from accord.errors import FormatError
from accord.v1 import adapter_pb2 as pb
from accord.weapons.firearm import Firearm
from accord.wire.mapping import MessageMap, Misfit, message_map

Value = TypeVar("Value")
Wire = TypeVar("Wire", bound=Message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What to look for."""

    firearm: Firearm
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What was found."""

    records: tuple[RegistryRecord, ...] = ()


_MAPS: Final[dict[type[Any], tuple[MessageMap, type[Message]]]] = {
    domain: (message_map(domain, wire), wire)
    for domain, wire in (
        (Asked, pb.FindRequest),
        (Records, pb.FindResponse),
        (Description, pb.DescribeResponse),
        (Changes, pb.ChangesResponse),
        (Entry, pb.RecordRequest),
        (Health, pb.HealthResponse),
    )
}


def read(domain: type[Value], message: Message) -> Value:
    """The value that a message names.

    Raises:
        FormatError: names the first field that is not as the contract says.
    """
    try:
        value: Value = _MAPS[domain][0].read(message)
    except Misfit as misfit:
        raise _refused(domain, misfit) from misfit
    return value


def write(value: Any, message: type[Wire]) -> Wire:
    """The message that names a value.

    Raises:
        FormatError: the value holds what a reader would refuse.
    """
    filled = message()
    try:
        _MAPS[type(value)][0].write(filled, value)
    except Misfit as misfit:
        raise _refused(type(value), misfit) from misfit
    return filled


def _refused(domain: type[Any], misfit: Misfit) -> FormatError:
    return FormatError(misfit.code, f"{domain.__name__}.{misfit.path} {misfit.text}")
