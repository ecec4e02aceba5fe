"""What is served was durable first, and a failure only delays it."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from accord.crypto.keys import SigningKey
from accord.errors import UncheckableError
from accord.log.quorum import LogTrust
from accord.testing.log import MemoryLog
from accord.testing.region import ORIGIN
from hub.entries import Checkpointed, Published
from hub.ledger_sqlite import SqliteLedger
from hub.log_reader import LogReader
from hub.publishing import LastNotes, Publisher
from hub.witnessing import Witnesses

KEY = SigningKey(bytes(32))
LOG = MemoryLog(ORIGIN, KEY)
LOG.append([b"entry"])
FIRST, SECOND = (Checkpointed(*LOG.checkpoint(size)[1:3], LOG.note(size)) for size in (0, 1))


class Ledger:
    """Checkpoints as they fall due, and the notes that were made durable."""

    def __init__(self, *due: Checkpointed | UncheckableError | None) -> None:
        self.due = list(due)
        self.published: list[bytes] = []
        self.away = False
        self.done = asyncio.Event()

    async def checkpoint(self) -> Checkpointed | None:
        following = self.due.pop(0) if self.due else None
        if isinstance(following, UncheckableError):
            raise following
        return following

    async def publish(self, note: bytes) -> None:
        if self.away:
            raise UncheckableError("hub.ledger_away", "later")
        self.published.append(note)
        if not self.due:
            self.done.set()


def play(
    ledger: Ledger,
    act: Callable[[Publisher], Awaitable[None]],
    last: LastNotes = LastNotes(None, None),  # noqa: B008 - a constant
) -> None:
    async def run() -> None:
        reader = LogReader(SqliteLedger(":memory:"))
        trust = LogTrust(ORIGIN, [KEY.public], {}, 0)
        publisher = Publisher(
            checkpoint=ledger.checkpoint,
            publish=ledger.publish,
            witnesses=Witnesses(trust=trust, log=reader, on_answer=lambda _, __: None),
            last=last,
            quorum_seconds=0.1,
        )
        async with asyncio.timeout(10):
            await act(publisher)
        reader.close()

    asyncio.run(run())


def test_nothing_is_served_that_is_not_durable() -> None:
    ledger = Ledger(FIRST, SECOND)

    async def act(publisher: Publisher) -> None:
        await publisher.once()
        ledger.away = True
        with pytest.raises(UncheckableError):
            await publisher.once()
        assert publisher.note == FIRST.note
        ledger.away = False
        await publisher.once()
        assert publisher.note == SECOND.note
        assert ledger.published == [FIRST.note, SECOND.note]

    play(ledger, act)


@pytest.mark.parametrize(
    ("published", "notes"), [(None, [FIRST.note]), (Published(FIRST.note), [])]
)
def test_a_checkpoint_that_was_signed_before_a_stop_is_published_after_it(
    published: Published | None, notes: list[bytes]
) -> None:
    ledger = Ledger()

    async def act(publisher: Publisher) -> None:
        await publisher.once()
        assert publisher.note == FIRST.note
        assert ledger.published == notes

    play(ledger, act, LastNotes(FIRST, published))


def test_a_failure_is_told_and_the_next_time_it_goes_on() -> None:
    ledger = Ledger(FIRST, UncheckableError("token.away", "put the token in"), SECOND)
    told: list[str] = []

    async def act(publisher: Publisher) -> None:
        working = asyncio.create_task(publisher.at_intervals(0, told.append))
        await ledger.done.wait()
        working.cancel()
        assert told == ["token.away"]

    play(ledger, act)
