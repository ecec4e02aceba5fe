"""The tables of certificates: entries of signatories, certificates, verifications, uses.

Documents are the bytes of messages (`accord.wire.payload`), the same that travel; every version of
each is in the journal too.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from node.store.schema import ID, NUMBER, metadata

# Officials of our own State, and those that other States have lodged with us.
signatory = Table(
    "signatory",
    metadata,
    Column("entry_id", String(40), primary_key=True),  # STATE:TOKEN
    Column("state", String(16), nullable=False),
    Column("official", String(32), nullable=False),
    Column("status", String(12), nullable=False),
    Column("entered_by", String(80), nullable=False),  # an officer, or the State that lodged it
    Column("updated_ms", BigInteger, nullable=False),
    Column("document", LargeBinary, nullable=False),  # SignatoryEntry
    Index("ix_signatory_state", "state", "official"),
)

certificate = Table(
    "certificate",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("certificate_id", String(40), nullable=False, unique=True),
    Column("side", String(12), nullable=False),  # ISSUED by us, or PRESENTED to us
    Column("issuing_state", String(16), nullable=False),
    Column("register_number", String(200), nullable=False),
    Column("signatory", String(40), nullable=False),  # an entry_id
    Column("signed_ms", BigInteger, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
    Column("recorded_ms", BigInteger, nullable=False),
    Column("updated_ms", BigInteger, nullable=False),
    Column("source", String(80), nullable=False),  # an officer, or the State that sent it
    Column("document", LargeBinary, nullable=False),  # CertificatePresented
    Column("revoked_from_ms", BigInteger),
    Column("revoked_because", Text, nullable=False),
    Column("result", String(40), nullable=False),  # of the last verification; empty before
    Column("verified_ms", BigInteger),
    Column("answer", LargeBinary),  # CertificateVerification, the last one
    Column("doubt", Text, nullable=False),  # why it must be verified again, whatever its age
    UniqueConstraint("side", "issuing_state", "register_number"),
    Index("ix_certificate_signatory", "signatory"),
)

# Verifications: those that we asked for, and those that we were asked for.
certificate_check = Table(
    "certificate_check",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("check_id", String(40), nullable=False, unique=True),
    Column("side", String(12), nullable=False),  # ASKING or ANSWERING
    Column("certificate_id", String(40), nullable=False),  # empty where none is known
    Column("member", String(16), nullable=False),  # the other side
    Column("conversation_id", ID, nullable=False),
    Column("message_id", ID, nullable=False),  # of the request
    Column("state", String(16), nullable=False),
    Column("purpose", String(16), nullable=False),
    Column("transfer", String(200), nullable=False),
    Column("shipment", String(200), nullable=False),
    Column("asked_ms", BigInteger, nullable=False),
    Column("due_ms", BigInteger, nullable=False),
    Column("due_rule", String(80), nullable=False),
    Column("policy_version", BigInteger, nullable=False),
    Column("request", LargeBinary, nullable=False),  # CertificateVerificationRequest
    Column("answer", LargeBinary),  # CertificateVerification
    Column("result", String(40), nullable=False),
    Column("answered_ms", BigInteger),
    UniqueConstraint("side", "member", "conversation_id"),
    Index("ix_certificate_check_certificate", "certificate_id", "number"),
    Index("ix_certificate_check_state", "side", "state", "number"),
)

# What shipments took of a certificate; item 0 only holds it for a transfer.
certificate_use = Table(
    "certificate_use",
    metadata,
    Column(
        "certificate_id", String(40), ForeignKey("certificate.certificate_id"), primary_key=True
    ),
    Column("member", String(16), primary_key=True),
    Column("transfer", String(200), primary_key=True),
    Column("shipment", String(200), primary_key=True),
    Column("item", SmallInteger, primary_key=True, autoincrement=False),
    Column("quantity", BigInteger, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)
