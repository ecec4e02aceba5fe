"""Traffic by day and kind, and what failed and why: counts, never a message."""

import asyncio

from aiohttp import web

from accord.pages.kinds import FAMILIES, MESSAGES
from accord.pages.marked import marked as _N
from hub.console import counting
from hub.console.members import kinds, rows_of
from hub.console.page import Page
from hub.console.visit import Visit
from hub.console.words import CAUSES
from hub.desk.traffic import Outcome

SPANS = (7, 14, 30, 90)
NEWEST = 50
_SENT, _RECEIVED = _N("Sent by member"), _N("Delivered by member")


def span_of(visit: Visit) -> int:
    """How many days the reader wants to see."""
    asked = visit.query.get("days", "")
    return next((one for one in SPANS if str(one) == asked), SPANS[1])


async def _traffic(visit: Visit) -> web.StreamResponse:
    days, reader = span_of(visit), visit.reader
    counts = await visit.sight.traffic(days)
    return visit.page(
        "console/traffic.html",
        days=days,
        all_spans=SPANS,
        outcomes=counting.outcomes(counts),
        by_day=counting.by_day(reader, counts, days, Outcome.ACCEPTED, Outcome.DELIVERED),
        by_family=counting.by_family(reader, counts, FAMILIES),
        sent=counting.by_member(reader, counts, Outcome.ACCEPTED, _SENT, "sent"),
        received=counting.by_member(reader, counts, Outcome.DELIVERED, _RECEIVED, "received"),
        kinds=kinds(counts),
        families=FAMILIES,
        called=MESSAGES,
    )


async def _deliveries(visit: Visit) -> web.StreamResponse:
    days = span_of(visit)
    counts, failures, rows = await asyncio.gather(
        visit.sight.traffic(days), visit.sight.failures(NEWEST), rows_of(visit)
    )
    return visit.page(
        "console/deliveries.html",
        days=days,
        all_spans=SPANS,
        outcomes=counting.outcomes(counts),
        by_day=counting.by_day(
            visit.reader, counts, days, Outcome.DELIVERED, Outcome.UNDELIVERED, Outcome.REFUSED
        ),
        causes=counting.causes(counts),
        meaning=CAUSES,
        failures=failures,
        limit=visit.sight.config.limits.open_messages,
        quotas=sorted(rows, key=lambda one: -one.sent_open),
    )


PAGES = (
    Page(path="/traffic", name="traffic", show=_traffic, section="traffic"),
    Page(path="/deliveries", name="deliveries", show=_deliveries, section="deliveries"),
)
