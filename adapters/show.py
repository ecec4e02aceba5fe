"""What the command line prints about registers."""

from collections import defaultdict
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from accord.adapter import RegistryRecord
from accord.testing.scorecard import Outcome, Result
from adapters.register import Survey

_COLOURS = {Outcome.PASSED: "green", Outcome.FAILED: "red", Outcome.SKIPPED: "dim"}


def show_survey(console: Console, survey: Survey) -> None:
    """What a mapping makes of a register."""
    counts = survey.counts
    table = Table("rows", "what became of them", box=None, header_style="dim")
    for number, meaning in (
        (counts.searchable, "records that a number finds"),
        (counts.unsearchable, "records without a number to look up"),
        (counts.rejected, "rejected"),
        (counts.left_out, "left out by the mapping's 'rows'"),
        (counts.rows, "in all"),
    ):
        table.add_row(f"{number:,}", meaning)
    console.print(table)
    reasons = defaultdict(list)
    for remark in survey.remarks:
        reasons[remark.outcome, remark.reason].append(remark.row)
    if reasons:
        table = Table(
            "rows", "why no number finds them", "such as row", box=None, header_style="dim"
        )
        for (outcome, reason), rows in sorted(reasons.items(), key=lambda pair: -len(pair[1])):
            table.add_row(f"{len(rows):,}", f"{outcome}: {reason}", ", ".join(rows[:3]))
        console.print(table)
    if survey.unmapped:
        table = Table("rows", "field", "value without a meaning", box=None, header_style="dim")
        for (field, value), number in sorted(survey.unmapped.items(), key=lambda pair: -pair[1]):
            table.add_row(f"{number:,}", field, value)
        console.print(table)
    else:
        console.print("Every code of the register has a meaning.")


def show_records(console: Console, register: str, records: Sequence[RegistryRecord]) -> None:
    """Records that were found."""
    table = Table(
        "record", "numbers", "maker", "model", "calibre", "status", "chain", title=register
    )
    for record in records:
        firearm = record.firearm
        table.add_row(
            record.record_id,
            "\n".join(f"{mark.text or '-'} ({mark.condition})" for mark in firearm.marks),
            firearm.maker_text,
            firearm.model_text,
            firearm.calibre_text,
            record.status or "",
            "\n".join(f"{link.event} {link.state} {link.from_date or ''}" for link in record.chain),
        )
    console.print(table if records else f"{register}: no record shares this number.")


def show_results(console: Console, results: Sequence[Result]) -> None:
    """A scorecard."""
    table = Table("check", "", "why", box=None, header_style="dim")
    for one in results:
        table.add_row(one.name, f"[{_COLOURS[one.outcome]}]{one.outcome}[/]", one.why)
    console.print(table)
