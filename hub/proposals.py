"""What may be proposed to the ledger, and what comes of it once it is durable."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from accord.crypto.batch import BatchSignature
from accord.errors import AccordError
from accord.wire.kinds import MessageKind
from accord.wire.relay import Rejection
from hub.entries import Checkpointed, Lane
from hub.intake import Candidate, Refusable
from hub.ledger import Item


@dataclass(frozen=True, slots=True)
class Submission:
    """One submitted frame, checked."""

    caller: str
    envelopes: Sequence[Candidate | Refusable]


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A member holds everything in its lane up to a position that was delivered to it."""

    member: str
    lane: Lane
    up_to: int
    rejections: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class Sweep:
    """Ends what has expired, and what waits for members that were removed."""

    removed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NewCheckpoint:
    """Signs the log's root at the size that is durable now, if that or the key is a new one."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A checkpoint's note may be served with these cosignatures."""

    note: bytes


Proposal = Submission | Acknowledgement | Sweep | NewCheckpoint | Publication


class Result(NamedTuple):
    """The hub's statement about one submitted envelope."""

    statement: bytes
    signature: BatchSignature | None = None  # set for a duplicate, whose receipt was made before


@dataclass(frozen=True, slots=True)
class Answer:
    """The results of one frame, in its order, under one signature."""

    results: list[Result]
    key_id: bytes
    signature: bytes


# For a sweep, whether there is more to end; for a new checkpoint, None if the log has not grown, or
# why it could not be signed.
Outcome = Answer | Checkpointed | AccordError | bool | None


@dataclass(slots=True)
class Tally:
    """What a group commit did, for the metrics and for those who operate the hub."""

    accepted: Counter[tuple[str, MessageKind]] = field(default_factory=Counter)  # by sender
    duplicates: int = 0
    delivered: Counter[str] = field(default_factory=Counter)  # by recipient
    rejected: Counter[tuple[str, str]] = field(default_factory=Counter)  # by recipient and code
    ended: Counter[tuple[str, str]] = field(default_factory=Counter)  # by recipient and code
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)  # by sender and code


@dataclass(frozen=True, slots=True)
class Committed:
    """A durable group: the answer to each proposal, and what to hand to the mailboxes."""

    answers: list[Outcome]
    posted: list[tuple[str, Lane, Item]]
    tally: Tally
    head: int
    log_size: int
