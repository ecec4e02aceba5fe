"""What left the node for an archive file."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the table."""
    op.create_table(
        "archived_matter",
        sa.Column("root", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("file", sa.String(120), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("archived_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("root", name="pk_archived_matter"),
    )
    op.create_index("ix_archived_matter_archived_ms", "archived_matter", ["archived_ms"])
