"""Clarifications, reminders and late answers of traces, and the notice that a case rests on."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns."""
    op.add_column("trace_case", sa.Column("hit", sa.LargeBinary()))
    op.add_column("trace_leg", sa.Column("late_ms", sa.BigInteger()))
    for table in ("trace_leg", "incoming_request"):
        op.add_column(table, sa.Column("clarify_due_ms", sa.BigInteger()))
        for column in (
            sa.Column("clarify_rule", sa.String(80), nullable=False, server_default=""),
            sa.Column("reminded_of", sa.String(16), nullable=False, server_default=""),
            sa.Column("reminders", sa.SmallInteger(), nullable=False, server_default="0"),
            sa.Column("escalated", sa.Boolean(), nullable=False, server_default=sa.false()),
        ):
            op.add_column(table, column)
