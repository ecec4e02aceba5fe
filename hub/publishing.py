"""Publishing: signs the log at intervals, has it witnessed, and serves what is durable."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from accord.errors import AccordError
from hub.entries import Checkpointed, Published
from hub.witnessing import Witnesses


class LastNotes(NamedTuple):
    """Where the ledger stood when the hub stopped."""

    checkpointed: Checkpointed | None
    published: Published | None


class Publisher:
    """The log's public face: the newest note that may be served."""

    def __init__(
        self,
        *,
        checkpoint: Callable[[], Awaitable[Checkpointed | None]],
        publish: Callable[[bytes], Awaitable[None]],
        witnesses: Witnesses,
        last: LastNotes,
        quorum_seconds: float,
    ) -> None:
        """Takes the ledger's side, and goes on from what it holds."""
        self.fault = ""  # the code of why the last attempt failed
        self.note = last.published.note if last.published is not None else b""
        self._checkpoint = checkpoint
        self._publish = publish
        self._witnesses = witnesses
        self._quorum_seconds = quorum_seconds
        self._alone = asyncio.Lock()
        if last.checkpointed is not None:
            witnesses.begin(last.checkpointed, self.note)

    async def once(self) -> None:
        """Signs the log if it grew, and publishes what is signed with the cosignatures it has.

        What comes too late is added the next time, unless the log has grown by then.

        Raises:
            UncheckableError: the ledger is away.
            AccordError: the log's key did not sign.
        """
        async with self._alone:
            if (fresh := await self._checkpoint()) is not None:
                self._witnesses.begin(fresh, self.note)
            if (newest := self._witnesses.round) is None:
                return
            try:
                async with asyncio.timeout(self._quorum_seconds):
                    await self._witnesses.enough(newest)
            except TimeoutError:
                pass  # it is served with what there is
            if (note := newest.note) != self.note:
                await self._publish(note)
                self.note = note

    async def at_intervals(self, seconds: float, on_failure: Callable[[str], None]) -> None:
        """Publishes for ever; takes who is told the code of what went wrong."""
        while True:
            await asyncio.sleep(seconds)
            try:
                await self.once()
                self.fault = ""
            except AccordError as error:
                self.fault = error.code
                on_failure(error.code)
