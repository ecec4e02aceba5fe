"""A hit on a notice of a stolen pistol, confirmed by its owner before the clock runs out."""

import pytest
from accord_demo.lost import Loss
from browsing import Desks, fill_in, follow, screenshot, seen, send
from console_region import ConsoleRegion
from console_stories import hit_awaited
from people_kit import Person
from playwright.sync_api import expect
from rich.console import Console

from accord.cases.hit_life import HitState
from accord.cases.hit_requirements import IDENTIFYING
from node.people.rights import Role

SERIALS = {"en": "BP 730118", "fr": "BP 730241", "ar": "BP 730355"}
COMPARED = {f"compared[{row}].result": "SAME" for row in range(len(IDENTIFYING))}
FOUND = {
    **COMPARED,
    "event": "SEIZED",
    "priority": "URGENT",
    "sole_basis_for_detention": "1",
    "urgency_justification": "The driver is held on this hit alone.",
    "found_on.year": "2025",
    "found_on.month": "2",
    "found_on.day": "3",
    "found_place": "border crossing, Tarn",
}


@pytest.fixture
def duarte(region: ConsoleRegion) -> Person:
    return region.person("XC", "duarte", Role.OFFICER)


@pytest.fixture
def orlu(region: ConsoleRegion) -> Person:
    return region.person("XB", "orlu", Role.OFFICER)


@pytest.mark.parametrize("language", SERIALS)
def test_a_hit_is_confirmed_within_its_clock(
    desks: Desks, region: ConsoleRegion, duarte: Person, orlu: Person, language: str
) -> None:
    loss = Loss(Console(quiet=True), region)
    notice_id = loss.announce(SERIALS[language])
    _, hit_id = loss.seize(SERIALS[language])

    finder = desks.at(duarte, f"/hits/{hit_id}", language=language)
    follow(finder, "/ask")
    fill_in(finder, FOUND)
    screenshot(finder, f"hit-question-{language}")
    send(finder)
    asked = hit_awaited(region, "XC", hit_id, HitState.CONFIRMATION_REQUESTED)
    assert asked.summary.answer_by is not None
    seen(finder, "hit-asked", language)

    hit_awaited(region, "XB", hit_id, HitState.CONFIRMATION_REQUESTED)
    owner = desks.at(orlu, f"/hits/{hit_id}", language=language)
    expect(owner.locator(".ring svg")).to_be_visible()  # the countdown
    seen(owner, "hit-to-answer", language)
    follow(owner, "/answer")
    fill_in(owner, {**COMPARED, "instruction": "RETURN_TO", "return_to": "XB"})
    send(owner)
    answered = hit_awaited(region, "XC", hit_id, HitState.CONFIRMED)
    assert answered.summary.updated_ms < asked.summary.answer_by.due_ms
    seen(finder, "hit-confirmed", language)
    finder.goto(f"{region.address('XC')}/notices/{notice_id}")
    seen(finder, "notice", language)
    owner.goto(f"{region.address('XB')}/notices/{notice_id}")
    seen(owner, "notice-matrix", language)
