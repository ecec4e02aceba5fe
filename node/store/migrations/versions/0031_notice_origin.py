"""A draft is found by the register's record that it came of."""

from alembic import op

revision = "0031"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the index by origin."""
    op.create_index("ix_notice_origin", "notice", ["origin"])
