"""The log: how large, what is published of it, and who has cosigned when."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from hub.console.page import Page
from hub.console.sight import Sight
from hub.console.visit import Visit

NEWEST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessRow:
    """One member that the policy names a witness."""

    member: str
    connected: bool
    cosigned_ms: int | None  # the published checkpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class LogState:
    """The log as everybody may check it."""

    origin: str
    size: int  # leaves, all of which are promised
    published: int  # those of them that the published checkpoint covers
    root: str
    quorum: int
    witnessed: bool
    fault: str  # the code of why the log could not be signed
    witnesses: tuple[WitnessRow, ...]


def log_state(sight: Sight) -> LogState:
    """How the log stands now."""
    public = sight.public
    signed, connected = public.trust.open(public.publisher.note), public.witnesses.connected
    return LogState(
        origin=public.trust.origin,
        size=sight.log_size(),
        published=signed.checkpoint.size,
        root=signed.checkpoint.root.hex(),
        quorum=public.trust.quorum,
        witnessed=signed.witnessed,
        fault=public.publisher.fault,
        witnesses=witness_rows(public.trust.witnesses, connected, signed.cosigned_s),
    )


def witness_rows(
    named: frozenset[str], connected: list[str], cosigned_s: Mapping[str, int]
) -> tuple[WitnessRow, ...]:
    """Every witness of the policy, whether it is here or not."""
    return tuple(
        WitnessRow(
            member=member,
            connected=member in connected,
            cosigned_ms=cosigned_s[member] * 1000 if member in cosigned_s else None,
        )
        for member in sorted(named)
    )


async def _log(visit: Visit) -> web.StreamResponse:
    newest = await asyncio.to_thread(visit.sight.ledger.checkpoints, NEWEST)
    return visit.page("console/log.html", log=log_state(visit.sight), newest=newest)


PAGES = (Page(path="/log", name="log", show=_log, section="log"),)
