"""The matching index's tables: what a weapon is graded by, and the keys that find it.

Keys are compared by code points on every database, because a number's prefix is a range of them.
"""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from node.store.schema import NUMBER, metadata

KEY = Text().with_variant(Text(collation="C"), "postgresql")

matching_weapon = Table(
    "matching_weapon",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("shelf", String(16), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("firearm", LargeBinary, nullable=False),  # Firearm, without what no grade looks at
    UniqueConstraint("shelf", "subject"),
)

matching_key = Table(
    "matching_key",
    metadata,
    Column("shelf", String(16), primary_key=True),
    Column("key", KEY, primary_key=True),
    Column("weapon", NUMBER, ForeignKey("matching_weapon.number"), primary_key=True),
    Index("ix_matching_key_weapon", "weapon"),
)
