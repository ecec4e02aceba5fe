"""How far each receiver has been told, and what it has not taken yet."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table

from node.store.schema import NUMBER, metadata

webhook_cursor = Table(
    "webhook_cursor",
    metadata,
    Column("target", String(40), primary_key=True),
    Column("number", BigInteger, nullable=False),  # the last step that was put into the queue
)

webhook_pending = Table(
    "webhook_pending",
    metadata,
    Column("target", String(40), primary_key=True),
    Column("number", NUMBER, primary_key=True, autoincrement=False),  # of the step
    Column("root", String(40), nullable=False),
    Column("since_ms", BigInteger, nullable=False),
    Column("due_ms", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("failure", String(80), nullable=False),  # of the last attempt
    Column("given_up", Boolean, nullable=False),
    Index("ix_webhook_pending_root", "target", "root", "number"),
)
