"""Open hits by their clocks."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0060"
branch_labels = None
depends_on = None

_CLOCKED = sa.text(
    "state IN ('CONFIRMATION_REQUESTED', 'AWAITING', 'ESCALATED') AND due_ms IS NOT NULL"
)
_UNCLOCKED = sa.text("state IN ('CANDIDATE', 'CONFIRMED', 'SEIZED', 'RECOVERED')")


def upgrade() -> None:
    """Adds the indexes."""
    op.create_index(
        "ix_hit_clocked",
        "hit",
        ["due_ms", "number"],
        sqlite_where=_CLOCKED,
        postgresql_where=_CLOCKED,
    )
    op.create_index(
        "ix_hit_unclocked",
        "hit",
        ["number"],
        sqlite_where=_UNCLOCKED,
        postgresql_where=_UNCLOCKED,
    )
