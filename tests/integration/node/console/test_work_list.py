"""The first page: what waits for an officer of a State, the most urgent first."""

import re
from collections.abc import Iterator

import pytest
from casework_kit import case_draft
from console_client import ConsoleClient
from notice_kit import Notices
from region_api import RegionApi
from trace_story import Story, at_desk, unmarked

from accord.pages.languages import NAMES
from node.people.rights import Role

_LINE = re.compile(r'<th scope="row".*?<span class="mono">([^<]*)</span>', re.DOTALL)


@pytest.fixture(scope="module")
def region() -> Iterator[RegionApi]:
    """Arvenia has a hit to confirm, a request to answer, a draft and a case that is blocked."""
    region = RegionApi()
    region.federation.close()
    region.federation = federation = Notices()
    story = Story(federation)
    federation.draft()
    federation.found_and_asked()
    story.asked(story.opened())
    desk = federation["XA"]
    desk.write(lambda tx: desk.casework.cases.open_case(tx, case_draft(unmarked()), by="ana"))
    federation.settle()
    yield region
    region.close()


def test_what_has_a_clock_comes_by_it_and_the_rest_by_when_it_was_left(region: RegionApi) -> None:
    async def use() -> None:
        work = await region.get("XA", "/v1/work")
        kinds = [one["kind"] for one in work["items"]]
        assert kinds == ["HIT", "CASE", "NOTICE", "REQUEST"]
        hit, case, _, request = work["items"]
        assert hit["partner"] == "XB"
        assert hit["due_ms"] < request["due_ms"]
        assert case["due_ms"] is None
        assert case["state"] == "BLOCKED"
        waiting = {one["kind"]: one["waiting"] for one in work["tallies"] if one["waiting"]}
        assert waiting == {"HIT": 1, "CASE": 1, "NOTICE": 1, "REQUEST": 1}

    region.run(use)


def test_a_short_list_keeps_the_most_urgent(region: RegionApi) -> None:
    async def use() -> None:
        work = await region.get("XA", "/v1/work?limit=1")
        assert [one["kind"] for one in work["items"]] == ["HIT"]
        assert sum(one["waiting"] for one in work["tallies"]) == 4

    region.run(use)


def test_the_first_page_shows_each_line_with_what_is_next(region: RegionApi) -> None:
    async def use(console: ConsoleClient) -> None:
        page = await console.get("/")
        assert page.status == 200
        assert len(_LINE.findall(page.text)) == 4
        steps = ("Confirm the hit, or say why not", "Describe the weapon better")
        places = [page.text.index(step) for step in steps]
        assert places == sorted(places)
        for language in NAMES:
            await console.post("/language", {"language": language, "to": "/console/"})
            assert (await console.get("/")).status == 200

    at_desk(region, use, state="XA")


def test_who_reads_no_case_sees_no_work(region: RegionApi) -> None:
    async def use(console: ConsoleClient) -> None:
        page = await console.get("/")
        assert "it reads no case" in page.text
        assert not _LINE.findall(page.text)

    at_desk(region, use, Role.ADMINISTRATOR, state="XA")
