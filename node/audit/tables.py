"""The table of the audit trail; rows are only ever appended."""

from sqlalchemy import BigInteger, Column, String, Table, Text

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
