"""kill -9 of a hub in the middle of its work: what it receipted is delivered, once."""

import asyncio
import contextlib
import subprocess
import sys
from pathlib import Path

import grpc
from hub_kit import HubProcess, MemberClient, hub_config, member, write_region

from accord.envelope import Sealed, parse
from accord.testing.region import Region
from accord.v1 import relay_pb2 as pb
from accord.wire.header import decode_header
from accord.wire.relay import DeliveryReport, Receipt
from hub.clock import WallClock
from hub.fsck import check
from hub.ledger_sqlite import SqliteLedger

FRAMES, PER_FRAME = 40, 25


def test_every_receipted_message_is_delivered_once(tmp_path: Path) -> None:
    region = write_region(tmp_path, WallClock().now_ms())
    asyncio.run(_kill_and_go_on(tmp_path, region))
    assert _findings(tmp_path) is None


async def _kill_and_go_on(folder: Path, region: Region) -> None:
    clock = WallClock()
    hub = HubProcess(folder)
    try:
        async with asyncio.timeout(90):
            async with member(region, "XA", hub.grpc, clock) as me:
                frames = [me.seal("XB", count=PER_FRAME) for _ in range(FRAMES)]
                receipts = await _submit_until_killed(me, frames, hub)
            assert len(receipts) > 0
            hub = HubProcess(folder)
            async with (
                member(region, "XA", hub.grpc, clock) as me,
                member(region, "XB", hub.grpc, clock) as peer,
            ):
                delivered = await _submit_again_and_deliver(me, peer, frames, receipts)
        sent = [one.message_id.bytes for frame in frames for one in frame]
        assert sorted(delivered) == sorted(sent)
    finally:
        hub.kill()


async def _submit_until_killed(
    me: MemberClient, frames: list[list[Sealed]], hub: HubProcess
) -> dict[bytes, bytes]:
    """The receipts that came through, by message id; killed after a third of them."""
    receipts: dict[bytes, bytes] = {}
    call = me.stub.Submit()
    for frame in frames:
        await call.write(pb.SubmitRequest(envelopes=[one.envelope for one in frame]))
    with contextlib.suppress(grpc.aio.AioRpcError):
        for number in range(FRAMES):
            response = await call.read()
            assert isinstance(response, pb.SubmitResponse)
            for body, result in zip(me.bodies(response), response.results, strict=True):
                assert isinstance(body, Receipt)
                receipts[body.message_id.bytes] = result.statement
            if number == FRAMES // 3:
                hub.kill()
    return receipts


async def _submit_again_and_deliver(
    me: MemberClient,
    peer: MemberClient,
    frames: list[list[Sealed]],
    receipts: dict[bytes, bytes],
) -> list[bytes]:
    """Sends everything once more; the ids that the recipient got, and that the sender learnt of."""
    for frame in frames:
        response = await me.submit_raw([one.envelope for one in frame])
        for sealed, result in zip(frame, response.results, strict=True):
            before = receipts.get(sealed.message_id.bytes, result.statement)
            assert result.statement == before
    inbox = peer.collect(credit=2 * FRAMES * PER_FRAME)
    delivered: list[bytes] = []
    while len(delivered) < FRAMES * PER_FRAME:
        got = await inbox.frame()
        for one in got.deliveries:
            delivered.append(decode_header(parse(one.envelope).header).message_id.bytes)
        await inbox.acknowledge(got.deliveries[-1].position)
    mine = me.collect()
    reported: list[bytes] = []
    while len(reported) < len(delivered):
        for one in (await mine.frame()).deliveries:
            body = mine.verified(one).body
            assert isinstance(body, DeliveryReport)
            reported.extend(each.bytes for each in body.message_ids)
    assert sorted(reported) == sorted(delivered)
    return delivered


def _findings(folder: Path) -> object:
    ledger, scratch = SqliteLedger(hub_config(folder).ledger), SqliteLedger(":memory:")
    try:
        return check(ledger, scratch, "hub")
    finally:
        ledger.close()
        scratch.close()


def test_a_second_hub_on_the_same_data_is_refused_and_sigterm_ends_the_first(
    tmp_path: Path,
) -> None:
    write_region(tmp_path, WallClock().now_ms())
    hub = HubProcess(tmp_path)
    try:
        config = str(tmp_path / "hub" / "hub.toml")
        for command, status, said in (
            ("serve", 2, "hub.already_running"),
            ("fsck", 2, "hub.already_running"),
            ("status", 0, "ready"),
            ("status", 0, "0 leaves, not witnessed"),
        ):
            done = subprocess.run(
                [sys.executable, "-m", "hub.cli", command, "--config", config],
                capture_output=True,
                text=True,
                timeout=30,
                check=False,
            )
            assert (done.returncode, said in done.stdout + done.stderr) == (status, True), done
        assert hub.stop() == 0
        assert not hub_config(tmp_path).run_file.exists()
    finally:
        hub.kill()
