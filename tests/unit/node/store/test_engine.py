import threading
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, select
from stores import file_store, memory_store

from accord.errors import FormatError
from node.store.engine import Store, after_commit, next_number, open_engine

numbers = Table("numbers", MetaData(), Column("n", Integer, primary_key=True))


def prepared(store: Store) -> Store:
    with store.begin() as tx:
        numbers.create(tx)
    return store


def test_what_a_transaction_writes_is_read_afterwards() -> None:
    with memory_store() as store:
        prepared(store)
        with store.begin() as tx:
            tx.execute(numbers.insert().values(n=7))
        with store.read() as tx:
            assert tx.execute(select(numbers.c.n)).scalars().all() == [7]


def test_an_exception_rolls_back_and_calls_nobody() -> None:
    called: list[str] = []
    with memory_store() as store:
        prepared(store)

        def fail() -> None:
            with store.begin() as tx:
                tx.execute(numbers.insert().values(n=7))
                after_commit(tx, lambda: called.append("committed"))
                raise ValueError("stop")

        with pytest.raises(ValueError, match="stop"):
            fail()
        with store.read() as tx:
            assert tx.execute(select(numbers.c.n)).all() == []
    assert called == []


def test_callbacks_run_once_and_only_after_the_commit(tmp_path: Path) -> None:
    seen: list[int] = []
    with file_store(tmp_path) as store:
        prepared(store)

        def look() -> None:
            with store.read() as tx:
                seen.append(len(tx.execute(select(numbers)).all()))

        with store.begin() as tx:
            after_commit(tx, look)
            after_commit(tx, look)
            tx.execute(numbers.insert().values(n=1))
            assert seen == []
        with store.begin() as tx:
            tx.execute(numbers.insert().values(n=2))
    assert seen == [1]


def test_a_nested_writer_is_refused_instead_of_waiting_for_itself() -> None:
    with (
        memory_store() as store,
        store.begin(),
        pytest.raises(RuntimeError, match="inside another"),
        store.begin(),
    ):
        pass


def test_writers_in_many_threads_take_turns(tmp_path: Path) -> None:
    with file_store(tmp_path) as store:
        prepared(store)

        def write() -> None:
            for _ in range(10):
                with store.begin() as tx:
                    tx.execute(numbers.insert().values(n=next_number(tx, numbers.c.n)))

        threads = [threading.Thread(target=write) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        with store.read() as tx:
            assert len(tx.execute(select(numbers)).all()) == 40


def test_a_commit_is_durable_and_in_the_write_ahead_log(tmp_path: Path) -> None:
    with file_store(tmp_path) as store, store.read() as tx:
        assert tx.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert tx.exec_driver_sql("PRAGMA synchronous").scalar() == 2


@pytest.mark.parametrize("url", ["not a url", "mysql://x/y", "oracle://x"])
def test_other_databases_are_refused_by_name(url: str) -> None:
    with pytest.raises(FormatError) as raised:
        open_engine(url)
    assert raised.value.code == "store.address"
