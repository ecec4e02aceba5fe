"""The tables of the statistics; nothing in them is overwritten, what changes has a new version.

Documents are the bytes of the family's messages, entries are JSON. A version's basis holds the
observations it was counted from and stays in this node.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from node.store.schema import ID, metadata

statistics_entry = Table(
    "statistics_entry",
    metadata,
    Column("entry_id", String(40), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("by", String(80), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("document", Text, nullable=False),
    Index("ix_statistics_entry_kind", "kind", "entry_id", "version"),
)

statistics_return = Table(
    "statistics_return",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("state", String(16), nullable=False),
    Column("computed_ms", BigInteger, nullable=False),
    Column("computed_by", String(80), nullable=False),
    Column("approved_ms", BigInteger),
    Column("approved_by", String(80), nullable=False),
    Column("document", LargeBinary, nullable=False),  # StatisticalReturn
    Column("basis", LargeBinary, nullable=False),  # the observations, compressed JSON
    Column("conversation_id", ID, nullable=False, unique=True),
    Column("receipt", LargeBinary),  # StatisticalReceipt, the last one
)

# Returns as the secretariat has them, its own among them.
statistics_received = Table(
    "statistics_received",
    metadata,
    Column("member", String(16), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("conversation_id", ID, nullable=False),
    Column("message_id", ID, nullable=False),
    Column("decision", String(16), nullable=False),
    Column("query", Text, nullable=False),
    Column("document", LargeBinary, nullable=False),  # StatisticalReturn
    Index("ix_statistics_received_year", "year"),
)

statistics_compilation = Table(
    "statistics_compilation",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("state", String(16), nullable=False),
    Column("compiled_ms", BigInteger, nullable=False),
    Column("compiled_by", String(80), nullable=False),
    Column("published_ms", BigInteger),
    Column("published_by", String(80), nullable=False),
    Column("sources", Text, nullable=False),  # JSON: member to version
    Column("document", LargeBinary, nullable=False),  # RegionalCompilation
)

# What the secretariat has published, as it arrived.
statistics_publication = Table(
    "statistics_publication",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("secretariat", String(16), nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("document", LargeBinary, nullable=False),  # RegionalCompilation
)
