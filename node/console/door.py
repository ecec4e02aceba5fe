"""The pages of those who have not signed in: the sign-in, and the choice of language."""

import asyncio

from aiohttp import web

from accord.access.known import KEPT_S
from accord.errors import AccordError
from accord.pages import headers
from accord.pages.form_token import is_token
from accord.pages.languages import NAMES
from accord.pages.refusals import refusal
from node.api import problem
from node.console import cookies
from node.console.console import BASE, Console
from node.console.refills import Pairs
from node.console.sign_in_page import back, resumed, sign_in_page
from node.people.views import Credentials, SignedIn


class Door:
    """Signs people in and sends them where they wanted to go."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def routes(self) -> list[web.RouteDef]:
        """The routes that need no session."""
        return [
            web.get("/sign-in", self.show, allow_head=False),
            web.post("/sign-in", self.sign_in),
            web.post("/language", self.language),
            web.get("/alive", self.alive),
        ]

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The sign-in page."""
        return sign_in_page(self._console, request, to=back(request.query.get("to", "")))

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        """A session for whoever knows name, password and code."""
        form = {name: str(value) for name, value in (await request.post()).items()}
        to, typed = back(form.get("to", "")), resumed(form.get("_resume", ""))
        secret = request.cookies.get(cookies.VISITOR, "")
        if not is_token(secret, form.get("_token", "")):
            return sign_in_page(self._console, request, to=to, typed=typed, status=403)
        given = Credentials(
            name=form.get("name", "").strip().lower(),
            password=form.get("password", ""),
            code=form.get("code", "").replace(" ", ""),
        )
        sign_in = self._console.calls.services.people.sign_in
        known = request.cookies.get(cookies.KNOWN, "")
        try:
            opened = await asyncio.to_thread(sign_in.password, given, request.remote or "", known)
        except AccordError as error:
            return sign_in_page(
                self._console,
                request,
                to=to,
                typed=typed,
                name=form.get("name", "")[:64],
                fault=refusal(self._console.reader(request), error),
                status=problem.of_error(error).status,
            )
        response = self.opened(opened, to, typed)
        kept = sign_in.to_keep(opened.name, known)
        cookies.keep(response, cookies.KNOWN, kept, seconds=KEPT_S)
        return response

    def opened(self, opened: SignedIn, to: str, typed: Pairs = ()) -> web.StreamResponse:
        """The cookie of a fresh session, and the way on."""
        if typed and (key := self._console.refills.keep(opened.name, typed)):
            to = f"{to}{'&' if '?' in to else '?'}_refill={key}"
        response = web.Response(status=303, headers={**headers.PAGE, "Location": to})
        cookies.keep(response, cookies.SESSION, opened.token, seconds=None)
        cookies.forget(response, cookies.VISITOR)
        return response

    async def language(self, request: web.Request) -> web.StreamResponse:
        """Remembers the reader's language; changes nothing else, so any page may send it."""
        form = await request.post()
        chosen, to = str(form.get("language", "")), back(str(form.get("to", "")))
        response = web.Response(status=303, headers={**headers.PAGE, "Location": to})
        if chosen in NAMES:
            cookies.keep_language(response, chosen)
        return response

    async def alive(self, _request: web.Request) -> web.StreamResponse:
        """The line is up: a page asks before it sends a form."""
        return web.Response(status=204, headers=headers.PAGE)

    def refused(self, request: web.Request, error: AccordError) -> web.StreamResponse:
        """The sign-in page, saying why not."""
        return sign_in_page(
            self._console,
            request,
            to=f"{BASE}/",
            fault=refusal(self._console.reader(request), error),
            status=problem.of_error(error).status,
        )
