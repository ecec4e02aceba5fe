"""Every page that a link leads to: it opens, shuts nobody out, is light, and fits a phone."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from accord_demo.diverted import Diversion
from accord_demo.lost import Loss
from browsing import PHONE, Line, assert_accessible, enter, opened, screenshot
from console_region import ConsoleRegion
from console_stories import opened_case, rifle, seized
from people_kit import Person
from playwright.sync_api import Browser, Page
from rich.console import Console

from node.people.rights import Role

MOST = 120
LATER = 30_000  # bytes
_ID = re.compile(r"/[^/]*\d[^/]*")  # ids hold digits, names of pages do not


@pytest.fixture(scope="module")
def everybody(region: ConsoleRegion) -> Person:
    """Somebody who may see every page, in a State where much has happened."""
    quiet = Console(quiet=True)
    transfer = Diversion(quiet, region)
    transfer.certify()
    transfer_id = transfer.license()
    transfer.ship(transfer_id)
    transfer.deliver(transfer_id)
    loss = Loss(quiet, region)
    loss.announce("BP 730118")
    loss.seize("BP 730118")
    opened_case(region, seized(rifle()))
    return region.person("XC", "everybody", *Role)


def links(page: Page) -> list[str]:
    """Where the page leads within its console; files to download are no pages."""
    found = page.evaluate(
        "[...document.querySelectorAll('a[href]:not([download])')]"
        ".map(one => new URL(one.getAttribute('href'), location).href)"
    )
    home = urlsplit(page.url)
    return [
        one.partition("#")[0]
        for one in found
        if urlsplit(one).netloc == home.netloc and urlsplit(one).path.startswith("/console")
    ]


def kind(address: str) -> str:
    """Pages that differ in what they are about are the same page."""
    return _ID.sub("/one", urlsplit(address).path)


def too_wide(page: Page) -> bool:
    """Whether one must scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def every_page(page: Page, start: str) -> Iterator[tuple[str, int]]:
    """Goes to one page of each kind; gives its kind, and the status of its answer."""
    waiting, seen = [start], {kind(start)}
    while waiting:
        address = waiting.pop(0)
        answer = page.goto(address)
        yield kind(address), answer.status if answer else 0
        for link in links(page):
            if kind(link) not in seen:
                seen.add(kind(link))
                waiting.append(link)
        assert len(seen) < MOST


@pytest.mark.timeout(300)
def test_every_page_is_accessible_and_light(
    browser: Browser, region: ConsoleRegion, everybody: Person
) -> None:
    home = f"{region.address('XC')}/"
    wrong = []
    with opened(browser) as context:
        page = context.new_page()
        enter(page, home, everybody)
        line = Line(page, slow=False)
        for what, status in every_page(page, home):
            weight = line.count()
            if status >= 400 or weight >= LATER or too_wide(page):
                wrong.append(f"{what}: status {status}, {weight} bytes, or too wide")
            try:
                assert_accessible(page)
            except AssertionError as error:
                wrong.append(str(error))
            screenshot(page, f"page{what.replace('/console', '').replace('/', '-')}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.timeout(300)
def test_every_page_fits_a_phone_from_right_to_left(
    browser: Browser, region: ConsoleRegion, everybody: Person
) -> None:
    home = f"{region.address('XC')}/"
    wide = []
    with opened(browser, viewport=PHONE, locale="ar") as context:
        page = context.new_page()
        enter(page, home, everybody)
        for what, _ in every_page(page, home):
            if too_wide(page):
                wide.append(what)
            screenshot(page, f"phone-ar{what.replace('/console', '').replace('/', '-')}")
    assert not wide, wide
