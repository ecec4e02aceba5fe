"""A hub with its console in this process, and operators who visit it without a browser."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, CookieJar
from desk_kit import PASSWORD, Person, door, make
from hub_kit import hub_in_process, write_region
from yarl import URL

from accord.testing.clock import ManualClock
from accord.testing.region import Region
from hub.desk.operators import Role
from hub.desk.store import DeskStore
from hub.main import RunningHub

_TOKEN = re.compile(r'name="_token" value="([^"]*)"')
BODY = re.compile(r"<main.*</main>", re.S)


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it came, or where it sends the reader."""

    status: int
    text: str
    location: str
    headers: Mapping[str, str]

    @property
    def main(self) -> str:
        """What is inside of the frame, without entities."""
        found = BODY.search(self.text)
        return unescape(found[0]) if found else ""


@dataclass(frozen=True, slots=True)
class Visitor:
    """One browser's session."""

    session: ClientSession
    address: str

    async def get(self, path: str, **headers: str) -> Answer:
        return await self._ask("GET", path, None, headers)

    async def post(self, path: str, fields: Any, **headers: str) -> Answer:
        """What a form sends, as it is given here."""
        return await self._ask("POST", path, fields, headers)

    async def fill_in(self, path: str, fields: Mapping[str, Any], *, at: str = "") -> Answer:
        """Opens a page, and sends its form with what it hides."""
        page = await self.get(path)
        assert page.status == 200, page.text
        token = unescape(_TOKEN.findall(page.text)[-1])
        return await self.post(at or path, {"_token": token, **fields})

    async def sign_in(self, name: str, password: str, code: str, to: str = "/") -> Answer:
        given = {"name": name, "password": password, "code": code, "to": to}
        return await self.fill_in("/sign-in", given)

    async def _ask(self, method: str, path: str, data: Any, headers: Mapping[str, str]) -> Answer:
        async with self.session.request(
            method, self.address + path, data=data, headers=headers, allow_redirects=False
        ) as response:
            location = response.headers.get("Location", "")
            return Answer(response.status, await response.text(), location, dict(response.headers))


@dataclass(frozen=True, slots=True)
class Secretariat:
    """A running hub, and who may operate it."""

    hub: RunningHub
    region: Region
    folder: Path
    clock: ManualClock
    people: Mapping[str, Person]

    @property
    def address(self) -> str:
        return f"http://{self.hub.console}"

    @asynccontextmanager
    async def visitor(self) -> AsyncIterator[Visitor]:
        """A browser that has not signed in."""
        jar = CookieJar(unsafe=True, treat_as_secure_origin=URL(self.address))
        async with ClientSession(cookie_jar=jar) as session:
            yield Visitor(session, self.address)

    @asynccontextmanager
    async def signed_in(self, name: str = "amara", language: str = "en") -> AsyncIterator[Visitor]:
        """Somebody with a whole session."""
        async with self.visitor() as visitor:
            await visitor.post("/language", {"language": language, "to": "/"})
            answer = await visitor.sign_in(name, PASSWORD, self.people[name].code())
            assert answer.status == 303, answer.text
            yield visitor


@asynccontextmanager
async def secretariat(
    folder: Path, *, listen: str = "127.0.0.1:0", more: str = "", clock: ManualClock | None = None
) -> AsyncIterator[Secretariat]:
    """A hub with a console; amara is an operator, bako a viewer, chidi has not come yet.

    `more` is what its settings say besides.
    """
    clock = clock or ManualClock()
    region = write_region(folder, clock.now_ms())
    settings = folder / "hub" / "hub.toml"
    settings.write_text(settings.read_text() + f'\n[console]\nlisten = "{listen}"\n{more}')
    data = folder / "hub" / "data"
    data.mkdir(exist_ok=True)
    store = DeskStore(data / "desk.sqlite")
    people = {}
    for name, role in (("amara", Role.OPERATOR), ("bako", Role.VIEWER), ("chidi", Role.OPERATOR)):
        make(store, clock, name, role)
        people[name] = Person(door(store, clock, data), clock, name)
    people["amara"].set_up()
    people["bako"].set_up()
    async with hub_in_process(folder, clock) as hub:
        yield Secretariat(hub, region, folder, clock, people)
    store.close()
