"""The log over HTTP alone: what the hub receipted is in it, where the receipt says."""

import asyncio
from hashlib import sha256
from pathlib import Path

import aiohttp
import pytest
from hub_kit import hub_in_process, member, write_region
from log_reader_kit import SiteReader
from yarl import URL

from accord.log.quorum import LogTrust
from accord.log.tiles import HASH
from accord.merkle import EMPTY_ROOT, leaf_hash
from accord.testing.clock import ManualClock
from accord.testing.region import ORIGIN, Region
from accord.trust.trusted import verify
from accord.wire.relay import decode_statement
from hub.main import RunningHub


def _reader(http: aiohttp.ClientSession, hub: RunningHub, region: Region) -> SiteReader:
    return SiteReader(http, hub.site, LogTrust(ORIGIN, [region.log_key.public], {}, 0))


def test_every_statement_stands_in_the_log_where_it_says(tmp_path: Path) -> None:
    async def play() -> None:
        clock = ManualClock()
        region = write_region(tmp_path, clock.now_ms())
        async with (
            asyncio.timeout(60),
            hub_in_process(tmp_path, clock) as hub,
            member(region, "XA", hub.grpc, clock) as me,
            member(region, "XB", hub.grpc, clock) as peer,
            aiohttp.ClientSession() as http,
        ):
            reader = _reader(http, hub, region)
            assert await reader.leaves() == []
            statements: list[bytes] = []
            envelopes = [one.envelope for one in me.seal("XB", count=200)]
            for frame in (envelopes, [b"bad"], envelopes[:1], [b"worse"] * 99):
                response = await me.submit_raw(frame)
                statements += [result.statement for result in response.results]
            inbox = peer.collect()
            delivered = await inbox.deliveries(200)
            await inbox.acknowledge(delivered[-1].position)
            (report,) = await me.collect().deliveries(1)
            statements.append(report.statement.statement)
            await hub.public.publisher.once()
            hashes = await reader.leaves()
            assert len(hashes) == 301
            assert statements.pop(201) == statements[0]  # the duplicate's
            for statement in statements:
                leaf = decode_statement(statement).leaf
                assert hashes[leaf] == leaf_hash(sha256(statement).digest())

            full, headers = await reader.get("tile/entries/000")
            assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert headers["Content-Type"] == "application/octet-stream"
            partial, _ = await reader.get("tile/entries/001.p/45")
            entries = full + partial
            assert [entries[at + 2 : at + 34] for at in range(0, len(entries), 34)] == [
                sha256(statement).digest() for statement in statements
            ]
            assert {entries[at : at + 2] for at in range(0, len(entries), 34)} == {b"\x00\x20"}

    asyncio.run(play())


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/000",
        "tile/0/000.p/4",
        "tile/0/000.p/0",
        "tile/0/000.p/03",
        "tile/0/0",
        "tile/00/000.p/3",
        "tile/1/000.p/1",
        "tile/64/000.p/1",
        "tile/-1/000.p/1",
        "tile/0/001.p/1",
        "tile/entries/000.p/4",
        "tile/entries/../../../hub.toml",
        "tile/0/x001/x234/067",
        "tile/",
        "",
        "../../hub.toml",
        "%2e%2e/%2e%2e/hub.toml",
    ],
)
def test_what_the_log_does_not_have_is_not_found(tmp_path: Path, path: str) -> None:
    async def play() -> None:
        clock = ManualClock()
        region = write_region(tmp_path, clock.now_ms())
        async with (
            asyncio.timeout(30),
            hub_in_process(tmp_path, clock) as hub,
            member(region, "XA", hub.grpc, clock) as me,
            aiohttp.ClientSession() as http,
        ):
            await me.submit([one.envelope for one in me.seal("XB", count=3)])
            reader = _reader(http, hub, region)
            await reader.get(path, 404)
            assert len((await reader.get("tile/0/000.p/2"))[0]) == 2 * HASH
            for method in ("POST", "PUT", "DELETE"):
                async with http.request(method, f"http://{hub.site}/log/checkpoint") as answer:
                    assert answer.status == 405
            async with http.head(f"http://{hub.site}/log/checkpoint") as answer:
                assert (answer.status, await answer.read()) == (200, b"")

    asyncio.run(play())


def test_an_empty_log_has_a_checkpoint_and_a_restart_goes_on_from_the_last(tmp_path: Path) -> None:
    async def play() -> None:
        clock = ManualClock()
        region = write_region(tmp_path, clock.now_ms())
        trust = LogTrust(ORIGIN, [region.log_key.public], {}, 0)
        notes = []
        for _ in range(2):
            async with (
                asyncio.timeout(30),
                hub_in_process(tmp_path, clock) as hub,
                member(region, "XA", hub.grpc, clock) as me,
            ):
                notes.append(hub.public.publisher.note)
                await me.submit([one.envelope for one in me.seal("XB", count=3)])
                await hub.public.publisher.once()
                notes.append(hub.public.publisher.note)
        found = [trust.open(note).checkpoint for note in notes]
        assert [one.size for one in found] == [0, 3, 3, 6]
        assert found[0].root == EMPTY_ROOT
        assert notes[1] == notes[2]

    asyncio.run(play())


def test_the_trust_files_are_there_for_who_holds_the_root(tmp_path: Path) -> None:
    async def play() -> None:
        clock = ManualClock()
        region = write_region(tmp_path, clock.now_ms())
        trusted = region.trusted(clock.now_ms())
        async with (
            asyncio.timeout(30),
            hub_in_process(tmp_path, clock) as hub,
            aiohttp.ClientSession() as http,
        ):
            found: dict[str, bytes] = {}
            for name in trusted.files:
                async with http.get(f"http://{hub.site}/trust/{name}") as answer:
                    assert answer.status == 200, name
                    found[name] = await answer.read()
                    brief = "immutable" not in answer.headers["Cache-Control"]
                    assert brief == (name == "timestamp.json")
            assert verify(found, region.root, clock.now_ms()).versions == trusted.versions
            for name in NOT_SERVED:
                url = URL(f"http://{hub.site}/trust/{name}", encoded=True)
                async with http.get(url) as answer:
                    assert answer.status == 404, name

    asyncio.run(play())


NOT_SERVED = [
    "",
    "targets",
    "targets/",
    "9.root.json",
    "0.root.json",
    "root.json",
    "../root.json",
    "..%2froot.json",
    "%2e%2e%2froot.json",
    "targets/..%2f..%2froot.json",
    "targets/%2e%2e/%2e%2e/hub/keys/statement.key",
    "..%2fhub%2fkeys%2fstatement.key",
    "%2fetc%2fpasswd",
    "/etc/passwd",
    "timestamp.json%00",
    "timestamp.json%0a",
    "timestamp.json/",
    "%d9%a1.root.json",
]
