"""The lists of notices and of hits, with filters and pages."""

from aiohttp import web

from accord.cases.hit_life import HitState
from accord.cases.notice_codes import NoticeState
from node.console.visit import Visit

ROWS = 50


async def notices_page(visit: Visit) -> web.StreamResponse:
    """One page of notices, the newest first."""
    asked = _asked(visit, "whose", "state", "waiting")
    page = _asked(visit, "before")
    found = await visit.call("listNotices", query={**asked, **page, "limit": ROWS})
    return visit.page(
        "notices/notices.html",
        found=found,
        asked=asked,
        states=tuple(NoticeState),
        older=visit.to("notices", {**asked, "before": found.next}) if found.next else "",
        newest=visit.to("notices", asked) if page else "",
    )


async def hits_page(visit: Visit) -> web.StreamResponse:
    """One page of hits, what is most urgent first."""
    asked = _asked(visit, "state", "waiting", "all")
    page = _asked(visit, "before")
    wanted = {name: value for name, value in asked.items() if name != "all"}
    if asked.keys().isdisjoint({"state", "all"}):
        wanted["order"] = "urgency"
    found = await visit.call("listHits", query={**wanted, **page, "limit": ROWS})
    return visit.page(
        "notices/hits.html",
        found=found,
        asked=asked,
        states=tuple(HitState),
        older=visit.to("hits", {**asked, "before": found.next}) if found.next else "",
        newest=visit.to("hits", asked) if page else "",
    )


def _asked(visit: Visit, *names: str) -> dict[str, str]:
    said = {name: visit.query[name] for name in names if visit.query.get(name)}
    return {name: "true" if name == "waiting" else value for name, value in said.items()}
