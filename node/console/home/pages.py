"""The first page: what waits for an officer, the most urgent first."""

from aiohttp import web

from node.casework.views import Standing
from node.console.page import ConsoleRoom, Page
from node.console.visit import Visit
from node.people.rights import Right

ROWS = 50


async def _home(visit: Visit) -> web.StreamResponse:
    if not visit.may(Right.READ):
        return visit.page("home/home.html", cases=None, requests=None, counts=None)
    waiting: dict[str, str | int] = {"standing": Standing.OFFICER, "limit": ROWS}
    cases = await visit.call("listCases", query=waiting)
    requests = await visit.call("listRequests", query=waiting)
    counts = await visit.call("showCounts")
    return visit.page("home/home.html", cases=cases, requests=requests, counts=counts)


ROOM = ConsoleRoom(
    package="node.console.home",
    pages=(Page(path="/", name="home", show=_home, right=None, section="home"),),
)
