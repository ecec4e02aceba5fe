"""A node learns of newer trust from the hub's site, and never of older or forged trust."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from accord.testing.clock import ManualClock
from accord.testing.region import DAY_MS, Region, build_region
from accord.trust.repository import timestamp_metadata
from node.api.checks import checked
from node.doctor.trust import freshness
from node.exchange.tables import trust_file
from node.store.engine import Store, open_engine, sqlite_url
from node.trust import believe, believed
from node.trust_keeper import TrustKeeper


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@contextmanager
def site(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Kept:
    """A keeper over a real store and a real site."""

    def __init__(self, folder: Path, address: str) -> None:
        count = iter(range(1, 100))
        self.clock = ManualClock()
        self.region: Region = build_region(
            now_ms=self.clock.now_ms(), random=lambda size: next(count).to_bytes(size, "big")
        )
        self.folder = folder
        self.region.write(folder)
        self.store = Store(open_engine(sqlite_url(folder / "node.sqlite")))
        trust_file.metadata.create_all(self.store.engine, [trust_file])
        trusted = self.region.trusted(self.clock.now_ms())
        with self.store.begin() as tx:
            believe(tx, trusted)
        self.woken: list[bool] = []
        self.keeper = TrustKeeper(
            region=trusted,
            root=self.region.root,
            store=self.store,
            clock=self.clock,
            site=lambda: address,
            renewed=lambda: self.woken.append(True),
            refused=folder / "refused",
            every_seconds=0,
        )

    def publish(self, version: int, days: int = 90) -> None:
        document = self.region.document("directory.json")
        document["version"] = version
        until_ms = self.clock.now_ms() + days * DAY_MS
        self.region = self.region.changed(until_ms, directory=document)
        self.region.write(self.folder)

    def believed(self) -> int:
        with self.store.begin() as tx:
            found = believed(tx, self.region.root)
        assert found is not None
        return found.directory.version


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    with site(tmp_path) as address:
        one = Kept(tmp_path, address)
        yield one
        one.store.close()


def test_a_newer_directory_is_believed_durably_and_the_node_is_made_anew(kept: Kept) -> None:
    assert not kept.keeper.look()
    kept.publish(2)
    asyncio.run(asyncio.wait_for(kept.keeper.superseded(), 20))
    assert (kept.believed(), kept.keeper.newest.directory.version) == (2, 2)
    assert kept.woken


def test_a_fresher_timestamp_alone_changes_nothing_but_the_time(kept: Kept) -> None:
    until_ms = kept.clock.now_ms() + 400 * DAY_MS
    snapshot = kept.region.repository["1.snapshot.json"]
    timestamp = kept.region.signing.online(timestamp_metadata(2, until_ms, snapshot))
    (kept.folder / "trust" / "timestamp.json").write_bytes(timestamp)
    assert not kept.keeper.look()
    assert kept.keeper.newest.fresh_until_ms == until_ms


def test_a_rollback_or_a_broken_site_changes_nothing(kept: Kept) -> None:
    first = kept.region
    kept.publish(2)
    assert kept.keeper.look()
    first.write(kept.folder)
    assert not kept.keeper.look()
    assert kept.believed() == 2
    (kept.folder / "trust" / "timestamp.json").write_bytes(b"nonsense")
    assert not kept.keeper.look()
    (kept.folder / "trust" / "timestamp.json").unlink()
    assert not kept.keeper.look()
    assert kept.keeper.fault == "trust.absent"
    assert len(list((kept.folder / "refused").iterdir())) == 2  # what is away is no evidence
    assert kept.believed() == 2


def test_the_grace_counts_down_ends_the_sending_and_begins_anew(kept: Kept) -> None:
    def state() -> tuple[bool, bool, str]:
        check = checked(freshness(kept.keeper.newest, kept.clock.now_ms()))
        return kept.keeper.may_send(), check.well, check.text

    kept.publish(2, days=30)
    assert kept.keeper.look()
    assert state()[:2] == (True, True)
    kept.clock.advance(days=35)
    kept.keeper.look()
    assert state()[:2] == (True, False)
    assert "in 9 days nothing more is sent" in state()[2]
    kept.clock.advance(days=10)
    assert state()[:2] == (False, False)
    kept.woken.clear()
    kept.publish(3)
    assert kept.keeper.look()
    assert state()[:2] == (True, True)
    assert kept.woken
