"""The door and the frame: who comes in, in which language, by keyboard, without scripts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from browsing import PHONE, assert_accessible, enter, looked_at, opened, screenshot, send, sign_in
from console_region import ConsoleRegion
from people_kit import Person
from playwright.sync_api import Browser, Page, expect

from node.people.rights import Role
from node.store.engine import Store

LANGUAGES = ("en", "fr", "es", "pt", "ar")


@pytest.fixture
def ana(region: ConsoleRegion) -> Person:
    return region.person("XC", "ana", Role.OFFICER)


@pytest.fixture
def home(region: ConsoleRegion) -> str:
    return f"{region.address('XC')}/"


def signed_in(page: Page, person: Person) -> None:
    """The frame names who reads."""
    expect(page.locator("header .who")).to_have_text(person.name)


def test_an_officer_signs_in_with_password_and_second_factor(
    page: Page, home: str, ana: Person
) -> None:
    page.goto(home)
    assert_accessible(page)
    screenshot(page, "sign-in")
    sign_in(page, ana)
    signed_in(page, ana)
    assert page.url == home
    assert_accessible(page)
    screenshot(page, "work-list")


def test_a_wrong_password_or_code_is_refused_without_saying_which(
    page: Page, home: str, ana: Person
) -> None:
    page.goto(home)
    said = []
    for password, code in (("not this one, surely", ana.code()), (ana.password, "000000")):
        page.fill("[name=name]", ana.name)
        page.fill("[name=password]", password)
        page.fill("[name=code]", code)
        send(page)
        said.append(page.get_by_role("alert").inner_text())
        expect(page.locator("[name=name]")).to_have_value(ana.name)
        expect(page.locator("[name=password]")).to_have_value("")
    assert said[0] == said[1]
    assert_accessible(page)
    sign_in(page, ana)
    signed_in(page, ana)


def test_a_name_is_locked_after_too_many_failures_and_the_page_says_how_long(
    page: Page, region: ConsoleRegion, home: str
) -> None:
    eva = region.person("XC", "eva", Role.OFFICER)
    page.goto(home)
    for _ in range(6):
        page.fill("[name=name]", eva.name)
        page.fill("[name=password]", "guessed and guessed again")
        send(page)
    expect(page.get_by_role("alert")).to_contain_text(re.compile(r"\d (minute|second)"))
    sign_in(page, eva)  # the right password, too soon
    expect(page.get_by_role("alert")).to_be_visible()
    screenshot(page, "sign-in-locked")
    region.clock.advance(seconds=120)
    sign_in(page, eva)
    signed_in(page, eva)


def test_the_first_day_asks_for_a_password_and_an_authenticator(
    page: Page, region: ConsoleRegion, home: str
) -> None:
    newcomer = region.newcomer("XC", "ida", Role.OFFICER)
    page.goto(home)
    page.fill("[name=name]", newcomer.name)
    page.fill("[name=password]", newcomer.first_password)
    send(page)
    page.fill("[name=old]", newcomer.first_password)
    page.fill("[name=new]", newcomer.password)
    page.fill("[name=again]", newcomer.password)
    assert_accessible(page)
    send(page)
    newcomer.secret = page.locator("[name=secret]").input_value()
    assert_accessible(page)
    screenshot(page, "first-day-authenticator")
    page.fill("[name=code]", newcomer.code())
    send(page)
    assert_accessible(page)
    screenshot(page, "first-day-recovery-codes")
    page.goto(home)
    signed_in(page, newcomer)


def test_one_browser_is_at_two_states_consoles(
    page: Page, region: ConsoleRegion, home: str, ana: Person
) -> None:
    ilves = region.person("XB", "ilves", Role.OFFICER)
    enter(page, home, ana)
    enter(page, f"{region.address('XB')}/", ilves)
    signed_in(page, ilves)
    page.goto(home)
    signed_in(page, ana)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reader_chooses_a_language_and_it_stays(
    page: Page, home: str, ana: Person, language: str
) -> None:
    page.goto(home)
    if language != "en":
        with page.expect_navigation():
            page.select_option("#language", language)
    html = page.locator("html")
    expect(html).to_have_attribute("lang", language)
    expect(html).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    sign_in(page, ana)
    signed_in(page, ana)
    expect(html).to_have_attribute("lang", language)
    assert_accessible(page)
    screenshot(page, f"work-list-{language}")


def test_the_language_is_the_browser_s_until_somebody_chooses(browser: Browser, home: str) -> None:
    with opened(browser, locale="ar-TN") as context:
        page = context.new_page()
        page.goto(home)
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        screenshot(page, "sign-in-ar")


def test_everything_works_without_scripts(browser: Browser, home: str, ana: Person) -> None:
    with opened(browser, java_script_enabled=False) as context:
        page = context.new_page()
        enter(page, home, ana)
        signed_in(page, ana)
        page.select_option("#language", "fr")
        page.click("form.languages button")
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        page.locator("header form:not(.languages) button").click()
        expect(page.locator("[name=password]")).to_be_visible()


def test_somebody_signs_in_and_finds_the_content_by_keyboard_alone(
    page: Page, home: str, ana: Person
) -> None:
    page.goto(home)
    keys = page.keyboard
    page.locator("[name=name]").focus()
    for text in (ana.name, ana.password, ana.code()):
        keys.type(text)
        keys.press("Tab")
    keys.press("Enter")  # the button that the last Tab reached
    signed_in(page, ana)
    keys.press("Tab")
    expect(page.locator(":focus")).to_have_class("skip")
    keys.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_frame_fits_a_phone(browser: Browser, home: str, ana: Person) -> None:
    with opened(browser, viewport=PHONE) as context:
        page = context.new_page()
        enter(page, home, ana)
        signed_in(page, ana)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        screenshot(page, "work-list-phone")
        page.click(".menu-open")
        page.locator("#menu a[href]").last.click()
        signed_in(page, ana)
        assert_accessible(page)


def test_what_is_not_possible_is_said_to_everybody_with_what_helps(
    page: Page, region: ConsoleRegion, home: str, ana: Person
) -> None:
    enter(page, home, ana)
    wrong = []
    with damaged(region.nodes["XC"].store):
        for status, path in ((403, "accounts"), (404, "nowhere"), (500, "signatories")):
            answer = page.goto(home + path)
            assert answer is not None
            assert answer.status == status
            wrong += looked_at(page, f"fault-{status}", f"fault-{status}-phone-ar")
    assert not wrong, "\n".join(wrong)


@contextmanager
def damaged(store: Store) -> Iterator[None]:
    """Whoever may sign certificates cannot be found."""
    with store.begin() as tx:
        tx.exec_driver_sql("ALTER TABLE signatory RENAME TO lost")
    yield
    with store.begin() as tx:
        tx.exec_driver_sql("ALTER TABLE lost RENAME TO signatory")
