"""Two exchanges and the hub itself, over mutual TLS."""

import asyncio
from pathlib import Path

from exchange_messages import DAY_MS, probe
from exchanges import TRACE, member, until
from hub_kit import hub_in_process, write_region

from accord.wire.kinds import Priority
from node.clock import WallClock
from node.exchange.messages import DeliveryStatus

REFUSED = DeliveryStatus.REFUSED


def test_messages_pass_the_hub_and_its_restart_once_each(tmp_path: Path) -> None:
    clock = WallClock()
    region = write_region(tmp_path, clock.now_ms())
    trusted = region.trusted(clock.now_ms())
    xa, xb = member("XA", region, trusted, tmp_path), member("XB", region, trusted, tmp_path)
    soon = clock.now_ms() + DAY_MS

    async def story() -> None:
        addresses = {"hub": "127.0.0.1:1"}
        async with (
            xa.running(lambda: addresses["hub"]),
            xb.running(lambda: addresses["hub"]),
        ):
            for round_ in range(2):
                async with hub_in_process(tmp_path, clock) as hub:
                    addresses["hub"] = hub.grpc
                    xa.send(*(probe("XB", kind=TRACE, not_after_ms=soon) for _ in range(50)))
                    xa.send(probe("XB", kind=TRACE, not_after_ms=soon, priority=Priority.URGENT))
                    arrived = 51 * (round_ + 1)
                    await until(lambda n=arrived: len(xb.recording.seen) == n, "handled")  # type: ignore[misc]
                    await until(
                        lambda: set(xa.statuses().values()) == {"DELIVERED"}, "all delivered"
                    )
            async with hub_in_process(tmp_path, clock) as hub:
                addresses["hub"] = hub.grpc
                (late,) = xa.send(probe("XB", kind=TRACE, not_after_ms=10**13))
                await until(lambda: xa.statuses()[late] == REFUSED, "refused: too far ahead")
        assert len({one.message_id for one in xb.recording.seen}) == 102

    try:
        asyncio.run(story())
    finally:
        xa.close()
        xb.close()
