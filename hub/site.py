"""The hub's public site: the log in tiles (C2SP tlog-tiles) and the trust files (TUF), over HTTP.

What it serves authenticates itself, so it needs no TLS of its own.
"""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from accord.errors import FormatError
from accord.log.tiles import HASH, parse_level, parse_number
from accord.trust.trusted import TIMESTAMP
from hub.log import served
from hub.log_reader import LogReader

_AT_ONCE = 64  # requests; more are asked to come again
_BRIEFLY = "public, max-age=1"
_FOR_EVER = "public, max-age=31536000, immutable"
_TRUST_FILE = re.compile(
    r"timestamp\.json|[1-9][0-9]*\.(root|snapshot|targets)\.json|targets/[0-9a-f]{64}\.[a-z]+\.json",
    re.ASCII,
)
_PREFIX = HASH.to_bytes(2, "big")  # before each entry of a bundle


def make_site(log: LogReader, note: Callable[[], bytes], repository: Path) -> web.Application:
    """`/log/checkpoint`, `/log/tile/L/N`, `/log/tile/entries/N` and `/trust/FILE`, to read only."""

    async def checkpoint(_: web.Request) -> web.Response:
        headers = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": _BRIEFLY}
        return web.Response(body=note(), headers=headers)

    async def tile(request: web.Request) -> web.Response:
        try:
            level = parse_level(request.match_info["level"])
            number, width = parse_number(request.match_info["number"])
        except FormatError as error:
            raise web.HTTPNotFound from error
        return _for_ever(served(level, await kept(level, number, width)))

    async def entries(request: web.Request) -> web.Response:
        try:
            number, width = parse_number(request.match_info["number"])
        except FormatError as error:
            raise web.HTTPNotFound from error
        data = await kept(0, number, width)
        return _for_ever(
            b"".join(_PREFIX + data[at : at + HASH] for at in range(0, len(data), HASH))
        )

    async def kept(level: int, number: int, width: int) -> bytes:
        data = await log.read(lambda source: source.tile(level, number))
        if data is None or len(data) < HASH * width:
            raise web.HTTPNotFound
        return data[: HASH * width]

    async def trust(request: web.Request) -> web.FileResponse:
        name = request.match_info["name"]
        if _TRUST_FILE.fullmatch(name) is None or not (repository / name).is_file():
            raise web.HTTPNotFound
        lasting = _BRIEFLY if name == TIMESTAMP else _FOR_EVER
        return web.FileResponse(repository / name, headers={"Cache-Control": lasting})

    app = web.Application(middlewares=[_bounded(_AT_ONCE)], client_max_size=1024)
    app.router.add_get("/log/checkpoint", checkpoint)
    app.router.add_get("/log/tile/entries/{number:.+}", entries)
    app.router.add_get("/log/tile/{level}/{number:.+}", tile)
    app.router.add_get("/trust/{name:.+}", trust)
    return app


def _bounded(most: int) -> Middleware:
    """Lets so many requests in at once."""
    room = asyncio.Semaphore(most)

    @web.middleware
    async def bounded(request: web.Request, handler: Handler) -> web.StreamResponse:
        if room.locked():
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "1"})
        async with room:
            return await handler(request)

    return bounded


def _for_ever(data: bytes) -> web.Response:
    headers = {"Content-Type": "application/octet-stream", "Cache-Control": _FOR_EVER}
    return web.Response(body=data, headers=headers)
