"""Figures in the console: from the cases to the region's publication, over HTTP."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest
from aiohttp import FormData
from casework_kit import Desk, case_draft, rifle, stolen_here
from console_client import ConsoleClient, officer
from region_api import RegionApi, services_of

from accord.cases.codes import Outcome, RecoveryCircumstance
from accord.cases.statistics import RegisterLine
from accord.cases.statistics_codes import TransferDirection
from accord.cases.statistics_entries import RecoveryEntry, RegisterEntry
from accord.cases.statistics_indicators import INDICATORS, KPIS, MANUAL_KPIS
from accord.dates import PartialDate
from accord.pages.languages import NAMES
from accord.weapons.codes import WeaponCategory
from node.console.opening import ROOMS
from node.console.statistics import lists, words
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


def at_desk(region: RegionApi, state: str, *people: tuple[Use, Role]) -> None:
    """One after the other, each with an own session."""
    desk = region.federation[state]
    services = services_of(desk)

    async def run() -> None:
        for use, role in people:
            async with officer(services, desk.clock, role) as console:
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
        other = "/statistics/entries/XC-RECOVERY-000001/correction/incidents"
        assert (await console.get(other)).status == 404
        assert (await console.fill_in(correct, {**RECOVERY, "quantity": "3"})).status == 303
        entry = await console.get("/statistics/entries/XC-RECOVERY-000001")
        assert "Weapons: 30" in entry.text
        assert "Weapons: 3 ·" in entry.text
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


def approved(region: RegionApi, state: str, quantity: int) -> None:
    """The State's return has reached the secretariat."""
    desk = region.federation[state]
    entry = RecoveryEntry(
        day=DAY,
        quantity=quantity,
        circumstance=RecoveryCircumstance.FOUND,
        outcome=Outcome.TRACED_DOMESTIC,
        source="protocol 7",
    )
    line = RegisterLine(
        direction=TransferDirection.EXPORT if state == "XB" else TransferDirection.IMPORT,
        category=WeaponCategory.SA4,
        partner="XC" if state == "XB" else "XB",
        authorised=20,
        actual=10 if state == "XB" else 8,
    )
    room = desk.rooms.statistics
    desk.write(lambda tx: room.entries.add(tx, entry, by="ana"))
    traded = RegisterEntry(year=DAY.year or 0, line=line, source="licence 3")
    desk.write(lambda tx: room.entries.add(tx, traded, by="ana"))
    figures = desk.read(lambda tx: room.statistician.compute(tx, DAY.year or 0))
    desk.write(lambda tx: room.returns.keep(tx, figures, by="ana"))
    desk.write(lambda tx: room.returns.approve(tx, DAY.year or 0, 1, by="bo"))
    region.federation.settle()


def test_the_secretariat_queries_compiles_compares_and_publishes(region: RegionApi) -> None:
    approved(region, "XB", 40)
    approved(region, "XC", 3)

    async def use(console: ConsoleClient) -> None:
        page = await console.get("/region/2025")
        assert "2 / 3" in page.text
        assert "nothing received" in page.text
        doubt = {"text": "three, where there were <b>thirty</b>?"}
        asked = await console.fill_in("/region/2025/returns/XC/1/query", doubt)
        assert asked.status == 303, asked.text
        assert "&lt;b&gt;thirty" in (await console.get("/region/2025")).text
        settled = await console.fill_in("/region/2025/returns/XC/1/query", {"text": ""})
        assert settled.status == 303, settled.text
        mirror = await console.get("/region/2025/mirror?only=differences")
        assert "Assault rifles" in mirror.text
        made = await console.fill_in("/region/2025/compilations/new", {})
        assert made.location.startswith("/region/2025/compilations/1"), made.text
        preview = await console.get("/region/2025/compilations/1")
        assert "hidden" in preview.text
        assert "/region/2025/compilations/1/publication" in preview.text
        sent = await console.fill_in("/region/2025/compilations/1/publication", {})
        assert sent.status == 303, sent.text

    async def member(console: ConsoleClient) -> None:
        page = await console.get("/region/2025")
        assert "What the region has published" in page.text
        assert "hidden" in page.text
        assert (await console.get("/region/2025/mirror")).status == 422
        assert (await console.get("/region/2025/compilations/1")).status == 422
        assert "published nothing" in (await console.get("/region/2024")).text

    at_desk(region, "XA", (use, Role.APPROVER))
    at_desk(region, "XC", (member, Role.OFFICER))


def test_a_template_is_filled_from_a_file_or_from_what_was_pasted(region: RegionApi) -> None:
    template = "table,row,column,counter,keys\n5.1,found,total,ARMS,CIRCUMSTANCE=FOUND\n"

    async def use(console: ConsoleClient) -> None:
        await console.fill_in("/statistics/new/recoveries", RECOVERY)
        await computed(console)
        filled = await console.fill_in(f"{VERSION}/template", {"content": template})
        assert filled.text.splitlines()[1] == "5.1,found,total,0"
        wrong = await console.fill_in(f"{VERSION}/template", {"content": "<script>"})
        assert wrong.status == 400
        assert "&lt;script&gt;" in wrong.text
        form = FormData({"_token": wrong.field("_token")})
        form.add_field("file", template.encode(), filename="t.csv", content_type="text/csv")
        chosen = await console.post(f"{VERSION}/template", form)
        assert chosen.text.splitlines()[1] == "5.1,found,total,0"

    at_desk(region, "XC", (use, Role.OFFICER))


def test_every_name_of_a_figure_has_words() -> None:
    parts = {part for parts in KPIS.values() for part in parts}
    assert {one.name for one in INDICATORS} | parts <= words.NAMES.keys()
    assert set(words.INDICATORS) == {*KPIS, *MANUAL_KPIS}


def test_what_stands_behind_a_figure_leads_to_a_page_that_there_is() -> None:
    paths = {page.name: page.path for room in ROOMS for page in room.pages}
    for page, part in lists.PAGES.values():
        assert f"{{{part}}}" in paths[page]
    assert "{transfer_id}/shipments/{shipment}" in paths["shipment"]


async def speaks(console: ConsoleClient, *paths: str) -> None:
    for language in NAMES:
        await console.post("/language", {"language": language, "to": "/console/"})
        for path in paths:
            answer = await console.get(path)
            assert answer.status == 200, (language, path, answer.text)
            assert f'lang="{language}"' in answer.text


def test_every_page_speaks_every_language(region: RegionApi) -> None:
    recovered(region.federation["XC"], "AR 1")
    approved(region, "XB", 3)

    async def use(console: ConsoleClient) -> None:
        await console.fill_in("/statistics/new/recoveries", RECOVERY)
        await computed(console)
        entries = "/statistics/entries"
        new = (f"/statistics/new/{one}" for one in ("register-lines", "indicators", "same-weapon"))
        parts = ("", "/figures", "/approval", "/template")
        pages = (f"{VERSION}{one}" for one in parts)
        entry = f"{entries}/XC-RECOVERY-000001"
        await speaks(console, "/statistics", "/region", entries, entry, *new, *pages)

    async def secretariat(console: ConsoleClient) -> None:
        await console.fill_in("/region/2025/compilations/new", {})
        parts = ("", "/mirror", "/publications", "/compilations/1", "/returns/XB/1/query")
        await speaks(console, *(f"/region/2025{one}" for one in parts))

    at_desk(region, "XC", (use, Role.APPROVER))
    at_desk(region, "XA", (secretariat, Role.APPROVER))
