"""Figures as they are shown: pure, from cells and documents to views."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row

from accord.cases.statistics import RegionalCompilation
from accord.cases.statistics_codes import (
    DIMENSIONS,
    VALUES,
    Action,
    CounterCode,
    Dimension,
)
from accord.cases.statistics_indicators import hours, readings
from accord.cases.statistics_publication import percent
from accord.cases.statistics_return import CompilationState
from accord.cases.statistics_sdg import (
    Proportion,
    SdgTable,
    level_group,
    overlap,
    requests_per_arm,
    rounded,
)
from accord.cases.statistics_tally import Cells, Observation
from accord.cases.statistics_times import spread
from accord.dates import PartialDate
from accord.errors import FormatError
from node.statistics.views import (
    ActionView,
    CollectedView,
    CompilationSummary,
    IndicatorView,
    LevelView,
    ProportionView,
    PublicationView,
    SdgView,
    TimeView,
)

_HOURS = {
    CounterCode.ACKNOWLEDGEMENT_HOURS: "acknowledgement",
    CounterCode.RESPONSE_HOURS: "response",
}
_YEARS = {
    CounterCode.TIME_TO_CRIME: "time to crime",
    CounterCode.TIME_SINCE_DIVERSION: "time since diversion",
}


def publication_view(one: RegionalCompilation) -> PublicationView:
    """A compilation as everybody reads it."""
    return PublicationView(
        region=one.region,
        year=one.year,
        version=one.version,
        compiled_ms=one.compiled_ms,
        smallest_shown=one.smallest_shown,
        percent=percent(one.figures),
        reporting=one.reporting,
        without_data=one.without_data,
        figures=one.figures,
    )


def sdg_view(table: SdgTable) -> SdgView:
    """16.4.2 as it is shown."""
    return SdgView(
        proportions=(
            proportion_view("all arms", table.all_arms),
            *(proportion_view(one, part) for one, part in table.by_circumstance.items()),
            proportion_view("uniquely marked", table.uniquely_marked),
            proportion_view("not uniquely marked", table.not_uniquely_marked),
        ),
        levels=tuple(
            LevelView(group=level_group(one), level=one, arms=arms)
            for one, arms in table.by_level.items()
        ),
        excluded=table.excluded,
    )


def collected_view(own: Cells) -> CollectedView:
    """What was collected, and what was done with it."""
    collected = own.total(CounterCode.ARMS)
    actions = own.along(CounterCode.ARMS_BY_ACTION, Dimension.ACTION)
    requested = actions.get(Action.TRACE_REQUESTED, 0)
    return CollectedView(
        collected=collected,
        actions=tuple(
            ActionView(action=action, arms=actions[action])
            for action in Action
            if action in actions
        ),
        overlap=overlap(collected, actions.values()),
        requests_percent=rounded(requests_per_arm(requested, collected)),
    )


def awaited_until(year: int, month: int) -> PartialDate:
    """The last day of the month of the next year in which a return is awaited."""
    return PartialDate(year=year + 1, month=month, day=monthrange(year + 1, month)[1])


def proportion_view(arms: str, one: Proportion) -> ProportionView:
    """One line of the indicator's table."""
    return ProportionView(
        arms=arms,
        seized_found_surrendered=one.arms,
        traced=one.traced,
        established=one.established,
        percent=rounded(one.percent),
    )


def indicator_views(own: Cells) -> tuple[IndicatorView, ...]:
    """Every operational indicator, also those without a value."""
    return tuple(
        IndicatorView(
            name=one.name,
            above=one.above,
            below=one.below,
            value=rounded(one.value),
            unit="%" if one.percent else "",
        )
        for one in readings(own)
    )


def exact_times(seen: tuple[Observation, ...]) -> Iterable[TimeView]:
    """A State's own times, from what it measured."""
    for code, name in (_HOURS | _YEARS).items():
        measured = [one.measure for one in seen if one.code is code and one.measure is not None]
        found = spread(measured)
        yield TimeView(
            name=name,
            count=found.count,
            median=found.median,
            ninetieth=found.ninetieth,
            unit="hours" if code in _HOURS else "years",
        )


def banded_times(region: Cells) -> Iterable[TimeView]:
    """A region's times, read off the bands that its States returned."""
    for code, name in _HOURS.items():
        found = hours(region, code)
        yield TimeView(
            name=name,
            count=found.count,
            median=found.median,
            ninetieth=found.ninetieth,
            unit="hours",
        )


def compilation_summary(row: Row[Any], waits_for_second: str) -> CompilationSummary:
    """One version of a compilation."""
    return CompilationSummary(
        year=row.year,
        version=row.version,
        state=CompilationState(row.state),
        compiled_ms=row.compiled_ms,
        compiled_by=row.compiled_by,
        published_ms=row.published_ms,
        published_by=row.published_by,
        waits_for_second=waits_for_second,
    )


def narrowing(code: CounterCode, only: Mapping[str, str]) -> dict[Dimension, str]:
    """The codes that a figure is narrowed by.

    Raises:
        FormatError: the counter is not told apart so, or there is no such code.
    """
    wanted: dict[Dimension, str] = {}
    for name, value in only.items():
        if name not in frozenset[str](DIMENSIONS[code]):
            known = ", ".join(DIMENSIONS[code]) or "none"
            raise FormatError(
                "statistics.dimension", f"{code} is not told apart by this; by these: {known}"
            )
        dimension = Dimension(name)
        if value not in frozenset[str](VALUES[dimension]):
            known = ", ".join(VALUES[dimension])
            raise FormatError("statistics.code", f"the codes of {dimension} are: {known}")
        wanted[dimension] = value
    return wanted
