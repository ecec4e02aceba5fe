"""The first page: what waits for an officer, the most urgent first."""

import asyncio

from aiohttp import web

from node.casework.views import Standing
from node.console.page import ConsoleRoom, Page
from node.console.visit import Visit
from node.people.rights import Right

ROWS = 50


async def _home(visit: Visit) -> web.StreamResponse:
    if not visit.may(Right.READ):
        return visit.page("home/home.html", cases=None, requests=None, counts=None)
    cases, requests, counts = await asyncio.gather(
        visit.call("listCases", query={"standing": Standing.OFFICER, "limit": ROWS}),
        visit.call("listRequests", query={"standing": Standing.OFFICER, "limit": ROWS}),
        visit.call("showCounts"),
    )
    return visit.page("home/home.html", cases=cases, requests=requests, counts=counts)


ROOM = ConsoleRoom(
    package="node.console.home",
    pages=(Page(path="/", name="home", show=_home, right=None, section="home"),),
)
