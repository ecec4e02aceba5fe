"""An exchange whose store is a real PostgreSQL server."""

import asyncio
import itertools
import os
from collections.abc import Iterator

import pytest
from exchange_messages import probe
from exchanges import QUICK, TRACE, Member, agree, until
from fake_relay import FakeRelay, serving
from postgres import fresh_database, postgres_server

from accord.testing.region import build_region
from accord.wire.kinds import Priority
from node.clock import WallClock


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres_server() as address:
        yield address


def test_sender_and_recipient_on_postgresql(server: str) -> None:
    region = build_region(now_ms=WallClock().now_ms(), random=os.urandom)
    trusted = region.trusted(WallClock().now_ms())

    async def story(xa: Member, xb: Member) -> None:
        relay = FakeRelay(region, WallClock().now_ms)
        xb.recording.fail = lambda message: message.payload == b"7"
        async with serving(relay) as address, xa.running(address), xb.running(address):
            xa.send(*(probe("XB", payload=b"%d" % n, kind=TRACE) for n in range(150)))
            xa.send(probe("XB", "XC", kind=TRACE, priority=Priority.URGENT))
            xb.send(probe("XA", kind=TRACE))
            await until(
                lambda: (
                    sorted(xb.inbox(), key=str)
                    == [("DONE", None)] * 150 + [("FAILED", "test.failed")]
                ),
                "handled",
            )
            await until(lambda: list(xb.statuses().values()) == ["DELIVERED"], "XB's delivered")
            await until(
                lambda: list(xa.statuses().values()).count("DELIVERED") >= 150, "XA's delivered"
            )

    with fresh_database(server) as one, fresh_database(server) as other:
        xa, xb = Member("XA", region, trusted, one), Member("XB", region, trusted, other)
        try:
            asyncio.run(story(xa, xb))
            assert list(xb.statuses().values()) == ["DELIVERED"]
        finally:
            xa.close()
            xb.close()


def test_what_is_lost_is_repaired_on_postgresql(server: str) -> None:
    region = build_region(now_ms=WallClock().now_ms(), random=os.urandom)
    trusted = region.trusted(WallClock().now_ms())

    async def story(xa: Member, xb: Member) -> None:
        relay = FakeRelay(region, WallClock().now_ms)
        refused, lost = itertools.count(), itertools.count()
        relay.refuse = lambda _envelope: "quota.full" if next(refused) == 2 else None
        relay.lose = lambda _envelope: next(lost) in {1, 3, 4}
        async with serving(relay) as address, xa.running(address), xb.running(address):
            xa.send(*(probe("XB", payload=b"%d" % n, kind=TRACE) for n in range(9)))
            await until(lambda: len(xb.recording.seen) == 8, "all but the refused one")
            await until(lambda: agree(xa, xb), "agreed")
        view = xb.pair("XA")
        assert view is not None
        assert [(one.first, one.code) for one in view.explained if one.code] == [(3, "quota.full")]

    with fresh_database(server) as one, fresh_database(server) as other:
        xa = Member("XA", region, trusted, one, pace=QUICK)
        xb = Member("XB", region, trusted, other, pace=QUICK)
        try:
            asyncio.run(story(xa, xb))
        finally:
            xa.close()
            xb.close()
