"""A node that holds a million notices and a hundred thousand cases: pages, details, searches.

Everything goes through the services of `node.rooms` over a real store, on SQLite and on PostgreSQL,
each in a process of its own. Commits are durable.
"""

import argparse
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from rich.table import Table
from sqlalchemy import Connection

from benchmarks import marks, postgres
from benchmarks.casework_fill import OURS, THEIRS, Builder, Models, fill, pistol, serial
from benchmarks.latency import summary
from benchmarks.process import Child, module, write_json
from node.desk import agenda
from node.desk.sighting import Sighting, Source
from node.desk.worker import apply
from node.exchange.dispatcher import Dispatcher
from node.exchange.inbox import store_new
from node.notices.publishing import MATCH, SHELF
from node.registry.host import SearchResult
from node.rooms import Rooms
from node.store.engine import Store, open_engine, sqlite_url
from node.store.migrate import migrate

GOAL_MS, GOAL_A_SECOND, GOAL_START_S = 50, 1_000, 5  # p99, notices, seconds
DATABASES = ("sqlite", "postgresql")
_TIMES = 500  # of each kind
_PATIENCE_S = 60.0  # for each kind
_ARRIVING, _BATCH = 6_400, 64
_WITHIN = 7_200  # seconds for a database


def run(folder: Path, database: str, notices: int, cases: int) -> dict[str, Any]:
    """The measure on one database, in a process of its own."""
    folder.mkdir(parents=True)
    arguments = [str(folder), database, str(notices), str(cases)]
    child = Child("casework", [*module("benchmarks.casework"), *arguments], folder)
    try:
        return child.wait_for(folder / "casework.json", _WITHIN)
    finally:
        child.stop()


def measure(url: str, notices: int, cases: int) -> dict[str, Any]:
    """Fills the database at this address, opens it as a node does at its start, and measures."""
    builder = Builder()
    models = Models(builder)
    started = time.perf_counter()
    store = Store(open_engine(url))
    migrate(store)
    fill(store, models, notices, cases)
    store.close()
    filled = time.perf_counter()
    subprocess.run([*module("benchmarks.casework_start"), url], check=True)
    opened = time.perf_counter()
    store = Store(open_engine(url))
    rooms = builder.rooms(OURS)
    try:
        return {
            "notices": notices,
            "cases": cases,
            "fill_s": round(filled - started, 1),
            "start_s": round(opened - filled, 2),
            "read": {
                kind: _timed(store.read, act)
                for kind, act in _reads(rooms, models, notices, cases).items()
            },
            "written": {"own inquiry": _timed(store.begin, _inquiry(rooms, notices))},
            "intake": _intake(store, rooms, models, notices + cases + 1),
            "compared": _compared(store, rooms, models),
        }
    finally:
        store.close()


def _reads(
    rooms: Rooms, models: Models, notices: int, cases: int
) -> dict[str, Callable[[Connection], object]]:
    chance = Random(marks.SEED)
    listed, noticed = rooms.casework.views, rooms.notices.views
    index = rooms.notices.search.index

    def case_id() -> str:
        return models.case.id_of(chance.randrange(1, cases + 1))

    def notice_id() -> str:
        number = chance.randrange(1, notices + 1)
        return models.notice(number).id_of(number)

    def found(tx: Connection, *, unread: bool = False) -> None:
        number = chance.randrange(1, notices + 1)
        text = serial(number)
        asked = marks.with_unknown(text, 1, chance) if unread else text
        subjects = [one.subject for one in index.find(tx, SHELF, pistol(asked))]
        if models.notice(number).id_of(number) not in subjects:
            raise RuntimeError("a notice was not found by the number of its weapon")

    return {
        "cases, first page": lambda tx: _whole(listed.list_cases(tx), cases),
        "cases, any page": lambda tx: listed.list_cases(tx, before=case_id()),
        "cases in one state": lambda tx: listed.list_cases(tx, state="OUTCOME_REPORTED"),
        "one case": lambda tx: listed.case_detail(tx, case_id()),
        "notices, first page": lambda tx: _whole(noticed.list_notices(tx), notices),
        "notices, any page": lambda tx: noticed.list_notices(tx, before=notice_id()),
        "notices of another State": lambda tx: noticed.list_notices(tx, owner=THEIRS),
        "notices that wait for us": lambda tx: noticed.list_notices(tx, waiting=True),
        "one notice": lambda tx: noticed.notice_detail(tx, notice_id()),
        "search, whole number": found,
        "search, one unread": lambda tx: found(tx, unread=True),
        "search, no such number": lambda tx: index.find(tx, SHELF, pistol(f"Q9{serial(1)}")),
    }


def _whole(page: Sequence[object], held: int) -> None:
    if len(page) != min(100, held):
        raise RuntimeError("the page is not full")


def _inquiry(rooms: Rooms, notices: int) -> Callable[[Connection], object]:
    """A weapon that we ask about: compared, kept for later notices, its hit opened and told."""
    chance, asked = Random(marks.SEED), count(1)

    def act(tx: Connection) -> None:
        subject = f"{OURS}-Q-2026-{next(asked):05}"
        sighting = Sighting(
            source=Source.INQUIRY,
            subject=subject,
            finder=OURS,
            reference=subject,
            firearm=pistol(serial(chance.randrange(1, notices + 1))),
        )
        rooms.notices.search.sighted(tx, sighting)
        if not rooms.notices.search.has_open_hit(tx, Source.INQUIRY, subject):
            raise RuntimeError("a notice was not found by the rooms' own search")

    return act


def _timed(within: Callable[[], Any], act: Callable[[Connection], object]) -> dict[str, float]:
    """Whole transactions, as the API's door has them."""
    seconds: list[float] = []
    while len(seconds) < _TIMES and sum(seconds) < _PATIENCE_S:
        started = time.perf_counter()
        with within() as tx:
            act(tx)
        seconds.append(time.perf_counter() - started)
    return summary(seconds) | {"times": len(seconds)}


def _intake(store: Store, rooms: Rooms, models: Models, first: int) -> dict[str, float]:
    """Notices of another State: their envelopes kept, and dispatched, each in a commit."""
    arriving = [models.arriving(first + number) for number in range(_ARRIVING)]
    clock = models.clock
    dispatcher = Dispatcher(store=store, clock=clock, handlers=rooms.whole.handlers)
    seconds: list[float] = []
    for start in range(0, _ARRIVING, _BATCH):
        started = time.perf_counter()
        with store.begin() as tx:
            store_new(tx, arriving[start : start + _BATCH], OURS, clock.now_ms())
        if dispatcher.dispatch_next().done != _BATCH:
            raise RuntimeError("a notice was not applied")
        seconds.append(time.perf_counter() - started)
    return summary(seconds) | {"per_second": round(_ARRIVING / sum(seconds))}


def _compared(store: Store, rooms: Rooms, models: Models) -> dict[str, float]:
    """Notices that came in, beside all that we hold, each as the worker does; no registers."""
    with store.read() as tx:
        due = agenda.due(tx, models.clock.now_ms(), 2 * _TIMES)
    seconds: list[float] = []
    for task in [task for task in due if task.kind == MATCH][:_TIMES]:
        started = time.perf_counter()
        with store.read() as tx:
            rooms.whole.searches[task.kind].weapon(tx, task)
        with store.begin() as tx:
            apply(rooms.desk, rooms.whole, tx, task, SearchResult())
        seconds.append(time.perf_counter() - started)
    return summary(seconds) | {"per_second": round(len(seconds) / sum(seconds))}


def tables(results: dict[str, dict[str, Any] | str]) -> Iterator[Table]:
    """What is printed, the goals beside."""
    measured = {name: one for name, one in results.items() if isinstance(one, dict)}
    if not measured:
        return
    one = next(iter(measured.values()))
    title = f"{one['notices']:,} notices and {one['cases']:,} cases, p50 / p99 in ms"
    table = Table("", *measured, "goal", title=title, title_justify="left")
    for group in ("read", "written"):
        for kind in one[group]:
            cells = [_latency(each[group][kind]) for each in measured.values()]
            table.add_row(kind, *cells, f"p99 {GOAL_MS}")
    taken = [each["intake"] for each in measured.values()]
    table.add_row(f"{_BATCH} notices taken in", *map(_latency, taken))
    rates = (f"{each['per_second']:,}" for each in taken)
    table.add_row("notices taken in, a second", *rates, f"{GOAL_A_SECOND:,}")
    compared = [each["compared"] for each in measured.values()]
    table.add_row("a notice compared", *map(_latency, compared))
    table.add_row("notices compared, a second", *(f"{each['per_second']:,}" for each in compared))
    starts = (f"{each['start_s']}" for each in measured.values())
    table.add_row("start, s", *starts, f"{GOAL_START_S}")
    table.add_row("filled, s", *(f"{each['fill_s']}" for each in measured.values()))
    yield table


def _latency(measured: dict[str, float]) -> str:
    return f"{measured['p50_ms']:.1f} / {measured['p99_ms']:.1f}"


def main() -> None:
    """The measuring process."""
    parser = argparse.ArgumentParser(prog="benchmarks.casework")
    parser.add_argument("folder", type=Path)
    parser.add_argument("database", choices=DATABASES)
    parser.add_argument("notices", type=int)
    parser.add_argument("cases", type=int)
    given = parser.parse_args()
    if given.database == "sqlite":
        result = measure(sqlite_url(given.folder / "node.sqlite"), given.notices, given.cases)
    else:
        with postgres.server(postgres.LARGE, durable=True) as address:
            result = measure(address, given.notices, given.cases)
    write_json(given.folder / "casework.json", result)


if __name__ == "__main__":
    main()
