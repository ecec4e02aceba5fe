"""A member's open stream: what it waits for, and why it ended."""

import asyncio

from accord.errors import AccordError


class OpenStream:
    """The hub's side of a stream, whatever travels on it."""

    def __init__(self, member: str) -> None:
        """Starts open."""
        self.member = member
        self.closed = False
        self.reason: AccordError | None = None  # why, where it was not the member's wish
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Looks again for what can be sent."""
        self._wake.set()

    def close(self, reason: AccordError | None = None) -> None:
        """Ends the stream; waiting coroutines return. The first reason counts."""
        self.reason = self.reason if self.closed else reason
        self.closed = True
        self._wake.set()
