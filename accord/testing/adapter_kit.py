"""What every adapter must do: subclass `AdapterKit` in your tests, say how to make one, run pytest.

    class TestXyz(AdapterKit):
        def make(self, records, folder):
            write_my_register(folder / "register.db", records)
            return open_adapter(Settings(options={"file": "register.db"}, base=folder))

The kit hands over a few fictional weapons. The register must be able to hold their record id,
serial number, maker, model and calibre, and what it holds must come back in the same words.
"""

# ruff: noqa: D102, S101, PT017 - these are tests, for other people's suites

import itertools
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from accord.adapter import (
    Adapter,
    Capability,
    Changing,
    Entry,
    Firearm,
    Query,
    Recording,
    RecordStatus,
    RegistryRecord,
)
from accord.errors import AdapterError, BadQuery
from accord.testing.adapter_hostile import HOSTILE, weapon
from accord.weapons.keys import search_keys, shares


def _sample() -> Iterator[RegistryRecord]:
    weapons = (
        weapon("AB 12345", model_text="M1", calibre_text="9 mm"),
        weapon("369J257", model_text="M2", calibre_text=".308 Win"),
        weapon("J369257", model_text="M2", calibre_text=".308 Win"),
        weapon("00778812", maker="Belmaric", model_text="PK-9", calibre_text="9x19"),
        weapon("778812", maker="Corvina Państwowa", model_text="Żbik", calibre_text="7,62x39"),
        weapon("BO1255", model_text="M1", calibre_text="9 mm"),
        weapon("АК 47-123", maker="Оружейник", model_text="М-4", calibre_text="7,62"),
        weapon("55501", model_text="M1", calibre_text="9 mm"),
        weapon("55501", maker="Belmaric", model_text="PK-9", calibre_text="9x19"),
        weapon("55501", maker="Corvina Państwowa", model_text="Żbik", calibre_text="7,62x39"),
    )
    for number, firearm in enumerate(weapons, start=1):
        yield RegistryRecord(record_id=f"R-{number:04}", firearm=firearm)


SAMPLE = tuple(_sample())


class AdapterKit:
    """The conformance tests; each says in its name what an adapter does."""

    def make(self, records: Sequence[RegistryRecord], folder: Path) -> Adapter:
        """An adapter over a register that holds exactly these records; written by the author."""
        raise NotImplementedError  # the one method that the author must write

    def make_away(self, folder: Path) -> Adapter | None:
        """An adapter whose register cannot be reached, where the author can make one."""
        return None

    def change(self, adapter: Adapter, record: RegistryRecord, folder: Path) -> None:
        """Changes one record behind an adapter that offers CHANGES; written by the author."""
        raise NotImplementedError  # needed only where the adapter offers changes

    @pytest.fixture
    def adapter(self, tmp_path: Path) -> Iterator[Adapter]:
        """The adapter over the sample, closed at the end."""
        adapter = self.make(SAMPLE, tmp_path)
        yield adapter
        adapter.close()

    def test_says_what_it_is(self, adapter: Adapter) -> None:
        description = adapter.describe()
        assert description.register
        assert description.records == len(SAMPLE), "every sample weapon has a serial number"
        assert description.rejected == 0
        assert description.data_as_of_ms > 0
        assert description.searchable_fields

    def test_is_ready(self, adapter: Adapter) -> None:
        health = adapter.health()
        assert health.ready, health.text
        assert health.text

    @pytest.mark.parametrize("record", SAMPLE, ids=lambda record: record.record_id)
    def test_finds_each_weapon_in_the_words_of_the_register(
        self, adapter: Adapter, record: RegistryRecord
    ) -> None:
        found = {each.record_id: each for each in _find(adapter, record.firearm)}
        assert record.record_id in found
        firearm, expected = found[record.record_id].firearm, record.firearm
        assert [mark.text for mark in firearm.marks] == [mark.text for mark in expected.marks]
        assert firearm.maker_text == expected.maker_text
        assert firearm.model_text == expected.model_text
        assert firearm.calibre_text == expected.calibre_text

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ("ab-12345", "R-0001"),
            ("АВ12345", "R-0001"),  # Cyrillic look-alikes
            ("AB1234S", "R-0001"),
            ("369M257", "R-0002"),  # a letter between digits
            ("778812", "R-0004"),  # leading zeros
            ("B01255", "R-0006"),
            ("AK47123", "R-0007"),
            ("AB1?345", "R-0001"),
            ("36?J2*", "R-0002"),
        ],
    )
    def test_finds_a_weapon_whose_number_was_written_otherwise(
        self, adapter: Adapter, asked: str, expected: str
    ) -> None:
        assert expected in {record.record_id for record in _find(adapter, weapon(asked))}

    def test_finds_exactly_what_shares_a_key(self, adapter: Adapter) -> None:
        for asked in SAMPLE:
            keys = search_keys(asked.firearm)
            expected = {
                record.record_id for record in SAMPLE if shares(keys, search_keys(record.firearm))
            }
            assert {record.record_id for record in _find(adapter, asked.firearm)} == expected

    def test_finds_every_weapon_of_one_number(self, adapter: Adapter) -> None:
        found = _find(adapter, weapon("55501"))
        assert {record.record_id for record in found} == {"R-0008", "R-0009", "R-0010"}

    def test_names_each_record_once(self, adapter: Adapter) -> None:
        for asked in SAMPLE:
            ids = [record.record_id for record in _find(adapter, asked.firearm)]
            assert len(ids) == len(set(ids))

    def test_stops_at_the_limit(self, adapter: Adapter) -> None:
        assert len(adapter.find(Query(firearm=weapon("55501"), limit=2))) == 2

    def test_finds_nothing_where_nothing_is(self, adapter: Adapter) -> None:
        assert not _find(adapter, weapon("QX 900417 T"))

    @pytest.mark.parametrize("unknown", ["", "0", "000", "AAA", "-"])
    def test_never_returns_the_whole_register(self, adapter: Adapter, unknown: str) -> None:
        for firearm in (weapon(unknown), Firearm(maker_text="Arvenal")):
            try:
                assert not _find(adapter, firearm)
            except BadQuery as error:
                assert error.text

    @pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
    def test_survives_any_text(self, adapter: Adapter, text: str) -> None:
        try:
            _find(adapter, weapon(text, maker=text))
        except AdapterError as error:
            assert text not in error.text
        assert _find(adapter, weapon("55501"))

    def test_returns_well_formed_chains(self, adapter: Adapter) -> None:
        for asked in SAMPLE:
            for record in _find(adapter, asked.firearm):
                sequences = [link.sequence for link in record.chain]
                assert sequences == sorted(set(sequences))
                assert all(link.state for link in record.chain)

    def test_answers_the_same_question_the_same_way(self, adapter: Adapter) -> None:
        for asked in SAMPLE:
            assert _find(adapter, asked.firearm) == _find(adapter, asked.firearm)

    def test_may_be_asked_by_several_threads(self, adapter: Adapter) -> None:
        alone = [_find(adapter, record.firearm) for record in SAMPLE]
        with ThreadPoolExecutor(4) as pool:
            together = pool.map(lambda record: _find(adapter, record.firearm), SAMPLE * 3)
            for found, expected in zip(together, itertools.cycle(alone), strict=False):
                assert found == expected

    def test_can_do_what_it_says_it_can(self, adapter: Adapter) -> None:
        can = adapter.describe().capabilities
        assert (Capability.CHANGES in can) <= isinstance(adapter, Changing)
        assert (Capability.RECORD in can) <= isinstance(adapter, Recording)

    def test_tells_what_changed_and_only_that(self, adapter: Adapter, tmp_path: Path) -> None:
        changing = _changing(adapter)
        start = changing.changes("", 10)
        assert not start.records, "an empty cursor means: from now on"
        for record in SAMPLE[:2]:
            self.change(adapter, record, tmp_path)
        told = changing.changes(start.cursor, 10)
        assert [one.record_id for one in told.records] == ["R-0001", "R-0002"]
        assert not told.more
        assert changing.changes(told.cursor, 10).records == ()

    def test_tells_changes_a_page_at_a_time(self, adapter: Adapter, tmp_path: Path) -> None:
        changing = _changing(adapter)
        cursor = changing.changes("", 10).cursor
        for record in SAMPLE[:3]:
            self.change(adapter, record, tmp_path)
        first = changing.changes(cursor, 2)
        rest = changing.changes(first.cursor, 2)
        assert first.more
        assert len(first.records) == 2
        assert {one.record_id for one in (*first.records, *rest.records)} == {
            record.record_id for record in SAMPLE[:3]
        }

    @pytest.mark.parametrize("cursor", ["x", "9" * 500, "\0", "-1", "1e9"])
    def test_refuses_a_cursor_that_it_never_gave(self, adapter: Adapter, cursor: str) -> None:
        with pytest.raises(BadQuery):
            _changing(adapter).changes(cursor, 10)

    def test_takes_an_entry_once(self, adapter: Adapter) -> None:
        if Capability.RECORD not in adapter.describe().capabilities:
            pytest.skip("this register takes no entries")
        assert isinstance(adapter, Recording)
        entry = Entry(
            entry_id="E-1",
            record_id="R-0001",
            firearm=SAMPLE[0].firearm,
            status=RecordStatus.SEIZED,
        )
        assert adapter.record(entry) == adapter.record(entry)
        found = {one.record_id: one for one in _find(adapter, SAMPLE[0].firearm)}
        assert found["R-0001"].status is RecordStatus.SEIZED

    def test_may_be_closed_twice_and_answers_no_more(self, adapter: Adapter) -> None:
        adapter.close()
        adapter.close()
        with pytest.raises(AdapterError):
            _find(adapter, SAMPLE[0].firearm)
        assert not adapter.health().ready

    def test_keeps_record_ids_when_opened_again(self, tmp_path: Path) -> None:
        before, after = (
            self.make(SAMPLE, _folder(tmp_path, "before")),
            self.make(SAMPLE, _folder(tmp_path, "after")),
        )
        try:
            for asked in SAMPLE:
                assert _ids(before, asked.firearm) == _ids(after, asked.firearm)
        finally:
            before.close()
            after.close()

    def test_holds_no_record_as_well_as_many(self, tmp_path: Path) -> None:
        adapter = self.make((), tmp_path)
        try:
            assert adapter.describe().records == 0
            assert not _find(adapter, SAMPLE[0].firearm)
        finally:
            adapter.close()

    def test_says_when_its_register_is_away(self, tmp_path: Path) -> None:
        adapter = self.make_away(tmp_path)
        if adapter is None:
            pytest.skip("make_away is not written for this adapter")
        try:
            health = adapter.health()
            assert not health.ready
            assert health.text
            with pytest.raises(AdapterError) as raised:
                _find(adapter, SAMPLE[0].firearm)
            assert raised.value.text
            assert "12345" not in raised.value.text, "an error names no serial number"
        finally:
            adapter.close()


def _find(adapter: Adapter, firearm: Firearm) -> Sequence[RegistryRecord]:
    return adapter.find(Query(firearm=firearm))


def _changing(adapter: Adapter) -> Changing:
    if Capability.CHANGES not in adapter.describe().capabilities:
        pytest.skip("this register does not tell what changed")
    assert isinstance(adapter, Changing)
    return adapter


def _ids(adapter: Adapter, firearm: Firearm) -> set[str]:
    return {record.record_id for record in _find(adapter, firearm)}


def _folder(parent: Path, name: str) -> Path:
    folder = parent / name
    folder.mkdir()
    return folder
