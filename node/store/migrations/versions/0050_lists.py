"""Lists of a million rows: cases and requests by state, and the notices that wait for us."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0031"
branch_labels = None
depends_on = None

_UNDECIDED = sa.text("state IN ('DRAFT', 'REVIEW_DUE', 'SUSPENDED', 'RECOVERED_PENDING')")


def upgrade() -> None:
    """Adds the indexes."""
    for table in ("trace_case", "incoming_request"):
        op.create_index(f"ix_{table}_state", table, ["state", "number"])
    op.create_index(
        "ix_notice_undecided",
        "notice",
        ["owner", "number"],
        sqlite_where=_UNDECIDED,
        postgresql_where=_UNDECIDED,
    )
