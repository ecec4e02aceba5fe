"""The hand-over in the console: a file out, what is withheld, a second person, a reply in."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator

import pytest
from casework_kit import rifle, sold_abroad
from console_client import ConsoleClient, officer
from region_api import RegionApi, services_of
from trace_story import Story

from accord.cases.codes import UseRestriction
from accord.pages.languages import NAMES
from node.people.rights import Role

Use = Callable[[ConsoleClient], Awaitable[None]]


@pytest.fixture
def region() -> Iterator[RegionApi]:
    region = RegionApi()
    yield region
    region.close()


def at_desk(region: RegionApi, *people: tuple[Use, Role]) -> None:
    """One after the other, each with an own session."""
    desk = region.federation["XC"]
    services = services_of(desk)

    async def run() -> None:
        for use, role in people:
            async with officer(services, desk.clock, role) as console:
                await use(console)

    asyncio.run(run())


def reserved(region: RegionApi) -> str:
    """A case whose only answer its State reserves."""
    story = Story(region.federation)
    holder = region.federation["XA"]
    holder.records.append(sold_abroad(rifle(), "XA", "XB"))
    case_id = story.opened()
    story.asked(case_id, "XA")
    request_id = story.waiting("XA")
    holder.write(
        lambda tx: holder.casework.requests.approve(
            tx, request_id, by="bo", use_restrictions=(UseRestriction.R3,)
        )
    )
    region.federation.settle()
    return case_id


def reply(file_id: str, text: str) -> str:
    item = {"item_id": f"{file_id}-0001", "status": "HIT", "country": "XB", "text": text}
    return json.dumps(
        {
            "format": "accord-handover-reply",
            "version": 1,
            "file_id": file_id,
            "items": [item],
        }
    )


def test_a_file_goes_out_without_what_is_reserved_and_its_reply_comes_in(
    region: RegionApi,
) -> None:
    case_id = reserved(region)

    async def use(console: ConsoleClient) -> None:
        assert "Nothing was handed over yet" in (await console.get("/handover")).text
        form = await console.get(f"/handover/new?kind=TRACE&subjects={case_id}")
        assert case_id in form.text
        made = await console.fill_in("/handover/new", {"kind": "TRACE", "subjects": case_id})
        assert f"{case_id}-1" in made.text  # the request whose answer stays
        file_id = made.text.split("<h1>")[1].split("</h1>")[0]
        content = await console.get(f"/handover/{file_id}/file")
        assert "attachment" in content.headers["Content-Disposition"]
        assert f"{case_id}-1" not in content.text
        wrong = await console.fill_in("/handover/replies/new", {"content": "{}"})
        assert wrong.status in {400, 422}
        given = {"content": reply(file_id, "<i>lead</i>")}
        taken = await console.fill_in("/handover/replies/new", given)
        assert taken.location == f"/handover/{file_id}?_done=takeBureauReply", taken.text
        assert "&lt;i&gt;lead" in (await console.get(f"/handover/{file_id}")).text

    async def auditor(console: ConsoleClient) -> None:
        assert (await console.get("/handover")).status == 200
        for path in ("/handover/new", "/handover/replies/new"):
            assert (await console.get(path)).status == 403

    at_desk(region, (use, Role.OFFICER), (auditor, Role.AUDITOR))


def test_a_second_person_asks_for_the_same_file(region: RegionApi) -> None:
    desk = region.federation["XC"]
    desk.signoff = {"handover": "two_people"}
    desk.start()
    case_id = reserved(region)
    given = {"kind": "TRACE", "subjects": case_id}

    async def first(console: ConsoleClient) -> None:
        asked = await console.fill_in("/handover/new", given)
        assert "A second person is awaited" in asked.text
        assert f"subjects={case_id}" in asked.text
        assert "Nothing was handed over yet" in (await console.get("/handover")).text

    async def second(console: ConsoleClient) -> None:
        assert "The file is written" in (await console.fill_in("/handover/new", given)).text

    at_desk(region, (first, Role.OFFICER), (second, Role.APPROVER))


def test_every_page_speaks_every_language(region: RegionApi) -> None:
    case_id = reserved(region)

    async def use(console: ConsoleClient) -> None:
        given = {"kind": "TRACE", "subjects": case_id}
        made = await console.fill_in("/handover/new", given)
        file_id = made.text.split("<h1>")[1].split("</h1>")[0]
        for language in NAMES:
            await console.post("/language", {"language": language, "to": "/console/"})
            for path in ("", "/new", "/replies/new", f"/{file_id}"):
                assert (await console.get(f"/handover{path}")).status == 200

    at_desk(region, (use, Role.OFFICER))
