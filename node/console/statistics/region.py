"""The region's figures: the secretariat's desk, and for every other member what is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aiohttp import web
from markupsafe import Markup

from accord.cases.statistics_codes import ReceiptDecision
from accord.cases.statistics_return import CompilationState
from accord.errors import PolicyError
from accord.pages.charts.cells import Series
from accord.pages.marked import marked as _N
from node.console.statistics import pictures
from node.console.statistics.lists import sliced
from node.console.statistics.published import Line, mapped, shown
from node.console.statistics.version import Step
from node.console.statistics.words import INDICATORS, called
from node.console.statistics.years import BACK, this_year, years
from node.console.visit import Visit
from node.people.rights import Right
from node.statistics.views import (
    CompilationSummary,
    PublicationView,
    ReceivedView,
    RegionalDetail,
)

_ELSEWHERE: Final = "statistics.not_secretariat"
TONES: Final = {CompilationState.COMPILED: "accent", CompilationState.PUBLISHED: "good"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """One member State: the return that counts or stands in doubt, and the earlier ones."""

    state: str
    last: ReceivedView | None  # nothing was received
    earlier: Sequence[ReceivedView]
    percent: float | None


async def region_page(visit: Visit) -> web.StreamResponse:
    """The secretariat's view of a year; elsewhere what the region has published of it."""
    year = visit.path.get("year") or str(this_year(visit) - 1)
    try:
        detail: RegionalDetail = await visit.call("showRegion", year=year)
    except PolicyError as error:
        if error.code != _ELSEWHERE:
            raise
        return await _publications(visit, year)
    senders = _senders(detail)
    return visit.page(
        "statistics/region.html",
        detail=detail,
        years=years(visit, detail.year),
        whole=detail.sdg.proportions[0],
        picture=pictures.proportion(visit.reader, detail.sdg.proportions[0]),
        map=mapped(visit.reader, _lines(visit, detail), detail.without_data),
        trend=await _over_the_years(visit, detail),
        senders=sliced(visit, senders, "region-year", {}, {"year": str(detail.year)}),
        received=sum(one.last is not None for one in senders),
        doubted=sum(_doubted(one) for one in senders),
        expected=len(senders),
        tones=TONES,
        indicators=INDICATORS,
        called=lambda name: called(visit, name),
        rate=lambda value: pictures.percent(visit.reader, value),
    )


async def publications_page(visit: Visit) -> web.StreamResponse:
    """What the region has published of a year."""
    return await _publications(visit, visit.path["year"])


async def compilation_page(visit: Visit) -> web.StreamResponse:
    """One version of the region's figures as it would be published."""
    year, version = visit.path["year"], visit.path["version"]
    view: PublicationView = await visit.call("previewCompilation", year=year, version=version)
    region: RegionalDetail = await visit.call("showRegion", year=year)
    one = next(one for one in region.compilations if one.version == view.version)
    return visit.page(
        "statistics/compilation.html",
        one=one,
        steps=_steps(visit, one),
        tones=TONES,
        shown=shown(visit, view),
        rate=lambda value: pictures.percent(visit.reader, value),
    )


async def mirror_page(visit: Visit) -> web.StreamResponse:
    """Exports declared beside imports declared, and where they differ."""
    year = visit.path["year"]
    found = await visit.call("showMirror", year=year)
    only = visit.query.get("only", "") == "differences"
    kept = {"only": "differences"} if only else {}
    lines = found.differences if only else found.lines
    return visit.page(
        "statistics/mirror.html",
        year=year,
        lines=sliced(visit, lines, "showMirror", kept, {"year": year}),
        all=len(found.lines),
        differing=len(found.differences),
        only=only,
    )


async def _publications(visit: Visit, year: str) -> web.StreamResponse:
    found = (await visit.call("listPublications", year=year)).publications
    periods, line = [], []
    for one in range(int(year) - BACK, int(year) + 1):
        known = (
            found
            if one == int(year)
            else (await visit.call("listPublications", year=str(one))).publications
        )
        periods.append(str(one))
        line.append(known[0].percent if known else None)
    return visit.page(
        "statistics/publications.html",
        year=int(year),
        years=years(visit, int(year)),
        shown=shown(visit, found[0]) if found else None,
        earlier=found[1:],
        trend=_trend(visit, periods, line),
        rate=lambda value: pictures.percent(visit.reader, value),
    )


async def _over_the_years(visit: Visit, detail: RegionalDetail) -> Markup:
    periods, line = [], []
    for year in range(detail.year - BACK, detail.year + 1):
        one = detail
        if year != detail.year:
            one = await visit.call("showRegion", year=str(year))
        periods.append(str(year))
        line.append(one.sdg.proportions[0].percent)
    return _trend(visit, periods, line)


def _trend(visit: Visit, periods: Sequence[str], line: Sequence[float | None]) -> Markup:
    series = Series(label=visit.reader.text(_N("SDG 16.4.2")))
    words = ("region-years", _N("Over the years"), _N("Year"))
    return pictures.over_time(visit.reader, periods, [(series, line)], words)


def _senders(detail: RegionalDetail) -> list[Sender]:
    """Whoever has sent nothing or is in doubt comes first."""
    percents = {one.state: one.proportion.percent for one in detail.states}
    by_state: dict[str, list[ReceivedView]] = {one: [] for one in detail.without_data}
    for one in sorted(detail.received, key=lambda one: -one.version):
        by_state.setdefault(one.state, []).append(one)
    made = [
        Sender(
            state=state,
            last=found[0] if found else None,
            earlier=found[1:],
            percent=percents.get(state),
        )
        for state, found in by_state.items()
    ]
    return sorted(made, key=lambda one: (one.last is not None, not _doubted(one), one.state))


def _doubted(one: Sender) -> bool:
    return one.last is not None and one.last.decision is ReceiptDecision.QUERIED


def _lines(visit: Visit, detail: RegionalDetail) -> list[Line]:
    """The States as the map draws them; the secretariat sees small counts too."""
    return [
        Line(
            state=one.state,
            arms=pictures.amount(visit.reader, one.proportion.seized_found_surrendered),
            traced=pictures.amount(visit.reader, one.proportion.traced),
            established=pictures.amount(visit.reader, one.proportion.established),
            percent=one.proportion.percent,
        )
        for one in detail.states
    ]


def _steps(visit: Visit, one: CompilationSummary) -> list[Step]:
    if one.state is not CompilationState.COMPILED or not visit.may(Right.WORK):
        return []
    steps = [Step(act="discardCompilation", label=_N("Discard"), look="danger")]
    if visit.may(Right.APPROVE) and one.waits_for_second != visit.actor.name:
        label = _N("Approve and publish")
        steps.insert(0, Step(act="publishCompilation", label=label, look="main"))
    return steps
