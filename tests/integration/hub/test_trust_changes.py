"""New trust files reach a running hub; what no client would believe does not."""

import asyncio
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import grpc
import pytest
import structlog
from hub_kit import hub_config, member, write_region
from structlog.testing import capture_logs

from accord.crypto.keyfile import dump_key
from accord.crypto.keys import SigningKey
from accord.errors import AccordError
from accord.testing.clock import ManualClock
from accord.testing.region import DAY_MS, Region, dump_document
from accord.trust.repository import Holder, root_metadata, targets_metadata
from accord.trust.trusted import DIRECTORY, POLICY, refresh
from hub.config import HubConfig
from hub.main import serve
from hub.startup import is_superseded, published
from hub.trust_keeper import renew

Document = dict[str, Any]


def with_online_key(folder: Path, region: Region) -> HubConfig:
    settings = folder / "hub" / "hub.toml"
    text = settings.read_text().replace("[keys]\n", '[keys]\nonline = "keys/online.key"\n')
    settings.write_text(text)
    (folder / "hub" / "keys" / "online.key").write_bytes(dump_key(region.signing.online_key))
    return hub_config(folder)


def publish(region: Region, folder: Path, version: int, directory: Document, until_ms: int) -> None:
    """Targets as the capitals publish them; snapshot and timestamp are left to the hub."""
    documents = {
        DIRECTORY: dump_document(directory),
        POLICY: dump_document(region.document(POLICY)),
    }
    targets = region.signing.offline(
        targets_metadata(version, until_ms, documents[DIRECTORY], documents[POLICY])
    )
    changed = region.changed(until_ms, directory=directory).repository
    for name, data in changed.items():
        if name.startswith("targets/"):
            (folder / "trust" / name).write_bytes(data)
    (folder / "trust" / f"{version}.targets.json").write_bytes(targets)


def suspended(region: Region, member_id: str, version: int = 2) -> Document:
    document = region.document(DIRECTORY)
    document["version"] = version
    for one in document["members"]:
        if one["id"] == member_id:
            one["active"] = False
    return document


def directory_version(region: Region, folder: Path, now_ms: int) -> int:
    return refresh(region.root, None, published(folder / "trust"), now_ms).directory.version


async def until(look: Callable[[], Any]) -> Any:
    async with asyncio.timeout(30):
        while (found := look()) is None:  # noqa: ASYNC110 - another task makes it true
            await asyncio.sleep(0.05)
    return found


def address(config: HubConfig, not_this: str = "") -> str | None:
    try:
        found = str(json.loads(config.run_file.read_bytes())["grpc"])
    except (OSError, ValueError):
        return None
    return found if found != not_this else None


def test_a_members_streams_end_when_the_capitals_suspend_it(tmp_path: Path) -> None:
    async def play() -> None:
        clock = ManualClock()
        region = write_region(tmp_path, clock.now_ms())
        config = with_online_key(tmp_path, region)
        log = structlog.get_logger()
        hub = asyncio.create_task(serve(config, clock=clock, log=log))
        first = await until(lambda: address(config))
        async with asyncio.timeout(60), member(region, "XC", first, clock) as me:
            mailbox = me.collect()
            publish(region, tmp_path, 2, suspended(region, "XC"), clock.now_ms() + 90 * DAY_MS)
            with pytest.raises(grpc.aio.AioRpcError):
                while True:
                    await mailbox.frame()
        second = await until(lambda: address(config, first))
        assert directory_version(region, tmp_path, clock.now_ms()) == 2
        async with asyncio.timeout(30), member(region, "XC", second, clock) as me:
            with pytest.raises(grpc.aio.AioRpcError, match=r"sender\.inactive"):
                await me.collect().frame()
        async with asyncio.timeout(30), member(region, "XA", second, clock) as other:
            (sealed,) = other.seal("XB")
            await other.submit([sealed.envelope])
        os.kill(os.getpid(), 15)  # the hub's own handler stops it
        assert await hub == 0

    asyncio.run(play())


def test_the_hub_renews_what_it_signs_and_nothing_else(tmp_path: Path) -> None:
    clock = ManualClock()
    region = write_region(tmp_path, clock.now_ms())
    trust, online = tmp_path / "trust", region.signing.online_key
    assert not renew(trust, region.root, online, clock.now_ms())
    clock.advance(days=364, hours=12)
    before = {file.name for file in trust.glob("*.json")}
    assert renew(trust, region.root, online, clock.now_ms())
    assert {file.name for file in trust.glob("*.json")} - before == {"2.snapshot.json"}
    assert directory_version(region, tmp_path, clock.now_ms()) == 1
    assert not renew(trust, region.root, online, clock.now_ms())


def test_a_publication_below_the_threshold_is_never_signed(tmp_path: Path) -> None:
    clock = ManualClock()
    region = write_region(tmp_path, clock.now_ms())
    publish(region, tmp_path, 2, suspended(region, "XC"), clock.now_ms() + DAY_MS)
    targets = tmp_path / "trust" / "2.targets.json"
    document = json.loads(targets.read_bytes())
    document["signatures"] = document["signatures"][:1]
    targets.write_text(json.dumps(document))
    before = {file: file.read_bytes() for file in (tmp_path / "trust").rglob("*.json")}
    with pytest.raises(AccordError) as refused:
        renew(tmp_path / "trust", region.root, region.signing.online_key, clock.now_ms())
    assert refused.value.code == "trust.threshold"
    assert {file: file.read_bytes() for file in (tmp_path / "trust").rglob("*.json")} == before
    assert directory_version(region, tmp_path, clock.now_ms()) == 1


@pytest.mark.parametrize("stop_after", [0, 1])
def test_every_write_leaves_a_repository_that_verifies(
    tmp_path: Path, stop_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = ManualClock()
    region = write_region(tmp_path, clock.now_ms())
    publish(region, tmp_path, 2, suspended(region, "XC"), clock.now_ms() + 90 * DAY_MS)
    replace, done = Path.replace, list[Path]()

    def dying(self: Path, target: Path) -> Path:
        if len(done) == stop_after:
            raise OSError("the power went")
        done.append(target)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", dying)
    with pytest.raises(OSError, match="power"):
        renew(tmp_path / "trust", region.root, region.signing.online_key, clock.now_ms())
    assert directory_version(region, tmp_path, clock.now_ms()) == 1
    monkeypatch.undo()
    assert renew(tmp_path / "trust", region.root, region.signing.online_key, clock.now_ms())
    assert directory_version(region, tmp_path, clock.now_ms()) == 2


@pytest.mark.parametrize("name", ["1.targets.json", "1.snapshot.json", "timestamp.json"])
@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff"])
def test_a_half_copied_file_is_named_and_nothing_is_signed(
    tmp_path: Path, name: str, data: bytes
) -> None:
    clock = ManualClock()
    region = write_region(tmp_path, clock.now_ms())
    (tmp_path / "trust" / name).write_bytes(data)
    with pytest.raises(AccordError):
        renew(tmp_path / "trust", region.root, region.signing.online_key, clock.now_ms())
    assert (tmp_path / "trust" / name).read_bytes() == data


def test_a_bad_publication_does_not_keep_the_good_one_from_being_renewed(tmp_path: Path) -> None:
    clock = ManualClock()
    region = write_region(tmp_path, clock.now_ms())
    publish(region, tmp_path, 2, suspended(region, "XC"), clock.now_ms() + 900 * DAY_MS)
    targets = tmp_path / "trust" / "2.targets.json"
    document = json.loads(targets.read_bytes())
    document["signatures"] = document["signatures"][:1]
    targets.write_text(json.dumps(document))
    clock.advance(days=364, hours=12)
    with pytest.raises(AccordError, match=r"trust\.threshold"):
        renew(tmp_path / "trust", region.root, region.signing.online_key, clock.now_ms())
    trusted = refresh(region.root, None, published(tmp_path / "trust"), clock.now_ms())
    assert trusted.directory.version == 1
    assert trusted.fresh_until_ms > clock.now_ms() + DAY_MS


def test_a_root_that_changes_the_online_key_alone_is_taken_up(tmp_path: Path) -> None:
    clock = ManualClock()
    region = write_region(tmp_path, clock.now_ms())
    online = SigningKey(bytes([9]) * 32)
    roles = replace(region.signing.roles, online=(Holder("hub", online.public),))
    root = region.signing.offline(root_metadata(2, clock.now_ms() + 300 * DAY_MS, roles))
    (tmp_path / "trust" / "2.root.json").write_bytes(root)
    assert renew(tmp_path / "trust", region.root, online, clock.now_ms())
    assert directory_version(region, tmp_path, clock.now_ms()) == 1


def test_a_directory_that_does_not_list_the_hub_is_told_and_not_taken_up(tmp_path: Path) -> None:
    clock = ManualClock()
    region = write_region(tmp_path, clock.now_ms())
    config = with_online_key(tmp_path, region)
    before = region.trusted(clock.now_ms())
    document = region.document(DIRECTORY) | {"version": 2}
    document["hub"]["tls_certificates"] = document["members"][0]["tls_certificates"]
    document["members"][0]["tls_certificates"] = []
    publish(region, tmp_path, 2, document, clock.now_ms() + 90 * DAY_MS)
    with capture_logs() as told:
        assert not is_superseded(config, clock, before, structlog.get_logger())
    assert "hub.certificate_not_pinned" in {one.get("code") for one in told}
    assert directory_version(region, tmp_path, clock.now_ms()) == 2
