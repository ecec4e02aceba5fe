"""What a hub does while a key is locked: it serves a red health, and looks again."""

import asyncio
from contextlib import AsyncExitStack, suppress

import structlog

from hub.config import HubConfig
from hub.doctor.keys import locked
from hub.http_api import make_app
from hub.metrics import Metrics
from hub.serving import serve_http

LOOK_SECONDS = 5.0


async def until_unlocked(
    config: HubConfig,
    log: structlog.stdlib.BoundLogger,
    stop: asyncio.Event,
    look_seconds: float = LOOK_SECONDS,
) -> None:
    """Returns once every key opens, or somebody stops the hub.

    A passphrase may come later than the machine, and a token may be plugged in: nobody must start
    the hub again for it, and whoever watches its health learns what is missing.

    Raises:
        FormatError: the address of the health is taken.
    """
    codes = await asyncio.to_thread(locked, config)
    if not codes:
        return
    log.error("hub.locked", codes=codes, remedy="accord-hub doctor says which key")
    async with AsyncExitStack() as stack:
        app = make_app(Metrics(), lambda: codes, dict)
        await serve_http(stack, "[hub] http", config.http, app)
        while codes and not stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), look_seconds)
            codes = await asyncio.to_thread(locked, config)
    log.info("hub.unlocked", open=not codes)
