"""The console as an application of its own: finds out who reads, and hands each page its visit."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any
from urllib.parse import urlencode, urlsplit

import structlog
from aiohttp import web

from accord.access.errors import NotSignedInError, TooManyError
from accord.errors import AccordError
from accord.pages import headers
from accord.pages.assets import Asset, load
from accord.pages.environment import Pages
from accord.pages.form_token import form_token, is_token
from accord.pages.languages import NAMES, Reader, wanted
from node.api.calls import Calls
from node.console import assets, cookies, faults
from node.console.page import Group, Page
from node.console.refills import Pairs, Refills
from node.console.visit import Visit, html
from node.people.rights import Actor

BASE = "/console"
FAILED = "console.failed"
_ONLY_SELF = 1
_LOG = structlog.get_logger("accord.node.console")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """Everything behind the console's pages."""

    calls: Calls
    pages: Pages
    table: Sequence[Page]
    menu: Sequence[Group]
    zone: Callable[[], tzinfo]
    random: Callable[[int], bytes]
    refills: Refills
    assets: Mapping[str, Asset] = field(default_factory=lambda: load(BASE))

    def reader(self, request: web.Request) -> Reader:
        """Whoever reads, by their own choice or their browser's."""
        chosen = request.cookies.get(cookies.LANGUAGE, "")
        services = self.calls.services
        language = wanted(chosen, request.headers.get("Accept-Language", ""))
        return Reader(
            language=language,
            translations=self.pages.catalogues[language],
            zone=self.zone(),
            now_ms=services.clock.now_ms(),
            states={one.id: one.name for one in services.region().directory.members.values()},
        )

    def frame(self, request: web.Request, actor: Actor | None, section: str) -> dict[str, Any]:
        """What the frame around every page shows."""
        services = self.calls.services
        menu = [
            (group.label, [one for one in group.entries if _may(actor, one.right)])
            for group in self.menu
        ]
        return {
            "base": BASE,
            "assets": {name: asset.address for name, asset in self.assets.items()},
            "languages": NAMES,
            "here": request.path_qs,
            "section": section,
            "menu": [(label, entries) for label, entries in menu if entries],
            "paths": self.paths,
            "actor": actor,
            "member": services.member,
            "authority": services.authority,
            "done": self._done.get(request.query.get("_done", ""), ""),
            "form_token": form_token(cookies.session_of(request)),
        }

    @property
    def _done(self) -> Mapping[str, str]:
        return {page.name: page.done for page in self.table if page.done}

    @property
    def paths(self) -> Mapping[str, str]:
        """The address of every page."""
        return {page.name: BASE + page.path for page in self.table}

    def fault(
        self, request: web.Request, fault: faults.Fault, actor: Actor | None = None
    ) -> web.Response:
        """The page of a failure."""
        reader = self.reader(request)
        text = self.pages.render(
            "console/fault.html", reader, **self.frame(request, actor, ""), fault=fault
        )
        return html(request, text, fault.status)

    async def visit(self, request: web.Request, page: Page) -> Visit:
        """A visit of whoever holds the session of this request.

        Raises:
            NotSignedInError: nobody does.
        """
        token = cookies.session_of(request)
        if not token:
            raise NotSignedInError("session.ended", "the session has ended; sign in again")
        admit = self.calls.services.people.admit
        used = "Accord-Live" not in request.headers  # a page's own refresh is nobody's use
        actor = await asyncio.to_thread(admit, token, used=used)
        key = request.query.get("_refill", "")
        return Visit(
            request=request,
            actor=actor,
            reader=self.reader(request),
            calls=self.calls,
            pages=self.pages,
            random=self.random,
            refill=self.refills.take(actor.name, key) if key else (),
            paths=self.paths,
            frame=self.frame(request, actor, page.section),
        )


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
            return _to_door(console, request, posted)
        if len(visit.actor.rights) == _ONLY_SELF and not page.first:
            return visit.see("first-steps")
        if page.right is not None and page.right not in visit.actor.rights:
            return console.fault(request, faults.of_status(403), visit.actor)
        try:
            if request.method == "GET" or page.post is None:
                return await page.show(visit)
            genuine = _genuine(request, posted)
            return await page.post(visit) if genuine else _again(console, visit, request, posted)
        except AccordError as error:
            return console.fault(request, faults.of_error(error), visit.actor)

    return handle


def _may(actor: Actor | None, right: object) -> bool:
    return actor is not None and (right is None or right in actor.rights)


async def _posted(request: web.Request) -> Pairs:
    form = await request.post()
    return [(name, value) for name, value in form.items() if isinstance(value, str)]


def _genuine(request: web.Request, posted: Pairs) -> bool:
    """Whether a form was sent by a page of this very session."""
    origin = request.headers.get("Origin", "")
    if origin and urlsplit(origin).netloc != request.host:
        return False
    given = next((value for name, value in posted if name == "_token"), "")
    return is_token(cookies.session_of(request), given)


def _kept(posted: Pairs) -> Pairs:
    """The fields without what belongs to the session that has ended."""
    return [(name, value) for name, value in posted if name not in {"_token", "_key", "_tag"}]


def _again(console: Console, visit: Visit, request: web.Request, posted: Pairs) -> web.Response:
    """Shows the form again with all that was typed, to be sent by whoever reads it now."""
    key = console.refills.keep(visit.actor.name, _kept(posted))
    return _see_other(request.path, {"_refill": key})


def _to_door(console: Console, request: web.Request, posted: Pairs) -> web.Response:
    """To the sign-in and back; what was typed goes with the reader, through their own browser."""
    if request.method == "GET":
        return _see_other(f"{BASE}/sign-in", {"to": request.path_qs})
    reader = console.reader(request)
    text = console.pages.render(
        "console/sign_in.html",
        reader,
        **console.frame(request, None, ""),
        to=request.path,
        resume=urlencode(_kept(posted)),
        ended=True,
        name="",
        fault="",
        provider=console.calls.services.people.provider is not None,
        door_token=form_token(request.cookies.get(cookies.VISITOR, "")),
    )
    return html(request, text, 401)


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
            response = console.fault(request, faults.of_error(error))
            response.headers["Retry-After"] = str(error.wait_seconds)
            return response
        except AccordError as error:
            return console.fault(request, faults.of_error(error))
        except web.HTTPException as error:
            return console.fault(request, faults.of_status(error.status))
        except Exception as error:
            # The path holds ids; the kind of error is enough for the log.
            _LOG.error(FAILED, error=type(error).__name__, page=request.match_info.route.name)
            return console.fault(request, faults.of_status(500))

    return middleware
