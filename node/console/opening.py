"""Puts the console together: rooms, menu, languages and what they share."""

from collections.abc import Callable
from datetime import tzinfo

from aiohttp import web

from accord.cases.clocks import Calendar
from accord.pages.catalogue import catalogues
from accord.pages.environment import Pages
from node import calendars
from node.api.calls import Calls
from node.api.services import Services
from node.api.table import ROUTES
from node.console.account.pages import ROOM as ACCOUNT
from node.console.app import build_console
from node.console.certificates.pages import ROOM as CERTIFICATES
from node.console.console import Console
from node.console.door import Door
from node.console.events import Events
from node.console.exemptions.pages import ROOM as EXEMPTIONS
from node.console.handover.pages import ROOM as HANDOVER
from node.console.home.pages import ROOM as HOME
from node.console.inquiries.pages import ROOM as INQUIRIES
from node.console.labels import CODES, LABELS
from node.console.labels.fields import FIELDS
from node.console.menu import MENU
from node.console.notices.pages import ROOM as NOTICES
from node.console.page import ConsoleRoom
from node.console.people.pages import ROOM as PEOPLE
from node.console.provider import ProviderPages
from node.console.refills import Refills
from node.console.requests.pages import ROOM as REQUESTS
from node.console.statistics.pages import ROOM as STATISTICS
from node.console.traces.pages import ROOM as TRACES
from node.console.transfers.pages import ROOM as TRANSFERS
from node.console.upkeep.pages import ROOM as UPKEEP

ROOMS: tuple[ConsoleRoom, ...] = (
    HOME,
    TRACES,
    REQUESTS,
    TRANSFERS,
    STATISTICS,
    HANDOVER,
    CERTIFICATES,
    EXEMPTIONS,
    PEOPLE,
    UPKEEP,
    NOTICES,
    INQUIRIES,
    ACCOUNT,
)
LEFT = 50  # forms of those who have not signed in, who may be anybody
# What belongs to no subject: the frame, and the parts that both consoles share.
_SHARED = ("accord.pages", "node.console", "node.console.forms")
_WORDS = ("accord.pages.errors", "node.console.labels", "node.doctor")  # no templates


def open_console(services: Services, random: Callable[[int], bytes]) -> web.Application:
    """The console over these services, to be mounted under `/console`.

    Raises:
        FormatError: `catalogue.malformed`.
    """
    packages = tuple(room.package for room in ROOMS)
    console = Console(
        calls=Calls(services, ROUTES),
        pages=Pages(
            (*_SHARED[1:], *packages),
            catalogues((*_SHARED, *_WORDS, *packages)),
            labels=LABELS,
            codes=CODES,
            fields=FIELDS,
        ),
        table=[page for room in ROOMS for page in room.pages],
        menu=MENU,
        zone=lambda: _zone(services),
        random=random,
        refills=Refills(services.clock, random),
        left=Refills(services.clock, random, most=LEFT),
    )
    door = Door(console)
    routes = [*door.routes(), *ProviderPages(console, door).routes()]
    app = build_console(console, routes)
    events = Events(services)
    app.router.add_get("/events", events.stream, allow_head=False)
    app.on_shutdown.append(events.close)
    return app


def _zone(services: Services) -> tzinfo:
    """The time zone in which this State works, by the signed policy."""
    return Calendar.of(services.region().policy, services.member, calendars.zone).zone
