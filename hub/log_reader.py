"""Reads the log for the site and for witnesses: a thread and a connection beside the ledger's."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from hub.log import TileSource

T = TypeVar("T")


class LogReader:
    """One thread that reads tiles; commits do not wait for it, nor the event loop."""

    def __init__(self, source: TileSource) -> None:
        """Takes tiles that no other thread reads."""
        self._source = source
        self._thread = ThreadPoolExecutor(1, "log-reader")

    async def read(self, work: Callable[[TileSource], T]) -> T:
        """What the work finds in the tiles."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, work, self._source)

    def close(self) -> None:
        """Ends the thread, once it has done what it was asked."""
        self._thread.shutdown()
