"""Gathering: what nobody waits for is handed on a moment later, together with what came after it.

The hub's receipts and our acknowledgements change no officer's day by coming 20 ms later, and a
commit for many of them costs little more than a commit for one.
"""

import asyncio
from typing import Generic, TypeVar

T = TypeVar("T")

GATHERING_SECONDS = 0.02


class Gathering(Generic[T]):
    """A queue whose reader takes everything that arrives within a moment of the first."""

    def __init__(self, seconds: float = GATHERING_SECONDS) -> None:
        """Starts empty."""
        self._seconds = seconds
        self._items: list[T] = []
        self._filled = asyncio.Event()

    def put(self, item: T) -> None:
        """Adds one."""
        self._items.append(item)
        self._filled.set()

    async def take(self) -> list[T]:
        """All that has gathered, in order; waits for the first and then the moment."""
        await self._filled.wait()
        await asyncio.sleep(self._seconds)
        self._filled.clear()
        items, self._items = self._items, []
        return items
