"""The SQL driver on a real PostgreSQL: its types, its limits on waiting, its refusals."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from postgres import fresh_database, postgres_server

from accord.adapter import (
    AdapterError,
    BadData,
    Firearm,
    Mark,
    MarkCondition,
    MarkKind,
    PartialDate,
    Query,
    RegistryAway,
    RegistryRefused,
)
from adapters.database import Database
from adapters.mapping import read_mapping
from adapters.sql import SqlAdapter

psycopg = pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed")

SCHEMA = """
CREATE SCHEMA old;
CREATE TABLE old.makers (id int PRIMARY KEY, name text);
CREATE TABLE old.weapons (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), number text NOT NULL, digits bigint,
    maker int, calibre numeric(5, 2), made date
);
CREATE TABLE old.holders (weapon uuid, name text, since date);
INSERT INTO old.makers VALUES (1, 'Arvenal');
INSERT INTO old.weapons (number, digits, maker, calibre, made)
    SELECT 'AB-' || n, n, 1, 7.62, '1962-05-01' FROM generate_series(10000, 15000) AS n;
INSERT INTO old.holders SELECT id, 'Importer', '1963-02-01' FROM old.weapons;
"""
MAPPING = """
register: Old database
record_holder: CUSTOMS
source:
  table: old.weapons
  id: id
  joins:
    maker: {table: old.makers, on: {maker: id}}
    holders: {table: old.holders, on: {id: weapon}, many: yes, order: since}
record_id: id
firearm: {maker_text: maker.name, calibre_text: calibre, year_of_manufacture: made}
marks: [{kind: MANUFACTURER_SERIAL, text: number}]
chain:
  - event: IMPORTED
    role: IMPORTER
    state: XB
    party: holders.name
    from: holders.since
    each: holders
"""
KEYED = MAPPING.replace("  id: id\n", "  id: id\n  keys: [{column: digits, form: digits}]\n")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres_server() as address:
        yield address


@pytest.fixture
def database(server: str) -> Iterator[str]:
    with fresh_database(server) as address:
        with psycopg.connect(address) as connection:
            connection.execute(SCHEMA)
        yield address.replace("postgresql:", "postgresql+psycopg:")


@contextmanager
def opened(url: str, mapping: str = MAPPING, timeout: float = 5.0) -> Iterator[SqlAdapter]:
    rules = read_mapping(mapping.encode(), "m.yaml")
    adapter = SqlAdapter(Database(url, Path(), timeout), rules, None)
    try:
        yield adapter
    finally:
        adapter.close()


def asked(number: str) -> Query:
    mark = Mark(kind=MarkKind.MANUFACTURER_SERIAL, text=number, condition=MarkCondition.INTACT)
    return Query(firearm=Firearm(marks=(mark,)))


def failure(url: str, mapping: str = MAPPING, timeout: float = 5.0) -> AdapterError:
    with opened(url, mapping, timeout) as adapter, pytest.raises(AdapterError) as raised:
        adapter.find(asked("AB12345"))
    assert "12345" not in raised.value.text
    return raised.value


@pytest.mark.parametrize("mapping", [MAPPING, KEYED], ids=["index", "key columns"])
def test_finds_weapons(database: str, mapping: str) -> None:
    with opened(database, mapping) as adapter:
        (record,) = adapter.find(asked("ab 12345"))
        assert record.firearm.calibre_text == "7.62"
        assert record.firearm.maker_text == "Arvenal"
        assert record.firearm.year_of_manufacture is not None
        assert record.firearm.year_of_manufacture.first == 1962
        (link,) = record.chain
        assert (link.party, link.from_date) == ("Importer", PartialDate(year=1963, month=2, day=1))
        assert adapter.describe().records == 5_001
        assert adapter.find(asked("AB12345")) == [record]


def test_only_ever_reads(database: str) -> None:
    reader = Database(database, Path(), 5.0)
    with pytest.raises(AdapterError), reader.reading() as connection:
        connection.exec_driver_sql("DELETE FROM old.weapons")
    reader.close()


def test_gives_up_on_a_locked_table(database: str) -> None:
    with psycopg.connect(database.replace("+psycopg", "")) as other:
        other.execute("LOCK TABLE old.weapons IN ACCESS EXCLUSIVE MODE")
        error = failure(database, timeout=0.5)
    assert isinstance(error, RegistryAway)
    assert error.code == "registry.slow"


def test_names_a_missing_table(database: str) -> None:
    error = failure(database, MAPPING.replace("old.makers", "old.maker"))
    assert isinstance(error, BadData)
    assert "did you mean 'makers'" in error.text


def test_says_that_the_account_may_not_read(database: str) -> None:
    with psycopg.connect(database.replace("+psycopg", "")) as admin:
        admin.execute("DROP ROLE IF EXISTS stranger")
        admin.execute("CREATE ROLE stranger LOGIN")
        admin.execute("GRANT USAGE ON SCHEMA old TO stranger")
    error = failure(database.replace("accord@", "stranger@"))
    assert isinstance(error, RegistryRefused)
    assert "'url'" in error.text
