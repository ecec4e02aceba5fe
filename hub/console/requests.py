"""Requests of members to be enrolled, or to have new keys listed: which wait, and their prints."""

import asyncio

from aiohttp import web

from accord.trust.enrolment import read_request
from hub.console.files import Folder, requests_of
from hub.console.page import Page
from hub.console.visit import Visit
from hub.desk.audit import Act


async def _requests(visit: Visit) -> web.StreamResponse:
    sight = visit.sight
    found = await asyncio.to_thread(
        requests_of, sight.config.requests, sight.directory, sight.clock.now_ms()
    )
    return visit.page(
        "console/requests.html", requests=found, folder=sight.config.requests.as_posix()
    )


async def _put(visit: Visit) -> web.StreamResponse:
    folder = Folder(
        place=visit.sight.config.requests,
        check=read_request,
        received=Act.REQUEST_RECEIVED,
        aside=Act.REQUEST_SET_ASIDE,
    )
    await folder.take(visit)
    return visit.see("requests")


PAGES = (Page(path="/requests", name="requests", show=_requests, post=_put, section="requests"),)
