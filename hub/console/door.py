"""The pages of those who have not signed in: the sign-in, and the choice of language."""

import asyncio

from aiohttp import web

from accord.access.known import KEPT_S
from accord.encoding import to_base64url
from accord.errors import AccordError
from accord.pages import headers
from accord.pages.form_token import form_token, is_token
from accord.pages.languages import NAMES
from accord.pages.refusals import refusal
from hub.console import cookies
from hub.console.app import BASE, Console
from hub.console.faults import status_of
from hub.console.visit import html, see_other

LARGEST = 16 * 1024  # bytes of a sign-in
_LONGEST = 2_048  # of an address to go back to


def doors(door: "Door") -> list[web.RouteDef]:
    """The routes that need no session."""
    return [
        web.get("/sign-in", door.show, allow_head=False),
        web.post("/sign-in", door.sign_in),
        web.post("/language", door.language),
        web.get("/alive", door.alive),
    ]


class Door:
    """Signs operators in and sends them where they wanted to go."""

    def __init__(self, console: Console) -> None:
        self._console = console

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The sign-in page."""
        ended = "ended" in request.query and back(request.query.get("to", "")) != f"{BASE}/"
        return self._page(request, to=back(request.query.get("to", "")), ended=ended)

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        """A session for whoever knows name, password and code."""
        if (request.content_length or LARGEST) >= LARGEST:  # whoever comes here is anybody
            raise web.HTTPRequestEntityTooLarge(LARGEST, request.content_length or LARGEST)
        form = {name: str(value) for name, value in (await request.post()).items()}
        to, name = back(form.get("to", "")), form.get("name", "").strip().lower()
        if not is_token(request.cookies.get(cookies.VISITOR, ""), form.get("_token", "")):
            return self._page(request, to=to, status=403)
        given = form.get("password", ""), form.get("code", "").replace(" ", "")
        door = self._console.sight.door
        who = request.remote or "", request.cookies.get(cookies.KNOWN, "")
        try:
            token = await asyncio.to_thread(door.password, name, *given, *who)
        except AccordError as error:
            said = refusal(self._console.reader(request), error)
            return self._page(request, to=to, name=name[:64], said=said, status=status_of(error))
        response = see_other(to)
        cookies.keep(response, cookies.SESSION, token)
        cookies.keep(response, cookies.KNOWN, door.to_keep(name, who[1]), KEPT_S)
        cookies.forget(response, cookies.VISITOR)
        return response

    def refused(self, request: web.Request, error: AccordError) -> web.StreamResponse:
        """The sign-in page, for somebody whom another door did not let in."""
        said = refusal(self._console.reader(request), error)
        return self._page(request, to=f"{BASE}/", said=said, status=status_of(error))

    async def language(self, request: web.Request) -> web.StreamResponse:
        """Remembers the reader's language; changes nothing else, so any page may send it."""
        form = await request.post()
        response = see_other(back(str(form.get("to", ""))))
        if (chosen := str(form.get("language", ""))) in NAMES:
            cookies.keep(response, cookies.LANGUAGE, chosen, cookies.YEAR_S)
        return response

    async def alive(self, _request: web.Request) -> web.StreamResponse:
        """The line is up: a page asks before it sends a form."""
        return web.Response(status=204, headers=headers.PAGE)

    def _page(
        self,
        request: web.Request,
        *,
        to: str,
        ended: bool = False,
        name: str = "",
        said: str = "",
        status: int = 200,
    ) -> web.StreamResponse:
        console = self._console
        secret = request.cookies.get(cookies.VISITOR) or to_base64url(console.sight.door.random(16))
        text = console.pages.render(
            "console/sign_in.html",
            console.reader(request),
            **console.frame(request, None, ""),
            to=to,
            ended=ended,
            provider=console.sight.config.oidc is not None,
            name=name,
            said_why=said,
            door_token=form_token(secret),
        )
        response = html(text, status)
        cookies.keep(response, cookies.VISITOR, secret)
        return response


def back(to: str) -> str:
    """An address of the console to go back to; anything else is the first page."""
    good = to.startswith("/") and len(to) <= _LONGEST and to.isprintable() and "\\" not in to
    return to if good and "//" not in to else f"{BASE}/"
