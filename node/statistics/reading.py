"""Reads the statistics out of the store."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from accord.cases.statistics import RegionalCompilation, StatisticalReceipt, StatisticalReturn
from accord.cases.statistics_codes import (
    DIMENSIONS,
    VALUES,
    Action,
    CounterCode,
    Dimension,
    ReceiptDecision,
)
from accord.cases.statistics_entries import IndicatorEntry
from accord.cases.statistics_indicators import hours, kpis, readings
from accord.cases.statistics_mirror import differences, mirror
from accord.cases.statistics_publication import percent
from accord.cases.statistics_return import APPROVED, CompilationState, ReturnState
from accord.cases.statistics_sdg import (
    Proportion,
    SdgTable,
    level_group,
    overlap,
    proportion,
    requests_per_arm,
    rounded,
    sdg_table,
)
from accord.cases.statistics_tally import Cells, Observation, behind, cells
from accord.cases.statistics_times import spread
from accord.dates import PartialDate
from accord.errors import FormatError
from node.desk import documents
from node.statistics.compilations import Compilations
from node.statistics.entries import Entries
from node.statistics.figures import unpack
from node.statistics.received import Received
from node.statistics.returns import ACT, Returns
from node.statistics.secretariat import insist_secretariat, states_of
from node.statistics.tables import statistics_return
from node.statistics.views import (
    ActionView,
    Behind,
    BehindList,
    CollectedView,
    CompilationSummary,
    IndicatorView,
    KpiView,
    LevelView,
    MirrorView,
    ProportionView,
    PublicationView,
    ReceivedView,
    RegionalDetail,
    ReturnDetail,
    ReturnList,
    ReturnSummary,
    SdgView,
    StateProportion,
    TimeView,
)

_MOST = 10_000  # records in one answer
_HOURS = {
    CounterCode.ACKNOWLEDGEMENT_HOURS: "acknowledgement",
    CounterCode.RESPONSE_HOURS: "response",
}
_YEARS = {
    CounterCode.TIME_TO_CRIME: "time to crime",
    CounterCode.TIME_SINCE_DIVERSION: "time since diversion",
}


@dataclass(frozen=True, slots=True)
class StatisticsViews:
    """What is known, as it stands now; nothing here changes it."""

    returns: Returns
    entries: Entries
    received: Received
    compilations: Compilations

    def versions(self, tx: Connection, year: int) -> ReturnList:
        """The versions of a year, the newest first."""
        table = statistics_return
        found = tx.execute(
            select(table).where(table.c.year == year).order_by(table.c.version.desc())
        )
        return ReturnList(returns=tuple(self._summary(tx, row) for row in found))

    def detail(self, tx: Connection, year: int, version: int) -> ReturnDetail:
        """One version with everything that can be read off it. Raises PolicyError if unknown."""
        row = self.returns.load(tx, year, version)
        message = documents.load(StatisticalReturn, row.document)
        basis = unpack(row.basis)
        own = cells(message.counters)
        return ReturnDetail(
            summary=self._summary(tx, row),
            sdg=sdg_view(sdg_table(own)),
            collected=_collected(own),
            counters=message.counters,
            register_lines=message.register_lines,
            nil_report=message.nil_report,
            indicators=_indicators(own),
            times=tuple(_exact_times(basis.observations)),
            kpis=tuple(self._kpis(tx, year, own, self._before(tx, year))),
            counted_once=basis.counted_once,
        )

    def behind(
        self, tx: Connection, year: int, version: int, code: CounterCode, only: Mapping[str, str]
    ) -> BehindList:
        """The records behind a figure of one of our own versions.

        Raises:
            FormatError: the counter has no such dimension or code.
            PolicyError: no such version.
        """
        wanted = _wanted(code, only)
        seen = unpack(self.returns.load(tx, year, version).basis).observations
        found = behind(seen, code, wanted)
        return BehindList(
            total=sum(one.value for one in found),
            records=tuple(
                Behind(subject=one.subject, code=code, keys=one.keys, value=one.value)
                for one in found[:_MOST]
            ),
            more=max(0, len(found) - _MOST),
        )

    def regional(self, tx: Connection, year: int) -> RegionalDetail:
        """What the secretariat sees of a year. Raises PolicyError where we keep none."""
        states = self.compilations.cells_of(tx, year)
        region = _together(states.values())
        desk = self.compilations.desk
        without_data = tuple(one for one in states_of(desk.region.directory) if one not in states)
        awaited = _awaited(year, desk.region.policy.statistics.return_month)
        counted = {one.state: one.version for one in self.received.current(tx, year)}
        return RegionalDetail(
            year=year,
            sdg=sdg_view(sdg_table(region)),
            collected=_collected(region),
            states=tuple(
                StateProportion(state=state, proportion=_proportion("all arms", proportion(own)))
                for state, own in states.items()
            ),
            without_data=without_data,
            awaited_until=awaited,
            overdue=bool(without_data) and desk.today() > awaited,
            indicators=_indicators(region),
            times=tuple(_banded_times(region)),
            kpis=tuple(
                self._kpis(
                    tx, year, region, _together(self.compilations.cells_of(tx, year - 1).values())
                )
            ),
            received=tuple(
                ReceivedView(
                    state=row.member,
                    year=row.year,
                    version=row.version,
                    received_ms=row.received_ms,
                    decision=ReceiptDecision(row.decision),
                    query=row.query,
                    counted=counted.get(row.member) == row.version,
                )
                for row in self.received.all_of(tx, year)
            ),
            compilations=tuple(_compilation(row) for row in self.compilations.all_of(tx, year)),
        )

    def mirror(self, tx: Connection, year: int) -> MirrorView:
        """Exports beside imports. Raises PolicyError where we keep no secretariat."""
        desk = self.compilations.desk
        insist_secretariat(desk.region.directory, desk.member)
        lines = mirror(self.received.current(tx, year))
        return MirrorView(lines=lines, differences=differences(lines))

    def publications(self, tx: Connection, year: int) -> tuple[PublicationView, ...]:
        """What the region has published of a year, the newest first."""
        return tuple(map(publication_view, self.compilations.publications(tx, year)))

    def _summary(self, tx: Connection, row: Row[Any]) -> ReturnSummary:
        message = documents.load(StatisticalReturn, row.document)
        receipt = documents.maybe(StatisticalReceipt, row.receipt)
        reference = self.returns.reference(row.year, row.version)
        return ReturnSummary(
            year=row.year,
            version=row.version,
            state=ReturnState(row.state),
            status=message.status,
            computed_ms=row.computed_ms,
            computed_by=row.computed_by,
            approved_ms=row.approved_ms,
            approved_by=row.approved_by,
            waits_for_second=self.returns.desk.signoff.waits_for(tx, ACT, reference),
            query=receipt.text if receipt is not None else "",
        )

    def _before(self, tx: Connection, year: int) -> Cells | None:
        """The approved figures of the year before."""
        row = self.returns.newest(tx, year - 1, approved=True)
        if row is None or row.state not in APPROVED:
            return None
        return cells(documents.load(StatisticalReturn, row.document).counters)

    def _kpis(
        self, tx: Connection, year: int, now: Cells, before: Cells | None
    ) -> Iterable[KpiView]:
        known = before is not None and before.cells
        earlier = kpis(before) if before is not None and known else {}
        for indicator, parts in kpis(now).items():
            for part, value in parts.items():
                then = earlier.get(indicator, {}).get(part)
                yield KpiView(
                    indicator=indicator,
                    part=part,
                    value=str(value),
                    before="" if then is None else str(then),
                    computed=True,
                )
        entered = [entry for _, entry in self.entries.current(tx, IndicatorEntry)]
        past = {(one.indicator, one.state): one.value for one in entered if one.year == year - 1}
        for one in entered:
            if one.year == year:
                yield KpiView(
                    indicator=one.indicator,
                    part=one.state,
                    value=one.value,
                    before=past.get((one.indicator, one.state), ""),
                    computed=False,
                )


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
            _proportion("all arms", table.all_arms),
            *(_proportion(one, part) for one, part in table.by_circumstance.items()),
            _proportion("uniquely marked", table.uniquely_marked),
            _proportion("not uniquely marked", table.not_uniquely_marked),
        ),
        levels=tuple(
            LevelView(group=level_group(one), level=one, arms=arms)
            for one, arms in table.by_level.items()
        ),
        excluded=table.excluded,
    )


def _collected(own: Cells) -> CollectedView:
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


def _awaited(year: int, month: int) -> PartialDate:
    """The last day of the month of the next year in which a return is awaited."""
    return PartialDate(year=year + 1, month=month, day=monthrange(year + 1, month)[1])


def _proportion(arms: str, one: Proportion) -> ProportionView:
    return ProportionView(
        arms=arms,
        seized_found_surrendered=one.arms,
        traced=one.traced,
        established=one.established,
        percent=rounded(one.percent),
    )


def _indicators(own: Cells) -> tuple[IndicatorView, ...]:
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


def _exact_times(seen: tuple[Observation, ...]) -> Iterable[TimeView]:
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


def _banded_times(region: Cells) -> Iterable[TimeView]:
    for code, name in _HOURS.items():
        found = hours(region, code)
        yield TimeView(
            name=name,
            count=found.count,
            median=found.median,
            ninetieth=found.ninetieth,
            unit="hours",
        )


def _together(parts: Iterable[Cells]) -> Cells:
    sums: dict[Any, int] = {}
    for part in parts:
        for cell, value in part.cells.items():
            sums[cell] = sums.get(cell, 0) + value
    return Cells(sums)


def _compilation(row: Row[Any]) -> CompilationSummary:
    return CompilationSummary(
        year=row.year,
        version=row.version,
        state=CompilationState(row.state),
        compiled_ms=row.compiled_ms,
        compiled_by=row.compiled_by,
        published_ms=row.published_ms,
        published_by=row.published_by,
    )


def _wanted(code: CounterCode, only: Mapping[str, str]) -> dict[Dimension, str]:
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
