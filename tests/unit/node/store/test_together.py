"""Several transactions in one commit: each whole or absent, all durable together or none."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, select
from stores import file_store

from node.store.engine import Store, after_commit

numbers = Table("numbers", MetaData(), Column("n", Integer, primary_key=True))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with file_store(tmp_path) as opened:
        with opened.begin() as tx:
            numbers.create(tx)
        yield opened


def put(tx: Connection, number: int) -> None:
    tx.execute(numbers.insert().values(n=number))


def held(store: Store) -> list[int]:
    with store.read() as tx:
        return list(tx.execute(select(numbers.c.n).order_by(numbers.c.n)).scalars())


def test_parts_become_durable_at_the_end_of_the_group(store: Store) -> None:
    called: list[int] = []
    with store.together():
        for number in (1, 2):
            with store.begin() as tx:
                put(tx, number)
                after_commit(tx, partial(called.append, number))
            assert held(store) == []
            assert called == []
    assert held(store) == [1, 2]
    assert called == [1, 2]


def test_a_part_that_fails_is_undone_alone_and_calls_nobody(store: Store) -> None:
    called: list[int] = []
    with store.together():
        with store.begin() as tx:
            put(tx, 1)
        with pytest.raises(ValueError, match="stop"), store.begin() as tx:
            put(tx, 2)
            after_commit(tx, lambda: called.append(2))
            raise ValueError("stop")
        with store.begin() as tx:
            put(tx, 3)
    assert held(store) == [1, 3]
    assert called == []


def test_a_group_that_fails_leaves_nothing(store: Store) -> None:
    def group() -> None:
        with store.together():
            with store.begin() as tx:
                put(tx, 1)
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        group()
    assert held(store) == []


def test_what_ends_the_whole_transaction_fails_the_group(store: Store) -> None:
    def group() -> None:
        with store.together():
            with store.begin() as tx:
                put(tx, 1)
            with pytest.raises(ValueError, match="stop"), store.begin() as tx:
                tx.exec_driver_sql("ROLLBACK")  # as SQLite does by itself when a disk is full
                raise ValueError("stop")
            with store.begin() as tx:
                put(tx, 2)

    with pytest.raises(Exception, match="no such savepoint"):
        group()
    assert held(store) == []


def test_a_part_inside_a_part_is_refused(store: Store) -> None:
    with (
        store.together(),
        store.begin(),
        pytest.raises(RuntimeError, match="inside another"),
        store.begin(),
    ):
        pass
