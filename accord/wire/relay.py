"""What the hub says, and can be held to: receipts, refusals, delivery and non-delivery reports."""

from typing import NamedTuple
from uuid import UUID

from google.protobuf.message import DecodeError

from accord.crypto.batch import BatchSignature
from accord.encoding import exactly
from accord.errors import FormatError
from accord.v1 import envelope_pb2, relay_pb2

MAX_STATEMENT = 256 * 1024
MAX_TEXT = 500
_MAX_LEAF = 2**63 - 1


class Receipt(NamedTuple):
    """The hub holds this envelope durably and will report its end."""

    message_id: UUID
    header_digest: bytes  # SHA-256 of the header bytes
    position: int  # in the hub's ledger


class Refusal(NamedTuple):
    """The hub did not take this envelope."""

    message_id: UUID | None  # None where the header could not be read
    envelope_digest: bytes  # SHA-256 of the submitted bytes
    code: str
    text: str


class Rejection(NamedTuple):
    """A recipient's node could not verify, open or read this message."""

    message_id: UUID
    code: str


class DeliveryReport(NamedTuple):
    """A recipient acknowledged these messages after committing them, or rejected some."""

    recipient: str
    message_ids: tuple[UUID, ...]
    rejections: tuple[Rejection, ...]
    position: int  # of the acknowledgement in the hub's ledger


class NonDelivery(NamedTuple):
    """These messages ended without delivery."""

    recipient: str
    message_ids: tuple[UUID, ...]
    code: str


Body = Receipt | Refusal | DeliveryReport | NonDelivery


class Statement(NamedTuple):
    """One thing the hub said, when, and where its log must show it."""

    hub: str
    made_ms: int
    leaf: int  # its index in the hub's log
    body: Body


class SignedStatement(NamedTuple):
    """A statement's exact bytes with a signature that stands alone."""

    statement: bytes
    signature: BatchSignature


def encode_statement(statement: Statement) -> bytes:
    """The bytes to sign."""
    raw = relay_pb2.Statement(hub=statement.hub, made_ms=statement.made_ms, leaf=statement.leaf)
    match statement.body:
        case Receipt(message_id, header_digest, position):
            raw.receipt.message_id = message_id.bytes
            raw.receipt.header_digest = header_digest
            raw.receipt.position = position
        case Refusal(named, envelope_digest, code, text):
            raw.refusal.message_id = named.bytes if named is not None else b""
            raw.refusal.envelope_digest = envelope_digest
            raw.refusal.code = code
            raw.refusal.text = text[:MAX_TEXT]
        case DeliveryReport(recipient, message_ids, rejections, position):
            raw.delivery.recipient = recipient
            raw.delivery.message_ids.extend(one.bytes for one in message_ids)
            raw.delivery.rejections.extend(rejection_message(one) for one in rejections)
            raw.delivery.position = position
        case NonDelivery(recipient, message_ids, code):
            raw.non_delivery.recipient = recipient
            raw.non_delivery.message_ids.extend(one.bytes for one in message_ids)
            raw.non_delivery.code = code
    return raw.SerializeToString(deterministic=True)


def encode_signed(signed: SignedStatement) -> bytes:
    """The bytes of a statement that stands alone."""
    return relay_pb2.SignedStatement(
        statement=signed.statement, signature=signature_message(signed.signature)
    ).SerializeToString()


def decode_signed(data: bytes) -> SignedStatement:
    """A statement that stands alone; its signature is not verified yet.

    Raises:
        FormatError: too large, not a SignedStatement, or a part of its signature has a wrong size.
    """
    if len(data) > 2 * MAX_STATEMENT:
        raise FormatError("statement.too_large", "the hub's statement is too large")
    try:
        raw = relay_pb2.SignedStatement.FromString(data)
    except DecodeError as error:
        raise FormatError("statement.malformed", "not a SignedStatement message") from error
    return SignedStatement(raw.statement, read_signature(raw.signature))


def decode_statement(data: bytes) -> Statement:
    """The statement in verified bytes.

    Raises:
        FormatError: names the field.
    """
    if len(data) > MAX_STATEMENT:
        raise FormatError("statement.too_large", "the hub's statement is too large")
    try:
        raw = relay_pb2.Statement.FromString(data)
    except DecodeError as error:
        raise FormatError("statement.malformed", "not a Statement message") from error
    if raw.leaf > _MAX_LEAF:
        raise FormatError("statement.leaf", "no log has a leaf of this index")
    return Statement(raw.hub, raw.made_ms, raw.leaf, _body(raw))


def _body(raw: relay_pb2.Statement) -> Body:
    match raw.WhichOneof("body"):
        case "receipt":
            receipt = raw.receipt
            digest = exactly(receipt.header_digest, 32, "receipt.header_digest")
            return Receipt(_uuid(receipt.message_id), digest, receipt.position)
        case "refusal":
            refusal = raw.refusal
            named = _uuid(refusal.message_id) if refusal.message_id else None
            digest = exactly(refusal.envelope_digest, 32, "refusal.envelope_digest")
            return Refusal(named, digest, refusal.code, refusal.text)
        case "delivery":
            report = raw.delivery
            rejections = tuple(read_rejection(one) for one in report.rejections)
            ids = tuple(_uuid(one) for one in report.message_ids)
            return DeliveryReport(report.recipient, ids, rejections, report.position)
        case "non_delivery":
            ended = raw.non_delivery
            ids = tuple(_uuid(one) for one in ended.message_ids)
            return NonDelivery(ended.recipient, ids, ended.code)
        case _:
            raise FormatError("statement.body", "the statement says nothing this version knows")


def rejection_message(rejection: Rejection) -> relay_pb2.Rejection:
    """A rejection as it stands in an acknowledgement or a report."""
    return relay_pb2.Rejection(message_id=rejection.message_id.bytes, code=rejection.code)


def read_rejection(raw: relay_pb2.Rejection) -> Rejection:
    """A rejection from an acknowledgement or a report.

    Raises:
        FormatError: no message id, or a code that is not one.
    """
    if not (1 <= len(raw.code) <= 100 and raw.code.isascii() and raw.code.isprintable()):
        raise FormatError("rejection.code", "a code has 1 to 100 ASCII characters")
    return Rejection(_uuid(raw.message_id), raw.code)


def signature_message(signature: BatchSignature) -> envelope_pb2.HeaderSignature:
    """A standalone batch signature as it stands on the wire."""
    return envelope_pb2.HeaderSignature(
        key_id=signature.key_id,
        signature=signature.signature,
        index=signature.index,
        size=signature.size,
        path=signature.path,
    )


def read_signature(raw: envelope_pb2.HeaderSignature) -> BatchSignature:
    """A standalone batch signature from the wire.

    Raises:
        FormatError: a part has the wrong size.
    """
    path = tuple(raw.path)
    for node in path:
        exactly(node, 32, "signature.path")
    return BatchSignature(
        exactly(raw.key_id, 8, "signature.key_id"),
        exactly(raw.signature, 64, "signature.signature"),
        raw.index,
        raw.size,
        path,
    )


def _uuid(data: bytes) -> UUID:
    return UUID(bytes=exactly(data, 16, "message_id"))
