"""One thread, one commit for what has gathered; results only when they are durable."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, func, select
from stores import file_store

from node.exchange.worker import working
from node.store.engine import Store

numbers = Table("numbers", MetaData(), Column("n", Integer, primary_key=True))


def put(store: Store, number: int) -> int:
    with store.begin() as tx:
        tx.execute(numbers.insert().values(n=number))
    return number


def held(store: Store) -> int:
    with store.read() as tx:
        return tx.execute(select(func.count()).select_from(numbers)).scalar_one()


def played(folder: Path, story: Callable[[Store], object]) -> None:
    with file_store(folder) as store:
        with store.begin() as tx:
            numbers.create(tx)
        story(store)


def test_jobs_that_gathered_are_durable_before_any_of_them_returns(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        gate = threading.Event()
        with working(store) as worker:
            first = asyncio.create_task(worker.run(gate.wait, 10))
            counts = [asyncio.create_task(worker.run(put, store, n)) for n in range(5)]
            counts[0].add_done_callback(lambda _: seen.append(held(store)))
            await asyncio.sleep(0)
            gate.set()
            assert await asyncio.gather(first, *counts) == [True, 0, 1, 2, 3, 4]

    seen: list[int] = []
    played(tmp_path, lambda store: asyncio.run(story(store)))
    assert seen == [5]


def test_a_job_that_fails_leaves_the_others(tmp_path: Path) -> None:
    def fail(store: Store) -> None:
        put(store, 7)
        raise ValueError("stop")

    async def story(store: Store) -> None:
        gate = threading.Event()
        with working(store) as worker:
            jobs = [
                asyncio.create_task(worker.run(gate.wait, 10)),
                asyncio.create_task(worker.run(put, store, 1)),
                asyncio.create_task(worker.run(put, store, 1)),  # the same key again
                asyncio.create_task(worker.run(fail, store)),
                asyncio.create_task(worker.run(put, store, 2)),
            ]
            await asyncio.sleep(0)
            gate.set()
            ended = await asyncio.gather(*jobs, return_exceptions=True)
        assert [type(one).__name__ for one in ended] == [
            "bool",
            "int",
            "IntegrityError",
            "ValueError",
            "int",
        ]
        assert held(store) == 3

    played(tmp_path, lambda store: asyncio.run(story(store)))


def test_a_cancelled_job_is_finished_first(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        gate, begun = threading.Event(), threading.Event()

        def slow() -> None:
            begun.set()
            gate.wait(10)
            put(store, 1)

        with working(store) as worker:
            job = asyncio.create_task(worker.run(slow))
            await asyncio.to_thread(begun.wait, 10)
            job.cancel()
            await asyncio.sleep(0)
            gate.set()
            with pytest.raises(asyncio.CancelledError):
                await job
            assert held(store) == 1

    played(tmp_path, lambda store: asyncio.run(story(store)))
