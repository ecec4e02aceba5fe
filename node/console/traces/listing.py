"""The list of cases, with filters and pages."""

from aiohttp import web

from accord.cases.trace_case import CaseState
from node.console.traces.situation import status_of
from node.console.visit import Visit

ROWS = 50


async def cases_page(visit: Visit) -> web.StreamResponse:
    """One page of cases, the newest first."""
    asked = {name: visit.query[name] for name in ("standing", "state") if visit.query.get(name)}
    page = {"before": visit.query["before"]} if visit.query.get("before") else {}
    found = await visit.call("listCases", query={**asked, **page, "limit": ROWS})
    tallied = await visit.call("tallyCases")
    return visit.page(
        "traces/cases.html",
        found=found,
        tallies=tallied.tallies,
        asked=asked,
        older=visit.to("cases", {**asked, "before": found.next}) if found.next else "",
        newest=visit.to("cases", asked) if page else "",
        states=[(state, visit.label(state)) for state in CaseState],
        words={one.case_id: visit.label(status_of(one)) for one in found.cases},
    )
