"""Speaks with the OpenID provider over HTTP: bounded, without redirects, by its own addresses."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from accord.access.errors import NotSignedInError
from accord.access.limits import Addresses
from accord.access.provider import (
    Endpoints,
    Flow,
    check_answer,
    discovery_of,
    exchange_of,
    read_endpoints,
)
from accord.errors import AccordError, TransportError
from node.audit import trail
from node.audit.entry import Act
from node.people.provider import Flows, find_account
from node.people.sessions import Sessions
from node.people.views import ProviderAnswer, ProviderSignIn, SignedIn
from node.store.engine import Store

SECONDS = 10.0
MOST = 256 * 1024
_CHUNK = 16 * 1024
_OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderDoor:
    """The door of those who sign in at the provider."""

    store: Store
    flows: Flows
    sessions: Sessions
    addresses: Addresses
    secret: str  # of this client; empty: a public one

    async def begin(self, address: str) -> ProviderSignIn:
        """Where to send a person, and the state that the provider's answer must carry.

        Raises:
            TooManyError: too many attempts.
            TransportError: the provider cannot be reached.
            NotSignedInError: its discovery document is not good.
        """
        self.addresses.admit(address)
        async with _session() as session:
            endpoints = await self._endpoints(session)
        return await asyncio.to_thread(self._begun, endpoints)

    async def finish(self, answer: ProviderAnswer, address: str) -> SignedIn:
        """A session for whoever the provider says it is.

        Raises:
            TooManyError: too many attempts.
            TransportError: the provider cannot be reached.
            NotSignedInError: the answer, the token or the account is not good.
        """
        self.addresses.admit(address)
        try:
            return await self._finish(answer)
        except NotSignedInError as error:
            await asyncio.to_thread(self._failed, error)
            raise

    async def _finish(self, answer: ProviderAnswer) -> SignedIn:
        check_answer(self.flows.config, answer.iss)
        flow = await asyncio.to_thread(self._taken, answer.state)
        async with _session() as session:
            endpoints = await self._endpoints(session)
            token = await self._token(session, endpoints, flow, answer.code)
            keys = await _get(session, endpoints.keys)
        subject = self.flows.subject(token, keys, flow)
        return await asyncio.to_thread(self._opened, subject)

    async def _endpoints(self, session: aiohttp.ClientSession) -> Endpoints:
        config = self.flows.config
        return read_endpoints(config, await _get(session, discovery_of(config)))

    async def _token(
        self, session: aiohttp.ClientSession, endpoints: Endpoints, flow: Flow, code: str
    ) -> str:
        form, headers = exchange_of(self.flows.config, self.secret, flow, code)
        found = await _fetch(session, "POST", endpoints.token, data=form, headers=headers)
        if not isinstance(token := found.get("id_token"), str):
            raise NotSignedInError("provider.refused", "the provider gave no ID token")
        return token

    def _begun(self, endpoints: Endpoints) -> ProviderSignIn:
        with self.store.begin() as tx:
            state, url = self.flows.begin(tx, endpoints)
        return ProviderSignIn(state=state, url=url)

    def _taken(self, state: str) -> Flow:
        with self.store.begin() as tx:
            return self.flows.take(tx, state)

    def _opened(self, subject: str) -> SignedIn:
        with self.store.begin() as tx:
            return self.sessions.open(tx, find_account(tx, subject), by_provider=True)

    def _failed(self, error: AccordError) -> None:
        with self.store.begin() as tx:
            now = self.flows.clock.now_ms()
            trail.append(tx, now, actor="nobody", act=Act.SIGN_IN_FAILED, detail=error.code)


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())


async def _get(session: aiohttp.ClientSession, url: str) -> Mapping[str, Any]:
    return await _fetch(session, "GET", url)


async def _fetch(
    session: aiohttp.ClientSession, method: str, url: str, **options: Any
) -> Mapping[str, Any]:
    """The JSON object at an address."""
    try:
        async with (
            asyncio.timeout(SECONDS),
            session.request(method, url, allow_redirects=False, **options) as response,
        ):
            body = bytearray()
            async for chunk in response.content.iter_chunked(_CHUNK):
                body += chunk
                if len(body) > MOST:
                    break
            if response.status != _OK or len(body) > MOST:
                raise NotSignedInError(
                    "provider.refused", f"the OpenID provider answered {response.status}"
                )
    except TimeoutError:
        raise TransportError("provider.slow", "the OpenID provider is too slow") from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise TransportError(
            "provider.unreachable", "the OpenID provider cannot be reached; check [oidc] issuer"
        ) from error
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise NotSignedInError("provider.refused", "the OpenID provider sent no JSON object")
    return found
