"""Search by any mark, whole or in part; what was searched for stands in no address."""

from typing import Final

from aiohttp import web

from accord.errors import AccordError
from accord.weapons.codes import MarkCondition, MarkKind
from accord.weapons.firearm import Firearm, Mark
from node.api.weapons import WeaponWanted
from node.console.page import Page
from node.console.visit import Visit
from node.people.rights import Right

_LONGEST: Final = 200


async def _empty(visit: Visit) -> web.StreamResponse:
    return visit.page("traces/search.html", text="", near=False, known=None, read=None, fault=None)


async def _searched(visit: Visit) -> web.StreamResponse:
    posted = dict(await visit.posted())
    text = str(posted.get("mark", ""))[:_LONGEST].strip()
    near = posted.get("near") == "1"
    known, read, fault = None, None, None
    try:
        known = await visit.ask("searchWeapon", WeaponWanted(mark=text, near=near))
        mark = Mark(kind=MarkKind.MANUFACTURER_SERIAL, text=text, condition=MarkCondition.INTACT)
        read = (await visit.ask("readFirearm", Firearm(marks=(mark,)))).marks[0]
    except AccordError as error:
        fault = error
    return visit.page(
        "traces/search.html",
        status=422 if fault else 200,
        text=text,
        near=near,
        known=known,
        read=read,
        fault=fault,
    )


PAGE: Final = Page(
    path="/search",
    name="search",
    show=_empty,
    post=_searched,
    right=Right.WORK,
    section="search",
)
