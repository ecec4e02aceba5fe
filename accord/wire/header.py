"""The envelope's header: the only hand-written reader and writer of its bytes.

The reader accepts one header and nothing around it: sizes are exact, kinds are known, and a field
that this version does not know refuses the header, because what the hub routes by must be what the
sender signed. Headers are named tuples because every message makes several.
"""

from typing import NamedTuple
from uuid import UUID

from google.protobuf.message import DecodeError
from google.protobuf.unknown_fields import UnknownFieldSet

from accord.encoding import exactly
from accord.errors import FormatError
from accord.v1 import envelope_pb2 as pb
from accord.wire.kinds import MessageKind, Priority, Purpose

MAX_HEADER = 16 * 1024
MAX_RECIPIENTS = 64
_MAX_MEMBER = 16
_MAX_NUMBER = 2**63 - 1  # what every database of ours can hold


class Addressee(NamedTuple):
    """One recipient: its key, the content key wrapped for it, and the link to the header before."""

    member: str
    key_id: bytes
    wrapped_key: bytes
    sequence: int  # this sender's messages to this recipient, from 1
    previous_header: bytes  # SHA-256; empty at sequence 1


class Header(NamedTuple):
    """What the hub may see of a message. Times are milliseconds since 1970, UTC."""

    message_id: UUID
    sender: str
    recipients: tuple[Addressee, ...]
    kind: MessageKind
    conversation_id: UUID
    created_ms: int
    not_after_ms: int
    priority: Priority
    content_size: int
    content_digest: bytes
    key_commitment: bytes
    ephemeral_key: bytes
    policy_version: int
    purpose: Purpose

    def addressee(self, member: str) -> Addressee | None:
        """The member's entry among the recipients."""
        for one in self.recipients:
            if one.member == member:
                return one
        return None


def encode_header(header: Header) -> bytes:
    """The bytes to sign."""
    return pb.Header(
        message_id=header.message_id.bytes,
        sender=header.sender,
        recipients=[
            pb.Recipient(
                member=member,
                key_id=key_id,
                wrapped_key=wrapped_key,
                sequence=sequence,
                previous_header=previous_header,
            )
            for member, key_id, wrapped_key, sequence, previous_header in header.recipients
        ],
        kind=header.kind.value,  # type: ignore[arg-type]  # the generated enum is an int at run time
        conversation_id=header.conversation_id.bytes,
        created_ms=header.created_ms,
        not_after_ms=header.not_after_ms,
        priority=header.priority.value,  # type: ignore[arg-type]  # as above
        content_size=header.content_size,
        content_digest=header.content_digest,
        key_commitment=header.key_commitment,
        ephemeral_key=header.ephemeral_key,
        policy_version=header.policy_version,
        purpose=header.purpose.value,  # type: ignore[arg-type]  # as above
    ).SerializeToString(deterministic=True)


def decode_header(data: bytes) -> Header:
    """The header in these bytes, which the caller has verified or is about to.

    Raises:
        FormatError: names the field.
    """
    if len(data) > MAX_HEADER:
        raise FormatError("header.too_large", f"a header has at most {MAX_HEADER} bytes")
    try:
        raw = pb.Header.FromString(data)
    except DecodeError as error:
        raise FormatError("header.malformed", "the header is not a Header message") from error
    if len(UnknownFieldSet(raw)) or any(len(UnknownFieldSet(one)) for one in raw.recipients):
        raise FormatError("header.field_unknown", "the header has a field of a later version")
    if not 1 <= len(raw.recipients) <= MAX_RECIPIENTS:
        raise FormatError("header.recipients", f"1 to {MAX_RECIPIENTS} recipients")
    recipients = tuple(_addressee(one) for one in raw.recipients)
    if len({one.member for one in recipients}) != len(recipients):
        raise FormatError("header.recipients", "a recipient occurs twice")
    if max(raw.not_after_ms, raw.policy_version) > _MAX_NUMBER:
        raise FormatError("header.number", f"numbers go up to {_MAX_NUMBER}")
    if raw.not_after_ms <= raw.created_ms:
        raise FormatError("header.not_after", "not-after must be later than created")
    return Header(
        message_id=_uuid(raw.message_id, "message_id"),
        sender=_member(raw.sender, "sender"),
        recipients=recipients,
        kind=_kind(raw.kind),
        conversation_id=_uuid(raw.conversation_id, "conversation_id"),
        created_ms=raw.created_ms,
        not_after_ms=raw.not_after_ms,
        priority=_priority(raw.priority),
        content_size=raw.content_size,
        content_digest=exactly(raw.content_digest, 32, "header.content_digest"),
        key_commitment=exactly(raw.key_commitment, 32, "header.key_commitment"),
        ephemeral_key=exactly(raw.ephemeral_key, 32, "header.ephemeral_key"),
        policy_version=raw.policy_version,
        purpose=_purpose(raw.purpose),
    )


def _addressee(raw: pb.Recipient) -> Addressee:
    if not 1 <= raw.sequence <= _MAX_NUMBER or len(raw.previous_header) != (
        0 if raw.sequence == 1 else 32
    ):
        raise FormatError("header.sequence", "sequence from 1; the previous header's digest from 2")
    return Addressee(
        _member(raw.member, "recipients.member"),
        exactly(raw.key_id, 8, "header.recipients.key_id"),
        exactly(raw.wrapped_key, 48, "header.recipients.wrapped_key"),
        raw.sequence,
        raw.previous_header,
    )


def _member(text: str, name: str) -> str:
    if not (1 <= len(text) <= _MAX_MEMBER and text.isascii() and text.isalnum()):
        raise FormatError("header.member", f"header.{name}: not a member id")
    return text


def _uuid(data: bytes, name: str) -> UUID:
    return UUID(bytes=exactly(data, 16, f"header.{name}"))


_KINDS = {kind.value: kind for kind in MessageKind}
_PRIORITIES = {priority.value: priority for priority in Priority}
_PURPOSES = {purpose.value: purpose for purpose in Purpose}


def _kind(number: int) -> MessageKind:
    if (kind := _KINDS.get(number)) is None:
        raise FormatError("header.kind", f"message kind {number} is unknown to this version")
    return kind


def _priority(number: int) -> Priority:
    if (priority := _PRIORITIES.get(number)) is None:
        raise FormatError("header.priority", "the priority must be ROUTINE or URGENT")
    return priority


def _purpose(number: int) -> Purpose:
    if (purpose := _PURPOSES.get(number)) is None:
        raise FormatError("header.purpose", f"purpose {number} is unknown to this version")
    return purpose
