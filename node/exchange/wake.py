"""A wake-up that any thread may give and one task waits for."""

import asyncio


class Wake:
    """Starts awake, so that what waited from before is found; a wake-up is never lost."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self._event.set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def bind(self) -> None:
        """Belongs to the running loop from now on."""
        self._loop = asyncio.get_running_loop()

    def set(self) -> None:
        """Wakes the waiter, or the next one to wait; from any thread."""
        if self._loop is None:
            self._event.set()
        elif not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._event.set)

    async def wait(self) -> None:
        """Returns once woken, and falls asleep again."""
        await self._event.wait()
        self._event.clear()
