"""A year's own figures: what they are now, which versions there are, and how they went."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from aiohttp import web
from markupsafe import Markup

from accord.cases.statistics_return import APPROVED, ReturnState
from accord.pages.charts.cells import Series
from accord.pages.marked import marked as _N
from node.console.statistics import pictures
from node.console.statistics.lists import leads_to, sliced
from node.console.statistics.words import called
from node.console.visit import Visit
from node.statistics.views import ReturnSummary

BACK: Final = 4  # years before this one that the trend shows
TONES: Final = {
    ReturnState.COMPUTED: "accent",
    ReturnState.ACCEPTED: "good",
    ReturnState.QUERIED: "warn",
    ReturnState.UNDELIVERED: "bad",
}


def this_year(visit: Visit) -> int:
    """The year that it is where the reader works."""
    return datetime.fromtimestamp(visit.reader.now_ms / 1000, visit.reader.zone).year


def years(visit: Visit, shown: int) -> list[int]:
    """The years that a page offers, the newest first."""
    newest = max(this_year(visit), shown)
    return sorted({shown, *range(newest - BACK, newest + 1)}, reverse=True)


def standing(versions: Sequence[ReturnSummary]) -> ReturnSummary | None:
    """The version that is the State's word, else the newest that may become it."""
    for wanted in (APPROVED, {ReturnState.COMPUTED}):
        if found := next((one for one in versions if one.state in wanted), None):
            return found
    return None


async def year_page(visit: Visit) -> web.StreamResponse:
    """The year's figures as at now, its versions, and the years before."""
    year = visit.path.get("year") or str(this_year(visit))
    now = await visit.call("showProportionTraced", year=year)
    versions: Sequence[ReturnSummary] = (await visit.call("listReturns", year=year)).returns
    return visit.page(
        "statistics/year.html",
        year=now.year,
        years=years(visit, now.year),
        now=now,
        whole=now.sdg.proportions[0],
        picture=pictures.proportion(visit.reader, now.sdg.proportions[0]),
        versions=versions,
        waiting=next((one for one in versions[:1] if one.state is ReturnState.COMPUTED), None),
        tones=TONES,
        trend=await _over_the_years(visit, now.year, now.sdg.proportions[0].percent, versions),
        revised=_revised(visit, versions),
        weapons=sliced(visit, now.weapons, "year", {}, {"year": year}),
        leads_to=lambda subject: leads_to(visit, subject),
        called=lambda name: called(visit, name),
        rate=lambda value: pictures.percent(visit.reader, value),
    )


async def _over_the_years(
    visit: Visit, year: int, now: float | None, versions: Sequence[ReturnSummary]
) -> Markup:
    periods, line = [], []
    for one in range(year - BACK, year + 1):
        found = versions
        if one != year:
            found = (await visit.call("listReturns", year=str(one))).returns
        stands = standing(found)
        value = stands.proportion.percent if stands else now if one == year else None
        periods.append(str(one))
        line.append(value)
    series = Series(label=visit.reader.text(_N("SDG 16.4.2")))
    return pictures.over_time(
        visit.reader, periods, [(series, line)], ("years", _N("Over the years"), _N("Year"))
    )


def _revised(visit: Visit, versions: Sequence[ReturnSummary]) -> Markup | None:
    """How the value moved from version to version; nothing to see in one."""
    kept = [one for one in reversed(versions) if one.state is not ReturnState.DISCARDED]
    if len(kept) < 2:
        return None
    series = Series(label=visit.reader.text(_N("SDG 16.4.2")))
    return pictures.over_time(
        visit.reader,
        [str(one.version) for one in kept],
        [(series, [one.proportion.percent for one in kept])],
        ("versions-drawn", _N("From version to version"), _N("Version")),
    )
