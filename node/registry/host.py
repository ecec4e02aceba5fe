"""The registry host: one search over all the node's registers, ranked, whatever they do."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accord.adapter import Adapter, Health, RegistryRecord
from accord.cases.codes import RecordHolder
from accord.cases.trace import SearchScope
from accord.dates import Clock
from accord.errors import AdapterError
from accord.weapons.firearm import Firearm
from accord.weapons.matching import Match, rank
from accord.weapons.profile import VERSION
from node.registry.guard import Found, GuardedAdapter, Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedRecord:
    """One record that shares a mark with the weapon, and how far it is the weapon."""

    register: str
    record_holder: RecordHolder
    record: RegistryRecord
    match: Match
    non_unique: bool  # three or more weapons share its key


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A register that could not be searched."""

    register: str
    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What all registers said: candidates best first, what was searched, what was not."""

    candidates: tuple[RankedRecord, ...] = ()
    scopes: tuple[SearchScope, ...] = ()
    failures: tuple[Failure, ...] = ()


class RegistryHost:
    """The node's registers by the names of its configuration."""

    def __init__(
        self,
        adapters: Mapping[str, Adapter],
        *,
        clock: Clock,
        limits: Limits = Limits(),  # noqa: B008 - immutable
    ) -> None:
        """Takes ownership of the adapters: `close` closes them."""
        self.guarded = [
            GuardedAdapter(name, adapter, limits, clock) for name, adapter in adapters.items()
        ]

    async def search(self, firearm: Firearm) -> SearchResult:
        """Asks every register at once; never raises for what a register does."""
        answers = await asyncio.gather(*(self._find(one, firearm) for one in self.guarded))
        return await asyncio.to_thread(judged, firearm, answers)

    async def health(self) -> Mapping[str, Health]:
        """Each register's health by its configured name."""
        answers = await asyncio.gather(*(one.health() for one in self.guarded))
        return {one.name: health for one, health in zip(self.guarded, answers, strict=True)}

    async def close(self) -> None:
        """Closes every adapter; one that hangs is left behind."""
        await asyncio.gather(*(one.close() for one in self.guarded))

    async def _find(self, guarded: GuardedAdapter, firearm: Firearm) -> Found | Failure:
        try:
            return await guarded.find(firearm)
        except AdapterError as error:
            return Failure(register=guarded.name, code=error.code, text=error.text)


def judged(asked: Firearm, answers: Sequence[Found | Failure]) -> SearchResult:
    """What the registers' answers amount to."""
    found = [answer for answer in answers if isinstance(answer, Found)]
    return SearchResult(
        candidates=_ranked(asked, found),
        scopes=tuple(_scope(one) for one in found),
        failures=tuple(answer for answer in answers if isinstance(answer, Failure)),
    )


def _ranked(asked: Firearm, found: list[Found]) -> tuple[RankedRecord, ...]:
    """Best first. Each register is ranked by itself: one weapon in three is not a shared number."""
    candidates = [
        RankedRecord(
            register=one.description.register,
            record_holder=one.description.record_holder,
            record=candidate.record,
            match=candidate.match,
            non_unique=candidate.non_unique,
        )
        for one in found
        for candidate in rank(asked, one.records)
    ]
    return tuple(sorted(candidates, key=lambda one: one.match.grade))


def _scope(found: Found) -> SearchScope:
    description = found.description
    return SearchScope(
        register=description.register,
        data_as_of_ms=description.data_as_of_ms,
        matching_profile=VERSION,
        fields=description.searchable_fields,
        records=description.records,
        unsearchable=description.rejected,
    )
