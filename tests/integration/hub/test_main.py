import asyncio
import json
import socket
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import grpc
import pytest
from hub_kit import hub_config, hub_in_process, member, write_region
from sealed_keys import seal_keys

from accord.crypto.keyfile import dump_key
from accord.crypto.keys import SigningKey
from accord.custody.certificate import make_tls
from accord.errors import AccordError
from accord.testing.clock import ManualClock
from accord.testing.region import DAY_MS
from accord.wire.relay import NonDelivery
from hub.entries import Checkpointed, Entry, Refused, Trusted
from hub.ledger_sqlite import SqliteLedger

Damage = Callable[[Path], None]


def _replace(file: str, old: str, new: str) -> Damage:
    def damage(folder: Path) -> None:
        path = folder / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    return damage


def _other_statement_key(folder: Path) -> None:
    (folder / "hub/keys/statement.key").write_bytes(dump_key(SigningKey(bytes(32))))


def _other_log_key(folder: Path) -> None:
    (folder / "hub/keys/log.key").write_bytes(dump_key(SigningKey(bytes(32))))


def _forgotten_log(folder: Path) -> None:
    """A ledger whose log is shorter than a checkpoint that it signed."""
    data = folder / "hub/data"
    data.mkdir()
    ledger = SqliteLedger(data / "ledger.sqlite")
    ledger.append(0, [Entry(1, 1, Checkpointed(1, bytes(32), b"note\n"))], {})
    ledger.close()


def _other_certificate(folder: Path) -> None:
    other = make_tls("hub", ManualClock().now_ms()).certificate_pem
    (folder / "hub/keys/tls.pem").write_bytes(other)


def _newer_seen(folder: Path) -> None:
    data = folder / "hub/data"
    data.mkdir()
    ledger = SqliteLedger(data / "ledger.sqlite")
    ledger.append(0, [Entry(1, 1, Trusted(2, 1))], {})
    ledger.close()


@pytest.mark.parametrize(
    ("code", "damage"),
    [
        ("hub.name", _replace("hub/hub.toml", 'name = "hub"', 'name = "other"')),
        ("hub.key_not_listed", _other_statement_key),
        ("hub.log_key_not_listed", _other_log_key),
        ("log.not_a_prefix", _forgotten_log),
        ("hub.certificate_not_pinned", _other_certificate),
        ("directory.older", _newer_seen),
        ("config.unreadable", lambda folder: (folder / "root.json").unlink()),
        ("trust.absent", lambda folder: (folder / "trust" / "timestamp.json").unlink()),
    ],
)
def test_a_hub_that_is_not_what_it_should_be_does_not_start(
    tmp_path: Path, code: str, damage: Damage
) -> None:
    clock = ManualClock()
    write_region(tmp_path, clock.now_ms())
    damage(tmp_path)
    with pytest.raises(AccordError) as refused:
        asyncio.run(_start(tmp_path, clock))
    assert refused.value.code == code
    assert not hub_config(tmp_path).run_file.exists() or code == "hub.name"


async def _start(folder: Path, clock: ManualClock) -> None:
    async with asyncio.timeout(30), hub_in_process(folder, clock):
        pass


def test_an_expired_directory_does_not_start_a_hub(tmp_path: Path) -> None:
    clock = ManualClock()
    write_region(tmp_path, clock.now_ms())
    clock.advance(days=365)
    with pytest.raises(AccordError, match=r"trust\.expired"):
        asyncio.run(_start(tmp_path, clock))


def test_a_hub_starts_with_sealed_keys(tmp_path: Path) -> None:
    clock = ManualClock()
    write_region(tmp_path, clock.now_ms())
    seal_keys(tmp_path / "hub/hub.toml")
    asyncio.run(_start(tmp_path, clock))


@pytest.mark.parametrize("key", ["listen", "http", "site"])
def test_a_taken_address_is_named(tmp_path: Path, key: str) -> None:
    clock = ManualClock()
    write_region(tmp_path, clock.now_ms())
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        _replace("hub/hub.toml", f'{key} = "127.0.0.1:0"', f'{key} = "{address}"')(tmp_path)
        with pytest.raises(AccordError, match=rf"\[hub\] {key}.*config\.address_taken"):
            asyncio.run(_start(tmp_path, clock))


def test_health_readiness_and_metrics(tmp_path: Path) -> None:
    async def play() -> None:
        clock = ManualClock()
        region = write_region(tmp_path, clock.now_ms())
        async with (
            asyncio.timeout(30),
            hub_in_process(tmp_path, clock) as hub,
            member(region, "XA", hub.grpc, clock) as me,
        ):
            assert json.loads(hub_config(tmp_path).run_file.read_text())["grpc"] == hub.grpc
            await me.submit([one.envelope for one in me.seal("XB", count=3)] + [b"bad"])
            assert await _get(hub.http, "/healthz") == (200, '{"alive": true}')
            assert await _get(hub.http, "/readyz") == (200, '{"ready": true, "reasons": []}')
            status, numbers = await _get(hub.http, "/metrics")
            assert status == 200
            assert "accord_hub_accepted_total 3.0" in numbers
            assert 'accord_hub_refused_total{code="envelope.malformed"} 1.0' in numbers
            assert "XB" not in numbers
            clock.advance(days=366)
            status, why = await _get(hub.http, "/readyz")
            assert status == 503
            assert json.loads(why)["reasons"] == ["directory.expired", "policy.expired"]

    asyncio.run(play())


async def _get(address: str, path: str) -> tuple[int, str]:
    def get() -> tuple[int, str]:
        try:
            with urlopen(f"http://{address}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()

    return await asyncio.to_thread(get)


def test_a_second_writer_stops_the_hub_before_anything_is_receipted(tmp_path: Path) -> None:
    async def play() -> None:
        clock = ManualClock()
        region = write_region(tmp_path, clock.now_ms())
        async with (
            asyncio.timeout(30),
            hub_in_process(tmp_path, clock) as hub,
            member(region, "XA", hub.grpc, clock) as me,
        ):
            other = SqliteLedger(hub_config(tmp_path).ledger)
            head = other.head()
            theirs = Refused(bytes(32), bytes(32), 0, "XA", "envelope.unsigned")
            other.append(head, [Entry(head + 1, 1, theirs)], {})
            other.close()
            for _ in range(2):
                with pytest.raises(grpc.aio.AioRpcError) as refused:
                    await me.submit([me.seal("XB")[0].envelope])
                assert refused.value.code() == grpc.StatusCode.UNAVAILABLE
                codes = tuple(refused.value.trailing_metadata())
                assert ("accord-code", "hub.ledger_away") in codes
            assert isinstance(await hub.failed, AccordError)
            assert (await _get(hub.http, "/readyz"))[0] == 503

    asyncio.run(play())


def test_what_waits_for_a_removed_member_ends_with_a_report(tmp_path: Path) -> None:
    async def play() -> None:
        clock = ManualClock()
        region = write_region(tmp_path, clock.now_ms())
        async with (
            hub_in_process(tmp_path, clock) as hub,
            member(region, "XA", hub.grpc, clock) as me,
        ):
            (sealed,) = me.seal("XC")
            await me.submit([sealed.envelope])
        document = region.document("directory.json")
        document["version"] = 2
        document["members"][2]["active"] = False
        region.changed(clock.now_ms() + DAY_MS, directory=document).write(tmp_path)
        async with (
            asyncio.timeout(30),
            hub_in_process(tmp_path, clock) as hub,
            member(region, "XA", hub.grpc, clock) as me,
        ):
            body = (await me.collect().statement()).body
            assert body == NonDelivery("XC", (sealed.message_id,), "recipient_removed")
            async with member(region, "XC", hub.grpc, clock) as suspended:
                with pytest.raises(grpc.aio.AioRpcError, match=r"sender\.inactive"):
                    await suspended.collect().frame()

    asyncio.run(play())


def test_a_hub_that_stops_tells_its_members(tmp_path: Path) -> None:
    async def play() -> None:
        clock = ManualClock()
        region = write_region(tmp_path, clock.now_ms())
        async with asyncio.timeout(30), AsyncExitStack() as running:
            hub = await running.enter_async_context(hub_in_process(tmp_path, clock))
            async with member(region, "XA", hub.grpc, clock) as me:
                waiting = asyncio.create_task(me.collect().frame())
                assert len(await me.submit([me.seal("XB")[0].envelope])) == 1
                await running.aclose()
                with pytest.raises(grpc.aio.AioRpcError, match=r"hub\.stopping"):
                    await waiting
        assert not hub_config(tmp_path).run_file.exists()

    asyncio.run(play())
