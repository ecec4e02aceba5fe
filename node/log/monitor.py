"""The monitor: believes a checkpoint only if it follows from all this node believed before.

A smaller log than before is refused and recorded; a log that contradicts itself is a fork, and
both notes with the proof are kept. A note that comes from elsewhere, from a peer or with the hub's
question to the witness, is compared in the same way and never believed on its own.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import structlog

from accord.dates import Clock
from accord.errors import (
    AccordError,
    FormatError,
    TransportError,
    UncheckableError,
    VerificationError,
)
from accord.log.checkpoint import parse_checkpoint
from accord.log.fork import ForkProof
from accord.log.note import parse_note
from accord.log.quorum import LogTrust, SignedCheckpoint
from node.log.alarms import AlarmKind, Alarms, Finding
from node.log.checkpoints import Kept, Place, believe, kept
from node.log.reader import LogReader
from node.log.site import Site
from node.store.engine import Store

THE_SITE = "site"
_MAX_SOURCES = 256
_MAX_NOTES = 4  # of one source, that the site has not reached


class Sight(NamedTuple):
    """How the last look went."""

    seen_ms: int | None  # when a checkpoint was last fetched and believed
    fault: str | None  # the code of what is wrong now
    fault_text: str | None
    ahead: int  # a size that somebody has seen and the site has not reached: the longest waiting
    ahead_ms: int | None  # since when
    refused_notes: int  # that others showed and that are not the log's


class _Shown(NamedTuple):
    note: bytes
    at_ms: int


class Monitor:
    """Looks at one log; blocking work runs beside the event loop."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        site: Site,
        reader: LogReader,
        trust: Callable[[], LogTrust],
        alarms: Alarms,
    ) -> None:
        """Takes the trust as it is at each look."""
        self._log = structlog.get_logger("accord.node.log")
        self._store = store
        self._clock = clock
        self._site = site
        self._reader = reader
        self._trust = trust
        self._alarms = alarms
        self._shown: dict[str, list[_Shown]] = {}
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._seen_ms: int | None = None
        self._fault: tuple[str, str] | None = None
        self._ahead: list[tuple[int, int]] = []  # of each note: since when, and its size

    def sight(self) -> Sight:
        """How the last look went."""
        code, text = self._fault or (None, None)
        since_ms, ahead = min(self._ahead, default=(None, 0))
        return Sight(self._seen_ms, code, text, ahead, since_ms, self._counts.total())

    def show(self, source: str, note: bytes) -> None:
        """A note that somebody else has seen; compared at the next look. From any thread."""
        with self._lock:
            if source in self._shown or len(self._shown) < _MAX_SOURCES:
                notes = self._shown.setdefault(source, [])
                del notes[_MAX_NOTES - 1 :]  # the oldest wait longest for the site and stay
                notes.append(_Shown(note, self._clock.now_ms()))

    async def look(self) -> SignedCheckpoint | None:
        """Fetches, judges and compares; the checkpoint believed now.

        What is wrong with the site or its checkpoint is kept for `sight` and is no failure.
        """
        try:
            signed = self._trust().open(await self._site.checkpoint())
            await self._judge(signed)
        except AccordError as error:
            if self._fault is None or self._fault[0] != error.code:
                self._log.warning(error.code)
            self._fault = error.code, error.text
        else:
            self._seen_ms, self._fault = self._clock.now_ms(), None
        believed = await asyncio.to_thread(self._believed)
        if believed is None:
            return None
        mine = self._opened(believed)
        await self._compare_shown(mine)
        return mine

    async def _judge(self, signed: SignedCheckpoint) -> None:
        """Believes what the site shows, or says why not.

        Raises:
            VerificationError: it is smaller than before, or contradicts what was believed.
            TransportError: the site cannot be reached, or is too slow.
            UncheckableError: its tiles do not prove anything.
        """
        believed = await asyncio.to_thread(self._believed)
        if believed is not None:
            mine = self._opened(believed)
            smaller = signed.checkpoint.size < mine.checkpoint.size
            try:
                await self._compare(mine, signed, THE_SITE)
            except (TransportError, UncheckableError):
                if not smaller:  # a log that went back may have lost the tiles, too
                    raise
            if smaller:
                await self._rolled_back(mine, signed)
            if signed.checkpoint.size == mine.checkpoint.size and not _better(signed, mine):
                return
        await asyncio.to_thread(self._believe, believed, signed)

    async def _rolled_back(self, mine: SignedCheckpoint, shown: SignedCheckpoint) -> None:
        evidence = ForkProof(shown.note, mine.note).encode()
        finding = Finding(AlarmKind.ROLLBACK, THE_SITE, evidence)
        await asyncio.to_thread(self._alarms.raise_, finding)
        raise VerificationError(
            "log.rollback",
            "the log shows less than it did before; an old copy between this node and the hub, or "
            "a hub restored from an old backup",
        )

    async def _compare(self, mine: SignedCheckpoint, other: SignedCheckpoint, source: str) -> None:
        """Returns only if both may be of one log.

        Raises:
            VerificationError: they are not; the alarm is raised.
            TransportError: the site cannot be reached, or is too slow.
            UncheckableError: its tiles do not prove anything.
        """
        smaller, larger = sorted([mine, other], key=lambda one: one.checkpoint.size)
        size = smaller.checkpoint.size
        root, path = await self._reader.root_at(size, larger.checkpoint)
        if root == smaller.checkpoint.root:
            return
        apart = size != larger.checkpoint.size
        proof = ForkProof(smaller.note, larger.note, root if apart else None, path)
        finding = Finding(AlarmKind.FORK, source, proof.encode())
        await asyncio.to_thread(self._alarms.raise_, finding)
        raise VerificationError(
            "log.fork", "the log signed two histories; sending is stopped, see `accord-node log`"
        )

    async def _compare_shown(self, mine: SignedCheckpoint) -> None:
        with self._lock:
            shown = [(source, one) for source, notes in self._shown.items() for one in notes]
        ahead: list[tuple[int, int]] = []
        for source, one in shown:
            try:
                other = self._trust().open(one.note)
                if other.checkpoint.size > mine.checkpoint.size:
                    ahead.append((one.at_ms, other.checkpoint.size))
                    continue  # until the site has come as far
                await self._compare(mine, other, source)
            except (FormatError, VerificationError) as error:
                if error.code != AlarmKind.FORK.code:
                    self._counts[error.code] += 1
                    self._log.warning("log.note_refused", code=error.code, source=source)
            except AccordError:
                continue  # not now; it stays
            self._done_with(source, one)
        self._ahead = ahead

    def _done_with(self, source: str, one: _Shown) -> None:
        with self._lock:
            self._shown[source].remove(one)
            if not self._shown[source]:
                del self._shown[source]

    def _opened(self, believed: Kept) -> SignedCheckpoint:
        """What was believed, even if a key that signed it is no longer trusted."""
        try:
            return self._trust().open(believed.note)
        except VerificationError:
            checkpoint = parse_checkpoint(parse_note(believed.note).text)
            return SignedCheckpoint(checkpoint, believed.note, {}, False)

    def _believed(self) -> Kept | None:
        with self._store.read() as tx:
            return kept(tx, Place.BELIEVED)

    def _believe(self, before: Kept | None, signed: SignedCheckpoint) -> None:
        with self._store.begin() as tx:
            believe(tx, before.held if before else None, signed, self._clock.now_ms())


def _better(new: SignedCheckpoint, old: SignedCheckpoint) -> bool:
    """Whether a note of the same checkpoint says more: more witnesses."""
    return len(new.cosigned_s) > len(old.cosigned_s)
