"""The console as an application of its own: finds out who reads, and hands each page its visit."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

import structlog
from aiohttp import web

from accord.access.errors import NotSignedInError, TooManyError
from accord.errors import AccordError, PolicyError
from accord.pages import headers
from accord.pages.faults import FAILED
from accord.pages.form_token import is_token
from node.console import assets, cookies
from node.console.console import BASE, Console
from node.console.page import Maker, Page
from node.console.refills import Pairs
from node.console.sign_in_page import sign_in_page
from node.console.visit import Visit

_ONLY_SELF = 1
_LOG = structlog.get_logger("accord.node.console")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def build_console(console: Console, doors: Sequence[web.RouteDef]) -> web.Application:
    """The application under `/console`; `doors` are the pages of those who have not signed in."""
    app = web.Application(middlewares=[_guarded(console)])
    assets.serve(app, console.assets)
    app.router.add_routes(doors)
    for page in console.table:
        methods = ["GET"] if page.post is None else ["GET", "POST"]
        for method in methods:
            app.router.add_route(method, page.path, _handler(console, page))
    return app


def _handler(console: Console, page: Page) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        posted = await _posted(request) if request.method == "POST" else ()
        try:
            visit = await console.visit(request, page)
        except NotSignedInError:
            return _to_door(console, request, page, posted)
        if len(visit.actor.rights) == _ONLY_SELF and not page.first:
            return visit.see("first-steps")
        if page.right is not None and page.right not in visit.actor.rights:
            error = PolicyError("access.right_missing", f"this needs the right {page.right}")
            await console.calls.refused(page.name, visit.actor, visit.path, error)
            return console.fault(request, 403, visit.actor)
        try:
            if request.method == "GET" or page.post is None:
                return await page.show(visit)
            return await _sent(console, visit, page.post, posted)
        except AccordError as error:
            return console.fault(request, error, visit.actor)

    return handle


async def _sent(console: Console, visit: Visit, post: Maker, posted: Pairs) -> web.StreamResponse:
    """What a form does, where it came from this session."""
    request = visit.request
    if _of_another_site(request):
        return console.fault(request, 403, visit.actor)
    return await post(visit) if _genuine(request, posted) else _again(console, visit, posted)


async def _posted(request: web.Request) -> Pairs:
    form = await request.post()
    return [(name, value) for name, value in form.items() if isinstance(value, str)]


def _genuine(request: web.Request, posted: Pairs) -> bool:
    """Whether a form was sent by a page of this very session."""
    given = next((value for name, value in posted if name == "_token"), "")
    return is_token(cookies.session_of(request), given)


def _of_another_site(request: web.Request) -> bool:
    """Whether a page of another origin sent this: none of it is done, and none is shown."""
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc != request.host


def _kept(posted: Pairs) -> Pairs:
    """The fields without what belongs to the session that has ended."""
    return [(name, value) for name, value in posted if name not in {"_token", "_key", "_tag"}]


def _again(console: Console, visit: Visit, posted: Pairs) -> web.Response:
    """Shows the form again with all that was typed, to be sent by whoever reads it now."""
    key = console.refills.keep(visit.actor.name, _kept(posted))
    return _see_other(visit.request.path, {"_refill": key})


def _to_door(console: Console, request: web.Request, page: Page, posted: Pairs) -> web.Response:
    """To the sign-in and back; what was typed goes with the reader, through their own browser.

    Not a password, and not what another site would have the reader send.
    """
    if request.method == "GET":
        return _see_other(f"{BASE}/sign-in", {"to": request.path_qs})
    typed = () if page.secret or _of_another_site(request) else _kept(posted)
    return sign_in_page(console, request, to=request.path, typed=typed, ended=True, status=401)


def _see_other(path: str, query: Mapping[str, str]) -> web.Response:
    location = f"{path}?{urlencode(query)}"
    return web.Response(status=303, headers={**headers.PAGE, "Location": location})


def _guarded(console: Console) -> Any:
    """A page for every failure that is not ours."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except TooManyError as error:
            response = console.fault(request, error)
            response.headers["Retry-After"] = str(error.wait_seconds)
            return response
        except AccordError as error:
            return console.fault(request, error)
        except web.HTTPException as error:
            return console.fault(request, error.status)
        except Exception as error:
            # The path holds ids; the kind of error is enough for the log.
            _LOG.error(
                "console.failed", error=type(error).__name__, page=request.match_info.route.name
            )
            return console.fault(request, FAILED)

    return middleware
