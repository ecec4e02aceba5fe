"""A poor line, a line that goes down, an impatient hand and a session that ends meanwhile."""

import pytest
from browsing import Line, enter, sign_in
from console_region import ConsoleRegion
from people_kit import Person
from playwright.sync_api import Page, Request, expect

from node.people.rights import Role

FIRST, LATER = 100_000, 30_000  # bytes


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


def test_a_session_that_ended_leads_back_to_the_same_page(
    page: Page, region: ConsoleRegion, home: str, ana: Person
) -> None:
    enter(page, f"{home}account", ana)
    expect(page.locator("header .who")).to_be_visible()
    region.clock.advance(hours=1)
    page.reload()
    sign_in(page, ana)
    expect(page).to_have_url(f"{home}account")
