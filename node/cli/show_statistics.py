"""A State's own figures, as an officer reads them."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from accord.cases.statistics_codes import Action
from node.api.statistics_bodies import Approved, ManualEntryList, SdgNow
from node.cli.render import facts, grid, where_any
from node.cli.text import instant, words
from node.statistics.views import (
    BehindList,
    CollectedView,
    IndicatorView,
    KpiView,
    ProportionView,
    ReturnDetail,
    ReturnList,
    SdgView,
    TimeView,
)


def now(found: SdgNow) -> RenderableType:
    """16.4.2 as at now, and the cases behind it."""
    return Group(
        sdg(found.sdg, f"SDG 16.4.2 for arms recovered in {found.year}, as at now"),
        grid(
            "The records behind it",
            ("record", "arms", "circumstance", "tracing", "marking", "same weapon as"),
            (
                (
                    one.subject,
                    str(one.weapons),
                    words(one.circumstance),
                    words(one.tracing),
                    words(one.marking),
                    ", ".join(one.others),
                )
                for one in found.weapons
            ),
        ),
        *([Text(f"and {found.more} more")] if found.more else []),
    )


def sdg(view: SdgView, title: str) -> RenderableType:
    """The table of the indicator, and how far tracing came."""
    return Group(
        proportions(title, view.proportions),
        *where_any(
            grid(
                "How far tracing came",
                ("level", "outcome or reason", "arms"),
                ((one.group, words(one.level), str(one.arms)) for one in view.levels),
            )
        ),
        Text(f"{view.excluded} more do not count: seized administratively, or not known how")
        if view.excluded
        else Text(""),
    )


def proportions(title: str, rows: Iterable[ProportionView], column: str = "arms") -> RenderableType:
    """One line for each set of arms."""
    return grid(
        title,
        (column, "seized, found, surrendered", "traced", "established otherwise", "16.4.2"),
        (
            (
                words(one.arms) if column == "arms" else one.arms,
                str(one.seized_found_surrendered),
                str(one.traced),
                str(one.established),
                "-" if one.percent is None else f"{one.percent:g} %",
            )
            for one in rows
        ),
    )


def collected(found: CollectedView) -> RenderableType:
    """Section 6 of the report on the Programme of Action."""
    percent = "" if found.requests_percent is None else f"{found.requests_percent:g} %"
    return grid(
        f"{found.collected} arms collected; {found.overlap} more actions than arms, for several "
        "may apply to one",
        ("action", "arms", "per arm"),
        (
            (
                words(one.action),
                str(one.arms),
                percent if one.action is Action.TRACE_REQUESTED else "",
            )
            for one in found.actions
        ),
    )


def versions(found: ReturnList) -> RenderableType:
    """The versions of a year."""
    return grid(
        "Versions",
        ("version", "state", "status", "computed", "by", "approved", "by", "doubts"),
        (
            (
                f"{one.year} {one.version}",
                words(one.state),
                words(one.status),
                instant(one.computed_ms),
                one.computed_by,
                instant(one.approved_ms),
                one.approved_by,
                one.query,
            )
            for one in found.returns
        ),
    )


def detail(found: ReturnDetail) -> RenderableType:
    """One version with everything that can be read off it."""
    one = found.summary
    return Group(
        facts(
            (
                ("figures of", f"{one.year}, version {one.version}"),
                ("state", words(one.state)),
                ("status", words(one.status)),
                ("computed", f"{instant(one.computed_ms)} by {one.computed_by}"),
                ("approved", f"{instant(one.approved_ms)} by {one.approved_by}".strip(" by-")),
                ("waits for a second approver, after", one.waits_for_second),
                ("the secretariat doubts", one.query),
            )
        ),
        sdg(found.sdg, "SDG 16.4.2"),
        collected(found.collected),
        *where_any(
            grid(
                "Counted once",
                ("first record", "and"),
                ((records[0], ", ".join(records[1:])) for records in found.counted_once),
            )
        ),
        *ratios(found.indicators),
        *times(found.times),
        *kpis(found.kpis),
    )


def ratios(indicators: Iterable[IndicatorView]) -> Iterable[RenderableType]:
    """The indicators that have a value."""
    return where_any(
        grid(
            "Operational indicators",
            ("indicator", "value", "of"),
            (
                (one.name, f"{one.value:g} {one.unit}".strip(), f"{one.above} / {one.below}")
                for one in indicators
                if one.value is not None
            ),
        )
    )


def times(spreads: Iterable[TimeView]) -> Iterable[RenderableType]:
    """How long things took."""
    return where_any(
        grid(
            "Times",
            ("time", "unit", "median", "90th percentile", "of"),
            (
                (one.name, one.unit, _number(one.median), _number(one.ninetieth), str(one.count))
                for one in spreads
                if one.count
            ),
        )
    )


def kpis(found: Iterable[KpiView]) -> Iterable[RenderableType]:
    """The key performance indicators beside the year before."""
    return where_any(
        grid(
            "Key performance indicators (A/75/78, para 72)",
            ("no.", "part", "value", "year before", ""),
            (
                (one.indicator, one.part, one.value, one.before, "" if one.computed else "entered")
                for one in found
                if one.value != "0" or one.before not in {"", "0"}
            ),
        )
    )


def behind(found: BehindList) -> RenderableType:
    """The records behind a figure."""
    return Group(
        Text(f"{found.total} in all"),
        grid(
            "Records",
            ("record", "counter", "codes", "counts"),
            ((one.subject, one.code, ", ".join(one.keys), str(one.value)) for one in found.records),
        ),
        *([Text(f"and {found.more} more")] if found.more else []),
    )


def approved(found: Approved) -> RenderableType:
    """Whether it is done, or waits for somebody else."""
    if found.approved:
        return Text("approved and sent", style="green")
    return Text(f"approved by {found.waits_for_second}; a second person must approve it too")


def entries(found: ManualEntryList) -> RenderableType:
    """What was entered by hand."""
    return grid(
        "Entries",
        ("entry", "version", "by", "at", "kind"),
        (
            (
                one.entry_id,
                str(one.version),
                one.by,
                instant(one.at_ms),
                words(one.entry_id.split("-")[1]),
            )
            for one in found.entries
        ),
    )


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"
