"""Intake: bytes from a member become candidates for admission, or reasons to refuse them."""

from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from accord.crypto.batch import BatchVerifier
from accord.envelope import ParsedEnvelope, authenticate, parse
from accord.errors import AccordError
from accord.trust.directory import Directory
from accord.wire.header import Header, decode_header
from hub.admission import check_sender


class Candidate(NamedTuple):
    """An authentic envelope of the caller's own."""

    envelope: bytes
    header: Header
    message_id: bytes
    header_digest: bytes


@dataclass(frozen=True, slots=True)
class Refusable:
    """An envelope that the hub does not take, and why."""

    envelope_digest: bytes
    message_id: UUID | None  # None where the header could not be read
    code: str
    text: str


def check_envelope(
    envelope: bytes, caller: str, directory: Directory, verifier: BatchVerifier
) -> Candidate | Refusable:
    """Bounds, parses and authenticates what a member submitted; bad input raises nothing."""
    parsed: ParsedEnvelope | None = None
    try:
        parsed = parse(envelope)
        header = authenticate(parsed, directory, verifier)
        check_sender(header, caller)
        return Candidate(envelope, header, header.message_id.bytes, parsed.header_digest)
    except AccordError as error:
        return refusable(envelope, _claimed_id(parsed), error)


def refusable(envelope: bytes, message_id: UUID | None, error: AccordError) -> Refusable:
    """The reason to refuse that an error gives."""
    return Refusable(sha256(envelope).digest(), message_id, error.code, error.text)


def _claimed_id(parsed: ParsedEnvelope | None) -> UUID | None:
    """The message id that a refused header claims, so that its sender can find the message."""
    try:
        return decode_header(parsed.header).message_id if parsed else None
    except AccordError:
        return None
