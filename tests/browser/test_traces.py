"""A trace between three States, as two officers and an approver see it."""

from typing import Any

import pytest
from browsing import PHONE, Desks, assert_accessible, fill_in, follow, screenshot, seen, send
from console_region import ConsoleRegion
from console_stories import (
    WEAPON,
    answered,
    awaited,
    hostile,
    inbox,
    opened_case,
    rifle,
    searched,
    seized,
)
from people_kit import Person
from playwright.sync_api import expect

from accord.cases.codes import Disposition, Outcome, WhyYou
from node.api.bodies import Created, NewLeg
from node.casework.views import Standing
from node.cli.client import path
from node.people.rights import Role

LANGUAGES = ["en", "fr", "ar"]


@pytest.fixture
def duarte(region: ConsoleRegion) -> Person:
    return region.person("XC", "duarte", Role.OFFICER)


@pytest.fixture
def ilves(region: ConsoleRegion) -> Person:
    return region.person("XB", "ilves", Role.OFFICER)


@pytest.fixture
def saar(region: ConsoleRegion) -> Person:
    return region.person("XB", "saar", Role.APPROVER)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rifle_is_traced_through_three_states(
    desks: Desks,
    region: ConsoleRegion,
    duarte: Person,
    ilves: Person,
    saar: Person,
    language: str,
) -> None:
    corvina = desks.at(duarte, "/traces/new", language=language)
    fill_in(corvina, WEAPON)
    expect(corvina.locator("#check .notice.good")).to_be_visible()  # complete, before it is sent
    assert_accessible(corvina)
    screenshot(corvina, f"new-trace-{language}")
    send(corvina)
    case_id = corvina.url.rpartition("/")[2].partition("?")[0]
    awaited(region, case_id, searched)
    corvina.reload()
    follow(corvina, "/ask")
    expect(corvina.locator("[name=state]")).to_have_value("XA")
    send(corvina)
    awaited(region, case_id, answered("XA"))
    seen(corvina, "case-referred", language)
    follow(corvina, "/follow")
    send(corvina)

    waiting = inbox(region, "XB", case_id)
    belmara = desks.at(ilves, f"/requests/{waiting}", language=language)
    seen(belmara, "request-proposed", language)
    follow(belmara, "/approve")
    send(belmara)
    expect(belmara.locator("#waiting")).to_be_visible()
    expect(belmara.locator('main a[href$="/release"]')).to_have_count(0)  # not by the same person

    approver = desks.at(saar, f"/requests/{waiting}", language=language)
    seen(approver, "request-second-person", language)
    follow(approver, "/release")
    send(approver)
    expect(approver.locator("#waiting")).to_have_count(0)

    awaited(region, case_id, lambda case: case.proposed_outcome is not None)
    seen(corvina, "case-established", language)
    follow(corvina, "/accept-outcome")
    send(corvina)
    case = awaited(region, case_id, lambda case: case.summary.standing is Standing.CLOSED)
    seen(corvina, "case-closed", language)
    outcome = case.summary.outcome
    assert outcome is not None
    assert outcome.outcome is Outcome.TRACED_INTERNATIONAL
    assert outcome.point_of_diversion is not None
    assert outcome.point_of_diversion.state == "XB"
    assert [leg.member for leg in case.legs] == ["XA", "XB"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_refused_on_a_ground_by_two_people(
    desks: Desks, region: ConsoleRegion, duarte: Person, ilves: Person, saar: Person, language: str
) -> None:
    case_id = opened_case(region, seized(rifle()))
    awaited(region, case_id, searched)
    leg = NewLeg(state="XB", why=WhyYou.LAST_LEGAL_IMPORT)
    region.client("XC").post(path("cases", case_id, "legs"), leg, Created)
    waiting = inbox(region, "XB", case_id)

    belmara = desks.at(ilves, f"/requests/{waiting}", language=language)
    follow(belmara, "/refuse")
    reasons = "An investigation into the dealer is open until June."
    fill_in(belmara, {"explanation": reasons})
    send(belmara)  # without a ground: not yet
    expect(belmara.locator("[aria-invalid=true]").first).to_be_visible()
    assert_accessible(belmara)
    screenshot(belmara, f"refusal-incomplete-{language}")
    fill_in(belmara, {"grounds": "G1"})
    send(belmara)
    expect(belmara.locator("#waiting")).to_be_visible()
    belmara.goto(f"{belmara.url.partition('?')[0]}/release")
    send(belmara)  # the same person is refused the release
    expect(belmara.get_by_role("alert")).to_be_visible()
    screenshot(belmara, f"release-refused-{language}")

    approver = desks.at(saar, f"/requests/{waiting}", language=language)
    follow(approver, "/release")
    send(approver)
    case = awaited(region, case_id, answered("XB"))
    assert case.legs[0].response is not None
    assert case.legs[0].response.disposition is Disposition.REFUSED
    corvina = desks.at(duarte, f"/cases/{case_id}", language=language)
    expect(corvina.locator("#legs")).to_contain_text(reasons)
    assert_accessible(corvina)
    screenshot(corvina, f"case-refused-{language}")


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desktop", "phone"])
def test_strangers_words_are_shown_harmlessly(
    desks: Desks, region: ConsoleRegion, duarte: Person, viewport: dict[str, int] | None
) -> None:
    case_id = opened_case(region, hostile(seized(rifle())))
    options: dict[str, Any] = {"viewport": viewport} if viewport else {}
    page = desks.at(duarte, f"/cases/{case_id}", **options)
    expect(page.locator("main")).to_contain_text("<script>")
    expect(page.locator("main")).to_contain_text("⟨U+202E⟩")
    assert "taken" not in page.title()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)
    screenshot(page, f"hostile-{'phone' if viewport else 'desktop'}")
