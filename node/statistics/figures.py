"""Computes a year's figures from everything that the node's rooms and officers have recorded."""

import json
import zlib
from collections import Counter as Sums
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accord.cases.statistics import RegisterLine
from accord.cases.statistics_codes import CounterCode
from accord.cases.statistics_entries import (
    IncidentEntry,
    RecoveryEntry,
    RegisterEntry,
    SameWeapon,
    incident,
    other_items,
    recovery,
)
from accord.cases.statistics_tally import Observation
from accord.cases.statistics_weapons import Recovery, counted_once, observations
from accord.dates import Clock
from node.statistics.entries import Entries
from node.statistics.sources import Counted, Recoveries, Traded


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one year adds up from; nothing of it leaves the node but the sums."""

    year: int
    computed_ms: int
    observations: tuple[Observation, ...]
    register_lines: tuple[RegisterLine, ...]
    counted_once: tuple[tuple[str, ...], ...]  # the records that are of one weapon


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistician:
    """Counts for one desk; it reads and changes nothing."""

    clock: Clock
    entries: Entries
    recoveries: tuple[Recoveries, ...]
    counted: tuple[Counted, ...]
    traded: tuple[Traded, ...] = ()

    def compute(self, tx: Connection, year: int) -> Figures:
        """The year's figures as at now."""
        now_ms = self.clock.now_ms()
        weapons = [one for one in self.weapons(tx) if one.day.year == year]
        return Figures(
            year=year,
            computed_ms=now_ms,
            observations=(*observations(weapons), *self._observations(tx, year, now_ms)),
            counted_once=tuple(one.records for one in weapons if len(one.records) > 1),
            register_lines=_added_up(self._register_lines(tx, year)),
        )

    def weapons(self, tx: Connection) -> tuple[Recovery, ...]:
        """Every recovered weapon once, with all the records that became one."""
        judged = {entry.case_id: entry for _, entry in self.entries.current(tx, SameWeapon)}
        return counted_once(_judged(one, judged) for one in self._recoveries(tx))

    def _recoveries(self, tx: Connection) -> Iterator[Recovery]:
        for source in self.recoveries:
            yield from source.recoveries(tx)
        for entered, entry in self.entries.current(tx, RecoveryEntry):
            one = recovery(entered.entry_id, entry)
            if one is not None:
                yield one

    def _observations(self, tx: Connection, year: int, now_ms: int) -> Iterator[Observation]:
        for source in self.counted:
            yield from source.observations(tx, year, now_ms)
        for entered, entry in self.entries.current(tx, RecoveryEntry):
            if entry.day.year == year:
                yield from other_items(entered.entry_id, entry)
        for entered, happened in self.entries.current(tx, IncidentEntry):
            if happened.day.year == year:
                yield from incident(entered.entry_id, happened)

    def _register_lines(self, tx: Connection, year: int) -> Iterator[RegisterLine]:
        for source in self.traded:
            yield from source.register_lines(tx, year)
        for _, entry in self.entries.current(tx, RegisterEntry):
            if entry.year == year:
                yield entry.line


@dataclass(frozen=True, slots=True)
class Basis:
    """What a version's figures were counted from, as it was then."""

    observations: tuple[Observation, ...]
    counted_once: tuple[tuple[str, ...], ...]


def pack(figures: Figures) -> bytes:
    """What is kept beside the figures, and never sent."""
    seen = figures.observations
    rows = [[one.code, one.subject, one.keys, one.value, one.measure] for one in seen]
    basis = {"observations": rows, "counted_once": figures.counted_once}
    return zlib.compress(json.dumps(basis, separators=(",", ":")).encode())


def unpack(basis: bytes) -> Basis:
    """What a version's figures were counted from."""
    content = json.loads(zlib.decompress(basis))
    return Basis(
        observations=tuple(
            Observation(CounterCode(code), subject, tuple(keys), value, measure)
            for code, subject, keys, value, measure in content["observations"]
        ),
        counted_once=tuple(map(tuple, content["counted_once"])),
    )


def _judged(one: Recovery, judged: dict[str, SameWeapon]) -> Recovery:
    said = judged.get(one.subject)
    if said is None:
        return one
    return replace(one, same_as=said.same_as, distinct=said.distinct)


def _added_up(lines: Iterable[RegisterLine]) -> tuple[RegisterLine, ...]:
    """One line for each flow: lines that differ in their numbers only are added up."""
    authorised: Sums[RegisterLine] = Sums()
    actual: Sums[RegisterLine] = Sums()
    for line in lines:
        flow = replace(line, authorised=0, actual=0)
        authorised[flow] += line.authorised
        actual[flow] += line.actual
    flows = sorted(
        actual, key=lambda flow: (flow.direction, flow.category, flow.partner, flow.origin)
    )
    return tuple(replace(flow, authorised=authorised[flow], actual=actual[flow]) for flow in flows)
