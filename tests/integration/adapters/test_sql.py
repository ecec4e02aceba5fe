"""Registers in databases: joined, locked, away, hanging, or not as the mapping says."""

import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from accord.adapter import (
    Adapter,
    AdapterError,
    BadData,
    ChainEvent,
    Firearm,
    Mark,
    MarkCondition,
    MarkKind,
    PartialDate,
    Query,
    RegistryAway,
    RegistryRecord,
    Settings,
)
from adapters.database import Database
from adapters.mapping import read_mapping
from adapters.sql import SqlAdapter, open_adapter

SCHEMA = """
CREATE TABLE makers (id INTEGER PRIMARY KEY, name TEXT, country TEXT);
CREATE TABLE weapons (
    weapon_id INTEGER PRIMARY KEY, serial TEXT, serial_key TEXT, serial_digits INTEGER,
    maker_id INTEGER, model TEXT, made SOMETHING, deleted INTEGER, updated INTEGER
);
CREATE TABLE holders (weapon_id INTEGER, no INTEGER, event TEXT, name TEXT, since DATE);
INSERT INTO makers VALUES (1, 'Arvenal', 'XA'), (2, 'Belmaric', 'XB');
INSERT INTO weapons VALUES
    (1, 'AB-123', 'AB123', 123, 1, 'M1', '1962', 0, 1),
    (2, 'AB 123', 'AB123', 123, 2, 'PK', '1971', 0, 1),
    (3, 'CD 4567', 'CD4567', 4567, 9, 'M1', NULL, 0, 1),
    (4, 'EF 999', 'EF999', 999, 1, 'M1', NULL, 1, 1),
    (5, 'removed', '', NULL, 1, 'M1', NULL, 0, 1);
INSERT INTO holders VALUES
    (1, 2, 'S', 'Dealer & Sons', 'no date'), (1, 1, 'I', 'Importer', '1963-02-01'),
    (2, 1, 'I', 'Other', '1972-01-01');
"""
MAPPING = """
register: Old database
record_holder: CUSTOMS
source:
  table: weapons
  id: weapon_id
  changed: updated
  joins:
    maker: {table: makers, on: {maker_id: id}}
    holders: {table: holders, on: {weapon_id: weapon_id}, many: yes, order: no}
tables:
  events: {I: IMPORTED, S: TRANSFERRED}
rows: {column: deleted, differs: "1"}
record_id: weapon_id
firearm:
  maker_text: maker.name
  country_of_manufacture: {column: maker.country}
  model_text: model
  year_of_manufacture: made
marks:
  - {kind: MANUFACTURER_SERIAL, text: serial}
chain:
  - event: {column: holders.event, table: events}
    role: DEALER
    state: XB
    party: holders.name
    from: holders.since
    each: holders
"""
KEYED = MAPPING.replace(
    "  changed: updated",
    "  keys: [{column: serial_key, form: exact}, {column: serial_digits, form: digits}]",
)


def weapon(serial: str) -> Firearm:
    mark = Mark(kind=MarkKind.MANUFACTURER_SERIAL, text=serial, condition=MarkCondition.INTACT)
    return Firearm(marks=(mark,))


def find(adapter: Adapter, serial: str) -> dict[str, RegistryRecord]:
    found = adapter.find(Query(firearm=weapon(serial)))
    return {record.record_id: record for record in found}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with closing(sqlite3.connect(tmp_path / "register.db")) as database, database:
        database.executescript(SCHEMA)
    return tmp_path


def change(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "register.db")) as database, database:
        for statement in statements:
            database.execute(statement)


@contextmanager
def opened(
    folder: Path, mapping: str = MAPPING, url: str = "sqlite:///register.db", timeout: float = 5.0
) -> Iterator[SqlAdapter]:
    adapter = SqlAdapter(
        Database(url, folder, timeout), read_mapping(mapping.encode(), "m.yaml"), folder / "r.csv"
    )
    try:
        yield adapter
    finally:
        adapter.close()


def failure(
    folder: Path, mapping: str = MAPPING, url: str = "sqlite:///register.db"
) -> AdapterError:
    with opened(folder, mapping, url) as adapter:
        with pytest.raises(AdapterError) as raised:
            find(adapter, "AB123")
        assert not adapter.health().ready
        assert not (folder / "r.csv").exists(), "nothing is half loaded"
    assert "AB123" not in raised.value.text
    return raised.value


@pytest.mark.parametrize("mapping", [MAPPING, KEYED], ids=["index", "key columns"])
def test_finds_weapons_with_makers_and_holders(folder: Path, mapping: str) -> None:
    with opened(folder, mapping) as adapter:
        found = find(adapter, "ab123")
        assert set(found) == {"1", "2"}
        firearm = found["1"].firearm
        assert firearm.marks[0].text == "AB-123"
        assert (firearm.maker_text, firearm.country_of_manufacture) == ("Arvenal", "XA")
        assert firearm.year_of_manufacture is not None
        assert firearm.year_of_manufacture.first == 1962
        first, second = found["1"].chain
        assert (first.event, first.party) == (ChainEvent.IMPORTED, "Importer")
        assert first.from_date == PartialDate(year=1963, month=2, day=1)
        assert (second.party, second.from_date) == ("Dealer & Sons", None)
        assert "holders.since: is not a date" in firearm.remarks
        assert [link.party for link in found["2"].chain] == ["Other"]
        assert set(find(adapter, "XY4567")) == {"3"}, "by digits"
        assert find(adapter, "CD 4567")["3"].firearm.maker_text == "", "no such maker"
        assert not find(adapter, "EF999"), "left out by the mapping"
        assert set(find(adapter, "A?1?3")) == {"1", "2"}


def test_accounts_for_every_row(folder: Path) -> None:
    with opened(folder) as adapter:
        counts = adapter.survey().counts
        assert (counts.rows, counts.left_out, counts.rejected) == (5, 1, 0)
        assert (counts.searchable, counts.unsearchable) == (3, 1)
        assert adapter.describe().records == 3
        assert (folder / "r.csv").read_text("utf-8-sig").splitlines()[1].startswith("5,UNSEARCH")


def test_rejects_rows_that_a_join_repeats_and_rows_without_a_key(folder: Path) -> None:
    change(
        folder,
        "INSERT INTO makers SELECT 3, 'Arvenal II', 'XA'",
        "CREATE VIEW twice AS SELECT * FROM makers UNION ALL SELECT 1, 'Again', 'XA'",
        "CREATE TABLE loose AS SELECT * FROM weapons",
        "INSERT INTO loose (serial, maker_id) VALUES ('LOST 1', 3)",
    )
    mapping = MAPPING.replace("{table: makers", "{table: twice").replace("weapons\n", "loose\n")
    with opened(folder, mapping) as adapter:
        survey = adapter.survey()
        assert survey.counts.rejected == 4
        reasons = {remark.row: remark.reason for remark in survey.remarks}
        assert "many: yes" in reasons["1"]
        assert "'weapon_id' is empty" in reasons["None"]


def test_says_which_keys_it_searches(folder: Path) -> None:
    with opened(folder, KEYED) as adapter:
        description = adapter.describe()
    assert description.searchable_fields == ("serial:exact", "serial:digits")
    assert description.records == 5


def test_sees_rows_that_are_added_or_changed(folder: Path) -> None:
    with opened(folder) as adapter:
        assert not find(adapter, "NEW 77")
        change(folder, "INSERT INTO weapons VALUES (6, 'NEW 77', '', 0, 1, 'M', '', 0, 1)")
        assert set(find(adapter, "NEW 77")) == {"6"}
        change(folder, "UPDATE weapons SET serial = 'NEW 88', updated = 2 WHERE weapon_id = 6")
        assert not find(adapter, "NEW 77")
        assert set(find(adapter, "NEW 88")) == {"6"}


def test_reads_all_again_when_the_index_is_old(folder: Path) -> None:
    now = [0.0]
    adapter = SqlAdapter(
        Database("sqlite:///register.db", folder, 5.0),
        read_mapping(MAPPING.replace("  changed: updated\n", "").encode(), "m.yaml"),
        None,
        refresh=60.0,
        elapsed=lambda: now[0],
    )
    assert not find(adapter, "NEW 88")
    change(folder, "UPDATE weapons SET serial = 'NEW 88' WHERE weapon_id = 3")
    assert not find(adapter, "NEW 88")
    now[0] = 61.0
    assert set(find(adapter, "NEW 88")) == {"3"}
    adapter.close()


def test_only_ever_reads(folder: Path) -> None:
    database = Database("sqlite:///register.db", folder, 5.0)
    with pytest.raises(AdapterError), database.reading() as connection:
        connection.exec_driver_sql("DELETE FROM weapons")
    database.close()


def test_makes_no_empty_register_of_a_wrong_path(folder: Path) -> None:
    error = failure(folder, url="sqlite:///registre.db")
    assert isinstance(error, RegistryAway)
    assert "'url'" in error.text
    assert not (folder / "registre.db").exists()


def test_says_that_the_database_is_locked(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "register.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with opened(folder, timeout=0.2) as adapter:
            with pytest.raises(RegistryAway) as raised:
                find(adapter, "AB123")
            assert raised.value.code == "registry.locked"
            other.execute("ROLLBACK")
            assert set(find(adapter, "AB123")) == {"1", "2"}


def test_says_that_the_file_is_damaged(folder: Path) -> None:
    (folder / "register.db").write_bytes(b"SQLite, but not really" * 100)
    error = failure(folder)
    assert isinstance(error, BadData)
    assert error.code == "registry.broken"


def test_says_that_texts_are_in_another_encoding(folder: Path) -> None:
    change(folder, "UPDATE weapons SET model = CAST(x'c7e36f' AS TEXT)")
    error = failure(folder)
    assert isinstance(error, BadData)
    assert error.code == "registry.encoding"


@pytest.mark.parametrize(
    ("right", "wrong", "place", "hint"),
    [
        ("table: weapons", "table: weapon", "5:3", "'weapons'"),
        ("id: weapon_id", "id: weapon_no", "5:3", "'weapon_id'"),
        ("text: serial}", "text: serial_no}", "21:39", "'serial'"),
        ("maker_text: maker.name", "maker_text: maker.nome", "16:15", "'name'"),
        ("from: holders.since", "from: holders.sinse", "27:11", "'since'"),
        ("order: no", "order: nr", "10:14", "'no'"),
    ],
)
def test_names_what_the_database_lacks(
    folder: Path, right: str, wrong: str, place: str, hint: str
) -> None:
    assert right in MAPPING
    error = failure(folder, MAPPING.replace(right, wrong))
    assert isinstance(error, BadData)
    assert error.text.startswith(f"m.yaml:{place}: ")
    assert hint in error.text


def test_gives_up_on_a_question_that_takes_too_long(folder: Path) -> None:
    change(
        folder,
        """CREATE VIEW slow AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
           SELECT i AS weapon_id, 'A' AS serial FROM n""",
    )
    mapping = """
register: Slow
record_holder: CUSTOMS
source: {table: slow, id: weapon_id}
record_id: weapon_id
marks: [{kind: MANUFACTURER_SERIAL, text: serial}]
"""
    started = time.monotonic()
    with opened(folder, mapping, timeout=0.3) as adapter:
        with pytest.raises(RegistryAway) as raised:
            find(adapter, "AB123")
        assert raised.value.code == "registry.slow"
    assert time.monotonic() - started < 5


def test_gives_up_on_a_server_that_never_answers(tmp_path: Path) -> None:
    pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        started = time.monotonic()
        url = f"postgresql+psycopg://reader:secret@127.0.0.1:{port}/register"
        with opened(tmp_path, url=url, timeout=0.5) as adapter:
            with pytest.raises(RegistryAway) as raised:
                find(adapter, "AB123")
            assert "secret" not in raised.value.text
        assert time.monotonic() - started < 8


def test_says_that_no_server_is_there(tmp_path: Path) -> None:
    pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed")
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    error = failure(tmp_path, url=f"postgresql+psycopg://reader:secret@127.0.0.1:{port}/register")
    assert isinstance(error, RegistryAway)
    assert "'url'" in error.text
    assert "secret" not in error.text


def test_answers_several_threads_while_the_index_is_read(folder: Path) -> None:
    with opened(folder) as adapter:
        found: list[set[str]] = []
        threads = [
            threading.Thread(target=lambda: found.append(set(find(adapter, "AB123"))))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        assert found == [{"1", "2"}] * 8


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({}, "adapter.option_missing"),
        ({"url": "not a url"}, "adapter.url_wrong"),
        ({"url": "nosuch://host/db"}, "adapter.url_wrong"),
        ({"url": "sqlite://"}, "adapter.url_wrong"),
        ({"url_file": "nowhere.txt"}, "adapter.url_file"),
        ({"url": "sqlite:///register.db", "timeout": "soon"}, "adapter.option_wrong"),
        ({"url": "sqlite:///register.db", "refresh": "-1"}, "adapter.option_wrong"),
    ],
)
def test_says_which_option_is_wrong(tmp_path: Path, options: dict[str, str], code: str) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING, encoding="utf-8")
    with pytest.raises(BadData) as raised:
        open_adapter(Settings(options={"mapping": "m.yaml", **options}, base=tmp_path))
    assert raised.value.code == code


def test_reads_the_address_from_a_file(folder: Path) -> None:
    (folder / "m.yaml").write_text(MAPPING, encoding="utf-8")
    (folder / "url.txt").write_text("sqlite:///register.db\n", encoding="utf-8")
    adapter = open_adapter(
        Settings(options={"mapping": "m.yaml", "url_file": "url.txt"}, base=folder)
    )
    assert set(find(adapter, "AB123")) == {"1", "2"}
    adapter.close()
