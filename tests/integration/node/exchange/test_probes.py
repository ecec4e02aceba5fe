"""Test messages over the hub: a peer that is there, and one that is not."""

import asyncio
import os
from pathlib import Path

from exchanges import member, until
from hub_kit import hub_in_process, write_region

from node.clock import WallClock
from node.exchange.messages import DeliveryStatus
from node.exchange.probes import Probes, ProbeView


def test_a_peer_that_is_up_answers_and_one_that_is_down_does_not(tmp_path: Path) -> None:
    clock = WallClock()
    region = write_region(tmp_path, clock.now_ms())
    trusted = region.trusted(clock.now_ms())
    xa, xb = member("XA", region, trusted, tmp_path), member("XB", region, trusted, tmp_path)
    probes = Probes(
        me="XA", clock=clock, region=lambda: trusted, outbox=xa.outbox, random=os.urandom
    )

    def shown() -> dict[str, ProbeView]:
        with xa.store.read() as tx:
            return {one.member: one for one in probes.views(tx)}

    async def story() -> None:
        async with (
            hub_in_process(tmp_path, clock) as hub,
            xa.running(hub.grpc),
            xb.running(hub.grpc),
        ):
            with xa.store.begin() as tx:
                probes.send(tx)
            await until(lambda: shown()["XB"].round_trip_ms is not None, "answered")
            await until(lambda: shown()["XC"].accepted_ms is not None, "at the hub")
        assert shown()["XB"].status is DeliveryStatus.DELIVERED
        assert shown()["XC"].status is DeliveryStatus.ACCEPTED

    try:
        asyncio.run(story())
        assert xb.inbox() == [("DONE", None)]
        assert xa.listening.told == []
    finally:
        xa.close()
        xb.close()
