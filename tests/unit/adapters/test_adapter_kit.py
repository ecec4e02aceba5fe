"""The kit passes an adapter that keeps the contract and fails one that does not."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from accord.adapter import (
    Adapter,
    Description,
    Health,
    Query,
    RecordHolder,
    RegistryAway,
    RegistryRecord,
)
from accord.testing.adapter_kit import SAMPLE, AdapterKit
from accord.weapons.keys import search_keys, shares


class Memory:
    """The smallest adapter: a list."""

    def __init__(self, records: Sequence[RegistryRecord]) -> None:
        self.records = list(records)
        self.closed = False

    def describe(self) -> Description:
        self.check()
        return Description(
            register="Memory",
            record_holder=RecordHolder.REGISTRY,
            data_as_of_ms=1,
            records=len(self.records),
        )

    def find(self, query: Query) -> Sequence[RegistryRecord]:
        self.check()
        asked = search_keys(query.firearm)
        return [record for record in self.records if shares(asked, search_keys(record.firearm))][
            : query.limit
        ]

    def health(self) -> Health:
        return Health(ready=not self.closed, text="closed" if self.closed else "ready")

    def close(self) -> None:
        self.closed = True

    def check(self) -> None:
        if self.closed:
            raise RegistryAway("registry.closed", "open it again")


class TestMemory(AdapterKit):
    def make(self, records: Sequence[RegistryRecord], folder: Path) -> Adapter:
        return Memory(records)


class Folding(Memory):
    def find(self, query: Query) -> Sequence[RegistryRecord]:
        return [
            replace(
                record,
                firearm=replace(
                    record.firearm,
                    marks=tuple(
                        replace(mark, text=mark.text.replace(" ", ""))
                        for mark in record.firearm.marks
                    ),
                ),
            )
            for record in super().find(query)
        ]


class Literal(Memory):
    def find(self, query: Query) -> Sequence[RegistryRecord]:
        asked = {mark.text for mark in query.firearm.marks}
        return [r for r in self.records if asked & {mark.text for mark in r.firearm.marks}]


class Everything(Memory):
    def find(self, query: Query) -> Sequence[RegistryRecord]:
        return self.records


class Boundless(Memory):
    def find(self, query: Query) -> Sequence[RegistryRecord]:
        return super().find(replace(query, limit=1_000))


class Crashing(Memory):
    def find(self, query: Query) -> Sequence[RegistryRecord]:
        if any("'" in mark.text for mark in query.firearm.marks):
            raise ValueError(query.firearm)
        return super().find(query)


class Undead(Memory):
    def check(self) -> None: ...


KIT = AdapterKit()


@pytest.mark.parametrize(
    ("kind", "test"),
    [
        (
            Folding,
            lambda bad: KIT.test_finds_each_weapon_in_the_words_of_the_register(bad, SAMPLE[0]),
        ),
        (
            Literal,
            lambda bad: KIT.test_finds_a_weapon_whose_number_was_written_otherwise(
                bad, "ab-12345", "R-0001"
            ),
        ),
        (Everything, KIT.test_finds_exactly_what_shares_a_key),
        (Everything, lambda bad: KIT.test_never_returns_the_whole_register(bad, "000")),
        (Everything, KIT.test_finds_nothing_where_nothing_is),
        (Boundless, KIT.test_stops_at_the_limit),
    ],
)
def test_fails_an_adapter_that_breaks_the_contract(
    kind: Callable[[Sequence[RegistryRecord]], Memory], test: Callable[[Memory], None]
) -> None:
    with pytest.raises(AssertionError):
        test(kind(SAMPLE))


def test_fails_an_adapter_that_raises_what_is_not_its_own() -> None:
    with pytest.raises(ValueError, match="Firearm"):
        KIT.test_survives_any_text(Crashing(SAMPLE), "'; DROP TABLE weapons; --")


def test_fails_an_adapter_that_answers_after_it_was_closed() -> None:
    with pytest.raises(pytest.fail.Exception):
        KIT.test_may_be_closed_twice_and_answers_no_more(Undead(SAMPLE))
