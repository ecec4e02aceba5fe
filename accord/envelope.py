"""Sealing and opening envelopes: the one place where header, signature and content meet.

A batch of drafts shares one ephemeral key and one signature, so public-key work is paid by the
batch. An envelope is sealed once and sent again byte for byte. A reader goes in this order and no
other: `parse` bounds, `authenticate` verifies the exact header bytes, `open_content` decrypts.
"""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from google.protobuf.message import DecodeError
from google.protobuf.unknown_fields import UnknownFieldSet

from accord.crypto import content
from accord.crypto.batch import HEADERS, BatchSignature, BatchVerifier, sign_batch
from accord.crypto.content import SealedContent
from accord.crypto.keys import EncryptionKey, Opener, Signer
from accord.encoding import framed
from accord.errors import FormatError, VerificationError
from accord.trust.directory import Directory
from accord.v1 import envelope_pb2 as pb
from accord.wire.header import MAX_HEADER, Addressee, Header, decode_header, encode_header
from accord.wire.kinds import MessageKind, Priority, Purpose
from accord.wire.relay import read_signature, signature_message

MAX_ENVELOPE = MAX_HEADER + content.MAX_CONTENT + 4096


class Draft(NamedTuple):
    """A message to be sealed; its id was fixed when the application made it."""

    message_id: UUID
    recipients: tuple[str, ...]
    kind: MessageKind
    conversation_id: UUID
    created_ms: int
    not_after_ms: int
    priority: Priority
    purpose: Purpose
    policy_version: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class Link:
    """The last header this sender sealed to one recipient."""

    sequence: int
    header_digest: bytes


class Sealed(NamedTuple):
    """An envelope ready to send, with what its sender keeps about it."""

    message_id: UUID
    envelope: bytes
    header_digest: bytes
    content_key: bytes  # discloses this content and no other


class ParsedEnvelope(NamedTuple):
    """An envelope whose parts have the right sizes; nothing in it is verified yet."""

    header: bytes
    signature: BatchSignature
    content: bytes

    @property
    def header_digest(self) -> bytes:
        """SHA-256 of the header bytes, by which receipts and links name it."""
        return sha256(self.header).digest()


class _WrapKeys:
    """One ephemeral key, and the key it agrees with each recipient, computed once."""

    def __init__(self, directory: Directory, random: Callable[[int], bytes]) -> None:
        self._ephemeral = EncryptionKey(random(32))
        self._directory = directory
        self._agreed: dict[bytes, bytes] = {}

    @property
    def ephemeral(self) -> bytes:
        return self._ephemeral.public

    def wrap_key(self, member: str, at_ms: int) -> tuple[bytes, bytes]:
        """The id of the recipient's current key, and the wrap key agreed with it."""
        theirs = self._directory.encryption_key(member, at_ms)
        key = self._agreed.get(theirs.key_id)
        if key is None:
            shared = self._ephemeral.agree(theirs.public)
            key = content.wrap_key_for(shared, self.ephemeral, theirs.public)
            self._agreed[theirs.key_id] = key
        return theirs.key_id, key


def _associated(sender: str, recipients: Sequence[str], kind: MessageKind, id_: UUID) -> bytes:
    """Binds a ciphertext to who sent what to whom, so that no one can re-sign it as its own."""
    fixed = [sender.encode(), kind.to_bytes(4, "big"), id_.bytes]
    return framed(fixed + [member.encode() for member in recipients])


def seal(
    drafts: Sequence[Draft],
    *,
    sender: str,
    signer: Signer,
    directory: Directory,
    links: MutableMapping[str, Link],
    random: Callable[[int], bytes],
) -> list[Sealed]:
    """Seals drafts in order under one ephemeral key and one signature; advances the links.

    Raises:
        PolicyError: a recipient is not in the directory or has no valid key.
        FormatError: a payload is too large, or the batch too long.
    """
    keys = _WrapKeys(directory, random)
    headers, contents, content_keys, advanced = [], [], [], dict(links)
    for draft in drafts:
        content_key = random(32)
        header, ciphertext = _seal_one(draft, sender, keys, advanced, content_key)
        digest = sha256(header).digest()
        for member in draft.recipients:
            before = advanced.get(member)
            advanced[member] = Link(before.sequence + 1 if before else 1, digest)
        headers.append(header)
        contents.append(ciphertext)
        content_keys.append(content_key)
    signatures = sign_batch(HEADERS, headers, signer)
    links.update(advanced)
    return [
        Sealed(
            draft.message_id,
            pb.Envelope(
                header=header, signature=signature_message(signature), content=ciphertext
            ).SerializeToString(),
            sha256(header).digest(),
            content_key,
        )
        for draft, header, signature, ciphertext, content_key in zip(
            drafts, headers, signatures, contents, content_keys, strict=True
        )
    ]


def _seal_one(
    draft: Draft,
    sender: str,
    keys: _WrapKeys,
    links: Mapping[str, Link],
    content_key: bytes,
) -> tuple[bytes, bytes]:
    associated = _associated(sender, draft.recipients, draft.kind, draft.message_id)
    sealed = content.seal_content(draft.payload, content_key, associated)
    addressees = []
    for member in draft.recipients:
        key_id, wrap_key = keys.wrap_key(member, draft.created_ms)
        wrapped = content.wrap(content_key, wrap_key, draft.message_id.bytes, associated)
        link = links.get(member)
        addressees.append(
            Addressee(member, key_id, wrapped, link.sequence + 1, link.header_digest)
            if link
            else Addressee(member, key_id, wrapped, 1, b"")
        )
    header = Header(
        message_id=draft.message_id,
        sender=sender,
        recipients=tuple(addressees),
        kind=draft.kind,
        conversation_id=draft.conversation_id,
        created_ms=draft.created_ms,
        not_after_ms=draft.not_after_ms,
        priority=draft.priority,
        content_size=len(sealed.ciphertext),
        content_digest=sha256(sealed.ciphertext).digest(),
        key_commitment=sealed.commitment,
        ephemeral_key=keys.ephemeral,
        policy_version=draft.policy_version,
        purpose=draft.purpose,
    )
    return encode_header(header), sealed.ciphertext


def parse(envelope: bytes) -> ParsedEnvelope:
    """The envelope's three parts, bounded before anything else is done with them.

    Raises:
        FormatError: too large, not an Envelope, or a part of the wrong size.
    """
    if len(envelope) > MAX_ENVELOPE:
        raise FormatError("envelope.too_large", f"an envelope has at most {MAX_ENVELOPE} bytes")
    try:
        raw = pb.Envelope.FromString(envelope)
    except DecodeError as error:
        raise FormatError("envelope.malformed", "not an Envelope message") from error
    if len(UnknownFieldSet(raw)) or len(UnknownFieldSet(raw.signature)):
        raise FormatError("envelope.field_unknown", "the envelope has a field of a later version")
    if len(raw.header) > MAX_HEADER:
        raise FormatError("header.too_large", f"a header has at most {MAX_HEADER} bytes")
    if not raw.HasField("signature"):
        raise FormatError("envelope.unsigned", "the envelope has no signature")
    return ParsedEnvelope(raw.header, read_signature(raw.signature), raw.content)


def authenticate(parsed: ParsedEnvelope, directory: Directory, verifier: BatchVerifier) -> Header:
    """The header, if its named sender signed exactly these bytes and they fit the content.

    Whether the message is timely, new and allowed is for the caller to decide.

    Raises:
        FormatError: the header is not one.
        PolicyError: the sender is not in the directory.
        VerificationError: the signature, the key or the content's digest is bad.
    """
    header = decode_header(parsed.header)
    key = directory.signing_key(header.sender, parsed.signature.key_id, header.created_ms)
    verifier.verify(HEADERS, parsed.header, parsed.signature, key.public)
    if (
        header.content_size != len(parsed.content)
        or header.content_digest != sha256(parsed.content).digest()
    ):
        raise VerificationError("envelope.content_digest", "the content is not what was signed")
    return header


def open_content(
    parsed: ParsedEnvelope, header: Header, me: str, openers: Mapping[bytes, Opener]
) -> bytes:
    """The payload, for one of the recipients; `openers` are its keys by key id.

    Raises:
        VerificationError: not addressed to `me`, no such key, or it does not open.
        FormatError: the plaintext is not one bounded zstd frame.
    """
    return open_disclosed(parsed, header, disclose(header, me, openers))


def disclose(header: Header, me: str, openers: Mapping[bytes, Opener]) -> bytes:
    """The key of this one content, for one of the recipients; it discloses nothing else.

    Raises:
        VerificationError: not addressed to `me`, no such key, or it does not unwrap.
    """
    mine = header.addressee(me)
    if mine is None:
        raise VerificationError("envelope.misaddressed", "the envelope is for someone else")
    opener = openers.get(mine.key_id)
    if opener is None:
        raise VerificationError("envelope.key_missing", "sealed to a key this node does not hold")
    shared = opener.agree(header.ephemeral_key)
    wrap_key = content.wrap_key_for(shared, header.ephemeral_key, opener.public)
    associated = _associated_of(header)
    return content.unwrap(mine.wrapped_key, wrap_key, header.message_id.bytes, associated)


def open_disclosed(parsed: ParsedEnvelope, header: Header, key: bytes) -> bytes:
    """The payload, for anybody whom the content key was disclosed to.

    Raises:
        VerificationError: not the key that the header commits to, or the content does not open.
        FormatError: the plaintext is not one bounded zstd frame.
    """
    sealed = SealedContent(parsed.content, header.key_commitment)
    return content.open_content(sealed, key, _associated_of(header))


def _associated_of(header: Header) -> bytes:
    recipients = [one.member for one in header.recipients]
    return _associated(header.sender, recipients, header.kind, header.message_id)
