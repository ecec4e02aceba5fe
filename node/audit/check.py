"""Checks a trail: every hash again, every casework step against the journal, every signed head."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from node.audit.entry import FIRST, Act, Entry

MOST_FAULTS = 100
# What an erasure says of a step: its number, and the digest of what is left of it.
_ERASED = re.compile(r"step ([0-9]{1,18}) is now ([0-9a-f]{64})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with one row, and which row it is."""

    table: str  # "audit_entry", "casework_event" or "audit_head"
    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An entry as its row has it."""

    entry: Entry
    hash: bytes


@dataclass
class Check:
    """Goes through a trail from its first entry; feed it, then ask for `faults`."""

    journal: Iterator[tuple[int, bytes]]  # every casework step: number and digest, ascending
    entries: int = 0
    steps: int = 0
    archived: int = 0  # steps that left with their case, as the trail itself says
    faults: list[Fault] = field(default_factory=list)
    hashes: dict[int, bytes] = field(default_factory=dict)  # of the entries that are wanted
    _before: bytes = FIRST
    _last: int = 0
    _step: tuple[int, bytes] | None = None
    _gone: list[tuple[int, str]] = field(default_factory=list)
    _deleted: set[str] = field(default_factory=set)
    _changed: list[tuple[int, bytes]] = field(default_factory=list)
    _erased: dict[int, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._step = next(self.journal, None)

    def feed(self, kept: Kept, wanted: bool = False) -> None:
        """The next entry; its hash is remembered where a signed head stands at it."""
        entry = kept.entry
        if entry.number != self._last + 1:
            self._fault("audit_entry", self._last + 1, "is missing")
        elif entry.chained(self._before) != kept.hash:
            self._fault(
                "audit_entry", entry.number, "was changed, or the one before it was exchanged"
            )
        self._before, self._last = kept.hash, entry.number
        self.entries += 1
        if wanted:
            self.hashes[entry.number] = kept.hash
        if entry.event is not None:
            self._compare(entry.event, entry.event_digest or b"", entry.subject)
        if entry.act == Act.DELETED:
            self._deleted.add(entry.subject)
        if entry.act == Act.ERASED and (said := _ERASED.search(entry.detail)):
            self._erased[int(said[1])] = bytes.fromhex(said[2])

    def finish(self) -> None:
        """After the last entry."""
        while self._step is not None:
            self._stranger()
        for number, root in self._gone:
            if root in self._deleted:
                self.archived += 1
            else:
                self._fault("casework_event", number, "is missing, and no archive took it")
        for number, digest in self._changed:
            if self._erased.get(number) != digest:
                self._fault("casework_event", number, "was changed")
        self._gone.clear()
        self._changed.clear()

    def head(self, number: int, hash_: bytes, what: str) -> None:
        """Whether the trail still holds what a head was signed over."""
        found = self.hashes.get(number)
        if found is None:
            self._fault("audit_head", number, f"{what}: the trail ends before it")
        elif found != hash_:
            self._fault("audit_head", number, f"{what}: the trail was another one then")

    def bad_head(self, number: int, text: str) -> None:
        """A head whose own signature is not good."""
        self._fault("audit_head", number, text)

    def _compare(self, number: int, digest: bytes, root: str) -> None:
        self.steps += 1
        while self._step is not None and self._step[0] < number:
            self._stranger()
        if self._step is None or self._step[0] > number:
            self._gone.append((number, root))
            return
        if self._step[1] != digest:
            self._changed.append(self._step)
        self._step = next(self.journal, None)

    def _stranger(self) -> None:
        assert self._step is not None  # noqa: S101 - the callers looked
        self._fault("casework_event", self._step[0], "is in no entry of the trail")
        self._step = next(self.journal, None)

    def _fault(self, table: str, number: int, text: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(table=table, number=number, text=text))


def check_all(
    trail: Iterable[Kept], journal: Iterator[tuple[int, bytes]], wanted: set[int]
) -> Check:
    """A whole trail; the hashes at these numbers are kept for `head`."""
    check = Check(journal)
    for kept in trail:
        check.feed(kept, kept.entry.number in wanted)
    check.finish()
    return check
