"""A form in a browser that runs no script: rows come and go, and Enter sends it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import pytest
from browsing import assert_accessible, opened
from form_browser import rendered
from playwright.sync_api import Browser, Page, Route, expect

from node.api.bodies import Revision
from node.console.forms.form import Again, Form
from node.console.forms.spec import FieldSpec
from node.console.forms.view import FormView

ADDRESS = "http://forms.invalid/send"  # answered by the test itself
FORM = Form(Revision, spec={"firearm.marks": FieldSpec(rows=1, row="Mark")})
TEXTS = "[name$='].text']"


@dataclass
class Site:
    """Answers the browser with the form, and keeps what became of it."""

    bodies: list[Any] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        posted = parse_qsl(route.request.post_data or "", keep_blank_values=True)
        read = FORM.read(posted) if route.request.method == "POST" else None
        view: FormView | None = FORM.new()
        if isinstance(read, Again):
            view = FORM.again(read)
        elif read is not None:
            self.bodies.append(read.body)
            view = None
        text = rendered(view) if view else "<p>Done</p>"
        whole = f'<html lang="en"><title>Form</title><main><h1>Form</h1>{text}</main></html>'
        route.fulfill(body=f"<!doctype html>{whole}", content_type="text/html; charset=utf-8")


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def plain(browser: Browser, site: Site) -> Iterator[Page]:
    with opened(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.route("**/*", site.answer)
        page.goto(ADDRESS)
        yield page


def test_rows_are_added_and_removed_without_a_script(plain: Page, site: Site) -> None:
    plain.fill(TEXTS, "AB 1?4")
    plain.click("[name='_more.firearm.marks']")
    expect(plain.locator(TEXTS)).to_have_count(2)
    expect(plain.locator(TEXTS).first).to_have_value("AB 1?4")
    expect(plain.locator("[name='firearm.marks[1].kind']")).to_be_focused()
    plain.fill("[name='firearm.marks[1].text']", "سلاح ١٢")
    plain.select_option("[name='firearm.marks[1].kind']", "MODEL")
    plain.select_option("[name='firearm.marks[1].condition']", "INTACT")
    plain.click("[name='_less.firearm.marks[0]']")
    expect(plain.locator(TEXTS)).to_have_count(1)
    plain.fill("[name=reason]", "seen again")
    plain.click("form button.main")
    expect(plain.locator("p")).to_have_text("Done")
    (body,) = site.bodies
    assert [mark.text for mark in body.firearm.marks] == ["سلاح ١٢"]


def test_enter_sends_the_form_and_the_first_error_is_one_tab_away(plain: Page, site: Site) -> None:
    plain.fill(TEXTS, "AB 1?4")
    plain.fill("[name=reason]", "seen again")
    plain.locator(TEXTS).press("Enter")
    expect(plain.locator(".error-summary")).to_be_focused()
    plain.keyboard.press("Tab")
    plain.keyboard.press("Enter")
    expect(plain.locator("[name='firearm.marks[0].kind']")).to_be_focused()
    expect(plain.locator(TEXTS)).to_have_value("AB 1?4")
    assert site.bodies == []


def test_a_form_with_errors_shuts_nobody_out(page: Page, site: Site) -> None:
    page.route("**/*", site.answer)
    page.goto(ADDRESS)
    assert_accessible(page)
    page.fill(TEXTS, "AB 1?4")
    page.fill("[name=reason]", "seen again")
    page.click("form button.main")
    expect(page.locator(".error-summary li")).to_have_count(2)
    assert_accessible(page)
