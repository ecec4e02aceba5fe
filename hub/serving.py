"""Listens for HTTP, and says which setting names an address that is taken."""

import ssl
from contextlib import AsyncExitStack

from aiohttp import web

from accord.errors import FormatError


async def serve_http(
    stack: AsyncExitStack,
    setting: str,
    address: str,
    app: web.Application,
    tls: ssl.SSLContext | None = None,
) -> str:
    """Serves until the stack ends; the address with its port.

    Raises:
        FormatError: `config.address_taken`.
    """
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    host, _, port = address.rpartition(":")
    try:
        await web.TCPSite(runner, host.strip("[]"), int(port), ssl_context=tls).start()
    except OSError as error:
        raise taken(setting, address) from error
    return f"{host}:{runner.addresses[0][1]}"


def taken(setting: str, address: str) -> FormatError:
    """The refusal of an address that another program has."""
    return FormatError(
        "config.address_taken", f"{setting}: cannot listen on {address}; name a free address"
    )
