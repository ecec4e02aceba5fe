"""The load: so many messages, as fast as they are taken or at an even pace."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

FRAME = 64  # messages a frame, at most
IN_FLIGHT = 4  # frames on their way at once


@dataclass(frozen=True, slots=True)
class Load:
    """`messages` in all; `rate` a second, or 0 for as fast as they are taken."""

    messages: int
    rate: float

    async def batches(self, most: int = FRAME) -> AsyncIterator[Sequence[float]]:
        """The submission times of the messages due since the last batch, at most `most`.

        A paced message's time is when it was due, so that a stall counts against who stalled.
        """
        start, sent = time.monotonic(), 0
        while sent < self.messages:
            now = time.monotonic()
            if not self.rate:
                count = min(most, self.messages - sent)
                yield [now] * count
                sent += count
                continue
            due = min(self.messages, int((now - start) * self.rate) + 1)
            if due <= sent:
                await asyncio.sleep(max(0.0, start + sent / self.rate - now))
                continue
            count = min(most, due - sent)
            yield [start + (sent + one) / self.rate for one in range(count)]
            sent += count
