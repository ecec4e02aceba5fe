"""What a node does while a key is locked: it serves a red health, and looks again."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress

import structlog
from aiohttp import web

from accord.errors import UncheckableError
from accord.pages import headers
from node.api import problem
from node.api.bodies import Alive, Check, Problem, Readiness
from node.api.checks import checked
from node.api.codec import codec
from node.config import NodeConfig
from node.doctor.keys import locked
from node.serving import alone, serve, write_run_file

LOOK_SECONDS = 5.0
_LOG = structlog.get_logger("accord.node")
_JSON = "application/json"


async def until_unlocked(
    config: NodeConfig, stop: asyncio.Event, look_seconds: float = LOOK_SECONDS
) -> None:
    """Returns once every key opens, or somebody stops the node.

    A passphrase may come later than the machine, and a token may be plugged in: nobody must start
    the node again for it, and whoever watches its health learns what is missing.

    Raises:
        FormatError: the address is taken, or another process uses the data folder.
    """
    checks = await _looked(config)
    if not checks:
        return
    _LOG.error("node.locked", remedy="accord-node doctor says which key")
    async with AsyncExitStack() as stack:
        stack.enter_context(alone(config))
        app = _app(lambda: checks)
        write_run_file(stack, config, await serve(stack, app, config.api_listen, "[api] listen"))
        while checks and not stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), look_seconds)
            checks = await _looked(config)
    _LOG.info("node.unlocked", open=not checks)


async def _looked(config: NodeConfig) -> tuple[Check, ...]:
    found = await asyncio.to_thread(locked, config)
    return tuple(checked(one) for one in found)


def _app(checks: Callable[[], tuple[Check, ...]]) -> web.Application:
    """`/healthz` (alive), `/readyz` (which keys are locked); all else waits for them."""

    async def alive(_: web.Request) -> web.Response:
        return _answer(codec(Alive).encode(Alive()), 200, _JSON)

    async def ready(_: web.Request) -> web.Response:
        body = codec(Readiness).encode(Readiness(ready=False, checks=checks()))
        return _answer(body, 503, _JSON)

    async def waits(_: web.Request) -> web.Response:
        error = UncheckableError("node.locked", "a key of the node is locked; give the passphrase")
        found = problem.of_error(error)
        return _answer(codec(Problem).encode(found), found.status, problem.MEDIA_TYPE)

    app = web.Application()
    app.router.add_get("/healthz", alive)
    app.router.add_get("/readyz", ready)
    app.router.add_route("*", "/{rest:.*}", waits)
    return app


def _answer(body: bytes, status: int, media_type: str) -> web.Response:
    return web.Response(body=body, status=status, content_type=media_type, headers=headers.PAGE)
