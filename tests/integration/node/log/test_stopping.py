"""While an alarm stands nothing is sealed or sent, and collecting goes on."""

import asyncio
import os
from pathlib import Path

from exchange_messages import probe
from exchanges import TRACE, Member, member, until
from fake_relay import FakeRelay, serving

from accord.testing.region import build_region
from node.clock import WallClock
from node.exchange.messages import DeliveryStatus
from node.log.alarms import AlarmKind, Alarms, Finding


def stopped(one: Member) -> Alarms:
    alarms = Alarms(store=one.store, clock=one.clock, changed=one.wake.set)
    alarms.raise_(Finding(AlarmKind.FORK, "site", b"evidence"))
    one.may_send = alarms.clear
    return alarms


def test_sending_stops_and_goes_on_and_collecting_never_stops(tmp_path: Path) -> None:
    now_ms = WallClock().now_ms()
    region = build_region(now_ms=now_ms, random=os.urandom)
    relay = FakeRelay(region, WallClock().now_ms)
    xa, xb = (member(name, region, region.trusted(now_ms), tmp_path) for name in ("XA", "XB"))

    async def story() -> None:
        async with serving(relay) as address:
            relay.silent = True
            async with xa.running(address):
                xa.send(probe("XB", kind=TRACE))
                await until(lambda: len(relay.submitted) == 1, "sealed, sent and not answered")
            relay.silent = False
            alarms = stopped(xa)
            async with xa.running(address), xb.running(address):
                xa.send(probe("XB", kind=TRACE))
                xb.send(*[probe("XA", kind=TRACE)] * 3)
                await until(lambda: len(xa.recording.seen) == 3, "collected")
                assert set(xa.statuses().values()) == {
                    DeliveryStatus.SEALED.value,
                    DeliveryStatus.PENDING.value,
                }
                assert alarms.resume("settled") == 1
                await until(lambda: len(xb.recording.seen) == 2, "sent")

    try:
        asyncio.run(story())
    finally:
        xa.close()
        xb.close()


def test_an_alarm_stands_over_a_restart(tmp_path: Path) -> None:
    now_ms = WallClock().now_ms()
    region = build_region(now_ms=now_ms, random=os.urandom)
    xa = member("XA", region, region.trusted(now_ms), tmp_path)
    stopped(xa)
    xa.close()
    again = member("XA", region, region.trusted(now_ms), tmp_path)
    assert not Alarms(store=again.store, clock=again.clock, changed=again.wake.set).clear()
    again.close()
