"""Expiry: at intervals, ends what nobody took in time, so that every sender learns the end."""

import asyncio
from collections.abc import Awaitable, Callable

from accord.trust.directory import Directory
from hub.ledger import Ledger
from hub.proposals import Sweep


def removed_members(ledger: Ledger, directory: Directory) -> frozenset[str]:
    """Members that messages wait for and that the directory no longer has, or has suspended."""
    active = {member.id for member in directory.members.values() if member.active}
    return frozenset(ledger.members_waited_for() - active)


async def sweep_once(
    sweep: Callable[[Sweep], Awaitable[bool]], removed: frozenset[str] = frozenset()
) -> None:
    """Ends everything that is due now."""
    while await sweep(Sweep(removed)):
        pass


async def sweep_at_intervals(
    sweep: Callable[[Sweep], Awaitable[bool]], removed: frozenset[str], seconds: float
) -> None:
    """Sweeps for ever: first what waits for removed members too, then only what expires."""
    await sweep_once(sweep, removed)
    while True:
        await asyncio.sleep(seconds)
        await sweep_once(sweep)
