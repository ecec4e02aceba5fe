"""Counts as the pages draw them: by day, by family of messages, by outcome and by cause."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from babel.dates import format_date
from markupsafe import Markup

from accord.pages.charts import bars, trend
from accord.pages.charts.cells import Cell, Group, Series
from accord.pages.charts.scale import ticks
from accord.pages.charts.svg import Caption, Tone, turned
from accord.pages.charts.table import Table, figure
from accord.pages.languages import Reader
from accord.pages.marked import marked as _N
from accord.wire.kinds import MessageKind
from hub.desk.traffic import Count, Outcome

_NONE = _N("Nothing was counted in these days.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why messages failed, how often, and with whom."""

    outcome: Outcome
    code: str
    count: int
    members: tuple[str, ...]


def outcomes(counts: Iterable[Count]) -> Mapping[Outcome, int]:
    """The sum of each outcome."""
    found: Counter[Outcome] = Counter()
    for one in counts:
        found[one.outcome] += one.count
    return {outcome: found[outcome] for outcome in Outcome}


def causes(counts: Iterable[Count]) -> list[Cause]:
    """Every cause of failure, the most frequent first."""
    found: dict[tuple[Outcome, str], list[Count]] = {}
    for one in counts:
        if one.outcome not in {Outcome.ACCEPTED, Outcome.DELIVERED}:
            found.setdefault((one.outcome, one.detail), []).append(one)
    causes = [
        Cause(
            outcome=outcome,
            code=code,
            count=sum(one.count for one in some),
            members=tuple(sorted({one.member for one in some})),
        )
        for (outcome, code), some in found.items()
    ]
    return sorted(causes, key=lambda one: (-one.count, one.code))


def days_of(now_ms: int, days: int) -> list[str]:
    """The last days, today the last, in ISO 8601."""
    today = datetime.fromtimestamp(now_ms / 1000, UTC).date()
    return [(today - timedelta(days=back)).isoformat() for back in range(days - 1, -1, -1)]


def by_day(reader: Reader, counts: Iterable[Count], days: int, *wanted: Outcome) -> Markup:
    """A line for each outcome over the days, with its table."""
    sums: Counter[tuple[str, Outcome]] = Counter()
    for one in counts:
        sums[one.day, one.outcome] += one.count
    dates = days_of(reader.now_ms, days)
    names = [
        format_date(datetime.fromisoformat(one), "d MMM", locale=reader.locale) for one in dates
    ]
    lines = [
        (
            Series(label=reader.text(_LINES[outcome]), tone=_TONES.get(outcome, "quiet")),
            [_cell(reader, sums[day, outcome]) for day in dates],
        )
        for outcome in wanted
    ]
    highest = max((sums[day, outcome] for day in dates for outcome in wanted), default=0)
    shown = trend.Trend(
        periods=names,
        lines=lines if highest else [],
        ticks=[(value, reader.number(value)) for value in ticks(highest)],
    )
    called = _caption(reader, "by-day", _N("Messages by day"))
    drawn = turned(partial(trend.trend, shown), called)
    headings = [reader.text(_N("Day")), *(series.label for series, _ in lines)]
    return _figure(drawn, trend.table(shown, headings) if highest else None, reader)


def by_family(reader: Reader, counts: Iterable[Count], families: Mapping[str, str]) -> Markup:
    """A bar for each family of messages that was sent, with its table."""
    sums: Counter[str] = Counter()
    for one in counts:
        if one.outcome is Outcome.ACCEPTED:
            sums[MessageKind[one.detail].family] += one.count
    groups = [
        Group(label=reader.text(families[family]), cells=[_cell(reader, count)])
        for family, count in sums.most_common()
    ]
    drawn = bars.bars(groups, _caption(reader, "by-family", _N("Messages by subject")))
    headings = [reader.text(_N("Subject")), reader.text(_N("Messages"))]
    return _figure(drawn, _table(headings, groups), reader)


def by_member(
    reader: Reader, counts: Iterable[Count], outcome: Outcome, title: str, key: str
) -> Markup:
    """A bar for each member, with its table."""
    sums: Counter[str] = Counter()
    for one in counts:
        if one.outcome is outcome:
            sums[one.member] += one.count
    groups = [
        Group(label=reader.country(member), cells=[_cell(reader, count)])
        for member, count in sums.most_common()
    ]
    drawn = bars.bars(groups, _caption(reader, key, title))
    headings = [reader.text(_N("Member")), reader.text(_N("Messages"))]
    return _figure(drawn, _table(headings, groups), reader)


_LINES: Mapping[Outcome, str] = {
    Outcome.ACCEPTED: _N("accepted"),
    Outcome.DELIVERED: _N("delivered"),
    Outcome.UNDELIVERED: _N("not delivered"),
    Outcome.REFUSED: _N("refused"),
    Outcome.REJECTED: _N("rejected"),
}


_TONES: Mapping[Outcome, Tone] = {
    Outcome.ACCEPTED: "accent",
    Outcome.DELIVERED: "good",
    Outcome.UNDELIVERED: "bad",
}


def _cell(reader: Reader, count: int) -> Cell:
    return Cell(value=count, shown=reader.number(count))


def _caption(reader: Reader, key: str, title: str) -> Caption:
    return Caption(
        key=key, title=reader.text(title), empty=reader.text(_NONE), direction=reader.direction
    )


def _table(headings: Sequence[str], groups: Sequence[Group]) -> Table:
    rows = [(group.label, *(cell.shown for cell in group.cells)) for group in groups]
    return Table(headings=headings, rows=rows)


def _figure(drawn: Markup, table: Table | None, reader: Reader) -> Markup:
    return figure(drawn, table, reader.text(_N("The same as a table")))
