"""The door of operators who sign in at the OpenID provider, and how the hub speaks with it.

Bounded, without redirects, and by the provider's own addresses. The way there is a link and not a
form: the pages' content policy lets no form lead to another host.
"""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import aiohttp
from aiohttp import web

from accord.access.errors import NotSignedInError
from accord.access.provider import (
    Endpoints,
    Flow,
    ProviderConfig,
    check_answer,
    discovery_of,
    exchange_of,
    read_endpoints,
    subject_of,
)
from accord.encoding import to_base64url
from accord.errors import AccordError, TransportError
from hub.console import cookies
from hub.console.app import Console, Handler
from hub.console.door import Door, back
from hub.console.visit import see_other
from hub.desk.provider import ProviderFlows

SECONDS = 10.0
MOST = 256 * 1024


class ProviderDoor:
    """Two pages: the way to the provider, and the way back."""

    def __init__(self, console: Console, door: Door, flows: ProviderFlows, secret: str) -> None:
        """Takes the secret of this client; empty where it has none."""
        self._console, self._door = console, door
        self._flows = flows
        self._secret = secret

    def routes(self) -> list[web.RouteDef]:
        """What the console serves of it."""
        return [
            web.get("/provider", self._guarded(self._begin), allow_head=False),
            web.get("/provider/answer", self._guarded(self._finish), allow_head=False),
        ]

    def _guarded(self, handler: Handler) -> Handler:
        """Whatever goes wrong, the operator is back at the door and reads why."""

        async def handle(request: web.Request) -> web.StreamResponse:
            try:
                return await handler(request)
            except AccordError as error:
                return self._door.refused(request, error)

        return handle

    async def _begin(self, request: web.Request) -> web.StreamResponse:
        """Sends the operator to the provider.

        Raises:
            TooManyError: too many attempts.
            TransportError: the provider cannot be reached.
            NotSignedInError: its discovery document is not good.
        """
        door = self._console.sight.door
        door.addresses.admit(request.remote or "")
        browser = request.cookies.get(cookies.VISITOR) or to_base64url(door.random(16))
        async with _session() as session:
            endpoints = await _endpoints(session, self._flows.config)
        to = back(request.query.get("to", ""))
        response = see_other(self._flows.begin(endpoints, browser, to))
        cookies.keep(response, cookies.VISITOR, browser)
        return response

    async def _finish(self, request: web.Request) -> web.StreamResponse:
        """A session for whoever the provider says it is.

        Raises:
            TooManyError: too many attempts.
            TransportError: the provider cannot be reached.
            NotSignedInError: the answer, the token or the account is not good.
        """
        address = request.remote or ""
        self._console.sight.door.addresses.admit(address)
        try:
            subject, to = await self._subject(request)
            token = await asyncio.to_thread(self._flows.opened, subject, address)
        except NotSignedInError as error:
            await asyncio.to_thread(self._flows.failed, error.code)
            raise
        response = see_other(to)
        cookies.keep(response, cookies.SESSION, token)
        cookies.forget(response, cookies.VISITOR)
        return response

    async def _subject(self, request: web.Request) -> tuple[str, str]:
        """Who the provider says it is, and where they wanted to go."""
        given, config = request.query, self._flows.config
        check_answer(config, given.get("iss", ""))
        browser = request.cookies.get(cookies.VISITOR, "")
        pending = self._flows.take(given.get("state", ""), browser)
        async with _session() as session:
            endpoints = await _endpoints(session, config)
            token = await self._token(session, endpoints, pending.flow, given.get("code", ""))
            keys = await _fetch(session, "GET", endpoints.keys)
        now_ms = self._console.sight.clock.now_ms()
        return subject_of(token, keys, pending.flow, config, now_ms), pending.to

    async def _token(
        self, session: aiohttp.ClientSession, endpoints: Endpoints, flow: Flow, code: str
    ) -> str:
        form, headers = exchange_of(self._flows.config, self._secret, flow, code)
        found = await _fetch(session, "POST", endpoints.token, data=form, headers=headers)
        if not isinstance(token := found.get("id_token"), str):
            raise NotSignedInError("provider.refused", "the provider gave no ID token")
        return token


async def _endpoints(session: aiohttp.ClientSession, config: ProviderConfig) -> Endpoints:
    return read_endpoints(config, await _fetch(session, "GET", discovery_of(config)))


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())


async def _fetch(
    session: aiohttp.ClientSession, method: str, url: str, **options: Any
) -> Mapping[str, Any]:
    """The JSON object at an address of the provider."""
    try:
        async with (
            asyncio.timeout(SECONDS),
            session.request(method, url, allow_redirects=False, **options) as response,
        ):
            body = await response.content.read(MOST + 1)
            while not response.content.at_eof() and len(body) <= MOST:
                body += await response.content.read(MOST + 1)
            status = response.status
    except TimeoutError:
        raise TransportError("provider.slow", "the OpenID provider is too slow") from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise TransportError(
            "provider.unreachable", "the OpenID provider cannot be reached; check [oidc] issuer"
        ) from error
    try:
        found = json.loads(body) if len(body) <= MOST else None
    except (ValueError, RecursionError):
        found = None
    if status != web.HTTPOk.status_code or not isinstance(found, dict):
        raise NotSignedInError("provider.refused", f"the OpenID provider answered {status}")
    return found
