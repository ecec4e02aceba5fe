"""The tables of the hand-over: what went out, what came back, and where each item stands."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, LargeBinary, String, Table, Text

from node.store.schema import DIGEST, NUMBER, metadata

handover_file = Table(
    "handover_file",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("file_id", String(40), nullable=False, unique=True),
    Column("kind", String(8), nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("by", String(80), nullable=False),
    Column("content", LargeBinary, nullable=False),  # as it was handed over
)

handover_item = Table(
    "handover_item",
    metadata,
    Column("item_id", String(48), primary_key=True),
    Column("file_id", String(40), ForeignKey("handover_file.file_id"), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("subject", String(48), nullable=False),  # the case or the notice
    Column("handed_ms", BigInteger, nullable=False),
    Column("status", String(12), nullable=False),
    Column("reference", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("replied_ms", BigInteger),
    Index("ix_handover_item_file_id", "file_id", "item_id"),
    Index("ix_handover_item_subject", "subject"),
)

handover_reply = Table(
    "handover_reply",
    metadata,
    Column("digest", DIGEST, primary_key=True),
    Column("file_id", String(40), ForeignKey("handover_file.file_id"), nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("by", String(80), nullable=False),
    Column("content", LargeBinary, nullable=False),
)
