"""The page that asks who comes; it keeps what was typed before a session ended."""

from urllib.parse import parse_qsl, urlencode

from aiohttp import web

from accord.encoding import to_base64url
from accord.pages.form_token import form_token
from node.console import cookies
from node.console.console import BASE, Console
from node.console.refills import Pairs
from node.console.visit import html

_LONGEST = 4_096  # of an address to go back to


def sign_in_page(
    console: Console,
    request: web.Request,
    *,
    to: str,
    typed: Pairs = (),
    ended: bool = False,
    name: str = "",
    fault: str = "",
    status: int = 200,
) -> web.Response:
    """The sign-in, in this browser alone: its form carries a token of a cookie."""
    secret = request.cookies.get(cookies.VISITOR) or to_base64url(console.random(16))
    text = console.pages.render(
        "console/sign_in.html",
        console.reader(request),
        **console.frame(request, None, ""),
        to=to,
        resume=urlencode(list(typed)),
        ended=ended,
        name=name,
        fault=fault,
        provider=_way_out(console, to, typed, secret),
        door_token=form_token(secret),
    )
    response = html(request, text, status)
    cookies.keep(response, cookies.VISITOR, secret, seconds=None)
    return response


def resumed(form: str) -> Pairs:
    """What was typed before, as the page carried it."""
    return parse_qsl(form, keep_blank_values=True)


def back(to: str) -> str:
    """An address of the console to go back to; anything else is the first page."""
    good = to.startswith(f"{BASE}/") and len(to) <= _LONGEST and to.isprintable() and "\\" not in to
    return to if good and "//" not in to else f"{BASE}/"


def _way_out(console: Console, to: str, typed: Pairs, browser: str) -> str:
    """The address that leads to the provider; empty where the settings name none.

    What was typed waits for this browser alone, whoever learns the address.
    """
    if console.calls.services.people.provider is None:
        return ""
    query = {"to": to}
    if typed and (key := console.left.keep(browser, typed)):
        query["kept"] = key
    return f"{BASE}/provider?{urlencode(query)}"
