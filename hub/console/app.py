"""The console as an application of its own: finds out who reads, and hands each page its visit."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from urllib.parse import urlencode, urlsplit

import structlog
from aiohttp import web

from accord.access.errors import NotSignedInError, TooManyError
from accord.errors import AccordError
from accord.pages import headers
from accord.pages.assets import Asset
from accord.pages.environment import Pages
from accord.pages.faults import FAILED, fault
from accord.pages.form_token import form_token, is_token
from accord.pages.languages import NAMES, Reader, wanted
from hub.console import cookies
from hub.console.faults import status_of
from hub.console.files import LARGEST
from hub.console.page import Group, Page
from hub.console.sight import Sight
from hub.console.visit import Visit, html, see_other
from hub.desk.audit import Act, append
from hub.desk.sessions import Caller

BASE = ""
LARGEST_FORM = LARGEST + 64 * 1024
_LOG = structlog.get_logger("accord.hub.console")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """Everything behind the console's pages."""

    sight: Sight
    pages: Pages
    table: Sequence[Page]
    menu: Sequence[Group]
    assets: Mapping[str, Asset]

    def reader(self, request: web.Request) -> Reader:
        """Whoever reads, by their own choice or their browser's; a region keeps its log in UTC."""
        chosen = request.cookies.get(cookies.LANGUAGE, "")
        language = wanted(chosen, request.headers.get("Accept-Language", ""))
        return Reader(
            language=language,
            translations=self.pages.catalogues[language],
            zone=UTC,
            now_ms=self.sight.clock.now_ms(),
            states={one.id: one.name for one in self.sight.directory.members.values()},
        )

    def frame(self, request: web.Request, caller: Caller | None, section: str) -> dict[str, Any]:
        """What the frame around every page shows."""
        ready = caller is not None and not caller.operator.to_do
        return {
            "base": BASE,
            "assets": {name: asset.address for name, asset in self.assets.items()},
            "languages": NAMES,
            "here": request.path_qs,
            "section": section,
            "menu": [(group.label, group.entries) for group in self.menu] if ready else [],
            "paths": self.paths,
            "me": caller,
            "place": self.sight.directory.region,
            "hub": self.sight.config.name,
            "pause": self.sight.desk.maintenance.pause,
            "form_token": form_token(cookies.session_of(request)),
        }

    @property
    def paths(self) -> Mapping[str, str]:
        """The address of every page."""
        return {page.name: BASE + page.path for page in self.table}

    def fault(
        self, request: web.Request, why: AccordError | int, caller: Caller | None = None
    ) -> web.Response:
        """The page of a failure: one of our errors, or a status of HTTP."""
        found = fault(why) if isinstance(why, int) else fault(status_of(why), why)
        frame = self.frame(request, caller, "")
        text = self.pages.render("accord/fault.html", self.reader(request), **frame, fault=found)
        return html(text, found.status)

    def visit(self, request: web.Request, page: Page, caller: Caller) -> Visit:
        """A visit of whoever holds the session of this request."""
        return Visit(
            request=request,
            caller=caller,
            reader=self.reader(request),
            sight=self.sight,
            pages=self.pages,
            paths=self.paths,
            frame=self.frame(request, caller, page.section),
        )

    async def caller(self, request: web.Request) -> Caller:
        """Who reads.

        Raises:
            NotSignedInError: nobody that the hub knows.
        """
        used = "Accord-Live" not in request.headers  # a page's own refresh is nobody's use
        token = cookies.session_of(request)
        return await asyncio.to_thread(self.sight.door.sessions.caller, token, used=used)


def build_console(console: Console, doors: Sequence[web.RouteDef]) -> web.Application:
    """The application; `doors` are the pages of those who have not signed in."""
    app = web.Application(middlewares=[_guarded(console)], client_max_size=LARGEST_FORM)
    app.router.add_get("/static/{digest}/{name}", _static(console), name="static")
    app.router.add_routes(doors)
    for page in console.table:
        for method in ["GET"] if page.post is None else ["GET", "POST"]:
            app.router.add_route(method, page.path, _handler(console, page))
    return app


def _static(console: Console) -> Handler:
    async def give(request: web.Request) -> web.StreamResponse:
        asset = console.assets.get(request.match_info["name"])
        if asset is None or asset.address != request.path:
            raise web.HTTPNotFound
        response = web.Response(
            body=asset.content,
            content_type=asset.media_type,
            charset="utf-8",
            headers=headers.STATIC,
        )
        response.enable_compression()
        return response

    return give


def _handler(console: Console, page: Page) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            caller = await console.caller(request)
        except NotSignedInError:
            return await _to_door(request, page)
        if caller.operator.to_do and not page.own:
            return see_other(console.paths["first-steps"])
        visit = console.visit(request, page, caller)
        try:
            if request.method == "GET" or page.post is None:
                return await page.show(visit)
            allowed = await _genuine(request) and await _may(console, caller, page)
            return await page.post(visit) if allowed else _forbidden(console, request, caller)
        except AccordError as error:
            return console.fault(request, error, caller)

    return handle


def _forbidden(console: Console, request: web.Request, caller: Caller) -> web.Response:
    return console.fault(request, 403, caller)


async def _may(console: Console, caller: Caller, page: Page) -> bool:
    """Whether the role allows it; where not, that somebody tried is written down."""
    if page.own or caller.acts:
        return True
    await asyncio.to_thread(_refused, console, caller, page)
    return False


def _refused(console: Console, caller: Caller, page: Page) -> None:
    now_ms = console.sight.clock.now_ms()
    with console.sight.desk.store.begin() as tx:
        append(tx, now_ms, actor=caller.name, act=Act.REFUSED, subject=page.name)


async def _genuine(request: web.Request) -> bool:
    """Whether a form was sent by a page of this very session."""
    if _of_another_site(request):
        return False
    given = (await request.post()).get("_token", "")
    return isinstance(given, str) and is_token(cookies.session_of(request), given)


def _of_another_site(request: web.Request) -> bool:
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc != request.host


async def _to_door(request: web.Request, page: Page) -> web.Response:
    """To the sign-in and back; short texts that were typed come back in the page's address.

    Not a password, and not what another site would have the operator send.
    """
    to = request.path_qs
    if request.method == "POST" and (page.own or _of_another_site(request)):
        to = request.path
    elif request.method == "POST":
        form = await request.post()
        typed = {
            name: value
            for name, value in form.items()
            if isinstance(value, str) and name[:1] != "_" and len(value) <= 300
        }
        to = f"{request.path}?{urlencode(typed)}" if typed else request.path
    return see_other(f"{BASE}/sign-in?{urlencode({'to': to, 'ended': 1})}")


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
            _LOG.error("console.failed", error=type(error).__name__)
            return console.fault(request, FAILED)

    return middleware
