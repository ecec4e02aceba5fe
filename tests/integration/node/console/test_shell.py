"""The door and the frame of the console, over HTTP and without a browser."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest
from console_client import ConsoleClient, officer, visitor
from region_api import RegionApi, services_of

from accord.pages.languages import NAMES
from accord.testing.clock import ManualClock
from node.api.services import Services
from node.people.rights import Role
from node.people.sessions import IDLE_MS

Use = Callable[[ConsoleClient], Awaitable[None]]


@pytest.fixture(scope="module")
def region() -> Iterator[RegionApi]:
    region = RegionApi()
    yield region
    region.close()


@pytest.fixture
def services(region: RegionApi) -> Services:
    return services_of(region.federation["XA"])


@pytest.fixture
def clock(region: RegionApi) -> ManualClock:
    return region.federation["XA"].clock


def signed_in(services: Services, clock: ManualClock, use: Use, *roles: Role) -> None:
    async def run() -> None:
        async with officer(services, clock, *roles) as console:
            await use(console)

    asyncio.run(run())


def test_who_has_not_signed_in_is_sent_to_the_door_and_back(
    services: Services, clock: ManualClock
) -> None:
    async def run() -> None:
        async with visitor(services) as console:
            answer = await console.get("/account?x=1")
            assert answer.status == 303
            assert answer.location == "/sign-in?to=%2Fconsole%2Faccount%3Fx%3D1"
            page = await console.get(answer.location)
            assert page.field("to") == "/console/account?x=1"

    asyncio.run(run())


@pytest.mark.parametrize(
    "to", ["https://elsewhere.example/", "//elsewhere.example", "/console//x", "/console/\\x", "x"]
)
def test_the_door_leads_to_the_console_and_nowhere_else(services: Services, to: str) -> None:
    async def run() -> None:
        async with visitor(services) as console:
            page = await console.post("/language", {"language": "fr", "to": to})
            assert page.location == "/"

    asyncio.run(run())


def test_a_page_allows_no_script_but_ours_and_is_kept_nowhere(
    services: Services, clock: ManualClock
) -> None:
    async def use(console: ConsoleClient) -> None:
        page = await console.get("/")
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert page.headers["Cache-Control"] == "no-store"
        assert " style=" not in page.text
        assert "<script>" not in page.text

    signed_in(services, clock, use)


def test_a_form_of_another_site_does_nothing(services: Services, clock: ManualClock) -> None:
    async def use(console: ConsoleClient) -> None:
        page = await console.get("/account")
        token = page.field("_token")
        forged = await console.post("/sign-out", {"_token": "forged"})
        assert forged.location.startswith("/sign-out?_refill=")
        elsewhere = await console.post(
            "/sign-out", {"_token": token}, Origin="https://elsewhere.example"
        )
        assert (elsewhere.status, elsewhere.location) == (403, "")
        assert (await console.get("/account")).status == 200
        assert (await console.post("/sign-out", {"_token": token})).location == "/sign-in"
        assert (await console.get("/account")).status == 303

    signed_in(services, clock, use)


def test_what_was_typed_comes_back_after_the_session_has_ended(
    services: Services, clock: ManualClock
) -> None:
    async def run() -> None:
        async with officer(services, clock) as console:
            token = (await console.get("/account")).field("_token")
            clock.advance(ms=IDLE_MS + 1)
            door = await console.post("/account", {"_token": token, "session": "typed & kept"})
            assert door.status == 401
            assert door.field("to") == "/console/account"
            assert door.field("_resume") == "session=typed+%26+kept"

    asyncio.run(run())


def test_a_page_that_refreshes_itself_keeps_no_session_alive(
    services: Services, clock: ManualClock
) -> None:
    async def use(console: ConsoleClient) -> None:
        answers = []
        for _ in range(4):
            clock.advance(ms=IDLE_MS // 4)
            answers.append(await console.get("/", **{"Accord-Live": "1"}))
        assert [answer.status for answer in answers] == [200, 200, 200, 303]

    signed_in(services, clock, use)


def test_an_administrator_reads_no_case_and_an_officer_makes_no_account(
    services: Services, clock: ManualClock
) -> None:
    async def use(console: ConsoleClient) -> None:
        page = await console.get("/")
        assert "reads no case" in page.text

    signed_in(services, clock, use, Role.ADMINISTRATOR)


def test_an_address_without_a_page_says_so_in_the_frame(
    services: Services, clock: ManualClock
) -> None:
    async def use(console: ConsoleClient) -> None:
        page = await console.get("/nowhere")
        assert page.status == 404
        assert "There is nothing here" in page.text

    signed_in(services, clock, use)


@pytest.mark.parametrize("language", sorted(NAMES))
def test_every_language_has_the_whole_frame(
    services: Services, clock: ManualClock, language: str
) -> None:
    async def run() -> None:
        async with officer(services, clock, language=language) as console:
            for path in ("/", "/account", "/nowhere"):
                page = await console.get(path)
                assert f'<html lang="{language}"' in page.text
                assert ('dir="rtl"' in page.text[:200]) == (language == "ar")

    asyncio.run(run())
