"""Finding marks among millions: the bulk index beside PostgreSQL's trigrams and brute force.

Each size runs in a process of its own, so that its memory is its own. Every answer is checked: the
weapon that a query was made from must be among those found.
"""

import argparse
import gc
import json
import random
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table

from accord.weapons.bulk.marks import MarkIndex, MarkIndexBuilder
from accord.weapons.bulk.matcher import Matcher
from accord.weapons.codes import MarkCondition, MarkKind, MarkPosition
from accord.weapons.firearm import Firearm, Mark
from accord.weapons.keys import SearchKeys, keys_of, keys_of_whole
from accord.weapons.normal import normal_forms
from accord.weapons.numbers import numbers_in
from benchmarks import marks, trigrams
from benchmarks.latency import summary
from benchmarks.process import Child, module, own_memory_mib, write_json

LOOK_UPS = 2_000  # of each kind
BULK = 100_000
MARKS_AT_ONCE = 100_000
BRUTE = 20
PATIENCE = 7_200  # seconds for a size
Find = Callable[[str], Sequence[int] | set[int]]


def run(folder: Path, count: int) -> dict[str, Any]:
    """The measure for one size, in a process of its own."""
    folder.mkdir(parents=True)
    child = Child("matching", [*module("benchmarks.matching"), str(folder), str(count)], folder)
    try:
        return child.wait_for(folder / "matching.json", PATIENCE)
    finally:
        child.stop()


@dataclass(frozen=True, slots=True)
class Weapon:
    """A record of the synthetic register."""

    number: int
    firearm: Firearm


class Register(Sequence[Weapon]):
    """A register that holds the records that are asked for, and makes others up when wanted."""

    def __init__(self, count: int, asked_for: Iterable[int]) -> None:
        self._count = count
        self._held = {number: Weapon(number, weapon(number)) for number in asked_for}

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: Any) -> Any:
        return self._held.get(number) or Weapon(number, weapon(number))


def weapon(number: int) -> Firearm:
    """The weapon with this number."""
    return Firearm(
        maker_text=marks.maker(number),
        calibre_text="9x19",
        type_text="Pistol",
        country_of_manufacture="BR",
        marks=(_mark(marks.mark(number)),),
    )


def measure(count: int) -> dict[str, Any]:
    """Build time, memory and latencies of the index, then the peers."""
    before = own_memory_mib()
    index, seconds = build(count)
    result: dict[str, Any] = {
        "marks": count,
        "build_s": round(seconds, 1),
        "memory_mib": round(own_memory_mib() - before),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    gc.freeze()  # as a service does that holds a register for long
    queries = _queries(count)
    result["accord"] = {kind: _timed(queries[kind], find) for kind, find in _finders(index).items()}
    result["bulk"] = _bulk(index, count)
    print(json.dumps(result), flush=True)  # the peers take longer
    del index
    result["pg_trgm"] = trigrams.run(count, queries)
    result["rapidfuzz"] = brute_force(count, queries["one slip"])
    return result


def build(count: int) -> tuple[MarkIndex, float]:
    """The index of so many weapons, and its seconds without those of making the marks up."""
    builder, seconds = MarkIndexBuilder(), 0.0
    for first in range(0, count, MARKS_AT_ONCE):
        serials = [marks.mark(n) for n in range(first, min(first + MARKS_AT_ONCE, count))]
        started = time.perf_counter()
        for number, serial in enumerate(serials, first):
            builder.add(number, keys_of_whole(normal_forms(serial)))
        seconds += time.perf_counter() - started
    started = time.perf_counter()
    index = builder.build()
    return index, seconds + time.perf_counter() - started


def _queries(count: int) -> dict[str, list[tuple[str, int]]]:
    """What to look for, and the weapon that must be found."""
    chance = random.Random(marks.SEED)
    alterations: dict[str, Callable[[str], str]] = {
        "exact": lambda serial: serial,
        "N4": lambda serial: marks.with_letter_inside(serial, chance),
        "1 unknown": lambda serial: marks.with_unknown(serial, 1, chance),
        "2 unknown": lambda serial: marks.with_unknown(serial, 2, chance),
        "3 unknown": lambda serial: marks.with_unknown(serial, 3, chance),
        "one slip": lambda serial: marks.with_slip(serial, chance),
    }
    numbers = marks.sample(count, LOOK_UPS)
    return {
        kind: [(alter(marks.mark(number)), number) for number in numbers]
        for kind, alter in alterations.items()
    }


def _finders(index: MarkIndex) -> dict[str, Find]:
    def certain(serial: str) -> Sequence[int]:
        return index.certain(_keys(serial))

    def partial(serial: str) -> Sequence[int]:
        return list(index.partial(_keys(serial)))

    def near(serial: str) -> Sequence[int]:
        return list(index.near(_keys(serial)))

    return {
        "exact": certain,
        "N4": certain,
        "1 unknown": partial,
        "2 unknown": partial,
        "3 unknown": partial,
        "one slip": near,
    }


def _timed(queries: Sequence[tuple[str, int]], find: Find) -> dict[str, float]:
    seconds, busy, found = [], [], 0
    for serial, number in queries:
        started, worked = time.perf_counter(), time.thread_time()
        rows = find(serial)
        seconds.append(time.perf_counter() - started)
        busy.append(time.thread_time() - worked)
        found += len(rows)
        if number not in rows:
            raise RuntimeError("a weapon was not found by a query made from it")
    # What the processor worked says more than the clock where the machine is shared.
    cpu = {f"cpu_{name}": value for name, value in summary(busy).items()}
    return summary(seconds) | cpu | {"found": round(found / len(queries), 1)}


def _bulk(index: MarkIndex, count: int) -> dict[str, float]:
    """Queries a second in this one process, graded with their reasons, and the keys alone."""
    numbers = marks.sample(count, BULK)
    asked, register = [weapon(number) for number in numbers], Register(count, numbers)
    gc.freeze()
    started = time.perf_counter()
    keys = [keys_of(numbers_in(firearm.marks)) for firearm in asked]
    found = sum(map(len, index.certain_many(keys)))
    looked_up = time.perf_counter() - started
    if found < len(asked):
        raise RuntimeError("a weapon was not found by its own number")
    started = time.perf_counter()
    candidates = sum(1 for one in Matcher(register, index).match_many(asked) if one)
    graded = time.perf_counter() - started
    if candidates < len(asked):
        raise RuntimeError("a weapon was not matched with itself")
    return {
        "processes": 1,
        "looked_up_per_second": round(len(asked) / looked_up),
        "graded_per_second": round(len(asked) / graded),
    }


def brute_force(count: int, queries: Sequence[tuple[str, int]]) -> dict[str, Any] | str:
    """One slip by comparing with every mark."""
    try:
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein
    except ImportError as error:
        return f"not measured: {error}"
    held = [normal_forms(marks.mark(number)).n2 for number in range(count)]

    def near(serial: str) -> Sequence[int]:
        asked = normal_forms(serial).n2
        found = process.extract_iter(asked, held, scorer=Levenshtein.distance, score_cutoff=1)
        return [number for _, _, number in found]

    return {"one slip": _timed(queries[:BRUTE], near)}


def _mark(serial: str) -> Mark:
    return Mark(
        kind=MarkKind.MANUFACTURER_SERIAL,
        text=serial,
        condition=MarkCondition.INTACT,
        position=MarkPosition.FRAME,
    )


def _keys(serial: str) -> SearchKeys:
    return keys_of(numbers_in((_mark(serial),)))


def tables(results: Sequence[dict[str, Any]]) -> Iterator[Table]:
    """What is printed of each size."""
    for result in results:
        accord, peers = result["accord"], {name: result[name] for name in ("pg_trgm", "rapidfuzz")}
        title = f"{result['marks']:,} marks, p50 / p99 in ms"
        table = Table("", "accord", *peers, "found", title=title, title_justify="left")
        for kind, measured in accord.items():
            cells = [_latency(one, kind) for one in peers.values()]
            table.add_row(kind, _latency(accord, kind), *cells, f"{measured['found']:,}")
        bulk, trigrams_ = result["bulk"], result["pg_trgm"]
        built = trigrams_ if isinstance(trigrams_, dict) else {"build_s": "", "memory_mib": ""}
        table.add_row("build, s", f"{result['build_s']}", f"{built['build_s']}")
        table.add_row("memory, MiB", f"{result['memory_mib']:,}", f"{built['memory_mib']}")
        table.add_row("peak while building, MiB", f"{result['peak_mib']:,}")
        for measured, title in (("looked_up", "looked up"), ("graded", "graded")):
            figure = f"{bulk[f'{measured}_per_second']:,}"
            table.add_row(f"{title}, a second, {bulk['processes']} process", figure)
        yield table


def _latency(measured: Any, kind: str) -> str:
    if isinstance(measured, str):
        return measured
    one = measured.get(kind)
    return f"{one['p50_ms']:.3f} / {one['p99_ms']:.3f}" if one else ""


def main() -> None:
    """The measuring process."""
    parser = argparse.ArgumentParser(prog="benchmarks.matching")
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    given = parser.parse_args()
    write_json(given.folder / "matching.json", measure(given.count))


if __name__ == "__main__":
    main()
