"""What a node's streams say when the hub ends them."""

import asyncio

import grpc
import pytest

from accord.errors import TransportError
from accord.v1.relay_pb2 import CollectOpen, CollectRequest
from accord.v1.relay_pb2_grpc import (
    RelayServiceServicer,
    RelayServiceStub,
    add_RelayServiceServicer_to_server,
)
from node.exchange.hub_client import write


class _Ending(RelayServiceServicer):
    """A hub that ends each stream as soon as it is opened."""

    async def Submit(self, request_iterator, context):  # type: ignore[no-untyped-def]
        return
        yield

    async def Collect(self, request_iterator, context):  # type: ignore[no-untyped-def]
        return
        yield


def test_writing_to_a_stream_that_the_hub_has_ended_is_a_fault_of_the_line() -> None:
    async def story() -> None:
        server = grpc.aio.server()
        add_RelayServiceServicer_to_server(_Ending(), server)
        port = server.add_insecure_port("127.0.0.1:0")
        await server.start()
        async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
            stream = RelayServiceStub(channel).Collect()
            assert await stream.read() is grpc.aio.EOF
            with pytest.raises(TransportError, match="ended the stream"):
                await write(stream, CollectRequest(open=CollectOpen(), credit=1))
        await server.stop(None)

    asyncio.run(story())
