"""The pages of the holder's side: the inbox, and one request with the register beside it."""

from collections.abc import Sequence

from aiohttp import web

from accord.cases.codes import Acceptance, Disposition
from node.casework.views import Entry, RequestDetail, Standing
from node.console.labels import LABELS, happened
from node.console.page import ConsoleRoom, Page
from node.console.requests import acts
from node.console.requests.situation import steps_of, waits
from node.console.visit import Visit

ROWS = 50
# What a step of the history says by a code alone.
_CODES = {
    code.value: said for codes in (Disposition, Acceptance) for code, said in LABELS[codes].items()
}
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
        history=_history(visit, detail.timeline),
        codes=_CODES,
    )


def _history(visit: Visit, timeline: Sequence[Entry]) -> list[tuple[Entry, str]]:
    """The newest first, each event in the reader's words."""
    return [
        (entry, visit.reader.text(happened(entry.event) or "") or visit.label(entry.event))
        for entry in reversed(timeline)
    ]


ROOM = ConsoleRoom(
    package="node.console.requests",
    pages=(
        Page(path="/requests", name="requests", show=_requests, section="requests"),
        Page(path="/requests/{request_id}", name="request", show=_request, section="requests"),
        *acts.PAGES,
    ),
)
