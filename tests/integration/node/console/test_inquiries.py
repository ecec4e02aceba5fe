"""The pages of inquiries, ours and those of others, over HTTP and without a browser."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from casework_kit import Federation, rifle, stolen_here
from console_client import Answer, ConsoleClient, officer
from region_api import services_of

from accord.cases.codes import IntendedUse
from accord.pages.languages import NAMES
from node.inquiries.views import InquiryDraft
from node.people.rights import Role

Use = Callable[[ConsoleClient], Awaitable[None]]

ASKED = {
    "firearm.marks[0].kind": "MANUFACTURER_SERIAL",
    "firearm.marks[0].text": "AR 104417",
    "firearm.marks[0].condition": "INTACT",
    "firearm.marks[0].position": "RECEIVER",
    "firearm.maker_text": "Zastava",
    "firearm.model_text": "M70",
    "firearm.calibre_text": "7,62x39",
    "firearm.type": "RIFLE",
    "firearm.category": "SA2",
    "firearm.country_of_manufacture": "XA",
    "intended_use": "INVESTIGATION",
    "reason": "No import mark is left",
    "legal_justification": "Firearms Act, section 5",
}


@pytest.fixture(scope="module")
def made() -> Iterator[Federation]:
    made = Federation()
    yield made
    made.close()


@pytest.fixture
def region(made: Federation) -> Federation:
    for desk in made.desks.values():
        desk.clear()
    made.carried = dict.fromkeys(made.carried, 0)
    return made


def at_desk(region: Federation, state: str, use: Use, *roles: Role) -> None:
    desk = region[state]

    async def run() -> None:
        async with officer(services_of(desk), desk.clock, *roles) as console:
            await use(console)

    asyncio.run(run())


async def page_of(console: ConsoleClient, path: str) -> Answer:
    page = await console.get(path)
    assert page.status == 200, page.text
    return page


async def done(console: ConsoleClient, path: str, fields: dict[str, str]) -> str:
    """Where a form that was taken leads."""
    answer = await console.fill_in(path, fields)
    assert answer.status == 303, answer.text
    return answer.location.partition("?")[0]


def asked(region: Federation, **fields: Any) -> str:
    """An inquiry of Corvina to everybody, received and searched."""
    values: dict[str, Any] = {
        "firearm": rifle(),
        "intended_use": (IntendedUse.INVESTIGATION,),
        "reason": "No import mark is left",
        "legal_justification": "Firearms Act, section 5",
    }
    draft = InquiryDraft(**(values | fields))
    asking = region["XC"].rooms.inquiries.asking
    inquiry_id = region["XC"].write(lambda tx: asking.open_inquiry(tx, draft, by="ana"))
    region.settle()
    return inquiry_id


def received(region: Federation, state: str) -> str:
    views = region[state].rooms.inquiries.views
    return region[state].read(views.list_received)[0].request_id


def approved(region: Federation, state: str) -> None:
    request_id = received(region, state)
    answering = region[state].rooms.inquiries.answering
    region[state].write(lambda tx: answering.approve(tx, request_id, by="bo"))
    region.settle()


def test_members_are_asked_and_each_answer_says_what_was_searched(region: Federation) -> None:
    region["XB"].records.append(stolen_here(rifle(), "XB"))

    async def use(console: ConsoleClient) -> None:
        page = await page_of(console, "/inquiries/new")
        assert 'name="members[0]" value="XA"' in page.text
        inquiry = await done(console, "/inquiries/new", ASKED)
        region.settle()
        page = await page_of(console, inquiry)
        assert "answered, of 2 asked" in page.text
        assert "nothing follows from silence" in page.text
        approved(region, "XA")
        approved(region, "XB")
        page = await page_of(console, inquiry)
        for words in (
            "Everybody has answered",
            "A: exact match",
            "XA register",
            "Searched by: Serial number.",
            "of these registers as of these days",
            "Send a trace request",
        ):
            assert words in page.text
        assert f"/console{inquiry}/withdraw" not in page.text

    at_desk(region, "XC", use)


def test_only_the_members_that_were_ticked_are_asked_and_the_rest_is_withdrawn(
    region: Federation,
) -> None:
    async def use(console: ConsoleClient) -> None:
        inquiry = await done(console, "/inquiries/new", {**ASKED, "members[1]": "XB"})
        region.settle()
        page = await page_of(console, inquiry)
        assert "of 1 asked" in page.text
        await done(console, f"{inquiry}/withdraw", {"reason": "It was found at home"})
        page = await page_of(console, inquiry)
        assert "The inquiry is withdrawn." in page.text
        assert inquiry.rpartition("/")[2] in (await page_of(console, "/inquiries")).text

    at_desk(region, "XC", use)
    region.settle()

    async def gone(console: ConsoleClient) -> None:
        page = await page_of(console, f"/inquiry-requests/{received(region, 'XB')}")
        assert "no longer needs an answer" in page.text

    at_desk(region, "XB", gone)


def test_an_inquiry_may_be_about_the_weapon_of_a_case(region: Federation) -> None:
    async def use(console: ConsoleClient) -> None:
        page = await page_of(console, "/inquiries/new?case_id=XC-C-2026-00009")
        assert 'value="XC-C-2026-00009"' in page.text
        assert '<details class="group" id="form-firearm">' in page.text

    at_desk(region, "XC", use)


def test_an_inquiry_of_another_member_is_answered_with_our_findings_beside_it(
    region: Federation,
) -> None:
    region["XB"].records.append(stolen_here(rifle(), "XB"))
    asked(region)
    request_id = received(region, "XB")

    async def use(console: ConsoleClient) -> None:
        page = await page_of(console, "/inquiry-requests?state=PROPOSED")
        assert request_id in page.text
        page = await page_of(console, f"/inquiry-requests/{request_id}")
        for words in ("Release the answer", "XB register", "the numbers are equal", "never sent"):
            assert words in page.text
        await done(console, f"/inquiry-requests/{request_id}/approve", {})
        page = await page_of(console, f"/inquiry-requests/{request_id}")
        assert "What we answered" in page.text
        await done(console, f"/inquiry-requests/{request_id}/search", {})

    at_desk(region, "XB", use)


def test_a_refusal_takes_one_of_four_grounds_and_its_reasons(region: Federation) -> None:
    inquiry_id = asked(region)
    request_id = received(region, "XB")

    async def use(console: ConsoleClient) -> None:
        path = f"/inquiry-requests/{request_id}/refuse"
        page = await page_of(console, path)
        assert page.text.count('name="grounds"') == 5  # with the hidden one
        assert (await console.fill_in(path, {"explanation": "We may not"})).status == 422
        await done(console, path, {"grounds": "G4", "explanation": "We may not"})

    at_desk(region, "XB", use)
    region.settle()

    async def read(console: ConsoleClient) -> None:
        page = await page_of(console, f"/inquiries/{inquiry_id}")
        assert "National security" in page.text
        assert "We may not" in page.text

    at_desk(region, "XC", read)


def test_what_cannot_be_read_is_said_with_what_would_help(region: Federation) -> None:
    asked(region)
    request_id = received(region, "XA")

    async def use(console: ConsoleClient) -> None:
        path = f"/inquiry-requests/{request_id}/not-interpretable"
        await done(console, path, {"explanation": "A photograph?", "fields": "firearm.marks"})
        page = await page_of(console, f"/inquiry-requests/{request_id}")
        assert "The description gives nothing to search by" in page.text
        assert "Weapon – Marks" in page.text

    at_desk(region, "XA", use)


def test_hostile_words_are_harmless_and_every_language_is_spoken(region: Federation) -> None:
    hostile = "<script>alert(1)</script>\u202egnp\"'&" + "x" * 150
    inquiry_id = asked(region, reason=hostile, firearm=rifle(maker_text=hostile))
    request_id = received(region, "XA")

    async def speak(console: ConsoleClient, *paths: str) -> None:
        for language in NAMES:
            await console.post("/language", {"language": language, "to": "/console/"})
            for path in paths:
                page = await page_of(console, path)
                assert f'<html lang="{language}"' in page.text
                assert "<script>alert" not in page.text
                assert "\u202e" not in page.text

    async def ours(console: ConsoleClient) -> None:
        await speak(console, "/inquiries", f"/inquiries/{inquiry_id}", "/inquiries/new")

    async def theirs(console: ConsoleClient) -> None:
        path = f"/inquiry-requests/{request_id}"
        await speak(console, "/inquiry-requests", path, f"{path}/refuse", f"{path}/approve")

    at_desk(region, "XC", ours)
    at_desk(region, "XA", theirs)


def test_an_auditor_reads_and_is_offered_nothing_to_do(region: Federation) -> None:
    asked(region)
    request_id = received(region, "XA")

    async def use(console: ConsoleClient) -> None:
        page = await page_of(console, f"/inquiry-requests/{request_id}")
        assert "/approve" not in page.text
        for path in ("/inquiries/new", f"/inquiry-requests/{request_id}/refuse"):
            assert (await console.get(path)).status == 403

    at_desk(region, "XA", use, Role.AUDITOR)
