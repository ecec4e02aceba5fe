"""Every page of both consoles: it opens, shuts nobody out, is light, and fits a phone."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from browsing import Line, enter, looked_at, opened
from busy_region import SECRETARIAT, BusyRegion
from console_region import ConsoleRegion
from hub_papers import enrolment, suspension
from page_table import PageTable
from people_kit import Person
from playwright.sync_api import Browser, Page

from hub.console.app import BASE as HUB_BASE
from hub.console.opening import ROOMS as HUB_ROOMS
from node.console.console import BASE
from node.console.opening import ROOMS
from node.people.rights import Role

pytestmark = pytest.mark.timeout(900)  # of the first test, which waits for all that happens before
MOST = 10  # addresses of one row to which links are followed
FIRST_LOAD, LATER = 100_000, 30_000  # bytes
TABLE = PageTable(BASE, {page.name: page.path for room in ROOMS for page in room.pages})
HUB = PageTable(HUB_BASE, {page.name: page.path for room in HUB_ROOMS for page in room.PAGES})

# Rows that answer with no page of their own.
NO_PAGE: Mapping[str, str] = {
    "alarm": "a file: the proof behind an alarm",
    "check-weapon": "a part of the form of a new trace, which posts to it",
    "exportRegister": "a file",
    "exportReturn": "a file",
    "first-steps": "leads on whoever has taken them; tests/browser/test_door.py takes them",
    "handoverContent": "a file",
    "sign-out": "a button",
    "suggestions": "a part of the form of a new trace",
}
NO_PAGE_OF_THE_HUB = frozenset({"first-steps", "sign-out"})
# Acts that are nobody's next step in this region, and why; they are opened by their addresses.
_REASONS: Mapping[str, str] = {
    "no register of ours holds a weapon of a case": "decideOwnRecord",
    "a button of the case's page posts to it": "evidence",
    "nothing was lost on the way": (
        "distributeNotice resendAnswer resendInquiryAnswer resumeSending"
    ),
    "transfers have left, but for one that waits for its certificate": (
        "acceptTransitConditions changeTransferRoute authoriseExport askTransit verifyShipment "
        "dispatchShipment confirmExit reportNoEntry reportCheckpoint reportDelivery"
    ),
    "what left is suspected to be diverted, and nothing explains it": (
        "resumeTransfer endTransferRemainder settleTransferContest acceptExplanation "
        "suspectDiversion explainDiscrepancy"
    ),
    "no figures are approved and still here": "sendReturn",
    "every certificate is free, or used by a shipment": "releaseCertificate",
    "no weapon of a hit is seized and not yet returned": "reportRecovery recordDisposition",
}
NOT_OFFERED = frozenset(name for names in _REASONS.values() for name in names.split())


@dataclass(frozen=True)
class Reached:
    """One page of every row, and whose console it is."""

    person: Person
    home: str
    linked: Mapping[str, list[str]]


@pytest.fixture(scope="module")
def reached(browser: Browser, region: ConsoleRegion) -> Mapping[str, Reached]:
    """Where links lead somebody of each State who may see every page; the State found first."""
    BusyRegion(region).begin()
    found = {}
    for member in ("XC", SECRETARIAT, "XB"):
        person = region.person(member, f"everybody-{member.lower()}", *Role)
        home = f"{region.address(member)}/"
        with opened(browser) as context:
            page = context.new_page()
            enter(page, home, person)
            found[member] = Reached(person, home, TABLE.leads(page, home, MOST))
    return found


@pytest.fixture(scope="module")
def addresses(reached: Mapping[str, Reached]) -> Mapping[str, Mapping[str, str]]:
    """By State, one address of each row that an earlier State did not reach."""
    left = [name for name in TABLE.paths if name not in NO_PAGE]
    chosen: dict[str, dict[str, str]] = {member: {} for member in reached}
    for find in (_linked, TABLE.beside):
        for member, one in reached.items():
            met = {name: find(name, one.linked) for name in left}
            chosen[member] |= {name: address for name, address in met.items() if address}
            left = [name for name in left if not met[name]]
    assert not left
    return chosen


def _linked(name: str, found: Mapping[str, list[str]]) -> str:
    return next(iter(found.get(name, ())), "")


def test_links_lead_to_every_page(reached: Mapping[str, Reached]) -> None:
    linked = {name for one in reached.values() for name in one.linked}
    known = linked | NO_PAGE.keys() | NOT_OFFERED
    assert known == TABLE.paths.keys()


def test_every_page_of_the_nodes_is_accessible_and_light_and_fits(
    browser: Browser,
    reached: Mapping[str, Reached],
    addresses: Mapping[str, Mapping[str, str]],
) -> None:
    wrong: list[str] = []
    for member, pages in addresses.items():
        with opened(browser) as context:
            page = context.new_page()
            enter(page, reached[member].home, reached[member].person)
            line = Line(page, slow=False)
            for name, address in pages.items():
                wrong += heavy_or_absent(page, line, address)
                picture = TABLE.picture(name)
                wrong += looked_at(page, f"page-{picture}", f"phone-ar-{picture}")
    assert not wrong, "\n".join(wrong)


def test_every_page_of_the_hub_is_accessible_and_light_and_fits(
    browser: Browser, region: ConsoleRegion, reached: Mapping[str, Reached]
) -> None:
    assert reached  # much has gone through the hub
    now_ms = region.clock.now_ms()
    papers = {
        "requests": enrolment(now_ms),
        "proposals": suspension(region.hub.region, now_ms),
    }
    for folder, paper in papers.items():
        (region.hub_data / folder).mkdir(exist_ok=True)
        (region.hub_data / folder / "waiting.json").write_bytes(paper)
    home, wrong = f"http://{region.hub.console}/", []
    with opened(browser) as context:
        page = context.new_page()
        line = Line(page, slow=False)
        enter(page, home, region.operator("amara"))
        if (weight := line.count()) >= FIRST_LOAD:
            wrong.append(f"the first page: {weight} bytes")
        found = HUB.leads(page, home, MOST)
        line.count()  # what was only fetched
        assert found.keys() | NO_PAGE_OF_THE_HUB == HUB.paths.keys()
        for name, (address, *_) in found.items():
            wrong += heavy_or_absent(page, line, address)
            picture = HUB.picture(name) or "overview"
            wrong += looked_at(page, f"hub-{picture}", f"hub-phone-ar-{picture}")
    assert not wrong, "\n".join(wrong)


def heavy_or_absent(page: Page, line: Line, address: str) -> list[str]:
    """Goes there; what is wrong with the answer."""
    answer = page.goto(address)
    status, weight = answer.status if answer else 0, line.count()
    wrong = status >= 400 or weight >= LATER
    return [f"{address}: status {status}, {weight} bytes"] if wrong else []
