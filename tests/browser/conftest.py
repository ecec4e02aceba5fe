"""A browser and a region for each file: its consoles are used as officers use them."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from browsing import PATIENCE_MS, Desks, opened
from console_region import ConsoleRegion, running_consoles
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from programs import missing


# Not for the session: while Playwright runs, no other test of this process may have a loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    chromium = shutil.which("chromium")
    if chromium is None:
        missing("needs a browser: apt-get install chromium fonts-noto-core", "chromium")
    unconfined = ["--no-sandbox"] if os.getuid() == 0 else []
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=unconfined)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def region(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleRegion]:
    """Three States; only where there is a browser to look at them."""
    with running_consoles(tmp_path_factory.mktemp("region")) as running:
        yield running


@pytest.fixture
def desks(browser: Browser, region: ConsoleRegion) -> Iterator[Desks]:
    """Where the region's people work, each in a browser of their own."""
    with ExitStack() as stack:
        yield Desks(browser, region, stack)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody's browser, on a desktop and in English."""
    with opened(browser) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page of it."""
    return context.new_page()
