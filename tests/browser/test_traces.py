"""A trace between three States, as two officers and an approver see it."""

import pytest
from browsing import PHONE, assert_accessible, enter, opened, screenshot
from console_region import ConsoleRegion
from console_stories import hostile, opened_case, rifle, seized
from people_kit import Person
from playwright.sync_api import Browser, expect

from node.people.rights import Role


@pytest.fixture
def duarte(region: ConsoleRegion) -> Person:
    return region.person("XC", "duarte", Role.OFFICER)


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desktop", "phone"])
def test_strangers_words_are_shown_harmlessly(
    browser: Browser, region: ConsoleRegion, duarte: Person, viewport: dict[str, int] | None
) -> None:
    opened_case(region, seized(rifle()))
    case_id = opened_case(region, seized(hostile(rifle())))
    with opened(browser, **({"viewport": viewport} if viewport else {})) as context:
        page = context.new_page()
        enter(page, f"{region.address('XC')}/", duarte)
        row = page.locator("main tr", has_text=case_id)
        expect(row).to_contain_text("<script>")
        expect(row).to_contain_text("⟨U+202E⟩")
        assert "taken" not in page.title()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert_accessible(page)
        screenshot(page, f"hostile-{'phone' if viewport else 'desktop'}")
