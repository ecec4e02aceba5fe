"""Acts that wait for a second person."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds what was asked for by one person and not yet by another."""
    op.create_table(
        "signoff",
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(48), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("act", "subject", name="pk_signoff"),
    )
