"""How far the changes of each register are known."""

from sqlalchemy import BigInteger, Column, String, Table, Text

from node.store.schema import metadata

registry_cursor = Table(
    "registry_cursor",
    metadata,
    Column("register", String(64), primary_key=True),  # as configured
    Column("cursor", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)
