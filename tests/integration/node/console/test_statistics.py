"""Figures in the console: from the cases to the region's publication, over HTTP."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest
from casework_kit import Desk, case_draft, rifle, stolen_here
from console_client import ConsoleClient, officer
from region_api import RegionApi, services_of

from accord.dates import PartialDate
from accord.pages.languages import NAMES
from node.people.rights import Role

Use = Callable[[ConsoleClient], Awaitable[None]]
DAY = PartialDate(year=2025, month=3, day=4)
VERSION = "/statistics/2025/versions/1"
RECOVERY = {
    "day.year": "2025",
    "item": "ARM",
    "quantity": "30",
    "circumstance": "SURRENDERED",
    "category": "UNKNOWN",
    "source": "amnesty <script>alert(1)</script>",
}


@pytest.fixture
def region() -> Iterator[RegionApi]:
    region = RegionApi()
    yield region
    region.close()


def at_desk(region: RegionApi, state: str, *people: tuple[Use, Role], language: str = "en") -> None:
    """One after the other, each with an own session."""
    desk = region.federation[state]
    services = services_of(desk)

    async def run() -> None:
        for use, role in people:
            async with officer(services, desk.clock, role, language=language) as console:
                await use(console)

    asyncio.run(run())
    region.federation.settle()


def recovered(desk: Desk, serial: str) -> str:
    draft = case_draft(rifle(serial), recovery_date=DAY)
    case_id = desk.write(lambda tx: desk.casework.cases.open_case(tx, draft, by="ana"))
    desk.work()
    return case_id


async def computed(console: ConsoleClient) -> None:
    made = await console.fill_in("/statistics/2025/versions/new", {})
    assert made.location.startswith("/statistics/2025/versions/"), made.text


def test_a_figure_is_computed_opened_down_to_its_cases_and_approved(region: RegionApi) -> None:
    desk = region.federation["XC"]
    desk.records.append(stolen_here(rifle("AR 1"), "XC"))
    traced, pending = recovered(desk, "AR 1"), recovered(desk, "AR 2")

    async def first(console: ConsoleClient) -> None:
        year = await console.get("/statistics/2025")
        assert "50%" in year.text
        assert f"/cases/{traced}" in year.text
        await computed(console)
        page = await console.get(VERSION)
        assert "counter=ARMS&amp;tracing=TRACED_DOMESTIC" in page.text
        opened = await console.get(f"{VERSION}/figures?counter=ARMS&tracing=TRACED_DOMESTIC")
        assert f"/cases/{traced}" in opened.text
        assert pending not in opened.text
        assert (await console.get(f"{VERSION}/figures?counter=ARMS&sex=MALE")).status == 400
        sheet = await console.get(f"{VERSION}/sheet")
        assert sheet.headers["Content-Type"].startswith("text/csv")
        assert "TRACING,TRACED_DOMESTIC" in sheet.text
        register = await console.get(f"{VERSION}/register?for_publication=yes")
        assert register.text.startswith("state,year,direction")
        assert f"{VERSION}/approval" not in page.text
        assert (await console.get(f"{VERSION}/approval")).status == 403

    async def second(console: ConsoleClient) -> None:
        assert f"{VERSION}/approval" in (await console.get(VERSION)).text
        sent = await console.fill_in(f"{VERSION}/approval", {})
        assert sent.location == f"{VERSION}?_done=approveReturn"

    async def third(console: ConsoleClient) -> None:
        assert "Accepted by the secretariat" in (await console.get("/statistics/2025")).text

    at_desk(region, "XC", (first, Role.OFFICER), (second, Role.APPROVER))
    at_desk(region, "XC", (third, Role.AUDITOR))


def test_where_two_must_approve_one_is_not_enough(region: RegionApi) -> None:
    desk = region.federation["XC"]
    desk.signoff = {"statistical_return": "two_people"}
    desk.start()

    async def first(console: ConsoleClient) -> None:
        await computed(console)
        waits = await console.fill_in(f"{VERSION}/approval", {})
        assert waits.location == VERSION
        page = await console.get(VERSION)
        assert "You have approved these figures" in page.text
        assert f"{VERSION}/approval" not in page.text
        again = await console.fill_in(f"{VERSION}/approval", {})
        assert "a second person must approve" in again.text

    async def second(console: ConsoleClient) -> None:
        assert "has approved these figures" in (await console.get(f"{VERSION}/approval")).text
        sent = await console.fill_in(f"{VERSION}/approval", {})
        assert sent.location == f"{VERSION}?_done=approveReturn"

    at_desk(region, "XC", (first, Role.APPROVER), (second, Role.APPROVER))


def test_an_entry_is_made_corrected_and_withdrawn(region: RegionApi) -> None:
    async def use(console: ConsoleClient) -> None:
        bare = await console.fill_in("/statistics/new/recoveries", {**RECOVERY, "quantity": "0"})
        assert bare.status == 422
        assert "give a number from 1" in bare.text
        made = await console.fill_in("/statistics/new/recoveries", RECOVERY)
        assert made.location.startswith("/statistics/entries/XC-RECOVERY-000001"), made.text
        entry = await console.get("/statistics/entries/XC-RECOVERY-000001")
        assert "&lt;script&gt;" in entry.text
        correct = "/statistics/entries/XC-RECOVERY-000001/correction/recoveries"
        assert 'value="30"' in (await console.get(correct)).text
        assert (await console.fill_in(correct, {**RECOVERY, "quantity": "3"})).status == 303
        entry = await console.get("/statistics/entries/XC-RECOVERY-000001")
        assert "30 ×" in entry.text
        assert "3 ×" in entry.text
        gone = await console.fill_in("/statistics/entries/XC-RECOVERY-000001/withdrawal", {})
        assert gone.status == 303
        assert "Nothing of this kind is entered" in (await console.get("/statistics/entries")).text

    at_desk(region, "XC", (use, Role.OFFICER))


def test_an_incident_counts_its_victims_by_sex_and_age(region: RegionApi) -> None:
    given = {
        "day.year": "2025",
        "day.month": "5",
        "victims[0].harm": "INJURED",
        "victims[0].sex": "FEMALE",
        "victims[0].age": "CHILD",
        "victims[0].count": "2",
        "source": "police",
    }

    async def use(console: ConsoleClient) -> None:
        made = await console.fill_in("/statistics/new/incidents", given)
        assert made.location.startswith("/statistics/entries/XC-INCIDENT-000001"), made.text
        await computed(console)
        opened = await console.get(f"{VERSION}/figures?counter=VICTIMS&sex=FEMALE")
        assert "XC-INCIDENT-000001" in opened.text

    at_desk(region, "XC", (use, Role.OFFICER))


@pytest.mark.parametrize("language", sorted(NAMES))
def test_every_page_speaks_every_language(region: RegionApi, language: str) -> None:
    recovered(region.federation["XC"], "AR 1")

    async def use(console: ConsoleClient) -> None:
        await console.fill_in("/statistics/new/recoveries", RECOVERY)
        await computed(console)
        for path in (
            "/statistics",
            "/statistics/2025",
            VERSION,
            f"{VERSION}/figures",
            f"{VERSION}/approval",
            "/statistics/entries",
            "/statistics/entries/XC-RECOVERY-000001",
            "/statistics/new/register-lines",
            "/statistics/new/indicators",
            "/statistics/new/same-weapon",
        ):
            answer = await console.get(path)
            assert answer.status == 200, (path, answer.text)

    at_desk(region, "XC", (use, Role.APPROVER), language=language)
