"""What must be well for the node to work, as readiness, status and `doctor` report it."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from accord.dates import Clock
from accord.pages.finding import Finding, Outcome
from accord.trust.trusted import TrustedRegion
from node.api.bodies import Check, FindingView
from node.api.services import Log, Registers
from node.config import NodeConfig
from node.doctor import log
from node.doctor.disk import space
from node.doctor.examine import examine, register
from node.doctor.line import line_of
from node.doctor.store import clock, writable
from node.doctor.trust import expiry, freshness
from node.exchange.contact import Line
from node.store.engine import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """Looks at everything the running node depends on."""

    clock: Clock
    store: Store
    data: Path
    region: Callable[[], TrustedRegion]
    line: Callable[[], Line]
    registers: Registers
    log: Log
    keys: Callable[[], Iterable[Finding]]  # whether they are still there; blocking
    trust_fault: Callable[[], str] = lambda: ""  # why the last look for newer trust failed

    async def __call__(self) -> tuple[Check, ...]:
        """One check for each thing, the same as it stands now; never raises."""
        looked = await asyncio.to_thread(lambda: tuple(self._look()))
        # The node answers without a register, and says so in its answers.
        views = await self.registers.views()
        return (
            *[checked(one) for one in looked],
            *[
                checked(register(one.name, ready=one.ready, text=one.text), vital=False)
                for one in views
            ],
        )

    def _look(self) -> Iterator[Finding]:
        now, region = self.clock.now_ms(), self.region()
        yield writable(self.store)
        yield space(self.data)
        yield from self.keys()
        yield freshness(region, now, self.trust_fault())
        yield from expiry(region, now)
        yield from line_of(self.line())
        # What was measured may be old: no reason to call the node down.
        yield replace(clock(self.store, region), vital=False)
        yield log.seen(self.log.view(), now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doctor:
    """Looks at everything anew and from outside, as the command does; for one at a time."""

    clock: Clock
    config: NodeConfig
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def __call__(self) -> tuple[Check, ...]:
        """One check for each thing; may take some seconds; never raises."""
        async with self._lock:
            found = await asyncio.to_thread(examine, self.config, self.clock)
        return tuple(checked(one) for one in found)


def checked(finding: Finding, *, vital: bool = True) -> Check:
    """A finding as the interface reports it: in English, and as texts for a reader's language."""
    return Check(
        name=_code(finding.title),
        well=finding.outcome is not Outcome.BAD,
        vital=vital and finding.vital and finding.outcome is not Outcome.UNKNOWN,
        text=finding.line,
        finding=FindingView(
            title=finding.name,
            outcome=finding.outcome.value,
            text=finding.text,
            remedy=finding.remedy,
            values={name: str(value) for name, value in finding.values.items()},
        ),
    )


def _code(title: str) -> str:
    """A title as programs know it: `signing key`, `TLS key`."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
