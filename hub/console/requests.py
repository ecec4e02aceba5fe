"""Requests of members to be enrolled, or to have new keys listed: which wait, and their prints."""

import asyncio

from aiohttp import web

from accord.trust.enrolment import read_request
from hub.console.files import put, requests_of, set_aside
from hub.console.page import Page
from hub.console.visit import Visit
from hub.desk.audit import Act, append


async def _requests(visit: Visit) -> web.StreamResponse:
    sight = visit.sight
    found = await asyncio.to_thread(
        requests_of, sight.config.requests, sight.directory, sight.clock.now_ms()
    )
    return visit.page(
        "console/requests.html", requests=found, folder=sight.config.requests.as_posix()
    )


async def _put(visit: Visit) -> web.StreamResponse:
    form = await visit.request.post()
    await asyncio.to_thread(_put_now, visit, form.get("file"), form.get("aside"))
    return visit.see("requests")


def _put_now(visit: Visit, field: object, aside: object) -> None:
    folder = visit.sight.config.requests
    if isinstance(aside, str):
        set_aside(folder, aside)
        act, name = Act.REQUEST_SET_ASIDE, aside
    else:
        act, name = Act.REQUEST_RECEIVED, put(folder, field, read_request)
    with visit.sight.desk.store.begin() as tx:
        append(tx, visit.sight.clock.now_ms(), actor=visit.caller.name, act=act, subject=name)


PAGES = (Page(path="/requests", name="requests", show=_requests, post=_put, section="requests"),)
