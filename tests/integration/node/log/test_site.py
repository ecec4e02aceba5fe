"""The site over HTTP: bounded in size, and every trouble told apart from a forgery."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from watch_kit import entries, new_log

from accord.errors import AccordError, FormatError, TransportError, UncheckableError
from accord.log.tiles import HASH, WIDTH, Tile, parse_number
from accord.testing.log import MemoryLog
from node.log.site import HttpSite, http_site

Answer = Callable[[web.Request], Awaitable[web.Response]]


def served(answer: Answer, use: Callable[[HttpSite], Awaitable[bytes]]) -> bytes:
    async def run() -> bytes:
        app = web.Application()
        app.router.add_get("/log/{path:.+}", answer)
        async with (
            TestServer(app) as server,
            http_site(lambda: f"{server.host}:{server.port}") as s,
        ):
            return await use(s)

    return asyncio.run(run())


def body(data: bytes) -> Answer:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(body=data)

    return answer


def of_log(log: MemoryLog, *, partial: bool) -> Answer:
    async def answer(request: web.Request) -> web.Response:
        path = request.match_info["path"]
        if path == "checkpoint":
            return web.Response(body=log.note())
        _, level, rest = path.split("/", 2)
        number, width = parse_number(rest)
        if width < WIDTH and not partial:
            raise web.HTTPNotFound
        return web.Response(body=log.tile(Tile(int(level), number, width)))

    return answer


def test_the_checkpoint_is_what_the_log_serves() -> None:
    log = new_log(entries(300))
    assert served(of_log(log, partial=True), lambda site: site.checkpoint()) == log.note()


@pytest.mark.parametrize("tile", [Tile(0, 0), Tile(0, 1, 44), Tile(1, 0, 1)])
def test_a_tile_is_what_the_log_serves(tile: Tile) -> None:
    log = new_log(entries(300))
    assert served(of_log(log, partial=True), lambda site: site.tile(tile)) == log.tile(tile)


def test_a_full_tile_stands_in_for_a_partial_one_that_is_gone() -> None:
    log = new_log(entries(300))
    found = served(of_log(log, partial=False), lambda site: site.tile(Tile(0, 0, 100)))
    assert found == log.tile(Tile(0, 0, 100))


async def _fails(_request: web.Request) -> web.Response:
    raise web.HTTPServiceUnavailable


async def _elsewhere(_request: web.Request) -> web.Response:
    raise web.HTTPFound("http://127.0.0.1:9/")


async def _nothing(_request: web.Request) -> web.Response:
    raise web.HTTPNotFound


async def _hangs_up(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (_fails, UncheckableError, "log.site_status"),
        (_elsewhere, UncheckableError, "log.site_status"),
        (_nothing, UncheckableError, "log.site_tile"),
        (_hangs_up, TransportError, "log.site_unreachable"),
        (body(bytes(HASH * 5)), UncheckableError, "log.site_content"),
        (body(bytes(HASH * WIDTH + 1)), UncheckableError, "log.site_content"),
    ],
)
def test_every_trouble_has_its_code(answer: Answer, kind: type[AccordError], code: str) -> None:
    with pytest.raises(kind) as raised:
        served(answer, lambda site: site.tile(Tile(0, 0)))
    assert raised.value.code == code


def test_a_note_beyond_all_bounds_is_not_read() -> None:
    with pytest.raises(UncheckableError) as raised:
        served(body(bytes(10_000_000)), lambda site: site.checkpoint())
    assert raised.value.code == "log.site_content"


def test_nobody_there() -> None:
    async def run() -> None:
        async with http_site(lambda: "127.0.0.1:9") as site:
            await site.checkpoint()

    with pytest.raises(TransportError) as raised:
        asyncio.run(run())
    assert raised.value.code == "log.site_unreachable"


def test_an_address_that_is_none() -> None:
    async def run() -> None:
        async with http_site(lambda: "not an address") as site:
            await site.checkpoint()

    with pytest.raises((TransportError, FormatError)):
        asyncio.run(run())
