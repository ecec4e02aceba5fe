"""A hub to test against, in this process or in one of its own, and members that talk to it."""

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

import grpc
import structlog

from accord.crypto.batch import STATEMENTS, BatchVerifier, verify_root
from accord.dates import Clock
from accord.envelope import Draft, Link, Sealed, seal
from accord.testing.clock import ManualClock
from accord.testing.region import Region, build_region
from accord.trust.directory import Directory
from accord.v1 import relay_pb2 as pb
from accord.v1.relay_pb2_grpc import RelayServiceStub
from accord.wire.kinds import MessageKind, Priority, Purpose
from accord.wire.relay import Body, Statement, decode_statement, read_signature
from hub.config import HubConfig, load_config
from hub.main import RunningHub, running_hub
from hub.witnessing import Patience

if TYPE_CHECKING:
    from accord.v1.relay_pb2_grpc import RelayServiceAsyncStub

ROUTINE, URGENT = pb.LANE_ROUTINE, pb.LANE_URGENT
DAY_MS = 24 * 3600 * 1000

CollectCall: TypeAlias = "grpc.aio.StreamStreamCall[pb.CollectRequest, pb.CollectResponse]"

_SETTINGS = """
[hub]
name = "hub"
data = "data"
listen = "127.0.0.1:0"
http = "127.0.0.1:0"
site = "127.0.0.1:0"

[trust]
root = "../root.json"
repository = "../trust"

[keys]
statement = "keys/statement.key"
log = "keys/log.key"
tls_key = "keys/tls.key"
tls_certificate = "keys/tls.pem"
"""


def write_region(
    folder: Path, now_ms: int, *, limits: str = "", policy: Mapping[str, Any] | None = None
) -> Region:
    """A region's files and `hub/hub.toml` in a folder."""
    region = build_region(now_ms=now_ms, random=random.Random(7).randbytes, policy=policy)
    region.write(folder)
    (folder / "hub" / "hub.toml").write_text(f"{_SETTINGS}\n[limits]\n{limits}", "utf-8")
    return region


def hub_config(folder: Path) -> HubConfig:
    return load_config(folder / "hub" / "hub.toml")


@asynccontextmanager
async def hub_in_process(
    folder: Path, clock: Clock, patience: Patience | None = None
) -> AsyncIterator[RunningHub]:
    log: structlog.stdlib.BoundLogger = structlog.wrap_logger(structlog.ReturnLogger())
    config = hub_config(folder)
    async with running_hub(config, clock=clock, log=log, patience=patience) as hub:
        yield hub


class HubProcess:
    """`accord-hub serve` in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._config = folder / "hub" / "hub.toml"
        self._run_file = folder / "hub" / "data" / "run.json"
        self._run_file.unlink(missing_ok=True)  # a killed hub leaves it behind
        self._process = subprocess.Popen(
            [sys.executable, "-m", "hub.cli", "serve", "--config", str(self._config)],
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        deadline = time.monotonic() + 60
        while not self._run_file.exists():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise AssertionError("the hub did not start")
            time.sleep(0.02)
        run = json.loads(self._run_file.read_text())
        self.grpc: str = run["grpc"]
        self.http: str = run["http"]
        self.site: str = run["site"]
        self.console: str = run.get("console", "")

    def kill(self) -> None:
        """kill -9."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """SIGTERM; the exit status."""
        self._process.terminate()
        return self._process.wait(20)


@dataclass
class MemberClient:
    """One member: it seals, submits, checks what the hub signs, collects and acknowledges."""

    name: str
    region: Region
    directory: Directory
    clock: Clock
    channel: grpc.aio.Channel
    links: dict[str, Link] = field(default_factory=dict)
    random: Callable[[int], bytes] = os.urandom

    @property
    def stub(self) -> "RelayServiceAsyncStub":
        return RelayServiceStub(self.channel)

    def seal(
        self,
        *recipients: str,
        count: int = 1,
        kind: MessageKind = MessageKind.PROBE,
        priority: Priority = Priority.ROUTINE,
        lasts_ms: int = DAY_MS,
        created_ms: int | None = None,
        message_id: UUID | None = None,
        policy_version: int = 1,
        payload: bytes = b"an ordinary message",
    ) -> list[Sealed]:
        now_ms = self.clock.now_ms() if created_ms is None else created_ms
        drafts = [
            Draft(
                message_id=message_id or uuid7(self.clock.now_ms(), self.random),
                recipients=recipients,
                kind=kind,
                conversation_id=UUID(int=1),
                created_ms=now_ms,
                not_after_ms=now_ms + lasts_ms,
                priority=priority,
                purpose=Purpose.TEST,
                policy_version=policy_version,
                payload=payload,
            )
            for _ in range(count)
        ]
        return seal(
            drafts,
            sender=self.name,
            signer=self.region.members[self.name].signing,
            directory=self.directory,
            links=self.links,
            random=self.random,
        )

    async def submit_raw(self, envelopes: Sequence[bytes]) -> pb.SubmitResponse:
        """One frame on a stream of its own."""
        call = self.stub.Submit()
        await call.write(pb.SubmitRequest(envelopes=envelopes))
        response = await asyncio.wait_for(call.read(), 10)
        assert isinstance(response, pb.SubmitResponse), call
        await call.done_writing()
        await call.read()
        return response

    async def submit(self, envelopes: Sequence[bytes]) -> list[Body]:
        """What the hub said about each envelope, its signatures checked."""
        return self.bodies(await self.submit_raw(envelopes))

    def bodies(self, response: pb.SubmitResponse) -> list[Body]:
        statements = [result.statement for result in response.results]
        key = self.directory.hub.statement_key(response.signature.key_id, self.clock.now_ms())
        verify_root(STATEMENTS, statements, key.public, response.signature.signature)
        for result in response.results:
            if result.HasField("signature"):
                signature = read_signature(result.signature)
                BatchVerifier().verify(STATEMENTS, result.statement, signature, key.public)
        return [decode_statement(statement).body for statement in statements]

    def collect(self, credit: int = 1_000) -> "Collector":
        return Collector(self, self.stub.Collect(), credit)


class Collector:
    """An open collect stream."""

    def __init__(self, member: MemberClient, call: CollectCall, credit: int) -> None:
        self._member = member
        self._credit = credit
        self._opened = False
        self.call = call

    async def frame(self) -> pb.CollectResponse:
        """The next frame."""
        if not self._opened:
            self._opened = True
            await self.call.write(pb.CollectRequest(open=pb.CollectOpen(), credit=self._credit))
        frame = await asyncio.wait_for(self.call.read(), 10)
        assert isinstance(frame, pb.CollectResponse), self.call
        return frame

    async def deliveries(self, count: int) -> list[pb.Delivery]:
        """So many deliveries, over as many frames as they take."""
        found: list[pb.Delivery] = []
        while len(found) < count:
            found.extend((await self.frame()).deliveries)
        assert len(found) == count
        return found

    async def statement(self) -> Statement:
        """The next delivery, which is a statement that stands alone."""
        (delivery,) = await self.deliveries(1)
        return self.verified(delivery)

    def verified(self, delivery: pb.Delivery) -> Statement:
        """A delivered statement, its signature checked."""
        signed = delivery.statement
        key = self._member.region.hub_key
        signature = read_signature(signed.signature)
        BatchVerifier().verify(STATEMENTS, signed.statement, signature, key.public)
        return decode_statement(signed.statement)

    async def acknowledge(
        self,
        up_to: int,
        *,
        lane: "pb.Lane.ValueType" = ROUTINE,
        rejections: Sequence[pb.Rejection] = (),
    ) -> None:
        ack = pb.Acknowledgement(lane=lane, up_to=up_to, rejections=rejections)
        await self.call.write(pb.CollectRequest(acknowledgement=ack, credit=0))


@asynccontextmanager
async def member(
    region: Region, name: str, address: str, clock: Clock | None = None, tls: str | None = None
) -> AsyncIterator[MemberClient]:
    """A member over mutual TLS; `tls` names another member whose certificate it shows instead."""
    clock = clock or ManualClock()
    identity = region.members[tls or name].tls
    credentials = grpc.ssl_channel_credentials(
        region.hub_tls.certificate_pem, identity.key_pem, identity.certificate_pem
    )
    options = [("grpc.ssl_target_name_override", "hub")]
    async with grpc.aio.secure_channel(address, credentials, options=options) as channel:
        directory = region.trusted(clock.now_ms()).directory
        yield MemberClient(name, region, directory, clock, channel)


def uuid7(now_ms: int, random: Callable[[int], bytes]) -> UUID:
    value = int.from_bytes(now_ms.to_bytes(6, "big") + random(10), "big")
    value = value & ~(0xF << 76) | 7 << 76
    return UUID(int=value & ~(3 << 62) | 2 << 62)
