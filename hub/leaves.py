"""What the ledger's entries say about the log: their leaves, and the checkpoints they hold."""

from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from accord.errors import VerificationError
from accord.log.checkpoint import parse_checkpoint
from accord.log.note import parse_note
from accord.wire.relay import Receipt, Statement, encode_statement
from hub.entries import Accepted, Checkpointed, Entry, Published, Refused, Reported
from hub.log import TileSource, check_prefix


class Leaf(NamedTuple):
    """One leaf of the log."""

    number: int
    entry: bytes  # SHA-256 of the statement


def leaf_of(entry: Entry, hub: str) -> Leaf | None:
    """The leaf of the statement that an entry led to; None where it led to none.

    A receipt is made again as this hub stated it; of other statements the entry holds the digest.
    """
    match entry.fact:
        case Accepted() as fact:
            receipt = Receipt(UUID(bytes=fact.message_id), fact.header_digest, entry.position)
            statement = encode_statement(Statement(hub, entry.made_ms, fact.leaf, receipt))
            return Leaf(fact.leaf, sha256(statement).digest())
        case Refused() | Reported() as fact:
            return Leaf(fact.leaf, fact.statement_digest)
        case _:
            return None


def check_note(fact: Checkpointed | Published, source: TileSource, size: int) -> None:
    """Returns only if the note is a checkpoint of this log, which had this size by then.

    Raises:
        FormatError: not a note, or not a checkpoint.
        VerificationError: it says other than its entry, or other than the log.
    """
    checkpoint = parse_checkpoint(parse_note(fact.note).text)
    if isinstance(fact, Checkpointed) and checkpoint[1:3] != (fact.size, fact.root):
        raise VerificationError("log.note", "the note says other than its entry")
    if checkpoint.size > size:
        raise VerificationError("log.note", "the checkpoint is larger than the log was")
    check_prefix(source, checkpoint.size, checkpoint.root)
