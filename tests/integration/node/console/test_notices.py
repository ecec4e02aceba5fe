"""The pages of lost-weapon notices and hits, over HTTP and without a browser."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest
from console_client import Answer, ConsoleClient, officer
from notice_kit import HOUR_MS, MINUTE_MS, YESTERDAY, Notices, theft, trusted
from notice_samples import pistol
from region_api import services_of

from accord.pages.languages import NAMES
from node.notices.drafts import RegistryChange
from node.people.rights import Role

Use = Callable[[ConsoleClient], Awaitable[None]]

WEAPON = {
    "firearm.marks[0].kind": "MANUFACTURER_SERIAL",
    "firearm.marks[0].text": "GH 20417",
    "firearm.marks[0].condition": "INTACT",
    "firearm.marks[0].position": "FRAME",
    "firearm.maker_text": "Glock",
    "firearm.model_text": "17",
    "firearm.calibre_text": "9x19",
    "firearm.type": "PISTOL",
    "firearm.category": "SA1",
    "firearm.country_of_manufacture": "AT",
}
LOSS = {
    **WEAPON,
    "type": "STOLEN",
    "loss_state": "UNKNOWN",
    "lost_from.year": "2025",
    "lost_to.year": "2025",
    "discovered.year": "2025",
    "reported.year": "2025",
    "holder_class": "POLICE",
}
COMPARED = {
    f"compared[{row}].{part}": value
    for row, name in enumerate(("serial", "maker", "calibre", "type"))
    for part, value in (("field", name), ("result", "SAME"))
}


@pytest.fixture(scope="module")
def made() -> Iterator[Notices]:
    made = Notices()
    yield made
    made.close()


@pytest.fixture
def region(made: Notices) -> Notices:
    made.begin_anew(trusted(round_the_clock=("XA", "XB")))
    return made


def at_desk(region: Notices, state: str, use: Use, *roles: Role) -> None:
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


def test_a_notice_goes_from_a_draft_to_every_member_and_to_its_end(region: Notices) -> None:
    async def use(console: ConsoleClient) -> None:
        notice = await done(console, "/notices/new", LOSS)
        refused = await console.fill_in(f"{notice}/publish", {})
        assert refused.status >= 400
        assert "Legal basis: " in refused.text
        await done(console, f"{notice}/revise", {**LOSS, "legal_basis": "Firearms Act, s. 12"})
        await done(console, f"{notice}/publish", {})
        page = await page_of(console, notice)
        assert "0 of 2 members have applied" in page.text
        region.pass_time(MINUTE_MS)
        region.pass_time(MINUTE_MS)
        page = await page_of(console, notice)
        assert "2 of 2 members have applied" in page.text
        assert "XB register" in page.text
        amended = {f"draft.{name}": value for name, value in LOSS.items()}
        amended |= {"draft.legal_basis": "Firearms Act, s. 13", "reason": "The section was wrong"}
        await done(console, f"{notice}/amend", amended)
        page = await page_of(console, notice)
        assert "sent, not applied yet" in page.text
        assert "The section was wrong" in page.text
        await done(console, f"{notice}/validate", {})
        for act in ("suspend", "recover", "resume", "recover", "clear"):
            await done(console, f"{notice}/{act}", {"reason": "As the police say"})
        page = await page_of(console, notice)
        assert "Cleared: the weapon is found" in page.text
        assert f"/console{notice}/amend" not in page.text

    at_desk(region, "XA", use)


def test_a_draft_of_a_register_says_so_and_may_be_discarded(region: Notices) -> None:
    change = RegistryChange(
        register="national",
        record_id="PIS-2231",
        type=theft().type,
        firearm=pistol(),
        changed_on=YESTERDAY,
    )
    room = region.room("XA").notices
    notice_id = region["XA"].write(lambda tx: room.draft_change(tx, change))

    async def use(console: ConsoleClient) -> None:
        page = await page_of(console, "/notices?waiting=true")
        assert "from a register" in page.text
        page = await page_of(console, f"/notices/{notice_id}")
        assert "national: PIS-2231" in page.text
        await done(console, f"/notices/{notice_id}/discard", {"reason": "It was found at home"})
        page = await page_of(console, "/notices?waiting=true")
        assert notice_id not in page.text

    at_desk(region, "XA", use)


def test_a_publication_for_two_people_says_who_asked_first(region: Notices) -> None:
    region["XA"].signoff = {"publish_notice": "two_people"}
    region["XA"].start()
    notice_id = region.draft()

    async def use(console: ConsoleClient) -> None:
        await done(console, f"/notices/{notice_id}/publish", {})
        page = await page_of(console, f"/notices/{notice_id}")
        assert "has asked to publish it" in page.text
        assert "In force" not in page.text

    at_desk(region, "XA", use)

    async def second(console: ConsoleClient) -> None:
        await done(console, f"/notices/{notice_id}/publish", {})
        page = await page_of(console, f"/notices/{notice_id}")
        assert "A second person must" not in page.text
        assert "In force" in page.text

    at_desk(region, "XA", second, Role.OFFICER, Role.APPROVER)


def test_what_the_first_of_two_people_said_stands_ready_for_the_second(region: Notices) -> None:
    region["XA"].signoff = {"cancel_notice": "two_people", "confirm_hit": "two_people"}
    region["XA"].start()
    notice_id, hit_id = region.found_and_asked()

    async def first(console: ConsoleClient) -> None:
        answered = {**COMPARED, "answer": "CONFIRMED", "instruction": "HOLD_AS_EVIDENCE"}
        await done(console, f"/hits/{hit_id}/answer", answered)
        page = await page_of(console, f"/hits/{hit_id}")
        assert "has confirmed it" in page.text
        assert "Confirm as the second person" in page.text
        cancelled = {"why": "WRONG_WEAPON", "reason": "Two digits were swapped"}
        await done(console, f"/notices/{notice_id}/cancel", cancelled)
        page = await page_of(console, f"/notices/{notice_id}")
        assert "has asked to cancel it" in page.text
        assert "Two digits were swapped" in page.text

    at_desk(region, "XA", first)

    async def second(console: ConsoleClient) -> None:
        page = await page_of(console, f"/hits/{hit_id}/answer")
        assert 'value="HOLD_AS_EVIDENCE" checked' in page.text
        answered = {**COMPARED, "answer": "CONFIRMED", "instruction": "HOLD_AS_EVIDENCE"}
        await done(console, f"/hits/{hit_id}/answer", answered)
        assert "has confirmed it" not in (await page_of(console, f"/hits/{hit_id}")).text
        page = await page_of(console, f"/notices/{notice_id}/cancel")
        assert "Two digits were swapped" in page.text
        cancelled = {"why": "WRONG_WEAPON", "reason": "Two digits were swapped"}
        await done(console, f"/notices/{notice_id}/cancel", cancelled)
        page = await page_of(console, f"/notices/{notice_id}")
        assert "Cancelled: never valid" in page.text

    at_desk(region, "XA", second, Role.OFFICER, Role.APPROVER)


def test_notices_of_other_states_are_read_and_changed_by_nobody_here(region: Notices) -> None:
    notice_id = region.publish()

    async def use(console: ConsoleClient) -> None:
        page = await page_of(console, f"/notices/{notice_id}")
        assert "Who has applied which version" not in page.text
        assert "We may have this weapon" in page.text
        assert (await console.fill_in(f"/notices/{notice_id}/validate", {})).status == 422
        assert notice_id in (await page_of(console, "/notices?whose=others")).text
        assert notice_id not in (await page_of(console, "/notices?whose=ours")).text

    at_desk(region, "XB", use)


def test_a_hit_is_asked_confirmed_acted_on_and_the_weapon_reported(region: Notices) -> None:
    region.publish()
    region.seize()
    hit_id = region.only_hit()

    async def ask(console: ConsoleClient) -> None:
        page = await page_of(console, "/hits")
        assert hit_id in page.text
        page = await page_of(console, f"/hits/{hit_id}")
        for words in ("GH 20417", "the numbers are equal", "A: exact match", "Ask the owner"):
            assert words in page.text
        urgent = {"event": "SEIZED", "priority": "URGENT", "sole_basis_for_detention": "1"}
        refused = await console.fill_in(f"/hits/{hit_id}/ask", {**COMPARED, **urgent})
        assert refused.status == 422
        asked = {**COMPARED, **urgent, "urgency_justification": "A man is held"}
        await done(console, f"/hits/{hit_id}/ask", asked)
        region.clock.advance(ms=4 * MINUTE_MS)
        page = await page_of(console, f"/hits/{hit_id}")
        assert "6 minutes" in page.text  # of the ten that an urgent request has
        assert "Request 1" in page.text

    at_desk(region, "XB", ask)
    region.settle()

    async def confirm(console: ConsoleClient) -> None:
        page = await page_of(console, f"/hits/{hit_id}")
        assert "Somebody is held on this hit alone" in page.text
        answered = {**COMPARED, "answer": "CONFIRMED", "instruction": "SEIZE"}
        await done(console, f"/hits/{hit_id}/answer", answered)

    at_desk(region, "XA", confirm)
    region.settle()

    async def act(console: ConsoleClient) -> None:
        await done(console, f"/hits/{hit_id}/action", {"action": "SEIZED", "text": "In evidence"})
        marks = {
            name.removeprefix("firearm."): value
            for name, value in WEAPON.items()
            if ".marks[" in name
        }
        report = {
            "recovered_on.year": "2026",
            "place": "Port Belm",
            "agency": "Harbour Police",
            "agency_case": "HP/88",
            "condition": "loaded",
            **marks,
        }
        await done(console, f"/hits/{hit_id}/recovery", report)
        went = {"disposition": "RETURNED", "to_state": "XA"}
        await done(console, f"/hits/{hit_id}/disposition", went)
        page = await page_of(console, f"/hits/{hit_id}")
        assert "Returned to its owner" in page.text
        assert hit_id not in (await page_of(console, "/hits")).text
        assert hit_id in (await page_of(console, "/hits?all=1")).text

    at_desk(region, "XB", act)


def test_a_promise_and_unanswered_requests_are_seen_until_the_hit_is_escalated(
    region: Notices,
) -> None:
    _, hit_id = region.found_and_asked()

    async def promise(console: ConsoleClient) -> None:
        promised = {"answer": "IN_PROCESS", "confirm_by_ms": "2026-01-01T02:00"}
        await done(console, f"/hits/{hit_id}/answer", promised)

    at_desk(region, "XA", promise)
    region.settle()

    async def promised(console: ConsoleClient) -> None:
        page = await page_of(console, f"/hits/{hit_id}")
        assert "Will confirm by" in page.text

    at_desk(region, "XB", promised)
    for _ in range(4):
        region.pass_time(3 * HOUR_MS)

    async def wait(console: ConsoleClient) -> None:
        page = await page_of(console, f"/hits/{hit_id}")
        assert "has left 3 requests unanswered" in page.text
        assert "Request 3" in page.text

    at_desk(region, "XB", wait)


def test_a_cancelled_notice_alerts_whoever_acts_on_a_hit(region: Notices) -> None:
    notice_id, hit_id = region.found_and_asked()

    async def cancel(console: ConsoleClient) -> None:
        fields = {"why": "NEVER_LOST", "reason": "It lay in the armoury"}
        await done(console, f"/notices/{notice_id}/cancel", fields)

    at_desk(region, "XA", cancel)
    region.settle()

    async def look(console: ConsoleClient) -> None:
        page = await page_of(console, f"/hits/{hit_id}")
        assert "do not act on this hit" in page.text
        assert "The notice was cancelled" in page.text

    at_desk(region, "XB", look)


def test_a_weapon_without_a_number_is_matched_by_hand_and_dismissed(region: Notices) -> None:
    notice_id = region.publish()

    async def use(console: ConsoleClient) -> None:
        unread = {
            **WEAPON,
            "firearm.marks[0].text": "",
            "firearm.marks[0].condition": "OBLITERATED",
        }
        found = {**unread, "reference": "HP/90", "event": "FOUND", "why": "The same engraving"}
        hit = await done(console, f"/notices/{notice_id}/hit", found)
        page = await page_of(console, hit)
        assert "matched by hand" in page.text
        await done(console, f"{hit}/dismiss", {"reason": "MARKS_DIFFER", "text": "Other engraving"})
        page = await page_of(console, hit)
        assert "This hit is closed." in page.text

    at_desk(region, "XB", use)


def test_hostile_words_are_harmless_and_every_language_is_spoken(region: Notices) -> None:
    hostile = "<script>alert(1)</script>\u202egnp\"'&" + "x" * 150
    notice_id = region.publish(theft(pistol(maker_text=hostile), loss_place=hostile))
    region.seize("XB", pistol(maker_text=hostile))
    hit_id = region.only_hit()
    region.ask(hit_id, text=hostile)

    async def use(console: ConsoleClient) -> None:
        for language in NAMES:
            await console.post("/language", {"language": language, "to": "/console/"})
            for path in (
                "/notices",
                "/hits",
                f"/notices/{notice_id}",
                f"/hits/{hit_id}",
                f"/hits/{hit_id}/answer",
            ):
                page = await page_of(console, path)
                assert f'<html lang="{language}"' in page.text
                assert "<script>alert" not in page.text
                assert "\u202e" not in page.text

    at_desk(region, "XA", use)


def test_an_auditor_reads_and_is_offered_nothing_to_do(region: Notices) -> None:
    notice_id, hit_id = region.found_and_asked()

    async def use(console: ConsoleClient) -> None:
        page = await page_of(console, f"/notices/{notice_id}")
        assert f"/console/notices/{notice_id}/amend" not in page.text
        page = await page_of(console, f"/hits/{hit_id}")
        assert f"/console/hits/{hit_id}/answer" not in page.text
        for path in ("/notices/new", f"/notices/{notice_id}/cancel", f"/hits/{hit_id}/answer"):
            assert (await console.get(path)).status == 403

    at_desk(region, "XA", use, Role.AUDITOR)
