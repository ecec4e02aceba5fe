"""Requests from abroad in the console, over HTTP and without a browser."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest
from casework_kit import rifle, sold_abroad
from console_client import ConsoleClient, officer
from region_api import RegionApi, services_of
from trace_story import Story

from accord.pages.languages import NAMES
from node.casework.rules import CaseworkRules, ReleaseRules
from node.people.rights import Role

Use = Callable[[ConsoleClient], Awaitable[None]]


@pytest.fixture
def region() -> Iterator[RegionApi]:
    two = CaseworkRules(release=ReleaseRules.read({"default": "two_people"}))
    region = RegionApi(rules={"XB": two})
    yield region
    region.close()


@pytest.fixture
def asked(region: RegionApi) -> str:
    """XC asks XA, whose officers release alone; the register knows the rifle."""
    region.federation["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    return request_at(region, "XA")


def request_at(region: RegionApi, state: str) -> str:
    story = Story(region.federation)
    story.asked(story.opened(), state)
    return story.waiting(state)


def at_desk(region: RegionApi, state: str, *people: tuple[Use, Role], language: str = "en") -> None:
    """One after the other, each with an own session."""
    desk = region.federation[state]
    services = services_of(desk)
    names = iter(people)

    async def run() -> None:
        for use, role in names:
            async with officer(services, desk.clock, role, language=language) as console:
                await use(console)

    asyncio.run(run())


def test_an_officer_sends_the_answer_that_the_register_proposes(
    region: RegionApi, asked: str
) -> None:
    async def use(console: ConsoleClient) -> None:
        inbox = await console.get("/requests")
        assert f"/requests/{asked}" in inbox.text
        page = await console.get(f"/requests/{asked}")
        assert f"/requests/{asked}/approve" in page.text
        sent = await console.fill_in(f"/requests/{asked}/approve", {"number": "0"})
        assert sent.location == f"/requests/{asked}?_done=approveAnswer", sent.text
        assert "What we answered" in (await console.get(f"/requests/{asked}")).text

    at_desk(region, "XA", (use, Role.OFFICER))


def test_a_refusal_needs_one_of_the_four_grounds_and_its_reasons(
    region: RegionApi, asked: str
) -> None:
    async def use(console: ConsoleClient) -> None:
        path = f"/requests/{asked}/refuse"
        bare = await console.fill_in(path, {"explanation": "because"})
        assert bare.status == 422
        assert "because" in bare.text
        other = await console.fill_in(path, {"grounds": "G9", "explanation": "because"})
        assert other.status == 422
        given = {"grounds": "G1", "explanation": "<script>alert(1)</script>"}
        assert (await console.fill_in(path, given)).status == 303
        page = await console.get(f"/requests/{asked}")
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert" in page.text

    at_desk(region, "XA", (use, Role.OFFICER))


def test_an_answer_that_two_people_release_waits_for_the_approver(region: RegionApi) -> None:
    region.federation["XB"].records.append(sold_abroad(rifle(), "XB", "XA"))
    request = request_at(region, "XB")

    async def first(console: ConsoleClient) -> None:
        assert (
            await console.fill_in(f"/requests/{request}/approve", {"number": "0"})
        ).status == 303
        page = await console.get(f"/requests/{request}")
        assert "a second person has to release it" in page.text
        assert f"/requests/{request}/release" not in page.text
        again = await console.fill_in(f"/requests/{request}/release", {})
        assert again.status == 422

    async def second(console: ConsoleClient) -> None:
        page = await console.get(f"/requests/{request}")
        assert f"/requests/{request}/release" in page.text
        assert (await console.fill_in(f"/requests/{request}/release", {})).status == 303
        assert "What we answered" in (await console.get(f"/requests/{request}")).text

    at_desk(region, "XB", (first, Role.OFFICER), (second, Role.APPROVER))


def test_what_changed_meanwhile_is_not_answered_unseen(region: RegionApi, asked: str) -> None:
    async def use(console: ConsoleClient) -> None:
        path = f"/requests/{asked}/ask"
        page = await console.get(path)
        hidden = {name: page.field(name) for name in ("_token", "_key", "_tag")}
        assert (await console.fill_in(f"/requests/{asked}/search", {})).status == 303
        late = await console.post(path, {**hidden, "text": "which marks?"})
        assert late.status == 412
        assert "which marks?" in late.text
        assert late.field("_tag") != hidden["_tag"]

    at_desk(region, "XA", (use, Role.OFFICER))


@pytest.mark.parametrize("language", sorted(NAMES))
def test_every_page_speaks_every_language(region: RegionApi, asked: str, language: str) -> None:
    async def use(console: ConsoleClient) -> None:
        for path in ("", f"/{asked}", f"/{asked}/approve", f"/{asked}/answer", f"/{asked}/refuse"):
            page = await console.get(f"/requests{path}")
            assert page.status == 200, page.text

    at_desk(region, "XA", (use, Role.OFFICER), language=language)
