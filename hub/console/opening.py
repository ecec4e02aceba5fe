"""Puts the console together, and serves it on an address of its own.

Its cookies travel over TLS alone. Browsers take the loopback address for safe too, so an operator
at the machine itself, or through a tunnel to it, needs no certificate; everybody else comes through
a reverse proxy on the machine, or by the certificate that `[console]` names.
"""

import os
import ssl
from collections.abc import Callable
from contextlib import AsyncExitStack
from tempfile import NamedTemporaryFile

from aiohttp import web

from accord.access.provider import client_secret
from accord.dates import Clock
from accord.errors import FormatError
from accord.pages import assets
from accord.pages.catalogue import catalogues
from accord.pages.environment import Pages
from accord.trust.trusted import TrustedRegion
from hub.config import ConsoleSettings, HubConfig
from hub.console import log, members, overview, people, requests, traffic, trust, upkeep
from hub.console.app import BASE, Console, build_console
from hub.console.door import Door, doors
from hub.console.events import Events
from hub.console.menu import MENU
from hub.console.provider import ProviderDoor
from hub.console.sight import Sight
from hub.console.words import LABELS
from hub.desk.opening import Desk, open_door
from hub.desk.provider import ProviderFlows
from hub.health import Health
from hub.ledger_reading import LedgerView
from hub.public_log import PublicLog
from hub.serving import serve_http
from hub.startup import contents, keyring

ROOMS = (overview, members, traffic, log, trust, requests, upkeep, people)
_PACKAGES = ("accord.pages", "accord.pages.errors", "hub.console", "hub.doctor")


def open_console(sight: Sight) -> web.Application:
    """The console of a running hub.

    Raises:
        FormatError: `catalogue.malformed`; `config.oidc`.
    """
    console = Console(
        sight=sight,
        pages=Pages(("hub.console",), catalogues(_PACKAGES), LABELS),
        table=[page for room in ROOMS for page in room.PAGES],
        menu=MENU,
        assets=assets.load(BASE),
    )
    door = Door(console)
    ways = doors(door)
    if (oidc := sight.config.oidc) is not None:
        flows = ProviderFlows(door=sight.door, config=oidc)
        ways += ProviderDoor(console, door, flows, client_secret(oidc, contents)).routes()
    app = build_console(console, ways)
    events = Events(console)
    app.router.add_get("/events", events.stream, allow_head=False)
    app.on_shutdown.append(events.close)
    return app


async def serve_console(
    stack: AsyncExitStack,
    config: HubConfig,
    settings: ConsoleSettings,
    *,
    clock: Clock,
    region: TrustedRegion,
    desk: Desk,
    health: Health,
    public: PublicLog,
    log_size: Callable[[], int],
) -> str:
    """Serves until the stack ends; the address with its port.

    Raises:
        FormatError: the address is taken, or the certificate cannot be used.
    """
    door = open_door(
        hub=config.name,
        store=desk.store,
        clock=clock,
        random=os.urandom,
        key_file=config.desk_key,
    )
    sight = Sight(
        config=config,
        clock=clock,
        region=region,
        desk=desk,
        door=door,
        health=health,
        public=public,
        log_size=log_size,
        ledger=LedgerView(config.ledger),
    )
    tls = _tls(config, settings)
    return await serve_http(stack, "[console] listen", settings.listen, open_console(sight), tls)


def _tls(config: HubConfig, settings: ConsoleSettings) -> ssl.SSLContext | None:
    if settings.tls_key is None or settings.tls_certificate is None:
        return None
    where = "[console] tls_certificate"
    certificate = contents(settings.tls_certificate, where)
    key = keyring(config).tls_key(settings.tls_key, "[console] tls_key")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    # The key may be sealed, and the library reads files alone: this one nobody else can open.
    with NamedTemporaryFile(dir=config.data) as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(certificate.rstrip() + b"\n" + key)
        file.flush()
        try:
            context.load_cert_chain(file.name)
        except ssl.SSLError as error:
            raise FormatError(
                "config.console", f"{where}: certificate and key do not belong together"
            ) from error
    return context
