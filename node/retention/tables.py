"""What left the node for an archive file, and which file."""

from sqlalchemy import BigInteger, Column, String, Table

from node.store.schema import DIGEST, metadata

archived_matter = Table(
    "archived_matter",
    metadata,
    Column("root", String(40), primary_key=True),
    Column("kind", String(24), nullable=False),
    Column("file", String(120), nullable=False),
    Column("digest", DIGEST, nullable=False),  # SHA-256 of the file
    Column("archived_ms", BigInteger, nullable=False, index=True),
)

# Up to which end of a matter answers under R6 have been looked for.
retention_cursor = Table(
    "retention_cursor",
    metadata,
    Column("kind", String(24), primary_key=True),
    Column("looked_ms", BigInteger, nullable=False),
)
