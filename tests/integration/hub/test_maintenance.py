"""Maintenance between nodes and a hub: nothing new is taken, nothing is lost."""

import asyncio
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import grpc
import pytest
from exchange_messages import DAY_MS, probe
from exchanges import TRACE, member, until
from hub_kit import hub_config, hub_in_process, write_region
from hub_kit import member as client
from typer.testing import CliRunner

from accord import __version__
from accord.testing.clock import ManualClock
from hub.cli import app
from hub.desk.traffic import Outcome
from hub.ledger_sqlite import SqliteLedger
from node.clock import WallClock


def test_what_is_sent_during_maintenance_waits_at_its_sender(tmp_path: Path) -> None:
    clock = WallClock()
    region = write_region(tmp_path, clock.now_ms())
    trusted = region.trusted(clock.now_ms())
    xa, xb = member("XA", region, trusted, tmp_path), member("XB", region, trusted, tmp_path)
    soon = clock.now_ms() + DAY_MS

    def send() -> None:
        xa.send(*(probe("XB", kind=TRACE, not_after_ms=soon) for _ in range(20)))

    def delivered() -> bool:
        return set(xa.statuses().values()) == {"DELIVERED"}

    async def story() -> None:
        async with (
            hub_in_process(tmp_path, clock) as hub,
            xa.running(hub.grpc) as exchange,
            xb.running(hub.grpc),
        ):
            send()
            await until(delivered, "delivered")
            hub.desk.maintenance.begin("amara", "a new disk")
            send()
            await until(lambda: exchange.line().fault == "hub.maintenance", "paused")
            assert exchange.line().connected
        async with (
            hub_in_process(tmp_path, clock) as hub,  # a restart does not end it
            xa.running(hub.grpc) as exchange,
            xb.running(hub.grpc),
        ):
            await until(lambda: exchange.line().fault == "hub.maintenance", "paused again")
            assert len(xb.recording.seen) == 20
            hub.desk.maintenance.end("amara")
            await until(delivered, "all delivered")
            await until(lambda: exchange.line().fault is None, "the fault is over")
            contact = hub.desk.contacts.all()["XB"]
            assert (contact.told.software, contact.told.directory) == (f"accord/{__version__}", 1)
            assert contact.ahead_ms is not None
            assert abs(contact.ahead_ms) < 60_000
            counts = {
                (one.member, one.outcome, one.detail): one.count for one in hub.desk.traffic.read(2)
            }
        assert len({one.message_id for one in xb.recording.seen}) == 40
        assert counts["XA", Outcome.ACCEPTED, TRACE.name] == 40
        assert counts["XB", Outcome.DELIVERED, ""] == 40
        assert not [key for key in counts if key[1] is Outcome.REFUSED]

    try:
        asyncio.run(story())
    finally:
        xa.close()
        xb.close()


def test_frames_on_their_way_are_answered_before_the_stream_ends(tmp_path: Path) -> None:
    async def play() -> None:
        clock = ManualClock()
        region = write_region(tmp_path, clock.now_ms())
        async with (
            asyncio.timeout(30),
            hub_in_process(tmp_path, clock) as hub,
            client(region, "XA", hub.grpc, clock) as me,
        ):
            assert len(await me.submit([one.envelope for one in me.seal("XB", count=3)])) == 3
            hub.desk.maintenance.begin("amara", "")
            with pytest.raises(HTTPError, match="503") as health:
                await asyncio.to_thread(urlopen, f"http://{hub.http}/readyz")
            with health.value as answer:
                assert b"hub.maintenance" in answer.read()
            with pytest.raises(grpc.aio.AioRpcError, match=r"hub\.maintenance") as refused:
                await me.submit([me.seal("XB")[0].envelope])
            assert refused.value.code() == grpc.StatusCode.UNAVAILABLE
            async with client(region, "XB", hub.grpc, clock) as other:
                assert len(await other.collect().deliveries(3)) == 3  # delivery goes on
        ledger = SqliteLedger(hub_config(tmp_path).ledger)
        kinds = [type(entry.fact).__name__ for entry in ledger.read(0, 100)]
        ledger.close()
        assert kinds.count("Accepted") == 3
        assert "Refused" not in kinds

    asyncio.run(play())


def test_the_hubs_machine_makes_operators_and_holds_maintenance(tmp_path: Path) -> None:
    write_region(tmp_path, ManualClock().now_ms())
    config = ["--config", str(tmp_path / "hub" / "hub.toml")]

    def run(*words: str, status: int = 0) -> str:
        result = CliRunner().invoke(app, [*words, *config])
        assert result.exit_code == status, (result.output, result.exception)
        return result.output

    assert "nobody yet" in run("operators", "list")
    assert "first password of amara" in run("operators", "add", "amara")
    assert "account.exists" in run("operators", "add", "amara", status=2)
    assert "account.name" in run("operators", "add", "Amara Diallo", status=2)
    run("operators", "add", "bako", "--role", "viewer")
    assert "password, factor" in run("operators", "list")
    assert "bako is operator now" in run("operators", "role", "bako", "operator")
    assert "first password of bako" in run("operators", "reset", "bako")
    assert "cannot sign in" in run("operators", "remove", "bako")
    assert "takes messages" in run("maintenance", "show")
    run("maintenance", "begin", "--reason", "a new disk")
    assert "a new disk" in run("maintenance", "show")
    run("maintenance", "end")
    assert "whole: 7 entries" in run("audit")
