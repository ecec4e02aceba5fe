"""What must be well for the node to work, as readiness, status and `doctor` report it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from accord.dates import Clock
from accord.trust.trusted import Freshness, TrustedRegion
from node.api.bodies import Check
from node.api.services import Log, Registers
from node.exchange.contact import Line
from node.log.views import LogView
from node.log.watch import PROMISE_MS
from node.store.engine import Store

DAY_MS = 24 * 3600 * 1000
WARN_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """Looks at everything the running node depends on."""

    clock: Clock
    store: Store
    region: Callable[[], TrustedRegion]
    line: Callable[[], Line]
    registers: Registers
    log: Log
    trust_fault: Callable[[], str] = lambda: ""  # why the last look for newer trust failed

    async def __call__(self) -> tuple[Check, ...]:
        """One check for each thing; never raises."""
        now = self.clock.now_ms()
        region = self.region()
        return (
            await asyncio.to_thread(database, self.store),
            freshness(region, now, self.trust_fault()),
            expiry("directory", region.directory.expires_ms, now),
            expiry("policy", region.policy.expires_ms, now),
            *hub(self.line()),
            log_check(await asyncio.to_thread(self.log.view), now),
            *[
                Check(name=f"register {one.name}", well=one.ready, vital=False, text=one.text)
                for one in await self.registers.views()
            ],
        )


def database(store: Store) -> Check:
    """Whether the database takes a write transaction."""
    try:
        with store.begin() as tx:
            tx.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        found = (
            f"takes no writes ({type(error).__name__}); see that its disk has space and that the "
            "node's account may write there"
        )
        return Check(name="database", well=False, vital=True, text=found)
    return Check(name="database", well=True, vital=True, text="takes writes")


def freshness(region: TrustedRegion, now_ms: int, fault: str = "") -> Check:
    """Whether the node still learns of changes in what it trusts, and what happens if not."""
    state, left_ms = region.freshness(now_ms)
    remedy = "see that [hub] site can be reached, and ask the secretariat"
    match state:
        case Freshness.FRESH if fault:
            found = f"holds, but the last look for newer trust failed [{fault}]; {remedy}"
            return Check(name="trust", well=False, vital=False, text=found)
        case Freshness.FRESH:
            return Check(name="trust", well=True, vital=True, text="up to date")
        case Freshness.STALE:
            found = f"not renewed; in {left_ms // DAY_MS} days nothing more is sent; {remedy}"
            return Check(name="trust", well=False, vital=False, text=found)
        case Freshness.ENDED:
            found = f"not renewed for longer than the policy allows: nothing is sent; {remedy}"
            return Check(name="trust", well=False, vital=True, text=found)


def expiry(name: str, expires_ms: int, now_ms: int) -> Check:
    """Whether a signed document still holds; warns two weeks ahead."""
    days = (expires_ms - now_ms) // DAY_MS
    renewal = f"install the {name} that the region has signed since"
    if expires_ms <= now_ms:
        found = f"expired {-days} days ago; {renewal}"
        return Check(name=name, well=False, vital=True, text=found)
    if days < WARN_DAYS:
        found = f"expires in {days} days; {renewal}"
        return Check(name=name, well=False, vital=False, text=found)
    return Check(name=name, well=True, vital=True, text=f"holds for {days} more days")


def hub(line: Line) -> tuple[Check, ...]:
    """How the line to the hub stands; the node goes on working without it."""
    if line.connected and not line.fault:
        first = Check(name="hub", well=True, vital=False, text="connected")
    else:
        fault = f"{line.fault_text} [{line.fault}]" if line.fault else "not connected yet"
        found = f"{fault}; messages are kept and sent once it answers"
        first = Check(name="hub", well=False, vital=False, text=found)
    troubles = [
        (line.refused, "of ours were refused by the hub"),
        (line.rejected, "from others could not be verified"),
        (line.failed, "arrived and could not be dealt with"),
    ]
    found = ", ".join(f"{count} {text}" for count, text in troubles if count)
    messages = Check(
        name="messages",
        well=not found,
        vital=False,
        text=f"{found}; their codes are in the node's log" if found else "none failed",
    )
    return first, messages


def log_check(view: LogView, now_ms: int) -> Check:
    """How the hub's log stands; an alarm stops the sending and is the worst there is."""
    standing = [alarm for alarm in view.alarms if alarm.standing]
    if standing:
        codes = ", ".join(sorted({alarm.code for alarm in standing}))
        found = f"nothing is sent: {codes}; see: accord-node log"
        return Check(name="log", well=False, vital=True, text=found)
    ahead_ms = now_ms - view.ahead_ms if view.ahead_ms is not None else 0
    if not view.watched:
        found = "is not watched, so nobody here would notice a fork; set [hub] site"
    elif view.fault:
        found = f"{view.fault_text} [{view.fault}]"
    elif view.overdue:
        found = f"{view.overdue} promises of the hub are not in its log yet [log.promise_overdue]"
    elif ahead_ms > PROMISE_MS:
        found = "a peer has seen a larger log than the site shows here [log.behind_peer]"
    elif view.believed is None:
        found = "no checkpoint yet"
    else:
        found = f"{view.believed.size} statements, every one that was promised here among them"
        return Check(name="log", well=True, vital=False, text=found)
    return Check(name="log", well=False, vital=False, text=found)
