"""The hub itself: maintenance, the diagnosis, and the operators' trail."""

import asyncio
from collections.abc import Sequence

from aiohttp import web

from accord.encoding import decimal
from accord.errors import FormatError
from accord.pages.environment import label
from accord.pages.finding import Finding, Outcome
from hub.console.page import Page
from hub.console.visit import Visit
from hub.console.words import LABELS
from hub.desk import audit
from hub.desk.audit import Act, append

ROWS = 50
_WORST_FIRST = (Outcome.BAD, Outcome.UNKNOWN, Outcome.GOOD)


async def _maintenance(visit: Visit) -> web.StreamResponse:
    queues = await visit.sight.queues()
    waiting = sum(one.count for one in queues)
    reason = visit.query.get("reason", "")[:200]
    return visit.page("console/maintenance.html", waiting=waiting, reason=reason)


async def _set_maintenance(visit: Visit) -> web.StreamResponse:
    form, maintenance = await visit.form(), visit.sight.desk.maintenance
    if form.get("act") == "begin":
        reason = form.get("reason", "")
        await asyncio.to_thread(maintenance.begin, visit.caller.name, reason)
    elif form.get("act") == "end":
        await asyncio.to_thread(maintenance.end, visit.caller.name)
    return visit.see("maintenance")


async def _doctor(visit: Visit) -> web.StreamResponse:
    return _diagnosis(visit, *await visit.sight.findings())


async def _examine(visit: Visit) -> web.StreamResponse:
    await asyncio.to_thread(_note_examination, visit)
    await visit.sight.findings(anew=True)
    return visit.see("doctor")


def _note_examination(visit: Visit) -> None:
    with visit.sight.desk.store.begin() as tx:
        append(tx, visit.sight.clock.now_ms(), actor=visit.caller.name, act=Act.DIAGNOSED)


def _diagnosis(visit: Visit, at_ms: int, found: Sequence[Finding]) -> web.StreamResponse:
    return visit.page(
        "console/doctor.html",
        at_ms=at_ms,
        findings=[
            (outcome, some)
            for outcome in _WORST_FIRST
            if (some := [one for one in found if one.outcome is outcome])
        ],
    )


async def _audit(visit: Visit) -> web.StreamResponse:
    asked = visit.query.get("before", "")
    try:
        before = decimal(asked) if asked else None
    except FormatError:
        before = None
    entries, found = await asyncio.to_thread(_read_trail, visit, before)
    older = visit.to("audit", {"before": entries[-1].number}) if len(entries) == ROWS else ""
    newest = visit.to("audit") if before is not None else ""
    return visit.page(
        "console/audit.html",
        entries=entries,
        trail=found,
        older=older,
        newest=newest,
        act=lambda code: label(visit.reader, LABELS, Act(code) if code in set(Act) else code),
    )


def _read_trail(visit: Visit, before: int | None) -> tuple[list[audit.Entry], audit.TrailCheck]:
    with visit.sight.desk.store.read() as tx:
        return audit.page(tx, before=before, limit=ROWS), audit.check(tx)


PAGES = (
    Page(
        path="/maintenance",
        name="maintenance",
        show=_maintenance,
        post=_set_maintenance,
        section="maintenance",
    ),
    Page(path="/doctor", name="doctor", show=_doctor, post=_examine, section="doctor"),
    Page(path="/audit", name="audit", show=_audit, section="audit"),
)
