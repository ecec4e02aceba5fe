"""The pages of the holder's side: the inbox, and one request with the register beside it."""

from aiohttp import web

from accord.cases.trace_leg import IN_HAND
from node.casework.views import RequestDetail, Standing
from node.console.page import ConsoleRoom, Page
from node.console.requests import acts
from node.console.requests.situation import steps_of, waits
from node.console.traces.history import history_of
from node.console.traces.words import Words
from node.console.visit import Visit

ROWS = 50
_FILTERS = (Standing.OFFICER, Standing.ABROAD, Standing.SEARCHING, Standing.CLOSED)


async def _requests(visit: Visit) -> web.StreamResponse:
    standing, before = visit.query.get("standing", ""), visit.query.get("before", "")
    query: dict[str, str | int] = {"limit": ROWS}
    if standing in {one.value for one in _FILTERS}:
        query["standing"] = standing
    if before:
        query["before"] = before
    page = await visit.call("listRequests", query=query)
    kept = {name: value for name, value in query.items() if name == "standing"}
    return visit.page(
        "requests/requests.html",
        requests=page.requests,
        in_hand=IN_HAND,
        filters=_FILTERS,
        standing=standing,
        older=visit.to("requests", {**kept, "before": page.next}) if page.next else "",
        newest=visit.to("requests", kept) if before else "",
    )


async def _request(visit: Visit) -> web.StreamResponse:
    detail: RequestDetail = await visit.call("showRequest", request_id=visit.path["request_id"])
    steps, others = steps_of(detail, visit.actor)
    return visit.page(
        "requests/request.html",
        request=detail,
        waits=waits(detail, visit.actor),
        steps=steps,
        others=others,
        history=history_of(detail.timeline, Words.of(visit)),
    )


ROOM = ConsoleRoom(
    package="node.console.requests",
    pages=(
        Page(path="/requests", name="requests", show=_requests, section="requests"),
        Page(path="/requests/{request_id}", name="request", show=_request, section="requests"),
        *acts.PAGES,
    ),
)
