"""Reads the statistics out of the store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from accord.cases.statistics import StatisticalReceipt, StatisticalReturn
from accord.cases.statistics_codes import (
    CounterCode,
    ReceiptDecision,
)
from accord.cases.statistics_entries import IndicatorEntry
from accord.cases.statistics_indicators import kpis
from accord.cases.statistics_mirror import differences, mirror
from accord.cases.statistics_return import APPROVED, ReturnState
from accord.cases.statistics_sdg import (
    proportion,
    sdg_table,
)
from accord.cases.statistics_tally import Cells, behind, cells, together
from node.desk import documents
from node.statistics import compilations
from node.statistics.compilations import Compilations
from node.statistics.entries import Entries
from node.statistics.figures import unpack
from node.statistics.presenting import (
    awaited_until,
    banded_times,
    collected_view,
    compilation_summary,
    exact_times,
    indicator_views,
    narrowing,
    proportion_view,
    publication_view,
    sdg_view,
)
from node.statistics.received import Received
from node.statistics.returns import ACT, Returns
from node.statistics.secretariat import insist_secretariat, states_of
from node.statistics.tables import statistics_return
from node.statistics.views import (
    Behind,
    BehindList,
    KpiView,
    MirrorView,
    PublicationView,
    ReceivedView,
    RegionalDetail,
    ReturnDetail,
    ReturnList,
    ReturnSummary,
    StateProportion,
)

_MOST = 10_000  # records in one answer


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
            collected=collected_view(own),
            counters=message.counters,
            register_lines=message.register_lines,
            nil_report=message.nil_report,
            indicators=indicator_views(own),
            times=tuple(exact_times(basis.observations)),
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
        wanted = narrowing(code, only)
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
        region = together(states.values())
        desk = self.compilations.desk
        without_data = tuple(one for one in states_of(desk.region.directory) if one not in states)
        awaited = awaited_until(year, desk.region.policy.statistics.return_month)
        counted = {one.state: one.version for one in self.received.current(tx, year)}
        return RegionalDetail(
            year=year,
            sdg=sdg_view(sdg_table(region)),
            collected=collected_view(region),
            states=tuple(
                StateProportion(
                    state=state, proportion=proportion_view("all arms", proportion(own))
                )
                for state, own in states.items()
            ),
            without_data=without_data,
            awaited_until=awaited,
            overdue=bool(without_data) and desk.today() > awaited,
            indicators=indicator_views(region),
            times=tuple(banded_times(region)),
            kpis=tuple(
                self._kpis(
                    tx, year, region, together(self.compilations.cells_of(tx, year - 1).values())
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
            compilations=tuple(
                compilation_summary(row, self._awaited(tx, row))
                for row in self.compilations.all_of(tx, year)
            ),
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
            proportion=proportion_view("all arms", proportion(cells(message.counters))),
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

    def _awaited(self, tx: Connection, row: Row[Any]) -> str:
        """Who has approved a compilation first."""
        subject = compilations.reference(row.year, row.version)
        return self.compilations.desk.signoff.waits_for(tx, compilations.ACT, subject)

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
