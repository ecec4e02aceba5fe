"""Whether the hub does all of its work, or the codes why not."""

import asyncio
from dataclasses import dataclass

from accord.dates import Clock
from accord.trust.trusted import TrustedRegion
from hub.desk import maintenance
from hub.desk.opening import Desk
from hub.publishing import Publisher


@dataclass(frozen=True, slots=True)
class Health:
    """What readiness looks at, each time it is asked."""

    region: TrustedRegion
    clock: Clock
    failed: "asyncio.Future[Exception]"  # done when the ledger's state is in doubt
    desk: Desk
    publisher: Publisher

    def reasons(self) -> list[str]:
        """Empty while all is well."""
        now_ms = self.clock.now_ms()
        reasons = {
            "hub.ledger_away": self.failed.done(),
            "directory.expired": now_ms >= self.region.directory.expires_ms,
            "policy.expired": now_ms >= self.region.policy.expires_ms,
            maintenance.CODE: self.desk.maintenance.pause is not None,
            self.publisher.fault: bool(self.publisher.fault),  # such as a token that is away
        }
        return [code for code, holds in reasons.items() if holds]
