"""What an attacker would try at the console, over HTTP and without a browser."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from itertools import count

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from casework_kit import case_draft, rifle
from console_client import ConsoleClient, officer, visitor
from people_kit import make_person
from region_api import RegionApi, services_of
from sqlalchemy import select
from trace_story import Story

from accord.access.limits import FREE_FAILURES
from node.audit.tables import audit_entry
from node.console import cookies
from node.console.console import BASE
from node.console.events import Events
from node.people.rights import Role
from node.people.sessions import IDLE_MS

Use = Callable[[ConsoleClient], Awaitable[None]]
_numbers = count()
ELSEWHERE = "https://elsewhere.example"


@pytest.fixture(scope="module")
def region() -> Iterator[RegionApi]:
    region = RegionApi()
    yield region
    region.close()


def at_desk(region: RegionApi, use: Use, role: Role = Role.OFFICER) -> None:
    desk = region.federation["XC"]

    async def run() -> None:
        async with officer(services_of(desk), desk.clock, role) as console:
            await use(console)

    asyncio.run(run())


def test_a_password_that_was_typed_too_late_is_in_no_page(region: RegionApi) -> None:
    async def run() -> None:
        async with visitor(services_of(region.federation["XC"])) as console:
            typed = {"old": "an-old-secret", "new": "a-new-secret", "again": "a-new-secret"}
            door = await console.post("/first-steps", typed)
            assert door.status == 401
            assert "-secret" not in door.text
            assert "_resume" not in door.text

    asyncio.run(run())


def test_another_password_ends_every_other_session(region: RegionApi) -> None:
    desk = region.federation["XC"]
    services = services_of(desk)
    caro = make_person(services.people, desk.clock, "caro", Role.OFFICER)
    caro.set_up()

    async def run() -> None:
        async with visitor(services) as here, visitor(services) as there:
            for one in (there, here):
                given = {"name": "caro", "password": caro.password, "code": caro.code()}
                assert (await one.fill_in("/sign-in", given)).status == 303
            assert "/console/account/password" in (await here.get("/account")).text
            new = {"new": "nine boats on the lake", "again": "nine boats on the lake"}
            wrong = await here.fill_in("/account/password", {"old": "a guess", **new})
            assert wrong.status == 422
            assert "This is not your password so far." in wrong.text
            done = await here.fill_in("/account/password", {"old": caro.password, **new})
            assert done.location == "/account?_done=password"
            assert (await there.get("/account")).status == 303
            assert (await here.get("/account")).status == 200

    asyncio.run(run())


def test_another_site_types_nothing_into_our_forms(region: RegionApi) -> None:
    async def use(console: ConsoleClient) -> None:
        forged = await console.post("/traces/new", {"recovery_place": "theirs"}, Origin=ELSEWHERE)
        assert (forged.status, forged.location) == (403, "")
        region.federation["XC"].clock.advance(ms=IDLE_MS)
        door = await console.post("/traces/new", {"recovery_place": "theirs"}, Origin=ELSEWHERE)
        assert door.status == 401
        assert "theirs" not in door.text

    at_desk(region, use)


def test_a_page_that_is_not_ones_own_is_refused_and_written_down(region: RegionApi) -> None:
    async def use(console: ConsoleClient) -> None:
        assert (await console.get("/accounts/new")).status == 403
        assert (await console.post("/accounts/new", {"name": "mallory"})).status == 403

    at_desk(region, use)
    with region.federation["XC"].store.read() as tx:
        found = tx.execute(select(audit_entry.c.act, audit_entry.c.detail)).all()
    refusals = [row.detail for row in found if row.act == "REFUSED"]
    assert refusals == ["makeAccount: access.right_missing"] * 2


def test_every_answer_says_what_a_browser_may_do_with_it(region: RegionApi) -> None:
    case_id = Story(region.federation).opened(case_draft(rifle("RP 4471")))

    async def use(console: ConsoleClient) -> None:
        token = (await console.get("/account")).field("_token")
        answers = [
            await console.get(path)
            for path in ("/", "/nothing-here", "/accounts/new", f"/cases/{case_id}", "/sign-in")
        ]
        report = {"_token": token, "recipient": "Court"}
        posted = [
            console.client.post(f"{BASE}/cases/{case_id}/report", data=report),
            console.client.post(f"{BASE}/cases/{case_id}/report", data={"_token": token}),
            console.client.get(f"{BASE}/statistics/xyz"),
            console.client.put(f"{BASE}/cases"),
        ]
        headers = [one.headers for one in answers]
        for one in posted:
            async with one as answer:
                headers.append(dict(answer.headers))
        headers.append((await console.post("/sign-out", {"_token": token})).headers)
        headers.append((await console.get("/cases")).headers)
        for said in headers:
            assert said["Cache-Control"] == "no-store"
            assert said["X-Content-Type-Options"] == "nosniff"
            assert "default-src 'none'" in said["Content-Security-Policy"]

    at_desk(region, use)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_no_link_from_elsewhere_says_that_something_was_done(region: RegionApi, site: str) -> None:
    async def use(console: ConsoleClient) -> None:
        done = "The password was changed; every other session has ended."
        assert done in (await console.get("/account?_done=password")).text
        headers = {"Sec-Fetch-Site": site}
        assert done not in (await console.get("/account?_done=password", **headers)).text

    at_desk(region, use)


def test_files_and_problems_say_it_too(region: RegionApi) -> None:
    async def use(console: ConsoleClient) -> None:
        (style, *_) = re.findall(rf'href="{BASE}([^"]+\.css)"', (await console.get("/")).text)
        file = (await console.get(style)).headers
        assert "immutable" in file["Cache-Control"]
        assert "default-src 'none'" in file["Content-Security-Policy"]
        async with console.client.get("/v1/cases") as answer:
            problem = dict(answer.headers)
            assert answer.status == 401
        assert problem["Cache-Control"] == "no-store"
        for said in (file, problem):
            assert said["X-Content-Type-Options"] == "nosniff"

    at_desk(region, use)


def test_strangers_shut_nobody_out_of_their_own_browser(region: RegionApi) -> None:
    desk = region.federation["XC"]
    services = services_of(desk)
    bako = make_person(services.people, desk.clock, "bako", Role.OFFICER)
    bako.set_up()

    def given(password: str) -> dict[str, str]:
        return {"name": "bako", "password": password, "code": bako.code()}

    async def run() -> None:
        async with visitor(services) as own, visitor(services) as elsewhere:
            assert (await own.fill_in("/sign-in", given(bako.password))).status == 303
            for _ in range(FREE_FAILURES):
                guess = {"name": "bako", "password": "a guess"}
                assert (await elsewhere.fill_in("/sign-in", guess)).status == 401
            right = {"name": "bako", "password": bako.password}
            assert (await elsewhere.fill_in("/sign-in", right)).status == 429
            assert (await own.fill_in("/sign-in", given(bako.password))).status == 303

    asyncio.run(run())


class Busy(Events):
    """The events of a node in whose journal there is always something new."""

    async def end(self) -> int:
        return next(_numbers)


def test_an_open_page_ends_with_its_session_however_much_there_is_to_tell(
    region: RegionApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("node.console.events.EVERY_S", 0.001)
    desk = region.federation["XC"]
    services = services_of(desk)
    ana = make_person(services.people, desk.clock, "ana", Role.OFFICER)

    async def run() -> None:
        app = web.Application()
        app.router.add_get("/events", Busy(services).stream)
        session = {"Cookie": f"{cookies.SESSION}={ana.set_up().token}"}
        async with (
            TestClient(TestServer(app)) as client,
            client.get("/events", headers=session) as stream,
        ):
            assert await stream.content.readline() == b": open\n"
            desk.clock.advance(ms=IDLE_MS)
            async with asyncio.timeout(20):
                assert b"event: changed" in await stream.content.read()  # to its end

    asyncio.run(run())
