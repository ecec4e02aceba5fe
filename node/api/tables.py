"""Replies kept for repeated requests (`Idempotency-Key`)."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String, Table

from node.store.schema import DIGEST, metadata

api_reply = Table(
    "api_reply",
    metadata,
    Column("key", String(128), primary_key=True),
    Column("request_digest", DIGEST, nullable=False),  # method, path and body
    Column("status", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("made_ms", BigInteger, nullable=False, index=True),
)
