"""Group commit: what arrives while one commit runs forms the next.

Two threads stand beside the event loop. One checks signatures, frame by frame; the other owns the
ledger and commits. Nothing is answered and nothing delivered before it is durable.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from accord.crypto.batch import BatchVerifier
from accord.errors import AccordError, UncheckableError
from accord.trust.directory import Directory
from hub.entries import Checkpointed, Lane
from hub.intake import check_envelope
from hub.ledger import Item, Ledger
from hub.proposals import (
    Acknowledgement,
    Answer,
    Committed,
    NewCheckpoint,
    Outcome,
    Proposal,
    Publication,
    Submission,
    Sweep,
)
from hub.sequencer import Sequencer
from hub.worker import Worker

_MOST_IN_GROUP = 1024  # messages, so that a commit stays within a few tens of milliseconds


@dataclass(frozen=True, slots=True)
class _Frame:
    caller: str
    envelopes: Sequence[bytes]
    answer: "asyncio.Future[Answer]"


@dataclass(frozen=True, slots=True)
class _Proposed:
    proposal: Proposal
    answer: "asyncio.Future[Answer] | asyncio.Future[Outcome]"


@dataclass(frozen=True, slots=True)
class _Read:
    member: str
    lane: Lane
    after: int
    limit: int
    max_bytes: int
    answer: "asyncio.Future[list[Item]]"


class Committer:
    """The way from the event loop to the ledger and back."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        sequencer: Sequencer,
        directory: Directory,
        on_committed: Callable[[Committed, float], None],
        on_failure: Callable[[Exception], None],
    ) -> None:
        """Starts the threads; the callbacks run on the calling event loop.

        `on_committed` gets the seconds that deciding and committing took. After `on_failure` the
        ledger's state is in doubt: everything is answered with an error until a restart.
        """
        self._loop = asyncio.get_running_loop()
        self._ledger = ledger
        self._sequencer = sequencer
        self._directory = directory
        self._on_committed = on_committed
        self._on_failure = on_failure
        self._verifier = BatchVerifier()
        self._failed = False
        self._commits: Worker[_Proposed | _Read] = Worker(
            "ledger", self._commit, _weight, _MOST_IN_GROUP
        )
        self._checks: Worker[_Frame] = Worker("checks", self._check, lambda _: 1, 1)

    def submit(self, caller: str, envelopes: Sequence[bytes]) -> "asyncio.Future[Answer]":
        """The signed results of a frame, once it is durable; frames keep their order.

        The future fails with `UncheckableError` when the ledger is away.
        """
        answer: asyncio.Future[Answer] = self._loop.create_future()
        self._checks.put(_Frame(caller, envelopes, answer))
        return answer

    async def acknowledge(self, acknowledgement: Acknowledgement) -> None:
        """Returns once the acknowledgement and its reports are durable.

        Raises:
            UncheckableError: the ledger is away.
        """
        await self._propose(acknowledgement)

    async def sweep(self, sweep: Sweep) -> bool:
        """Ends what is due, durably; whether there is more.

        Raises:
            UncheckableError: the ledger is away.
        """
        return await self._propose(sweep) is True

    async def checkpoint(self) -> Checkpointed | None:
        """A checkpoint of what is durable, itself durable; None if the log has not grown.

        Raises:
            UncheckableError: the ledger is away.
            AccordError: the log's key did not sign.
        """
        answer = await self._propose(NewCheckpoint())
        if isinstance(answer, AccordError):
            raise answer
        return answer if isinstance(answer, Checkpointed) else None

    async def publish(self, note: bytes) -> None:
        """Returns once it is durable that this note is served.

        Raises:
            UncheckableError: the ledger is away.
        """
        await self._propose(Publication(note))

    async def read(
        self, member: str, lane: Lane, after: int, limit: int, max_bytes: int
    ) -> list[Item]:
        """What waits in a member's lane behind a position, read between two commits.

        Raises:
            UncheckableError: the ledger is away.
        """
        answer: asyncio.Future[list[Item]] = self._loop.create_future()
        self._commits.put(_Read(member, lane, after, limit, max_bytes, answer))
        return await answer

    def close(self) -> None:
        """Commits what is queued, then ends both threads."""
        self._checks.close()
        self._commits.close()

    async def _propose(self, proposal: Proposal) -> Outcome:
        answer: asyncio.Future[Outcome] = self._loop.create_future()
        self._commits.put(_Proposed(proposal, answer))
        return await answer

    # On the checking thread

    def _check(self, frames: list[_Frame]) -> None:
        for frame in frames:
            checked = [
                check_envelope(envelope, frame.caller, self._directory, self._verifier)
                for envelope in frame.envelopes
            ]
            self._commits.put(_Proposed(Submission(frame.caller, checked), frame.answer))

    # On the ledger's thread

    def _commit(self, group: list[_Proposed | _Read]) -> None:
        proposed = [one for one in group if isinstance(one, _Proposed)]
        if proposed:
            self._commit_proposed(proposed)
        for one in group:
            if isinstance(one, _Read):
                self._read_mailbox(one)

    def _commit_proposed(self, proposed: list[_Proposed]) -> None:
        started = perf_counter()
        try:
            if self._failed:
                raise _away()
            committed = self._sequencer.commit([one.proposal for one in proposed])
        except Exception as error:  # whatever it is, nobody may wait for ever
            self._fail(error, [one.answer for one in proposed])
            return
        took = perf_counter() - started
        self._loop.call_soon_threadsafe(self._settle, proposed, committed, took)

    def _read_mailbox(self, read: _Read) -> None:
        try:
            items = self._ledger.mailbox(
                read.member, read.lane, read.after, read.limit, read.max_bytes
            )
        except Exception as error:
            self._fail(error, [read.answer])
            return
        self._loop.call_soon_threadsafe(_resolve, read.answer, items)

    def _fail(self, error: Exception, answers: Sequence["asyncio.Future[Any]"]) -> None:
        first, self._failed = not self._failed, True
        self._loop.call_soon_threadsafe(_refuse_all, answers)
        if first:
            self._loop.call_soon_threadsafe(self._on_failure, error)

    # Back on the event loop

    def _settle(self, proposed: list[_Proposed], committed: Committed, took: float) -> None:
        self._on_committed(committed, took)
        for one, answer in zip(proposed, committed.answers, strict=True):
            _resolve(one.answer, answer)


def _weight(job: _Proposed | _Read) -> int:
    if isinstance(job, _Proposed) and isinstance(job.proposal, Submission):
        return max(1, len(job.proposal.envelopes))
    return 1


def _resolve(answer: "asyncio.Future[Any]", value: object) -> None:
    if not answer.done():  # its stream may have gone meanwhile
        answer.set_result(value)


def _refuse_all(answers: Sequence["asyncio.Future[Any]"]) -> None:
    for answer in answers:
        if not answer.done():
            answer.set_exception(_away())


def _away() -> AccordError:
    return UncheckableError(
        "hub.ledger_away", "the hub's ledger is away; send the same bytes again later"
    )
