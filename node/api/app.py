"""The aiohttp application: HTTP outside, checked calls inside, problems for every failure."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from traceback import extract_tb
from typing import Any

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry

from accord.access.errors import TooManyError
from accord.errors import AccordError, FormatError, PolicyError
from node.api import metrics, openapi, problem, tags
from node.api.calls import Asked, Calls
from node.api.codec import Codec
from node.api.replies import Reply
from node.api.route import AnyRoute, Call
from node.api.services import Services
from node.api.table import ROUTES
from node.api.token import accepts
from node.people.opening import unknown
from node.people.rights import Actor, machine

MAX_BODY = 1024 * 1024
MAX_OFFICER = 64
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

FAILED = "api.failed"
_NOBODY = machine("nobody")  # for routes that need no token
log = structlog.get_logger("accord.node.api")


def build_app(
    services: Services, token: str, registry: CollectorRegistry | None = None
) -> web.Application:
    """The REST interface over these services; the token is this machine's own, with every right."""
    meters = metrics.ApiMetrics(registry or CollectorRegistry())
    app = web.Application(client_max_size=MAX_BODY, middlewares=[_problems(meters)])
    calls = Calls(services, ROUTES)
    for route in ROUTES:
        handler = _handler(route.name, calls, token)
        app.router.add_route(route.method, route.path, handler, name=route.name)
    document = openapi.text(ROUTES).encode()

    async def describe(_request: web.Request) -> web.Response:
        return web.Response(body=document, content_type="application/json")

    async def measure(_request: web.Request) -> web.Response:
        counts = await asyncio.to_thread(_read, services, services.views.counts)
        page = meters.page(counts, await asyncio.to_thread(services.log.view))
        return web.Response(body=page, headers={"Content-Type": metrics.MEDIA_TYPE})

    app.router.add_get("/openapi.json", describe, name="openapi", allow_head=False)
    app.router.add_get("/metrics", measure, name="metrics", allow_head=False)
    return app


def _read(services: Services, query: Callable[[Any], Any]) -> Any:
    with services.store.read() as tx:
        return query(tx)


def _handler(name: str, calls: Calls, token: str) -> Handler:
    """What aiohttp calls: checks the request, performs the route, writes its answer."""
    performer = calls.named(name)
    route, services = performer.route, calls.services

    async def handle(request: web.Request) -> web.StreamResponse:
        actor = await _admit(route, services, token, request)
        try:
            actor.insist(route.needs)
            _check_name(actor, request)
        except PolicyError as error:
            await calls.refused(name, actor, request.match_info, error)
            raise
        raw = await request.read()
        call: Call[Any] = Call(
            officer=actor.name,
            actor=actor,
            address=request.remote or "",
            path=dict(request.match_info),
            query=_query(route, request),
            body=_body(request, raw, performer.reader),
        )
        asked = Asked(
            target=request.path_qs,
            raw=raw,
            key=request.headers.get("Idempotency-Key", ""),
            unchanged=request.headers.get("If-Match", ""),
        )
        reply = await calls.perform(name, call, asked)
        return _response(reply, tags.tag_of(reply.body) if performer.shows_it else "", request)

    return handle


def _response(reply: Reply, tag: str, request: web.Request) -> web.Response:
    headers = dict(_HEADERS)
    if tag:
        headers["ETag"] = tag
        known = request.headers.get("If-None-Match", "")
        if request.method == "GET" and known and tags.unchanged(known, tag):
            return web.Response(status=304, headers=headers)
    if reply.replayed:
        headers["Idempotency-Replayed"] = "true"
    return web.Response(
        status=reply.status, body=reply.body, content_type="application/json", headers=headers
    )


async def _admit(route: AnyRoute, services: Services, token: str, request: web.Request) -> Actor:
    """Who calls: an account, by a session or an API token; or this machine's command line.

    Raises:
        NotSignedInError: no token, or one that is nobody's.
    """
    if not route.guarded:
        return _NOBODY
    authorization = request.headers.get("Authorization", "")
    if accepts(token, authorization):
        return await asyncio.to_thread(services.people.operator, _officer(request))
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise unknown()
    return await asyncio.to_thread(services.people.admit, given.strip())


def _check_name(actor: Actor, request: web.Request) -> None:
    """Refuses an account that calls and names somebody else.

    Raises:
        PolicyError: `access.other_name`.
    """
    named = request.headers.get("Accord-Officer", actor.name)
    if not actor.machine and named != actor.name:
        raise PolicyError(
            "access.other_name", "Accord-Officer: leave it out; the token says who acts"
        )


def _officer(request: web.Request) -> str:
    """Who types at this machine; recorded in the timeline."""
    officer = request.headers.get("Accord-Officer", "api")
    if not (0 < len(officer) <= MAX_OFFICER and officer.isprintable()):
        raise FormatError(
            "officer.malformed", f"Accord-Officer: send 1 to {MAX_OFFICER} printable characters"
        )
    return officer


def _query(route: AnyRoute, request: web.Request) -> dict[str, str]:
    """The parameters of the query string; each at most once, and only those of the route."""
    known = {parameter.name: parameter for parameter in route.query}
    for name in request.query:
        if name not in known:
            choices = ", ".join(known) or "none"
            raise FormatError(
                "query.name_unknown", f"{name[:64]}: no such parameter; this route takes: {choices}"
            )
        if len(request.query.getall(name)) > 1:
            raise FormatError("query.repeated", f"{name}: send it once")
        known[name].check(request.query[name])
    return dict(request.query)


def _body(request: web.Request, raw: bytes, reader: Codec[Any] | None) -> Any:
    """The decoded body; a route without one takes none."""
    if reader is None:
        if raw.strip():
            raise FormatError("body.unexpected", "this route takes no body; send none")
        return None
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    return reader.decode(raw)


def _problems(meters: metrics.ApiMetrics) -> Any:
    """Turns every failure into problem details, and counts every request."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        started = time.perf_counter()
        response: web.StreamResponse
        try:
            response = await handler(request)
        except TooManyError as error:
            response = problem.response(problem.of_error(error), error.wait_seconds)
        except AccordError as error:
            response = problem.response(problem.of_error(error))
        except web.HTTPException as error:
            response = problem.response(problem.of_status(error.status))
        except Exception as error:
            where = f"{(frame := extract_tb(error.__traceback__)[-1]).name}:{frame.lineno}"
            log.error(FAILED, route=_route(request), error=type(error).__name__, where=where)
            response = problem.response(problem.INTERNAL)
        meters.answered(_route(request), response.status, time.perf_counter() - started)
        return response

    return middleware


def _route(request: web.Request) -> str:
    """The route's name; never the path, which holds ids."""
    return request.match_info.route.name or "none"
