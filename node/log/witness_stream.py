"""The witness's stream to the hub: questions in, answers out, once what it holds is durable."""

import asyncio
from typing import TYPE_CHECKING

import grpc
import structlog
from sqlalchemy.exc import OperationalError

from accord.errors import AccordError
from accord.v1.log_pb2 import WitnessRequest, WitnessResponse
from accord.v1.log_pb2_grpc import LogServiceStub
from node.exchange.backoff import Backoff
from node.exchange.hub_client import HubClient, stream_ended, write
from node.log.witness import Witness

if TYPE_CHECKING:
    Stream = grpc.aio.StreamStreamCall[WitnessRequest, WitnessResponse]

_UNNAMED_SECONDS = 30.0  # until the policy is looked at again


class WitnessStream:
    """Offers this node to the hub as a witness for as long as the policy names it."""

    def __init__(self, *, hub: HubClient, witness: Witness, backoff: Backoff) -> None:
        """Takes how long to wait between attempts."""
        self._log = structlog.get_logger("accord.node.log")
        self._hub = hub
        self._witness = witness
        self._backoff = backoff
        self.fault: str | None = None  # the code of what ended the last stream

    async def run(self) -> None:
        """Works until cancelled."""
        while True:
            if not self._witness.named:
                await asyncio.sleep(_UNNAMED_SECONDS)
                continue
            try:
                await self._session()
            except AccordError as error:
                self._ended(error.code)
            except grpc.aio.AioRpcError as error:
                self._ended(f"hub.{error.code().name.lower()}")
            except OperationalError:
                self._ended("store.unavailable")
            await asyncio.sleep(self._backoff.next_s())

    async def _session(self) -> None:
        async with self._hub.channel() as channel:
            stream: Stream = LogServiceStub(channel).Witness()
            await write(stream, WitnessRequest())
            while True:
                question = await stream.read()
                if not isinstance(question, WitnessResponse):
                    raise stream_ended()
                answer = await asyncio.to_thread(self._witness.answer, question.add_checkpoint)
                await write(stream, WitnessRequest(status=answer.status, body=answer.body))
                self._backoff.reset()
                self.fault = None

    def _ended(self, code: str) -> None:
        if code != self.fault:
            self._log.warning("log.witness_stream", code=code)
        self.fault = code
