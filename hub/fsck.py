"""Checks a stopped hub's ledger: makes every projection again from the entries, and compares."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest

from accord.envelope import parse
from accord.errors import AccordError
from accord.wire.relay import decode_signed, decode_statement
from hub.entries import Accepted, Checkpointed, Entry, Fact, Published, Reported
from hub.leaves import check_note, leaf_of
from hub.ledger import PROJECTIONS, Ledger
from hub.log import HubLog

_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Finding:
    """The first thing that is wrong, and where."""

    place: str
    problem: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}"


def check(ledger: Ledger, scratch: Ledger, hub: str) -> Finding | None:
    """The first difference between the ledger's entries and all that should follow from them.

    `scratch` is an empty ledger of any kind; the entries are played into it once more. `hub` is
    the name in which the statements were made.
    """
    return (
        _replay(ledger, scratch, hub)
        or next(filter(None, (_compare(name, ledger, scratch) for name in PROJECTIONS)), None)
        or _check_contents(ledger, scratch)
    )


def _replay(ledger: Ledger, scratch: Ledger, hub: str) -> Finding | None:
    position, log = 0, HubLog.at_end_of(scratch)
    while True:
        try:
            entries = ledger.read(position, _AT_ONCE)
        except AccordError as error:
            return Finding(f"entry after {position}", str(error))
        if not entries:
            return None
        logged: list[bytes] = []
        notes: list[tuple[int, Checkpointed | Published, int]] = []
        for expected, entry in enumerate(entries, position + 1):
            if entry.position != expected:
                return Finding(f"entry {expected}", "is missing")
            size = log.size + len(logged)
            if isinstance(entry.fact, Checkpointed | Published):
                notes.append((expected, entry.fact, size))
            elif (leaf := leaf_of(entry, hub)) is not None:
                if leaf.number != size:
                    return Finding(f"entry {expected}", f"names leaf {leaf.number}, not {size}")
                logged.append(leaf.entry)
        log, tiles = log.grown(logged)
        scratch.append(position, [_with_mark(entry) for entry in entries], tiles)
        for place, fact, size in notes:
            try:
                check_note(fact, scratch, size)
            except AccordError as error:
                return Finding(f"entry {place}", str(error))
        position = entries[-1].position


def _with_mark(entry: Entry) -> Entry:
    """The entry with its position in place of its content, so that what is held can be compared."""
    held = isinstance(entry.fact, Accepted | Reported)
    return Entry(entry.position, entry.made_ms, entry.fact, b"held" if held else None)


def _compare(name: str, ledger: Ledger, scratch: Ledger) -> Finding | None:
    rows = zip_longest(ledger.projection(name), scratch.projection(name))
    for number, (found, expected) in enumerate(rows, 1):
        if found != expected:
            return Finding(f"{name} row {number}", _difference(found, expected))
    return None


def _difference(found: object, expected: object) -> str:
    if found is None:
        return f"is missing: {_shown(expected)}"
    if expected is None:
        return f"follows from no entry: {_shown(found)}"
    return f"is {_shown(found)}, and {_shown(expected)} follows from the entries"


def _shown(row: object) -> str:
    if not isinstance(row, tuple):
        return "nothing"
    return ", ".join(one.hex()[:80] if isinstance(one, bytes) else str(one) for one in row)


def _check_contents(ledger: Ledger, scratch: Ledger) -> Finding | None:
    pairs = zip_longest(_held(ledger), _held(scratch))
    for found, expected in pairs:
        if found is None or expected is None or found[0] != expected[0]:
            here = min(one[0] for one in (found, expected) if one is not None)
            missing = found is None or found[0] != here
            return Finding(
                f"content {here}", "is missing" if missing else "should have been erased"
            )
        position, content = found
        fact = ledger.read(position - 1, 1)[0].fact
        if not _belongs(content, fact):
            return Finding(f"content {position}", "is not what its entry names")
    return None


def _held(ledger: Ledger) -> Iterator[tuple[int, bytes]]:
    after = 0
    while rows := ledger.contents(after, _AT_ONCE):
        yield from rows
        after = rows[-1][0]


def _belongs(content: bytes, fact: Fact) -> bool:
    try:
        match fact:
            case Reported():
                statement = decode_signed(content).statement
                leaf = decode_statement(statement).leaf
                return (leaf, sha256(statement).digest()) == (fact.leaf, fact.statement_digest)
            case Accepted():
                return parse(content).header_digest == fact.header_digest
            case _:
                return False
    except AccordError:
        return False
