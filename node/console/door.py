"""The pages of those who have not signed in: the sign-in, and the choice of language."""

import asyncio
from urllib.parse import parse_qsl

from aiohttp import web

from accord.encoding import to_base64url
from accord.errors import AccordError
from accord.pages import headers
from accord.pages.form_token import form_token, is_token
from accord.pages.languages import NAMES
from accord.pages.refusals import refusal
from node.api import problem
from node.console import cookies
from node.console.app import BASE, Console
from node.console.visit import html
from node.people.views import Credentials, SignedIn

_LONGEST = 4_096  # of an address to go back to


def doors(console: Console) -> list[web.RouteDef]:
    """The routes that need no session."""
    door = Door(console)
    return [
        web.get("/sign-in", door.show, allow_head=False),
        web.post("/sign-in", door.sign_in),
        web.post("/language", door.language),
        web.get("/alive", door.alive),
    ]


class Door:
    """Signs people in and sends them where they wanted to go."""

    def __init__(self, console: Console) -> None:
        self._console = console

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The sign-in page."""
        return self._page(request, to=back(request.query.get("to", "")))

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        """A session for whoever knows name, password and code."""
        form = {name: str(value) for name, value in (await request.post()).items()}
        to, resume = back(form.get("to", "")), form.get("_resume", "")
        if not is_token(request.cookies.get(cookies.VISITOR, ""), form.get("_token", "")):
            return self._page(request, to=to, resume=resume, status=403)
        given = Credentials(
            name=form.get("name", "").strip().lower(),
            password=form.get("password", ""),
            code=form.get("code", "").replace(" ", ""),
        )
        sign_in = self._console.calls.services.people.sign_in
        try:
            opened = await asyncio.to_thread(sign_in.password, given, request.remote or "")
        except AccordError as error:
            return self._page(
                request,
                to=to,
                resume=resume,
                name=form.get("name", "")[:64],
                fault=refusal(self._console.reader(request), error),
                status=problem.of_error(error).status,
            )
        return self.opened(opened, to, resume)

    def opened(self, opened: SignedIn, to: str, resume: str = "") -> web.StreamResponse:
        """The cookie of a fresh session, and the way on."""
        if resume:
            pairs = parse_qsl(resume, keep_blank_values=True)
            if key := self._console.refills.keep(opened.name, pairs):
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

    def _page(
        self,
        request: web.Request,
        *,
        to: str,
        resume: str = "",
        name: str = "",
        fault: str = "",
        status: int = 200,
    ) -> web.StreamResponse:
        console = self._console
        secret = request.cookies.get(cookies.VISITOR) or to_base64url(console.random(16))
        text = console.pages.render(
            "console/sign_in.html",
            console.reader(request),
            **console.frame(request, None, ""),
            to=to,
            resume=resume,
            ended=False,
            name=name,
            fault=fault,
            provider=console.calls.services.people.provider is not None,
            door_token=form_token(secret),
        )
        response = html(request, text, status)
        cookies.keep(response, cookies.VISITOR, secret, seconds=None)
        return response


def back(to: str) -> str:
    """An address of the console to go back to; anything else is the first page."""
    good = to.startswith(f"{BASE}/") and len(to) <= _LONGEST and to.isprintable() and "\\" not in to
    return to if good and "//" not in to else f"{BASE}/"
