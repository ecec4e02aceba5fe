"""Traces many weapons of a real register, and accounts for every one of them."""

import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from rich.console import Console
from rich.progress import Progress, TaskID
from rich.table import Table

from accord.cases.codes import Ground, NotEstablishedReason, Outcome
from accord_demo.layout import MAPPINGS
from accord_demo.plans import BY_NODE, SEED, arvenia, belmara, corvina
from accord_demo.region import Region, lay_out_region
from accord_demo.registers import write_factory, write_holdings
from accord_demo.story import draft
from accord_demo.workbook import countries, made_abroad, still_held
from adapters.mapping import load_mapping
from adapters.snapshot import Register
from adapters.tabular import read_file
from node.api.bodies import Approval, CaseList, Created, NewLeg, Refusal, RequestList
from node.casework.views import CaseDetail, CaseSummary, RequestDetail, Standing
from node.cli.client import path

TRACES, PAGE = 500, 500
SECONDS = 300.0
BLOCKED = "blocked by the completeness gate"
UNKNOWN = "UNKNOWN STATE"
_REASONS = {
    NotEstablishedReason.NO_RECORD: "no record",
    NotEstablishedReason.REFUSED: "refused",
    NotEstablishedReason.INSUFFICIENT_IDENTIFICATION: "identification doubted",
    NotEstablishedReason.NOT_ATTEMPTED: "no State to ask",
}


class Workbook:
    """A real seizure list, and the region whose other registers are made from it."""

    def __init__(self, folder: Path, file: Path, mapping: Path | None) -> None:
        """Reads the list whole; raises the driver's errors, which name place and remedy."""
        chosen = mapping or MAPPINGS / "rio_seizures.yaml"
        begin = time.perf_counter()
        self.register: Register = read_file(file, load_mapping(chosen))
        self.seconds = time.perf_counter() - begin
        self.region: Region = lay_out_region(
            folder,
            (
                arvenia(countries(self.register.records)),
                belmara(),
                corvina(str(file), chosen, BY_NODE),
            ),
        )
        random = Random(SEED)
        known = list(made_abroad(random, self.register.records))
        write_factory(folder / "XA" / "factory.sqlite", known)
        write_holdings(folder / "XB" / "holdings.xlsx", still_held(random, known))

    def describe(self, console: Console) -> None:
        """Says what became of every row."""
        counts = self.register.survey.counts
        console.print(
            f"Corvina's register: {counts.rows:,} rows read in {self.seconds:.1f} s: "
            f"{counts.searchable:,} weapons that can be searched by a mark, "
            f"{counts.unsearchable:,} without a readable mark, {counts.left_out:,} rows that are "
            f"no firearms, {counts.rejected:,} rejected. "
            f"Reasons: {os.path.relpath(self.region.nodes['XC'].folder / 'seizures.rejected.csv')}"
        )


class Bulk:
    """Opens the cases, does what the officers of two States would do, and counts the ends."""

    def __init__(self, book: Workbook, console: Console) -> None:
        self._book = book
        self._console = console
        self._corvina = book.region.client("XC", "Insp. Duarte")
        self._belmara = book.region.client("XB", "Maj. Ilves")

    def trace(self) -> bool:
        """Traces a sample of the list; whether every case ended in a known way."""
        chosen = Random(SEED).sample(self._book.register.records, TRACES)
        with Progress(console=self._console, transient=True) as progress:
            opening = progress.add_task("opening cases", total=len(chosen))
            for record in chosen:
                self._corvina.post(path("cases"), draft(record), Created)
                progress.advance(opening)
            tracing = progress.add_task("tracing", total=len(chosen))
            cases = self._follow(progress, tracing)
        return self._report(cases, len(chosen))

    def _follow(self, progress: Progress, task: TaskID) -> list[CaseSummary]:
        deadline = time.monotonic() + SECONDS
        while True:
            self._decide_in_belmara()
            cases = list(self._cases())
            for case in cases:
                if case.standing is Standing.OFFICER:
                    self._decide_in_corvina(case)
            ended = sum(case.standing in {Standing.CLOSED, Standing.BLOCKED} for case in cases)
            progress.update(task, completed=ended)
            if ended == len(cases) or time.monotonic() > deadline:
                return cases
            time.sleep(0.2)

    def _cases(self) -> Iterator[CaseSummary]:
        before = ""
        while True:
            page = self._corvina.get(
                path("cases"), CaseList, {"limit": str(PAGE), "before": before}
            )
            yield from page.cases
            if not (before := page.next):
                return

    def _decide_in_belmara(self) -> None:
        """Approves what the records support; one record in twenty is part of an investigation."""
        waiting = self._belmara.get(
            path("requests"), RequestList, {"standing": Standing.OFFICER, "limit": str(PAGE)}
        )
        for one in waiting.requests:
            request = self._belmara.get(path("requests", one.request_id), RequestDetail)
            if any(int(best.record_id) % 20 == 7 for best in request.candidates[:1]):
                refusal = Refusal(
                    grounds=(Ground.G1,),
                    explanation="An investigation of the depot's losses is under way.",
                )
                self._belmara.post(
                    path("requests", one.request_id, "refusal"), refusal, RequestDetail
                )
            else:
                self._belmara.post(
                    path("requests", one.request_id, "approval"), Approval(), RequestDetail
                )

    def _decide_in_corvina(self, case: CaseSummary) -> None:
        """Sends what is only partly identified with a reason; closes what nobody can answer."""
        detail = self._corvina.get(path("cases", case.case_id), CaseDetail)
        if detail.summary.standing is not Standing.OFFICER:
            return
        open_ways = [one for one in detail.suggestions if not one.obstacle]
        if open_ways:
            leg = NewLeg(
                state=open_ways[0].state,
                why=open_ways[0].why,
                override_reason="the weapon is destroyed next month and cannot be examined again",
            )
            self._corvina.post(path("cases", case.case_id, "legs"), leg, Created)
        elif detail.proposed_outcome is not None:
            self._corvina.post(path("cases", case.case_id, "outcome", "proposed"), None, CaseDetail)

    def _report(self, cases: Sequence[CaseSummary], expected: int) -> bool:
        counts = Counter(map(_end, cases))
        table = Table("how the case ended", "cases", title=f"{expected} traces")
        table.columns[1].justify = "right"
        for name, count in counts.most_common():
            table.add_row(name, str(count))
        table.add_section()
        table.add_row("all", str(len(cases)))
        self._console.print(table)
        whys = Counter(self._why(case) for case in cases if _end(case) == BLOCKED)
        for why, count in whys.most_common(5):
            self._console.print(f"  {BLOCKED}, {count}: {why}")
        return len(cases) == expected and not counts[UNKNOWN]

    def _why(self, case: CaseSummary) -> str:
        return "; ".join(self._corvina.get(path("cases", case.case_id), CaseDetail).advice)


def _end(case: CaseSummary) -> str:
    if case.standing is Standing.BLOCKED:
        return BLOCKED
    if case.standing is not Standing.CLOSED or case.outcome is None:
        return UNKNOWN
    if case.outcome.outcome is Outcome.TRACED_INTERNATIONAL:
        return "referred and traced" if case.legs > 1 else "traced"
    if case.outcome.outcome is Outcome.TRACED_DOMESTIC:
        return "traced at home"
    reason = case.outcome.reason
    return _REASONS.get(reason, UNKNOWN) if reason else UNKNOWN
