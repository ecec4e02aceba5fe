from dataclasses import replace
from io import StringIO

import pytest
from api_fake import case_of
from rich.console import Console

from node.casework.views import CaseDetail, Standing
from node.cli import watch


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "POLL_SECONDS", 0.001)


def standing(value: Standing) -> CaseDetail:
    detail = case_of("XA-1")
    return replace(detail, summary=replace(detail.summary, standing=value))


@pytest.mark.parametrize("terminal", [True, False])
def test_waits_until_an_officer_is_needed(terminal: bool) -> None:
    looks = iter([Standing.SEARCHING, Standing.ABROAD, Standing.ABROAD, Standing.OFFICER])
    out = StringIO()
    console = Console(file=out, force_terminal=terminal, width=100)
    detail = watch.case(lambda: standing(next(looks)), console, seconds=20)
    assert detail.summary.standing is Standing.OFFICER
    assert next(looks, None) is None
    assert ("searching our registers" in out.getvalue()) == terminal


def test_gives_up_when_the_time_is_up() -> None:
    detail = watch.case(lambda: standing(Standing.ABROAD), Console(quiet=True), seconds=0.01)
    assert detail.summary.standing is Standing.ABROAD


def test_stops_where_told_to() -> None:
    searched = frozenset(Standing) - {Standing.SEARCHING}
    detail = watch.case(
        lambda: standing(Standing.ABROAD), Console(quiet=True), seconds=20, until=searched
    )
    assert detail.summary.standing is Standing.ABROAD
