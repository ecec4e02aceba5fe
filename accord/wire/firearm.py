"""The firearm block alone as bytes, for whoever keeps descriptions outside of a message."""

from google.protobuf.message import DecodeError

from accord.errors import FormatError
from accord.v1 import firearm_pb2
from accord.weapons.firearm import Firearm
from accord.wire.mapping import Misfit, message_map

_MAP = message_map(Firearm, firearm_pb2.Firearm)


def encode_firearm(firearm: Firearm) -> bytes:
    """The bytes of a description; `decode_firearm` reads them back.

    Raises:
        FormatError: it holds what no message could carry.
    """
    message = firearm_pb2.Firearm()
    try:
        _MAP.write(message, firearm)
    except Misfit as misfit:
        raise _refused(misfit) from misfit
    return message.SerializeToString(deterministic=True)


def decode_firearm(data: bytes) -> Firearm:
    """The description of such bytes.

    Raises:
        FormatError: they are not.
    """
    try:
        firearm: Firearm = _MAP.read(firearm_pb2.Firearm.FromString(data))
    except Misfit as misfit:
        raise _refused(misfit) from misfit
    except DecodeError as error:
        raise FormatError("payload.firearm", "the bytes are not a firearm's") from error
    return firearm


def _refused(misfit: Misfit) -> FormatError:
    whole = misfit.within("firearm")
    return FormatError(whole.code, f"{whole.path} {whole.text}")
