"""The same store on a real PostgreSQL server."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from exchange_messages import probe, seeded_random
from postgres import fresh_database, postgres_server
from sqlalchemy import select
from stores import declare_all_tables, open_store

import node.exchange.tables as tables
from node.clock import WallClock
from node.exchange.outbox import Outbox
from node.store.engine import Store
from node.store.schema import metadata


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres_server() as address:
        yield address


@pytest.fixture
def store(server: str) -> Iterator[Store]:
    with fresh_database(server) as address:
        opened = open_store(address)
        try:
            yield opened
        finally:
            opened.close()


def test_the_migrations_build_exactly_the_declared_tables(store: Store) -> None:
    declare_all_tables()
    with store.read() as tx:
        differences = compare_metadata(MigrationContext.configure(tx), metadata)
    assert differences == []


def test_messages_are_left_and_found_again(store: Store) -> None:
    outbox = Outbox(clock=WallClock(), random=seeded_random(1).randbytes, wake=lambda: None)
    with store.begin() as tx:
        ids = outbox.enqueue_many(tx, [probe("XB", "XC", payload=bytes(1024))] * 100)
    with store.read() as tx:
        found = tx.execute(
            select(tables.outbox_message.c.message_id).order_by(tables.outbox_message.c.position)
        ).scalars()
        assert [bytes(one) for one in found] == [one.bytes for one in ids]
        assert len(tx.execute(select(tables.outbox_delivery)).all()) == 200


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    outbox = Outbox(clock=WallClock(), random=seeded_random(1).randbytes, wake=lambda: None)

    def fail() -> None:
        with store.begin() as tx:
            outbox.enqueue(tx, probe("XB"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.read() as tx:
        assert tx.execute(select(tables.outbox_message)).all() == []
