"""The tables of the audit trail; rows are only ever appended."""

from sqlalchemy import BigInteger, Column, LargeBinary, String, Table, Text

from node.store.schema import DIGEST, NUMBER, metadata

audit_entry = Table(
    "audit_entry",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),  # from 1, without a gap
    Column("at_ms", BigInteger, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("act", String(40), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("detail", Text, nullable=False),
    Column("event", NUMBER, unique=True),  # of the casework, where the act is one
    Column("event_digest", DIGEST),  # over the whole event, with the document it brought
    Column("hash", DIGEST, nullable=False),  # over this entry and the hash before it
)

# Heads signed by this member: what stood before one can be exchanged under nobody's eyes no more.
audit_head = Table(
    "audit_head",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("hash", DIGEST, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("public", LargeBinary(32), nullable=False),
    Column("signature", LargeBinary(64), nullable=False),
)
