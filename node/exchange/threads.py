"""Where blocking work runs: a few threads of the exchange's own."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Threads:
    """Runs functions beside the event loop."""

    def __init__(self, executor: ThreadPoolExecutor) -> None:
        self._executor = executor

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's result; a cancellation takes effect when the function has ended."""
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._executor, lambda: function(*args, **kwargs))
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            await asyncio.wait([work])
            if not work.cancelled():
                work.exception()
            raise


@contextmanager
def threads(count: int) -> Iterator[Threads]:
    """Threads for the time of the block; at its end the work under way is awaited."""
    with ThreadPoolExecutor(count, thread_name_prefix="exchange") as executor:
        yield Threads(executor)
