"""Where the exchange's blocking work runs: one thread, one commit for all that has gathered.

Jobs that arrive while a commit runs share the next one, so that a busy node commits by the batch
and an idle one at once. A job's result is given out only when it is durable.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any, ParamSpec, TypeVar

from node.store.engine import Store

P = ParamSpec("P")
T = TypeVar("T")

_AT_ONCE = 8  # jobs in a commit; each is a batch of messages already


class _Job:
    """A call, and where its result is awaited."""

    def __init__(self, call: Callable[[], Any]) -> None:
        self._call = call
        self._loop = asyncio.get_running_loop()
        self._result: Any = None
        self._error: BaseException | None = None
        self.done = self._loop.create_future()

    def attempt(self) -> None:
        """Calls it, and keeps what came of it."""
        try:
            self._result = self._call()
        except Exception as error:
            self._error = error

    def settle(self, error: BaseException | None = None) -> None:
        """Gives out what came of it, or the failure of the commit around it."""
        self._loop.call_soon_threadsafe(self._settle, error or self._error)

    def _settle(self, error: BaseException | None) -> None:
        if self.done.done():
            return
        if error is not None:
            self.done.set_exception(error)
        else:
            self.done.set_result(self._result)


class Worker:
    """Runs functions of the store beside the event loop, one after the other."""

    def __init__(self, store: Store) -> None:
        """Starts nothing; see `working`."""
        self._store = store
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's result, durable; a cancellation takes effect when it has ended."""
        job = _Job(lambda: function(*args, **kwargs))
        self._jobs.put(job)
        try:
            result: T = await asyncio.shield(job.done)
            return result
        except asyncio.CancelledError:
            await asyncio.wait([job.done])
            if not job.done.cancelled():
                job.done.exception()
            raise

    def work(self) -> None:
        """Takes jobs until `end`; the thread's whole life."""
        last = False
        while not last and (job := self._jobs.get()) is not None:
            jobs = [job]
            while len(jobs) < _AT_ONCE:
                try:
                    following = self._jobs.get_nowait()
                except Empty:
                    break
                if following is None:
                    last = True
                    break
                jobs.append(following)
            self._perform(jobs)

    def end(self) -> None:
        """Lets the thread end once the queue is empty."""
        self._jobs.put(None)

    def _perform(self, jobs: list[_Job]) -> None:
        failed: BaseException | None = None
        try:
            with self._store.together():
                for job in jobs:
                    job.attempt()
        except Exception as error:
            failed = error
        for job in jobs:
            job.settle(failed)


@contextmanager
def working(store: Store) -> Iterator[Worker]:
    """A worker for the time of the block; at its end the work under way is awaited."""
    worker = Worker(store)
    thread = threading.Thread(target=worker.work, name="exchange", daemon=True)
    thread.start()
    try:
        yield worker
    finally:
        worker.end()
        thread.join()
