"""The pages about the node itself, over HTTP and without a browser."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest
from console_client import ConsoleClient, officer
from region_api import RegionApi, services_of

from accord.pages.languages import NAMES
from node.people.rights import Role

Use = Callable[[ConsoleClient], Awaitable[None]]


@pytest.fixture(scope="module")
def region() -> Iterator[RegionApi]:
    region = RegionApi()
    yield region
    region.close()


def at_desk(region: RegionApi, use: Use, role: Role, language: str = "en") -> None:
    desk = region.federation["XA"]

    async def run() -> None:
        async with officer(services_of(desk), desk.clock, role, language=language) as console:
            await use(console)

    asyncio.run(run())


def test_the_page_of_health_names_what_is_amiss_and_what_to_do(region: RegionApi) -> None:
    async def use(console: ConsoleClient) -> None:
        page = await console.get("/node")
        assert "All is well." not in page.text
        assert "is not watched" in page.text
        assert "set [hub] site" in page.text

    at_desk(region, use, Role.OFFICER)


def test_the_diagnosis_says_what_is_bad_and_what_could_not_be_checked(region: RegionApi) -> None:
    async def use(console: ConsoleClient) -> None:
        page = await console.get("/node/doctor")
        assert page.status == 200
        assert page.text.index("cannot be reached") < page.text.index("could not be compared")
        assert "<bdi>hub.example:1</bdi>" in page.text
        assert "dial again" in page.text
        assert "Could not check" in page.text

    at_desk(region, use, Role.OFFICER)


def test_the_page_of_health_is_in_the_language_of_the_reader(region: RegionApi) -> None:
    async def use(console: ConsoleClient) -> None:
        page = await console.get("/node")
        assert "n&#39;est pas surveillé" in page.text
        assert "indiquer [hub] site" in page.text

    at_desk(region, use, Role.OFFICER, "fr")


def test_an_administrator_tests_the_peers_and_an_officer_sees_what_came_of_it(
    region: RegionApi,
) -> None:
    async def operator(console: ConsoleClient) -> None:
        assert "Test the peers" in (await console.get("/node")).text
        answer = await console.fill_in("/node/peers/test", {})
        assert answer.location == "/node?_done=testPeers"
        page = await console.get(answer.location)
        assert "Test messages are on their way." in page.text
        assert "still waits here" in page.text

    async def somebody(console: ConsoleClient) -> None:
        page = await console.get("/node")
        assert "still waits here" in page.text
        assert "Test the peers" not in page.text
        assert (await console.get("/node/peers/test")).status == 403

    at_desk(region, operator, Role.ADMINISTRATOR)
    at_desk(region, somebody, Role.OFFICER)


def test_the_interface_tests_all_peers_or_one(region: RegionApi) -> None:
    async def use() -> None:
        before = await region.get("XB", "/v1/exchange/probes")
        assert {one["probe"]["status"] for one in before["peers"]} == {None}
        one = await region.post("XB", "/v1/exchange/probes/XA")
        status = {row["probe"]["member"]: row["probe"]["status"] for row in one["peers"]}
        assert status == {"XA": "PENDING", "XC": None}
        both = await region.post("XB", "/v1/exchange/probes")
        assert [row["check"]["name"] for row in both["peers"]] == ["peer XA", "peer XC"]
        refused = await region.post("XB", "/v1/exchange/probes/XB", status=422)
        assert refused["code"] == "probe.unknown_peer"
        found = await region.get("XB", "/v1/doctor")
        assert [row["finding"]["outcome"] for row in found["checks"]] == ["UNKNOWN", "BAD"]

    region.run(use)


def test_an_operator_archives_what_is_due_and_an_officer_does_not(region: RegionApi) -> None:
    async def operator(console: ConsoleClient) -> None:
        assert (await console.get("/kept")).status == 200
        assert (await console.fill_in("/kept/run", {})).location == "/kept?_done=runRetention"

    async def somebody(console: ConsoleClient) -> None:
        assert (await console.get("/kept")).status == 403
        assert (await console.get("/log/resume")).status == 403

    at_desk(region, operator, Role.ADMINISTRATOR)
    at_desk(region, somebody, Role.OFFICER)


def test_sending_goes_on_only_after_an_alarm(region: RegionApi) -> None:
    async def use(console: ConsoleClient) -> None:
        answer = await console.fill_in("/log/resume", {"reason": "the site was moved"})
        assert answer.status == 422
        assert "the site was moved" in answer.text

    at_desk(region, use, Role.ADMINISTRATOR)


@pytest.mark.parametrize("language", sorted(NAMES))
def test_every_page_speaks_every_language(region: RegionApi, language: str) -> None:
    async def use(console: ConsoleClient) -> None:
        for path in ("/node", "/node/doctor", "/members", "/log", "/kept"):
            page = await console.get(path)
            assert page.status == 200, page.text

    at_desk(region, use, Role.ADMINISTRATOR, language)
