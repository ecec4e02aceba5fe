"""kill -9 of a hub while it signs: no two checkpoints differ, and the log keeps every receipt."""

import asyncio
from hashlib import sha256
from itertools import count
from pathlib import Path

import aiohttp
import grpc
from hub_kit import HubProcess, MemberClient, hub_config, member, write_region
from log_reader_kit import SiteReader
from witness_kit import WitnessClient

from accord.log.checkpoint import Checkpoint
from accord.log.growth import Growth
from accord.log.quorum import LogTrust
from accord.log.witness import Answer, Held, parse_add_checkpoint
from accord.merkle import leaf_hash
from accord.testing.region import Region
from accord.v1 import relay_pb2 as pb
from accord.wire.relay import decode_statement
from hub.clock import WallClock
from hub.fsck import check
from hub.ledger_sqlite import SqliteLedger

LIVES = 3


class Outside:
    """What everybody but the hub has seen."""

    def __init__(self, region: Region) -> None:
        trusted = region.trusted(WallClock().now_ms())
        self.region = region
        self.trust = LogTrust.of(trusted.directory, trusted.policy)
        self.checkpoints: set[Checkpoint] = set()
        self.statements: list[bytes] = []
        self.held: Held | None = None
        self.answers: list[int] = []

    async def watch(self, hub: HubProcess, *, answered: bool) -> None:
        """Sends, witnesses and reads the log until the hub is killed.

        It dies when it has asked about a grown log, before it hears the answer or after.
        """
        async with (
            member(self.region, "XA", hub.grpc, WallClock()) as me,
            member(self.region, "XB", hub.grpc, WallClock()) as peer,
            aiohttp.ClientSession() as http,
        ):
            client = WitnessClient(peer)
            client.held = self.held
            reading = asyncio.create_task(self._read(SiteReader(http, hub.site, self.trust)))
            questions = count(1)

            def respond(question: bytes) -> Answer:
                note = parse_add_checkpoint(question).note
                self.checkpoints.add(self.trust.open(note).checkpoint)
                said = client.honest(question)
                if next(questions) == 2:
                    if answered:
                        asyncio.get_running_loop().call_later(0.003, hub.kill)
                    else:
                        hub.kill()
                return said

            work = [asyncio.create_task(client.serve(respond)), asyncio.create_task(self._send(me))]
            for ended in await asyncio.gather(*work, reading, return_exceptions=True):
                assert isinstance(ended, grpc.aio.AioRpcError | aiohttp.ClientError), ended
            self.held = client.held
            self.answers += client.answers

    async def _send(self, me: MemberClient) -> None:
        call = me.stub.Submit()
        for number in count():
            envelopes = [one.envelope for one in me.seal("XB", count=10)] + [b"bad"]
            await call.write(pb.SubmitRequest(envelopes=envelopes))
            if number:  # one is on its way when the other is answered
                response = await call.read()
                assert isinstance(response, pb.SubmitResponse)
                self.statements += [result.statement for result in response.results]

    async def _read(self, site: SiteReader) -> None:
        while True:
            self.checkpoints.add((await site.checkpoint()).checkpoint)

    def compare(self, leaves: list[bytes]) -> None:
        """Every checkpoint that was seen is of this log, and every statement is in it."""
        for checkpoint in self.checkpoints:
            growth = Growth()
            growth.append(leaves[: checkpoint.size])
            assert (growth.size, growth.root) == checkpoint[1:3]
        for statement in self.statements:
            entry = sha256(statement).digest()
            assert leaves[decode_statement(statement).leaf] == leaf_hash(entry)


def test_whatever_is_killed_when_the_log_stays_one(tmp_path: Path) -> None:
    region = write_region(tmp_path, WallClock().now_ms())
    outside = Outside(region)
    asyncio.run(_kill_again_and_again(tmp_path, outside))
    assert set(outside.answers) <= {200, 409}
    assert max(one.size for one in outside.checkpoints) > 0
    assert outside.statements
    ledger, scratch = SqliteLedger(hub_config(tmp_path).ledger), SqliteLedger(":memory:")
    assert check(ledger, scratch, "hub") is None
    ledger.close()
    scratch.close()


async def _kill_again_and_again(folder: Path, outside: Outside) -> None:
    hub: HubProcess | None = None
    try:
        async with asyncio.timeout(90):
            for life in range(LIVES):
                hub = HubProcess(folder)
                await outside.watch(hub, answered=bool(life % 2))
            hub = HubProcess(folder)
            async with aiohttp.ClientSession() as http:
                # A hub that starts has signed all that is durable before its site opens.
                outside.compare(await SiteReader(http, hub.site, outside.trust).leaves())
    finally:
        if hub is not None:
            hub.kill()
