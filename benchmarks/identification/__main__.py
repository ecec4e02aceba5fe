"""`make bench-identification`: reads real records and compares with labels made by hand."""

import json
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from accord.weapons.profile import VERSION
from benchmarks.identification.scoring import Scores, score, wilson
from benchmarks.identification.sources import SAMPLES, SHARED, labels_of, lines_of

OUT = Path("build/bench/identification.json")


def main() -> None:
    """Measures, prints, and writes every wrong row's number."""
    console = Console()
    if not SHARED.is_dir():
        console.print(f"skipped: the real records are not at {SHARED}")
        sys.exit(0)
    table = Table("sample", "field", "right", "of", "share", "95 % interval", "wrong rows")
    results = {}
    for sample in SAMPLES:
        labels = labels_of(sample)
        lines = {line["row"]: line for line in lines_of(sample)}
        scores = score((label, lines[row]) for row, label in labels.items())
        results[sample.name] = _add(table, sample.name, scores)
    console.print(table)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps({"profile": VERSION, "samples": results}, indent=1), "utf-8")


def _add(table: Table, name: str, scores: Scores) -> dict[str, object]:
    result: dict[str, object] = {}
    for field, tally in sorted(scores.tallies.items()):
        low, high = wilson(tally.right, tally.of)
        table.add_row(
            name,
            field,
            str(tally.right),
            str(tally.of),
            f"{tally.share:.1%}",
            f"{low:.1%} to {high:.1%}",
            " ".join(tally.wrong_rows[:6]),
        )
        result[field] = {"right": tally.right, "of": tally.of, "low": low, "high": high}
    return result


if __name__ == "__main__":
    main()
