"""What the hub's gRPC streams have in common: frames in and out as bytes, and how they end."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import TypeAlias, TypeVar

import grpc
import structlog
from google.protobuf.descriptor import ServiceDescriptor
from google.protobuf.message import DecodeError, Message
from grpc.aio import ServicerContext

from accord.errors import (
    AccordError,
    FormatError,
    PolicyError,
    TransportError,
    UncheckableError,
)

_STATUS: Mapping[type, grpc.StatusCode] = {
    FormatError: grpc.StatusCode.INVALID_ARGUMENT,
    PolicyError: grpc.StatusCode.PERMISSION_DENIED,
    TransportError: grpc.StatusCode.UNAVAILABLE,
    UncheckableError: grpc.StatusCode.UNAVAILABLE,
}
_CODES = {
    "collect.replaced": grpc.StatusCode.ABORTED,
    "witness.replaced": grpc.StatusCode.ABORTED,
}

Context: TypeAlias = "ServicerContext[bytes, bytes]"
Stream: TypeAlias = Callable[[AsyncIterator[bytes], Context], Awaitable[None]]
M = TypeVar("M", bound=Message)


def add_streams(
    server: grpc.aio.Server, service: ServiceDescriptor, streams: Mapping[str, Stream]
) -> None:
    """Registers a service; frames arrive as bytes, so that bad ones can be named."""
    handlers: dict[str, grpc.RpcMethodHandler[bytes, bytes]] = {
        name: grpc.stream_stream_rpc_method_handler(stream) for name, stream in streams.items()
    }
    server.add_generic_rpc_handlers(
        [grpc.method_handlers_generic_handler(service.full_name, handlers)]
    )


def read_frame(kind: type[M], data: bytes) -> M:
    """The message in a frame.

    Raises:
        FormatError: it is no such message.
    """
    try:
        return kind.FromString(data)
    except DecodeError as error:
        raise FormatError("frame.malformed", f"not a {kind.DESCRIPTOR.name} frame") from error


async def abort(context: Context, error: AccordError, log: structlog.stdlib.BoundLogger) -> None:
    """Ends a stream with the error's code, and the status that the code or the kind has."""
    log.warning("stream.ended", code=error.code)
    kinds = (_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS)
    status = _CODES.get(error.code) or next(kinds, grpc.StatusCode.UNKNOWN)
    await context.abort(status, str(error), (("accord-code", error.code),))


async def cancelled(*tasks: "asyncio.Task[None] | None") -> None:
    """Cancels tasks and waits until they have ended, whatever they end with."""
    owned = [task for task in tasks if task is not None]
    for task in owned:
        task.cancel()
    await asyncio.gather(*owned, return_exceptions=True)
