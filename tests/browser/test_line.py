"""A poor line, a line that goes down, an impatient hand and a session that ends meanwhile."""

import re

import pytest
from browsing import Desks, Line, assert_accessible, fill_in, screenshot, send, sign_in
from console_region import ConsoleRegion
from console_stories import WEAPON, awaited, opened_case, rifle, searched, seized
from people_kit import Person
from playwright.sync_api import Page, Request, expect

from node.api.bodies import CaseList
from node.casework.views import CaseSummary
from node.cli.client import path
from node.people.rights import Role

FIRST, LATER = 100_000, 30_000  # bytes
# Counts what is really sent, and presses once more each time.
PRESSED_AGAIN = """button => addEventListener("submit", event => {
  if (event.defaultPrevented) return;
  sessionStorage.sends = Number(sessionStorage.sends ?? 0) + 1;
  setTimeout(() => button.click());
})"""


@pytest.fixture
def ana(region: ConsoleRegion) -> Person:
    return region.person("XC", "ana", Role.OFFICER)


@pytest.fixture
def home(region: ConsoleRegion) -> str:
    return f"{region.address('XC')}/"


def sent(page: Page) -> list[Request]:
    """The forms that the page sends from now on."""
    found: list[Request] = []
    page.on("request", lambda one: found.append(one) if one.method == "POST" else None)
    return found


def test_pages_are_light_enough_for_64_kbit_a_second(page: Page, home: str, ana: Person) -> None:
    line = Line(page)
    page.goto(home)
    assert line.count() < FIRST
    sign_in(page, ana)
    expect(page.locator("header .who")).to_be_visible()
    assert line.count() < LATER
    for address in addresses(page):
        page.goto(address)
        assert line.count() < LATER, address


def addresses(page: Page) -> list[str]:
    """Where the menu leads."""
    return [
        str(one.evaluate("link => link.href")) for one in page.locator("#menu li a[href]").all()
    ]


def test_a_lost_line_loses_nothing_that_was_typed(page: Page, home: str, ana: Person) -> None:
    page.goto(home)
    code = ana.code()
    page.context.set_offline(True)
    page.fill("[name=name]", ana.name)
    page.fill("[name=password]", ana.password)
    page.fill("[name=code]", code)
    page.click("main form.form button.main")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=code]")).to_have_value(code)
    page.context.set_offline(False)
    page.click("main form.form button.main")
    expect(page.locator("header .who")).to_have_text(ana.name)


def test_a_form_that_is_sent_twice_is_sent_once(page: Page, home: str, ana: Person) -> None:
    page.goto(home)
    page.fill("[name=name]", ana.name)
    page.fill("[name=password]", ana.password)
    page.fill("[name=code]", ana.code())
    forms = sent(page)
    page.dblclick("main form.form button.main")
    expect(page.locator("header .who")).to_have_text(ana.name)
    assert len(forms) == 1


def test_what_was_typed_comes_back_after_the_page_was_left(desks: Desks, ana: Person) -> None:
    page = desks.at(ana, "/traces/new")
    fill_in(page, WEAPON)
    page.goto(f"{page.url.rpartition('/traces')[0]}/")
    page.go_back()
    page.reload()
    box = page.locator("[name='firearm.maker_text']")
    expect(box).to_have_value("")
    page.locator(".bar button").first.click()
    expect(box).to_have_value(WEAPON["firearm.maker_text"])


def test_a_session_that_ends_while_somebody_types_loses_nothing(
    desks: Desks, region: ConsoleRegion, ana: Person
) -> None:
    page = desks.at(ana, "/traces/new")
    fill_in(page, WEAPON)
    region.clock.advance(hours=1)
    send(page)
    sign_in(page, ana)
    page.locator("header .who").wait_for()
    for name, value in WEAPON.items():
        box = page.locator(f'[name="{name}"]:is([type=checkbox], [type=radio])[value="{value}"]')
        if box.count():
            expect(box).to_be_checked()
        else:
            expect(page.locator(f'[name="{name}"]')).to_have_value(value)
    send(page)
    assert re.search(r"/cases/XC-\d+-\d+", page.url)


def test_a_case_is_opened_once_however_often_the_button_is_pressed(
    desks: Desks, region: ConsoleRegion, ana: Person
) -> None:
    before = len(cases(region))
    page = desks.at(ana, "/traces/new")
    fill_in(page, WEAPON)
    button = page.locator("main form.form button.main").last
    button.evaluate(PRESSED_AGAIN)
    button.dblclick()
    page.wait_for_url("**/cases/*")
    assert page.evaluate("sessionStorage.sends") == "1"
    assert len(cases(region)) == before + 1


def test_what_somebody_typed_is_offered_to_nobody_else_in_the_tab(
    desks: Desks, region: ConsoleRegion
) -> None:
    iva, eva = (region.person("XC", name, Role.OFFICER) for name in ("iva", "eva"))
    page = desks.at(iva, "/traces/new")
    fill_in(page, {"recovery_place": "Alto Brenal"})
    page.reload()
    expect(page.locator(".bar")).to_be_visible()  # her own
    page.context.clear_cookies()
    page.goto(page.url)
    sign_in(page, eva)
    expect(page.locator("header .who")).to_have_text("eva")
    expect(page.locator(".bar")).to_have_count(0)
    fill_in(page, {"recovery_place": "Alto Brenal"})
    with page.expect_navigation():
        page.locator("form[action$='/sign-out'] button").click()
    assert page.evaluate("sessionStorage.length") == 0


def test_two_officers_who_change_one_case_learn_of_each_other(
    desks: Desks, region: ConsoleRegion, ana: Person
) -> None:
    eva = region.person("XC", "eva", Role.OFFICER)
    case_id = opened_case(region, seized(rifle()))
    awaited(region, case_id, searched)
    first, second = (desks.at(one, f"/cases/{case_id}/revise") for one in (ana, eva))
    reasons = "The restored number is clearer.", "The barrel bears a mark too."
    for page, reason in zip((first, second), reasons, strict=True):
        fill_in(page, {"reason": reason})
        send(page)
    expect(first.locator("#case")).to_be_visible()
    expect(second.locator("#fault")).to_be_visible()
    expect(second.locator("[name=reason]")).to_have_value(reasons[1])
    assert_accessible(second)
    screenshot(second, "changed-meanwhile")
    send(second)
    expect(second.locator("#case")).to_be_visible()


def cases(region: ConsoleRegion) -> tuple[CaseSummary, ...]:
    """Every case of the State."""
    return region.client("XC").get(path("cases"), CaseList).cases
