"""`make bench`: the ceiling, Accord and its peers in one run; a table, and JSON for later.

Runs alternate, so that a slow minute of the machine touches all of them, and medians are shown.
"""

import argparse
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import as2, bare, casework, endtoend, jetstream, large_log, matching
from benchmarks import console as pages

CONTENT = 1024
OUT = Path("build/bench")
PACE = 200  # messages a second for the latency of an unhurried system
LONE = 5  # messages a second that never meet
PARTS = ["exchange", "matching", "casework", "console"]
MARKS = [1_000_000, 10_000_000]
Result = dict[str, Any]


def main() -> None:
    """Measures, prints and writes `build/bench/results.json`."""
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("--messages", type=int, default=40_000, help="in each full-speed run")
    parser.add_argument("--rounds", type=int, default=3, help="of ceiling and Accord in turn")
    parser.add_argument("--memory", type=int, default=0, help="messages for the hub's memory")
    parser.add_argument("--log-leaves", type=int, default=0, help="leaves for proofs from the log")
    parser.add_argument("--no-peers", action="store_true", help="without AS2 and JetStream")
    parser.add_argument("--marks", type=int, nargs="*", default=MARKS, help="registers to search")
    parser.add_argument("--only", choices=PARTS, help="one part of it")
    parser.add_argument("--notices", type=int, default=1_000_000, help="that a node holds")
    parser.add_argument("--cases", type=int, default=100_000, help="that a node holds")
    given = parser.parse_args()
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    console, runs, results = Console(), OUT / "runs", Result()
    parts = [given.only] if given.only else PARTS
    if "exchange" in parts:
        results |= _exchange(console, runs, given)
        _print(console, results)
    if "matching" in parts:
        results["matching"] = _matching(console, runs, given.marks)
    if "casework" in parts:
        results["casework"] = _casework(console, runs, given.notices, given.cases)
    if "console" in parts:
        results["console"] = _pages(console, runs, given.cases)
    (OUT / "results.json").write_text(json.dumps(results, indent=2) + "\n")
    console.print(f"written to {OUT / 'results.json'}")
    shutil.rmtree(runs, ignore_errors=True)


def _matching(console: Console, runs: Path, sizes: list[int]) -> list[Result]:
    """Each size in turn, and what they came to."""
    results = []
    for size in sizes:
        console.print(f"{size:,} marks")
        results.append(matching.run(runs / f"matching-{size}", size))
    for table in matching.tables(results):
        console.print(table)
    return results


def _casework(console: Console, runs: Path, notices: int, cases: int) -> Result:
    """A full node on each database in turn."""
    results = Result()
    for database in casework.DATABASES:
        console.print(f"{notices:,} notices and {cases:,} cases on {database}")
        results[database] = casework.run(runs / f"casework-{database}", database, notices, cases)
    for table in casework.tables(results):
        console.print(table)
    return results


def _pages(console: Console, runs: Path, cases: int) -> Result:
    """The console of a full node on each database in turn."""
    results = Result()
    for database in casework.DATABASES:
        results[database] = pages.run(runs / f"console-{database}", database, cases, cases)
    console.print(pages.table(results, cases))
    return results


def _exchange(console: Console, runs: Path, given: argparse.Namespace) -> Result:
    """Messages between nodes: latencies, rates, memory and peers."""
    # Latency first: full speed leaves the disk writing back for minutes.
    console.print("latency")
    paced: list[dict[str, Result]] = []
    for number in range(given.rounds):
        folder, some, rate = runs / f"paced-{number}", 5 * PACE, float(PACE)
        paced.append(
            {
                f"ceiling, {PACE}/s": bare.run(
                    folder / "ceiling", durable=True, messages=some, rate=rate
                ),
                f"accord, {PACE}/s": endtoend.run(folder / "accord", messages=some, rate=rate),
                "accord, alone": endtoend.run(folder / "alone", messages=10 * LONE, rate=LONE),
            }
        )
        shutil.rmtree(folder)
    rounds: list[dict[str, Result]] = []
    for number in range(given.rounds):
        console.print(f"full speed, round {number + 1} of {given.rounds}")
        folder, many = runs / str(number), given.messages
        rounds.append(
            {
                "ceiling": bare.run(folder / "ceiling", durable=True, messages=many, rate=0),
                "ceiling, hub commits only": bare.run(
                    folder / "hub-only", durable=False, messages=many, rate=0
                ),
                "accord": endtoend.run(folder / "accord", messages=many, rate=0),
                "accord, without its log": endtoend.run(
                    folder / "no-log", messages=many, rate=0, logs=False
                ),
            }
        )
        shutil.rmtree(folder)
    results: Result = {}
    for several in (rounds, paced):
        results |= {name: _medians([one[name] for one in several]) for name in several[0]}
    results["ratios"] = _ratios(rounds)
    if given.memory:
        console.print(f"memory over {given.memory:,} messages")
        results["hub memory"] = endtoend.hub_memory(runs / "memory", given.memory, 5)
    if given.log_leaves:
        console.print(f"a log of {given.log_leaves:,} leaves")
        sizes = (given.log_leaves // 1000, given.log_leaves)
        results["log"] = [large_log.run(runs / f"log-{size}", size) for size in sizes]
    if not given.no_peers:
        console.print("peers")
        results["peers"] = _peers(runs)
    return results


def _medians(rounds: list[Result]) -> Result:
    """The median of every number, through nested groups of them."""
    return {
        key: _medians([one[key] for one in rounds])
        if isinstance(value, dict)
        else median(one[key] for one in rounds)
        for key, value in rounds[0].items()
    }


def _ratios(rounds: list[dict[str, Result]]) -> dict[str, float]:
    """Accord's rate over each neighbour's, the median over rounds."""
    return {
        f"accord / {name}": round(
            median(one["accord"]["per_second"] / one[name]["per_second"] for one in rounds), 2
        )
        for name in ("ceiling", "ceiling, hub commits only", "accord, without its log")
    }


def _peers(runs: Path) -> dict[str, Result | str]:
    content = os.urandom(CONTENT)
    peers: dict[str, Result | str] = {}
    measures: dict[str, Callable[[], Result]] = {
        "AS2, pyas2lib": lambda: as2.run(100, content),
        "NATS JetStream, 3 servers": lambda: jetstream.run(runs / "nats", 10_000, content),
    }
    for name, measure in measures.items():
        try:
            peers[name] = measure()
        except ImportError as error:
            peers[name] = f"not measured: {error}"
    return peers


def _print(console: Console, results: Result) -> None:
    table = Table(title="1 KiB messages, three processes, mutual TLS", title_justify="left")
    for heading in ("", "a second", "receipt p50/p99 ms", "delivery p50/p99 ms"):
        table.add_column(heading, justify="right" if heading else "left")
    table.add_column("CPU µs a message", justify="right")
    table.add_column("peak MiB", justify="right")
    for name, result in results.items():
        if "delivery" in result:
            table.add_row(
                name,
                f"{result['per_second']:,.0f}",
                _latency(result["receipt"]),
                _latency(result["delivery"]),
                _by_process(result["cpu_us"]),
                _by_process(result["peak_mib"]),
            )
    for name, peer in results.get("peers", {}).items():
        if isinstance(peer, str):
            table.add_row(name, peer)
        else:
            receipt = _latency(peer["receipt"]) if "receipt" in peer else ""
            table.add_row(name, f"{peer['per_second']:,.0f}", receipt)
    console.print(table)
    console.print("CPU and memory: " + " / ".join(sorted(results["accord"]["cpu_us"])))
    for name, ratio in results["ratios"].items():
        console.print(f"{name}: {ratio}")
    as2_result = results.get("peers", {}).get("AS2, pyas2lib")
    beside = f"; AS2 {as2_result['wire_bytes']:,}" if isinstance(as2_result, dict) else ""
    console.print(
        f"bytes on the wire, receipt included: {results['accord']['wire_bytes']:,.0f} in batches, "
        f"{results['accord, alone']['wire_bytes']:,.0f} alone{beside}"
    )
    for sample in results.get("hub memory", []):
        console.print(f"hub memory after {sample['messages']:,} messages: {sample['hub_mib']} MiB")
    for log in results.get("log", []):
        console.print(
            f"a log of {log['leaves']:,} leaves: inclusion proof p50/p99 "
            f"{log['proof_p50_ms']} / {log['proof_p99_ms']} ms; memory {log['memory_mib']} MiB"
        )


def _latency(summary: dict[str, float]) -> str:
    return f"{summary['p50_ms']:.1f} / {summary['p99_ms']:.1f}"


def _by_process(values: dict[str, float]) -> str:
    return " / ".join(f"{values[name]:.0f}" for name in sorted(values))


if __name__ == "__main__":
    main()
