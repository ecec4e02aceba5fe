"""Signing in to the console at a real OpenID provider on this machine."""

import asyncio
import time
import warnings
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp
import pytest
from console_client import ConsoleClient, visitor
from people_kit import people_of
from region_api import RegionApi, services_of

from accord.access.provider import ProviderConfig
from accord.testing.clock import ManualClock
from node.api.services import Services
from node.people.rights import Role, machine
from node.people.views import NewAccount

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the provider's own
BACK = "http://127.0.0.1:1/console/provider/answer"
Use = Callable[[ConsoleClient], Awaitable[None]]


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oidc_provider_mock import run_server_in_thread
    with run_server_in_thread(require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def services(issuer: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    region = RegionApi()
    desk = region.federation["XA"]
    secret: Path = tmp_path_factory.mktemp("oidc") / "client.secret"
    secret.write_text("any secret will do\n")
    config = ProviderConfig(
        issuer=issuer, client_id="accord", redirect_uri=BACK, secret_file=secret
    )
    clock = ManualClock(time.time_ns() // 1_000_000)
    people = people_of("XA", clock, desk.store, config)
    wanted = NewAccount(
        name="ana", display_name="Ana", roles=(Role.OFFICER,), provider_subject="ana-7"
    )
    with desk.store.begin() as tx:
        people.accounts.make(tx, wanted, "", by=machine("root"))
    yield replace(services_of(desk), people=people)
    region.close()


def in_browser(services: Services, use: Use) -> None:
    async def run() -> None:
        async with visitor(services) as console:
            await use(console)

    asyncio.run(run())


async def signed_in_elsewhere(address: str, subject: str) -> str:
    """The query that a browser brings back after signing in there as the subject."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(address, data={"sub": subject}, allow_redirects=False) as response,
    ):
        return urlsplit(response.headers["Location"]).query


def test_somebody_signs_in_at_the_provider_and_arrives_where_they_wanted(
    services: Services,
) -> None:
    async def use(console: ConsoleClient) -> None:
        door = await console.get("/sign-in?to=/console/cases")
        assert "/console/provider?to=%2Fconsole%2Fcases" in door.text
        away = await console.get("/provider?to=/console/cases")
        assert away.status == 303
        answer = await signed_in_elsewhere(away.location, "ana-7")
        arrived = await console.get(f"/provider/answer?{answer}")
        assert (arrived.status, arrived.location) == (303, "/cases")
        assert (await console.get("/cases")).status == 200

    in_browser(services, use)


def test_an_answer_in_another_browser_or_of_nobody_here_opens_nothing(services: Services) -> None:
    async def stranger(console: ConsoleClient) -> None:
        away = await console.get("/provider")
        answer = await signed_in_elsewhere(away.location, "somebody-else")
        refused = await console.get(f"/provider/answer?{answer}")
        assert refused.status == 401
        assert (await console.get("/account")).status == 303

    async def begun(console: ConsoleClient) -> None:
        away = await console.get("/provider")
        answers.append(await signed_in_elsewhere(away.location, "ana-7"))

    async def other(console: ConsoleClient) -> None:
        refused = await console.get(f"/provider/answer?{answers[0]}")
        assert refused.status == 400
        assert (await console.get("/account")).status == 303
        forged = {**{name: one[0] for name, one in parse_qs(answers[0]).items()}, "state": ""}
        assert (await console.get(f"/provider/answer?{urlencode(forged)}")).status >= 400

    answers: list[str] = []
    for use in (stranger, begun, other):
        in_browser(services, use)


def test_a_form_that_an_ended_session_left_comes_back_by_way_of_the_provider(
    services: Services,
) -> None:
    async def use(console: ConsoleClient) -> None:
        door = await console.post("/account", {"session": "typed"})
        assert door.status == 401
        start = door.text.index("/console/provider?")
        link = door.text[start : door.text.index('"', start)].replace("&amp;", "&")
        away = await console.get(link.removeprefix("/console"))
        answer = await signed_in_elsewhere(away.location, "ana-7")
        arrived = await console.get(f"/provider/answer?{answer}")
        assert arrived.location.startswith("/account?_refill=")

    in_browser(services, use)


def test_what_was_typed_waits_for_the_browser_in_which_it_was(services: Services) -> None:
    async def left(console: ConsoleClient) -> None:
        door = await console.post("/account", {"session": "typed"})
        start = door.text.index("/console/provider?")
        links.append(door.text[start : door.text.index('"', start)].replace("&amp;", "&"))

    async def other(console: ConsoleClient) -> None:
        away = await console.get(links[0].removeprefix("/console"))
        answer = await signed_in_elsewhere(away.location, "ana-7")
        assert (await console.get(f"/provider/answer?{answer}")).location == "/account"

    links: list[str] = []
    in_browser(services, left)
    in_browser(services, other)


def test_the_door_is_this_browser_s_alone(services: Services) -> None:
    async def use(console: ConsoleClient) -> None:
        from accord.pages.form_token import form_token

        forged = {"_token": form_token(""), "name": "ana", "password": "x"}
        assert (await console.post("/sign-in", forged)).status == 403

    in_browser(services, use)
