"""The aiohttp application: HTTP outside, checked calls inside, problems for every failure."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from traceback import extract_tb
from typing import Any

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry

from accord.errors import AccordError, FormatError
from node.api import metrics, openapi, problem, replies
from node.api.codec import Codec, codec
from node.api.replies import Reply
from node.api.route import AnyRoute, Call
from node.api.services import Services
from node.api.table import ROUTES
from node.api.token import accepts

MAX_BODY = 1024 * 1024
MAX_OFFICER = 64
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

FAILED = "api.failed"
log = structlog.get_logger("accord.node.api")


def build_app(
    services: Services, token: str, registry: CollectorRegistry | None = None
) -> web.Application:
    """The REST interface over these services; every guarded route needs the token."""
    meters = metrics.ApiMetrics(registry or CollectorRegistry())
    app = web.Application(client_max_size=MAX_BODY, middlewares=[_problems(meters)])
    for route in ROUTES:
        handler = _handler(route, services, token)
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


def _handler(route: AnyRoute, services: Services, token: str) -> Handler:
    """What aiohttp calls: checks the request, runs the route's work, writes its answer."""
    reader = codec(route.body) if route.body else None
    writer = codec(route.answer)

    def finish(answer: Any) -> Reply:
        status = route.status if route.well is None or route.well(answer) else 503
        return Reply(status=status, body=writer.encode(answer))

    def in_transaction(call: Call[Any], request: web.Request, raw: bytes) -> Reply:
        assert route.work is not None  # noqa: S101 - the table's own rule, tested
        if not route.writes:
            with services.store.read() as tx:
                return finish(route.work(services, tx, call))
        key = replies.checked_key(request.headers.get("Idempotency-Key", ""))
        digest = replies.digest_of(request.method, request.path_qs, raw)
        with services.store.begin() as tx:
            if key and (before := replies.earlier(tx, key, digest)):
                return before
            reply = finish(route.work(services, tx, call))
            if key:
                replies.keep(tx, key, digest, reply, services.clock.now_ms())
            return reply

    async def handle(request: web.Request) -> web.StreamResponse:
        if route.guarded and not accepts(token, request.headers.get("Authorization", "")):
            return problem.response(problem.UNAUTHORISED)
        raw = await request.read()
        call: Call[Any] = Call(
            officer=_officer(request),
            path=dict(request.match_info),
            query=_query(route, request),
            body=_body(request, raw, reader),
        )
        if route.work is not None:
            reply = await asyncio.to_thread(in_transaction, call, request, raw)
        else:
            assert route.wait is not None  # noqa: S101 - the table's own rule, tested
            reply = finish(await route.wait(services, call))
        return _response(reply)

    return handle


def _response(reply: Reply) -> web.Response:
    headers = dict(_HEADERS)
    if reply.replayed:
        headers["Idempotency-Replayed"] = "true"
    return web.Response(
        status=reply.status, body=reply.body, content_type="application/json", headers=headers
    )


def _officer(request: web.Request) -> str:
    """Who acts, as the agency's system says; recorded in the timeline."""
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
