"""Everything behind the console's pages: who reads, the frame around a page, and a visit."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any, Final

from aiohttp import web

from accord.access.errors import NotSignedInError
from accord.errors import AccordError
from accord.pages.assets import Asset, load
from accord.pages.environment import Pages
from accord.pages.faults import fault
from accord.pages.form_token import form_token
from accord.pages.languages import NAMES, Reader, wanted
from node.api import problem
from node.api.calls import Calls
from node.console import cookies
from node.console.page import Group, Page
from node.console.refills import Refills
from node.console.visit import Visit, html
from node.people.rights import Actor, Right

BASE: Final = "/console"


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """Everything behind the console's pages."""

    calls: Calls
    pages: Pages
    table: Sequence[Page]
    menu: Sequence[Group]
    zone: Callable[[], tzinfo]
    random: Callable[[int], bytes]
    refills: Refills
    left: Refills  # what was left at the door, on the way to the provider; by browser
    assets: Mapping[str, Asset] = field(default_factory=lambda: load(BASE))

    def reader(self, request: web.Request) -> Reader:
        """Whoever reads, by their own choice or their browser's."""
        chosen = request.cookies.get(cookies.LANGUAGE, "")
        services = self.calls.services
        language = wanted(chosen, request.headers.get("Accept-Language", ""))
        return Reader(
            language=language,
            translations=self.pages.catalogues[language],
            zone=self.zone(),
            now_ms=services.clock.now_ms(),
            states={one.id: one.name for one in services.region().directory.members.values()},
        )

    def frame(self, request: web.Request, actor: Actor | None, section: str) -> dict[str, Any]:
        """What the frame around every page shows."""
        services = self.calls.services
        menu = [
            (group.label, [one for one in group.entries if _may(actor, one.right)])
            for group in self.menu
        ]
        return {
            "base": BASE,
            "assets": {name: asset.address for name, asset in self.assets.items()},
            "languages": NAMES,
            "here": request.path_qs,
            "section": section,
            "menu": [(label, entries) for label, entries in menu if entries],
            "paths": self.paths,
            "actor": actor,
            "member": services.member,
            "authority": services.authority,
            "agency": self._agency(),
            "done": self._done.get(request.query.get("_done", ""), "") if _own(request) else "",
            "form_token": form_token(cookies.session_of(request)),
        }

    def _agency(self) -> str:
        """The name of the authority; its id where the directory has dropped it."""
        services = self.calls.services
        member = services.region().directory.members.get(services.member)
        known = () if member is None else member.authorities
        names = [one.name for one in known if one.id == services.authority]
        return names[0] if names else services.authority

    @property
    def _done(self) -> Mapping[str, str]:
        return {page.name: page.done for page in self.table if page.done}

    @property
    def paths(self) -> Mapping[str, str]:
        """The address of every page."""
        return {page.name: BASE + page.path for page in self.table}

    def fault(
        self, request: web.Request, why: AccordError | int, actor: Actor | None = None
    ) -> web.Response:
        """The page of a failure: one of our errors, or a status of HTTP."""
        found = fault(why) if isinstance(why, int) else fault(problem.of_error(why).status, why)
        frame = self.frame(request, actor, "")
        text = self.pages.render("accord/fault.html", self.reader(request), **frame, fault=found)
        return html(request, text, found.status)

    async def visit(self, request: web.Request, page: Page) -> Visit:
        """A visit of whoever holds the session of this request.

        Raises:
            NotSignedInError: nobody does.
        """
        token = cookies.session_of(request)
        if not token:
            raise NotSignedInError("session.ended", "the session has ended; sign in again")
        admit = self.calls.services.people.admit
        used = "Accord-Live" not in request.headers  # a page's own refresh is nobody's use
        actor = await asyncio.to_thread(admit, token, used=used)
        key = request.query.get("_refill", "")
        return Visit(
            request=request,
            actor=actor,
            reader=self.reader(request),
            calls=self.calls,
            pages=self.pages,
            random=self.random,
            refill=self.refills.take(actor.name, key) if key else (),
            paths=self.paths,
            frame=self.frame(request, actor, page.section),
        )


def _may(actor: Actor | None, right: Right | None) -> bool:
    return actor is not None and (right is None or right in actor.rights)


def _own(request: web.Request) -> bool:
    """Whether a page of ours led here: a link from elsewhere cannot say what was done."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
