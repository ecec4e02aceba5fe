"""The facts of the ledger: everything the hub knows follows from these, in their order.

An entry's body is a fixed part, big-endian, and then lines of UTF-8 text:

    1 accepted      message id 16, header digest 32, lane 1, not-after 8, leaf 8
                    | sender, recipients
    2 refused       envelope digest 32, statement digest 32, leaf 8 | member, code
    3 acknowledged  lane 1, up to 8 | member, rejections
    4 ended         lane 1 | member, code, positions
    5 reported      lane 1, statement digest 32, leaf 8 | member
    6 trusted       directory version 8, policy version 8
    7 checkpointed  size 8, root 32 | note
    8 published     | note

Member ids, codes and hexadecimal hold no line breaks, so the lines need no escapes; a note is
lines of text, and takes all there are. Every statement of the hub is a leaf of its log: 1, 2 and 5
say which. A receipt's bytes follow from 1; 2 and 5 hold the SHA-256 of theirs. What is made
for every message is a named tuple here and elsewhere in the hub: a frozen dataclass takes three
times as long to make, which at ten thousand messages a second is a tenth of a core.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from struct import Struct
from struct import error as struct_error
from typing import Any, NamedTuple
from uuid import UUID

from accord.encoding import decimal, from_hex
from accord.errors import FormatError
from accord.wire.kinds import Priority
from accord.wire.relay import Rejection


class Lane(IntEnum):
    """The two lanes of a mailbox, each in order; numbers as on the wire."""

    ROUTINE = 1
    URGENT = 2

    @classmethod
    def of(cls, priority: Priority) -> "Lane":
        """The lane that a message of this priority travels on."""
        return _LANES[priority]


_LANES = {Priority.ROUTINE: Lane.ROUTINE, Priority.URGENT: Lane.URGENT}


class Accepted(NamedTuple):
    """An envelope was taken; its content stands beside the entry until it has ended."""

    message_id: bytes
    header_digest: bytes
    lane: Lane
    not_after_ms: int
    leaf: int  # of the receipt
    sender: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A member's envelope was not taken."""

    envelope_digest: bytes
    statement_digest: bytes  # SHA-256 of the refusal
    leaf: int
    member: str
    code: str


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A member holds everything in its lane up to a position; some of it it could not read."""

    lane: Lane
    up_to: int
    member: str
    rejections: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """Messages left a member's lane without delivery."""

    lane: Lane
    member: str
    code: str
    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reported:
    """A statement was put in a member's mailbox; it stands beside the entry until it is taken."""

    lane: Lane
    statement_digest: bytes  # SHA-256 of the statement, without its signature
    leaf: int
    member: str


@dataclass(frozen=True, slots=True)
class Trusted:
    """The hub began to act under these versions; it never goes back to older ones."""

    directory: int
    policy: int


@dataclass(frozen=True, slots=True)
class Checkpointed:
    """The hub signed its log's root at a size; nobody saw the note before this was durable."""

    size: int
    root: bytes
    note: bytes


@dataclass(frozen=True, slots=True)
class Published:
    """A checkpoint's note was served with the cosignatures it had by then."""

    note: bytes


Fact = Accepted | Refused | Acknowledged | Ended | Reported | Trusted | Checkpointed | Published


class Entry(NamedTuple):
    """One fact at its place in the ledger, with what it puts into mailboxes."""

    position: int  # from 1, without gaps
    made_ms: int
    fact: Fact
    content: bytes | None = None  # erased at the end, so absent when read back


_ACCEPTED = Struct(">16s32sBQQ")
_REFUSED = Struct(">32s32sQ")
_ACKNOWLEDGED = Struct(">BQ")
_ENDED = Struct(">B")
_REPORTED = Struct(">B32sQ")
_TRUSTED = Struct(">QQ")
_CHECKPOINTED = Struct(">Q32s")
_PUBLISHED = Struct("")
CHECKPOINTED, PUBLISHED = 7, 8


def encode_fact(fact: Fact) -> tuple[int, bytes]:  # noqa: PLR0911 - one for each kind
    """The entry type's number and the body."""
    match fact:
        case Accepted():
            fixed = _ACCEPTED.pack(
                fact.message_id, fact.header_digest, fact.lane, fact.not_after_ms, fact.leaf
            )
            return 1, fixed + "\n".join((fact.sender, *fact.recipients)).encode()
        case Refused():
            fixed = _REFUSED.pack(fact.envelope_digest, fact.statement_digest, fact.leaf)
            return 2, fixed + _lines(fact.member, fact.code)
        case Acknowledged():
            rejections = (f"{one.message_id.hex} {one.code}" for one in fact.rejections)
            fixed = _ACKNOWLEDGED.pack(fact.lane, fact.up_to)
            return 3, fixed + _lines(fact.member, *rejections)
        case Ended():
            positions = map(str, fact.positions)
            return 4, _ENDED.pack(fact.lane) + _lines(fact.member, fact.code, *positions)
        case Reported():
            fixed = _REPORTED.pack(fact.lane, fact.statement_digest, fact.leaf)
            return 5, fixed + _lines(fact.member)
        case Trusted():
            return 6, _TRUSTED.pack(fact.directory, fact.policy)
        case Checkpointed():
            return CHECKPOINTED, _CHECKPOINTED.pack(fact.size, fact.root) + fact.note
        case Published():
            return PUBLISHED, fact.note


def decode_fact(kind: int, body: bytes) -> Fact:
    """The fact in a ledger's row.

    Raises:
        FormatError: the row was not written by `encode_fact`.
    """
    try:
        layout, build = _READERS[kind]
        text = body[layout.size :].decode()
        return build(layout.unpack_from(body), text.split("\n") if text else [])
    except (KeyError, IndexError, ValueError, struct_error, FormatError) as error:
        raise FormatError("ledger.entry", "an entry of the ledger cannot be read") from error


def _lines(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def _accepted(fixed: tuple[Any, ...], lines: list[str]) -> Accepted:
    message_id, header_digest, lane, not_after_ms, leaf = fixed
    sender, *recipients = lines
    return Accepted(
        message_id, header_digest, Lane(lane), not_after_ms, leaf, sender, tuple(recipients)
    )


def _refused(fixed: tuple[Any, ...], lines: list[str]) -> Refused:
    envelope_digest, statement_digest, leaf = fixed
    member, code = lines
    return Refused(envelope_digest, statement_digest, leaf, member, code)


def _acknowledged(fixed: tuple[Any, ...], lines: list[str]) -> Acknowledged:
    return Acknowledged(Lane(fixed[0]), fixed[1], lines[0], tuple(map(_rejection, lines[1:])))


def _rejection(line: str) -> Rejection:
    message_id, _, code = line.partition(" ")
    return Rejection(UUID(bytes=from_hex(message_id)), code)


def _ended(fixed: tuple[Any, ...], lines: list[str]) -> Ended:
    return Ended(Lane(fixed[0]), lines[0], lines[1], tuple(map(decimal, lines[2:])))


def _reported(fixed: tuple[Any, ...], lines: list[str]) -> Reported:
    lane, statement_digest, leaf = fixed
    return Reported(Lane(lane), statement_digest, leaf, lines[0])


def _trusted(fixed: tuple[Any, ...], _: list[str]) -> Trusted:
    return Trusted(*fixed)


def _checkpointed(fixed: tuple[Any, ...], lines: list[str]) -> Checkpointed:
    size, root = fixed
    return Checkpointed(size, root, _lines(*lines))


def _published(_: tuple[Any, ...], lines: list[str]) -> Published:
    return Published(_lines(*lines))


_READERS: Mapping[int, tuple[Struct, Callable[[tuple[Any, ...], list[str]], Fact]]] = {
    1: (_ACCEPTED, _accepted),
    2: (_REFUSED, _refused),
    3: (_ACKNOWLEDGED, _acknowledged),
    4: (_ENDED, _ended),
    5: (_REPORTED, _reported),
    6: (_TRUSTED, _trusted),
    CHECKPOINTED: (_CHECKPOINTED, _checkpointed),
    PUBLISHED: (_PUBLISHED, _published),
}
