"""What the pages may look at: the running hub's parts, and nothing of any content."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from accord.dates import Clock
from accord.pages.finding import Finding
from accord.trust.directory import Directory
from accord.trust.trusted import TrustedRegion
from hub.config import HubConfig
from hub.desk.opening import Desk
from hub.desk.sign_in import SignIn
from hub.desk.traffic import Count
from hub.doctor.examine import examine
from hub.health import Health
from hub.ledger_reading import Failure, LedgerView, Queue
from hub.public_log import PublicLog

FRESH_MS = 2_000  # a look at the ledger serves every page for so long
EXAMINED_MS = 60_000  # and an examination, which opens sealed keys


@dataclass(slots=True, kw_only=True)
class Sight:
    """The hub as its operators see it."""

    config: HubConfig
    clock: Clock
    region: TrustedRegion
    desk: Desk
    door: SignIn
    health: Health
    public: PublicLog
    log_size: Callable[[], int]
    ledger: LedgerView
    _findings: tuple[int, tuple[Finding, ...]] = (-EXAMINED_MS, ())
    _queues: tuple[int, list[Queue]] = (-FRESH_MS, [])
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)
    _examining: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def directory(self) -> Directory:
        """Whom the hub serves."""
        return self.region.directory

    async def queues(self) -> list[Queue]:
        """What waits, as of a moment ago."""
        async with self._looking:
            now = self.clock.now_ms()
            if now - self._queues[0] >= FRESH_MS:
                self._queues = now, await asyncio.to_thread(self.ledger.queues)
            return self._queues[1]

    async def findings(self, *, anew: bool = False) -> tuple[int, tuple[Finding, ...]]:
        """What the doctor found, and when: not long ago, or now."""
        async with self._examining:
            now = self.clock.now_ms()
            if anew or now - self._findings[0] >= EXAMINED_MS:
                self._findings = now, await asyncio.to_thread(examine, self.config, self.clock)
            return self._findings

    async def failures(self, limit: int) -> list[Failure]:
        """The newest failures."""
        return await asyncio.to_thread(self.ledger.failures, limit)

    async def traffic(self, days: int) -> list[Count]:
        """What the last days counted, today among them."""
        return await asyncio.to_thread(self.desk.traffic.read, days)
