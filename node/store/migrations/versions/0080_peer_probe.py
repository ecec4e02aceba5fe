"""The last test message to each peer."""

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table."""
    op.create_table(
        "peer_probe",
        sa.Column("member", sa.String(16), primary_key=True),
        sa.Column("message_id", sa.LargeBinary(16), nullable=False),
    )
