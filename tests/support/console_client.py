"""Somebody at a console without a browser: signs in, reads pages, fills in forms, sends them."""

import os
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import unescape
from itertools import count
from typing import Any

from aiohttp import ClientResponse, CookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from people_kit import make_person

from accord.testing.clock import ManualClock
from node.api.app import build_app
from node.api.services import Services
from node.console.console import BASE
from node.console.opening import open_console
from node.people.rights import Role

_names = (f"officer{number}" for number in count(1))  # several in one region
_INPUT = re.compile(r"<input[^>]*>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
TOKEN = "test-token-of-at-least-32-characters"


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it came, or where it sends the reader."""

    status: int
    text: str
    location: str
    headers: Mapping[str, str]

    def field(self, name: str) -> str:
        """The value of a hidden field; the frame's own fields come before the page's."""
        for one in reversed(_INPUT.findall(self.text)):
            found = dict(_ATTRIBUTE.findall(one))
            if found.get("name") == name:
                return unescape(found.get("value", ""))
        raise AssertionError(f"the page has no field {name}")


@dataclass(frozen=True, slots=True)
class ConsoleClient:
    """One browser's session."""

    client: TestClient[Any, Any]

    async def get(self, path: str, **headers: str) -> Answer:
        """A page."""
        return await _answer(
            await self.client.get(BASE + path, allow_redirects=False, headers=headers)
        )

    async def post(self, path: str, fields: Any, **headers: str) -> Answer:
        """What a form sends, as it is given here."""
        return await _answer(
            await self.client.post(BASE + path, data=fields, allow_redirects=False, headers=headers)
        )

    async def fill_in(self, path: str, fields: Mapping[str, str], *, at: str = "") -> Answer:
        """Opens a form, fills it in with what it hides, and sends it; to `at`, or to itself."""
        page = await self.get(path)
        assert page.status == 200, page.text
        hidden = {}
        for name in ("_token", "_key", "_tag"):
            if f'name="{name}"' in page.text:
                hidden[name] = page.field(name)
        return await self.post(at or path, {**hidden, **fields})


async def _answer(response: ClientResponse) -> Answer:
    async with response:
        location = response.headers.get("Location", "").removeprefix(BASE)
        text = await response.text()
        return Answer(response.status, text, location, dict(response.headers))


def console_app(services: Services) -> web.Application:
    """The interface and the console as the composer mounts them."""
    app = build_app(services, TOKEN)
    app.add_subapp(BASE, open_console(services, os.urandom))
    return app


@asynccontextmanager
async def visitor(services: Services) -> AsyncIterator[ConsoleClient]:
    """A browser that has not signed in."""
    server = TestServer(console_app(services))
    await server.start_server()
    jar = CookieJar(unsafe=True, treat_as_secure_origin=server.make_url("/"))
    async with TestClient(server, cookie_jar=jar) as client:
        yield ConsoleClient(client)


@asynccontextmanager
async def officer(
    services: Services, clock: ManualClock, *roles: Role, language: str = "en"
) -> AsyncIterator[ConsoleClient]:
    """Somebody who has signed in with password and second factor."""
    name = next(_names)
    person = make_person(services.people, clock, name, *(roles or (Role.OFFICER,)))
    person.set_up()
    async with visitor(services) as console:
        await console.post("/language", {"language": language, "to": f"{BASE}/sign-in"})
        given = {"name": name, "password": person.password, "code": person.code()}
        answer = await console.fill_in("/sign-in", given)
        assert answer.status == 303, answer.text
        yield console
