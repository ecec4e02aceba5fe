"""Signing in at the agency's OpenID provider: there in the same browser, and back.

The way out is a link and no form: a page's policy lets forms go to this node alone.
"""

import hmac
from urllib.parse import urlencode

from aiohttp import web

from accord.errors import AccordError, FormatError, PolicyError
from accord.pages import headers
from node.console import cookies
from node.console.console import Console
from node.console.door import Door
from node.console.sign_in_page import back
from node.people.provider_door import ProviderDoor
from node.people.views import ProviderAnswer

_MINUTES_S = 600
_LONGEST = 2_048  # of any part of an answer


class ProviderPages:
    """The two steps of a sign-in that happens elsewhere."""

    def __init__(self, console: Console, door: Door) -> None:
        self._console, self._door = console, door

    def routes(self) -> list[web.RouteDef]:
        """The way there and the way back."""
        return [
            web.get("/provider", self.leave, allow_head=False),
            web.get("/provider/answer", self.arrive, allow_head=False),
        ]

    async def leave(self, request: web.Request) -> web.StreamResponse:
        """Sends the reader to the provider, and remembers in this browser what was asked."""
        try:
            begun = await self._provider().begin(request.remote or "")
        except AccordError as error:
            return self._door.refused(request, error)
        response = web.Response(status=303, headers={**headers.PAGE, "Location": begun.url})
        asked = {
            "state": begun.state,
            "to": back(request.query.get("to", "")),
            "kept": request.query.get("kept", "")[:64],
        }
        cookies.keep(response, cookies.PROVIDER, urlencode(asked), seconds=_MINUTES_S)
        return response

    async def arrive(self, request: web.Request) -> web.StreamResponse:
        """A session for whoever the provider says it is, in the browser that asked."""
        asked = cookies.pairs_of(request, cookies.PROVIDER)
        given = {name: request.query.get(name, "")[:_LONGEST] for name in ("state", "code", "iss")}
        try:
            if not hmac.compare_digest(asked.get("state", "").encode(), given["state"].encode()):
                raise FormatError(
                    "provider.other_browser", "begin the sign-in anew in this browser"
                )
            opened = await self._provider().finish(ProviderAnswer(**given), request.remote or "")
        except AccordError as error:
            return self._door.refused(request, error)
        browser = request.cookies.get(cookies.VISITOR, "")
        kept = self._console.left.take(browser, asked.get("kept", ""))
        response = self._door.opened(opened, back(asked.get("to", "")), kept)
        cookies.forget(response, cookies.PROVIDER)
        return response

    def _provider(self) -> ProviderDoor:
        provider = self._console.calls.services.people.provider
        if provider is None:
            raise PolicyError("provider.none", "this node knows no OpenID provider; see [oidc]")
        return provider
