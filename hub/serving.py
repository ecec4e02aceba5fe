"""Listens for HTTP: health, the site for everybody, and the operators' console."""

import ssl
from contextlib import AsyncExitStack

from aiohttp import web

from accord.dates import Clock
from accord.errors import FormatError
from accord.trust.trusted import TrustedRegion
from hub.config import HubConfig
from hub.desk.opening import Desk
from hub.health import Health
from hub.http_api import make_app
from hub.metrics import Metrics
from hub.public_log import PublicLog
from hub.site import make_site


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


async def serve_pages(
    stack: AsyncExitStack,
    config: HubConfig,
    *,
    clock: Clock,
    region: TrustedRegion,
    desk: Desk,
    health: Health,
    public: PublicLog,
    metrics: Metrics,
) -> dict[str, str]:
    """The addresses of what is read over HTTP: health, the site, and the operators' console."""
    app = make_app(metrics, health.reasons, public.state)
    site = make_site(public.reader, lambda: public.publisher.note, config.repository)
    addresses = {
        "http": await serve_http(stack, "[hub] http", config.http, app),
        "site": await serve_http(stack, "[hub] site", config.site, site),
    }
    if config.console is not None:
        # What only a browser needs is loaded only where there is a console for it.
        from hub.console.opening import serve_console

        addresses["console"] = await serve_console(
            stack,
            config,
            config.console,
            clock=clock,
            region=region,
            desk=desk,
            health=health,
            public=public,
            log_size=lambda: metrics.leaves,
        )
    return addresses
