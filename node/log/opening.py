"""Opens the room: everything that watches the log, put together from settings and trust."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from accord.dates import Clock
from accord.log.quorum import LogTrust
from accord.trust.trusted import TrustedRegion
from node.log.alarms import Alarms
from node.log.evidence import LogEvidence
from node.log.maturing import Maturing
from node.log.monitor import Monitor
from node.log.reader import LogReader
from node.log.site import http_site
from node.log.watch import LogWatch
from node.log.witness import Cosigner, Witness
from node.store.engine import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRoom:
    """What the rest of the node uses of it."""

    alarms: Alarms
    watch: LogWatch
    evidence: LogEvidence
    witness: Witness | None


class RegionTrust:
    """The trust in the log as the region's newest documents say; made anew when they change."""

    def __init__(self, region: Callable[[], TrustedRegion]) -> None:
        """Takes the region as at each look."""
        self._region = region
        self._known: tuple[tuple[int, int], LogTrust] | None = None

    def __call__(self) -> LogTrust:
        """The trust as at now."""
        region = self._region()
        versions = region.directory.version, region.policy.version
        if self._known is None or self._known[0] != versions:
            self._known = versions, LogTrust.of(region.directory, region.policy)
        return self._known[1]


@asynccontextmanager
async def open_log(
    *,
    store: Store,
    clock: Clock,
    region: Callable[[], TrustedRegion],
    site: Callable[[], str] | None,
    cosigner: Cosigner | None,
    resumed: Callable[[], None],
) -> AsyncIterator[LogRoom]:
    """The room, for the time of the block; `resumed` wakes the sending when an alarm is answered.

    Without a site nothing is watched; without a cosigner the node is no witness.
    """
    trust = RegionTrust(region)
    async with AsyncExitStack() as stack:
        alarms = await asyncio.to_thread(lambda: Alarms(store=store, clock=clock, changed=resumed))
        reader = monitor = maturing = None
        if site is not None:
            source = await stack.enter_async_context(http_site(site))
            reader = LogReader(source)
            monitor = Monitor(
                store=store, clock=clock, site=source, reader=reader, trust=trust, alarms=alarms
            )
            maturing = Maturing(store=store, clock=clock, reader=reader, alarms=alarms)
        witness = None
        if cosigner is not None:
            witness = Witness(
                store=store,
                clock=clock,
                cosigner=cosigner,
                trust=trust,
                alarms=alarms,
                show=monitor.show if monitor is not None else _nobody_compares,
            )
        yield LogRoom(
            alarms=alarms,
            watch=LogWatch(
                store=store,
                clock=clock,
                trust=trust,
                alarms=alarms,
                monitor=monitor,
                maturing=maturing,
            ),
            evidence=LogEvidence(store=store, reader=reader),
            witness=witness,
        )


def _nobody_compares(_source: str, _note: bytes) -> None:
    """Without a site there is nothing to compare with."""
