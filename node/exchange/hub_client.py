"""The channel to the hub. The node only dials out; the hub never calls."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

import grpc

from accord.errors import TransportError
from accord.v1.relay_pb2_grpc import RelayServiceStub

if TYPE_CHECKING:
    from accord.v1.relay_pb2_grpc import RelayServiceAsyncStub

Request = TypeVar("Request")
Response = TypeVar("Response")

MAX_FRAME = 8 * 1024 * 1024  # a frame has at most 4 MiB of envelopes, and some framing
_DIAL_SECONDS = 10.0
_OPTIONS = (
    ("grpc.ssl_target_name_override", "hub"),  # its certificate is pinned whatever its address
    ("grpc.max_receive_message_length", MAX_FRAME),
    ("grpc.max_send_message_length", MAX_FRAME),
    ("grpc.keepalive_time_ms", 30_000),
    ("grpc.keepalive_timeout_ms", 10_000),
    ("grpc.use_local_subchannel_pool", 1),  # each dial is a new connection
    ("grpc.enable_retries", 0),  # retrying is the outbox's
)


class HubClient:
    """Dials the hub."""

    def __init__(self, *, address: Callable[[], str], credentials: grpc.ChannelCredentials) -> None:
        """Takes a function that tells the address at each dial."""
        self._address = address
        self._credentials = credentials

    @asynccontextmanager
    async def connect(self) -> AsyncIterator["RelayServiceAsyncStub"]:
        """A stub on a channel of its own; see `channel`."""
        async with self.channel() as channel:
            yield RelayServiceStub(channel)

    @asynccontextmanager
    async def channel(self) -> AsyncIterator[grpc.aio.Channel]:
        """A channel that is ready, closed at the end.

        Raises:
            TransportError: the hub cannot be reached, or its certificate is not the pinned one.
        """
        address = self._address()
        async with grpc.aio.secure_channel(address, self._credentials, options=_OPTIONS) as channel:
            try:
                async with asyncio.timeout(_DIAL_SECONDS):  # wait_for may lose a cancellation
                    await channel.channel_ready()
            except TimeoutError:
                raise TransportError(
                    "hub.unreachable",
                    f"the hub at {address} does not answer; check the address, the line, "
                    "and that its certificate is the one in the directory",
                ) from None
            yield channel


async def write(stream: "grpc.aio.StreamStreamCall[Request, Response]", message: Request) -> None:
    """Writes to a stream that the hub may have ended meanwhile.

    Raises:
        TransportError: it has, whichever of the stream's tasks learns of it first.
    """
    try:
        await stream.write(message)
    except asyncio.InvalidStateError as error:
        raise stream_ended() from error


async def ending_code(stream: "grpc.aio.StreamStreamCall[Request, Response]") -> str:
    """The code with which the hub ended a stream; empty where it gave none, or has not ended it."""
    if not stream.done():
        return ""
    ending = await stream.trailing_metadata()
    return str(dict(ending or ()).get("accord-code", ""))


def stream_ended() -> TransportError:
    """What both the reader and the writer of a stream say once the hub has closed it."""
    return TransportError("hub.stream_ended", "the hub ended the stream")
