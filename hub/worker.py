"""A thread that takes all that has gathered, works on it in one go, and comes back for more.

Nothing waits for a timer: a lone item is taken at once, and what arrives meanwhile forms the next
group. This is how the hub groups both signature checks and commits.
"""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

T = TypeVar("T")


class Worker(Generic[T]):
    """One thread with a queue before it."""

    def __init__(
        self, name: str, work: Callable[[list[T]], None], weigh: Callable[[T], int], most: int
    ) -> None:
        """Starts the thread; `work` gets items that together weigh `most` or little more.

        `work` must not raise: it answers for its own failures.
        """
        self._work = work
        self._weigh = weigh
        self._most = most
        self._queue: SimpleQueue[T | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def put(self, item: T) -> None:
        """Queues an item; any thread may."""
        self._queue.put(item)

    def close(self) -> None:
        """Finishes what is queued and ends the thread."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (item := self._queue.get()) is not None:
            group, weight, last = [item], self._weigh(item), False
            while weight < self._most:
                try:
                    following = self._queue.get_nowait()
                except Empty:
                    break
                if following is None:
                    last = True
                    break
                group.append(following)
                weight += self._weigh(following)
            self._work(group)
            if last:
                return
