"""`make bench-identification`: reads real records and compares with labels made by hand."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from accord.weapons.profile import VERSION
from benchmarks.identification.pairs import PairCounts, measured
from benchmarks.identification.scoring import Scores, score, wilson
from benchmarks.identification.sources import SAMPLES, SHARED, labels_of, lines_of

PAIRS = 4000  # of the same weapon, from each of the two large samples
OUT = Path("build/bench/identification.json")


def main() -> None:
    """Measures, prints, and writes every wrong row's number."""
    console = Console()
    if not SHARED.is_dir():
        console.print(f"skipped: the real records are not at {SHARED}")
        sys.exit(0)
    table = Table("sample", "field", "right", "of", "share", "95 % interval", "wrong rows")
    results: dict[str, dict[str, object]] = {}
    together = Scores()
    for sample in SAMPLES:
        labels = labels_of(sample)
        lines = {line["row"]: line for line in lines_of(sample)}
        scores = score((label, lines[row]) for row, label in labels.items())
        results[sample.name] = _add(table, sample.name, scores)
        together.include(scores)
        if sample.name.startswith("rio"):
            pairs = measured(list(lines.values()), PAIRS)
            results[sample.name]["pairs"] = _add_pairs(table, sample.name, pairs)
    results["all"] = _add(table, "all", together)
    console.print(table)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps({"profile": VERSION, "samples": results}, indent=1), "utf-8")


def _add_pairs(table: Table, name: str, pairs: PairCounts) -> dict[str, object]:
    result: dict[str, object] = {}
    for measure, right, of, wrong in (
        ("entered twice, found at A or B", pairs.same_at_a_or_b, pairs.same, pairs.missed),
        ("grade A is the same weapon", pairs.a_right, pairs.a, pairs.false_a),
    ):
        low, high = wilson(right, of)
        _row(table, name, measure, right=right, of=of, wrong=wrong)
        result[measure] = {"right": right, "of": of, "low": low, "high": high}
    result["pairs of two weapons"] = pairs.distinct
    return result


def _add(table: Table, name: str, scores: Scores) -> dict[str, object]:
    result: dict[str, object] = {}
    for field, tally in sorted(scores.tallies.items()):
        low, high = wilson(tally.right, tally.of)
        _row(table, name, field, right=tally.right, of=tally.of, wrong=tally.wrong_rows)
        result[field] = {"right": tally.right, "of": tally.of, "low": low, "high": high}
    return result


def _row(
    table: Table, name: str, measure: str, *, right: int, of: int, wrong: Sequence[str]
) -> None:
    low, high = wilson(right, of)
    share = f"{right / of:.1%}" if of else "-"
    interval = f"{low:.1%} to {high:.1%}"
    table.add_row(name, measure, str(right), str(of), share, interval, " ".join(wrong[:6]))


if __name__ == "__main__":
    main()
