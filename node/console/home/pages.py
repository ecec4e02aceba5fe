"""The first page: everything that waits for an officer, the most urgent first."""

from aiohttp import web

from node.console.home.lines import line_of, tile_of
from node.console.page import ConsoleRoom, Page
from node.console.visit import Visit
from node.people.rights import Right

ROWS = 50


async def _home(visit: Visit) -> web.StreamResponse:
    if not visit.may(Right.READ):
        return visit.page("home/home.html", work=None, lines=(), tiles=())
    work = await visit.call("listWork", query={"limit": ROWS})
    return visit.page(
        "home/home.html",
        work=work,
        lines=[line_of(item, visit) for item in work.items],
        tiles=[tile_of(one, visit) for one in work.tallies if one.waiting],
    )


ROOM = ConsoleRoom(
    package="node.console.home",
    pages=(Page(path="/", name="home", show=_home, right=None, section="home"),),
)
