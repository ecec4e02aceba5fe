"""Publishing: signs the log at intervals, and serves what is durable."""

import asyncio
from collections.abc import Awaitable, Callable

from hub.entries import Checkpointed, Published


class Publisher:
    """The log's public face: the newest note that may be served."""

    def __init__(
        self,
        *,
        checkpoint: Callable[[], Awaitable[Checkpointed | None]],
        publish: Callable[[bytes], Awaitable[None]],
        last: Checkpointed | None,
        published: Published | None,
    ) -> None:
        """Takes the ledger's side, and where it stood when the hub stopped."""
        self._checkpoint = checkpoint
        self._publish = publish
        self._current = last
        self.note = published.note if published is not None else b""

    async def once(self) -> None:
        """Signs the log if it grew, and publishes what is signed and is not yet published.

        Raises:
            UncheckableError: the ledger is away.
        """
        self._current = await self._checkpoint() or self._current
        if self._current is not None and self._current.note != self.note:
            await self._publish(self._current.note)
            self.note = self._current.note

    async def at_intervals(self, seconds: float) -> None:
        """Publishes for ever."""
        while True:
            await self.once()
            await asyncio.sleep(seconds)
