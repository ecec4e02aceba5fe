"""Up to when answers that their providers want deleted have been looked for."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the table."""
    op.create_table(
        "retention_cursor",
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("looked_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name="pk_retention_cursor"),
    )
