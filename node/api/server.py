"""Listens for the interface's callers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from accord.errors import TransportError


@asynccontextmanager
async def listening(app: web.Application, address: str) -> AsyncIterator[str]:
    """Serves the application until the block ends; gives the bound host:port.

    Raises:
        TransportError: the address is taken or not ours.
    """
    host, _, port = address.rpartition(":")
    runner = web.AppRunner(app, access_log=None, handle_signals=False)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host.strip("[]"), int(port))
        try:
            await site.start()
        except OSError as error:
            raise TransportError(
                "api.address", f"cannot listen on {address} ({error.strerror}); set [api] listen"
            ) from error
        bound = runner.addresses[0]
        yield f"{bound[0]}:{bound[1]}"
    finally:
        await runner.cleanup()
