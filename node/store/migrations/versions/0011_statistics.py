"""Statistics: entries, a State's own returns, the secretariat's shelf, what is published."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the tables."""
    op.create_table(
        "statistics_entry",
        sa.Column("entry_id", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "version", name="pk_statistics_entry"),
    )
    op.create_index("ix_statistics_entry_kind", "statistics_entry", ["kind", "entry_id", "version"])
    op.create_table(
        "statistics_return",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("computed_ms", sa.BigInteger(), nullable=False),
        sa.Column("computed_by", sa.String(80), nullable=False),
        sa.Column("approved_ms", sa.BigInteger()),
        sa.Column("approved_by", sa.String(80), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("basis", sa.LargeBinary(), nullable=False),
        sa.Column("conversation_id", sa.LargeBinary(16), nullable=False),
        sa.Column("receipt", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("year", "version", name="pk_statistics_return"),
        sa.UniqueConstraint("conversation_id", name="uq_statistics_return_conversation_id"),
    )
    op.create_table(
        "statistics_received",
        sa.Column("member", sa.String(16), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.LargeBinary(16), nullable=False),
        sa.Column("message_id", sa.LargeBinary(16), nullable=False),
        sa.Column("decision", sa.String(16), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("member", "year", "version", name="pk_statistics_received"),
    )
    op.create_index("ix_statistics_received_year", "statistics_received", ["year"])
    op.create_table(
        "statistics_compilation",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("compiled_ms", sa.BigInteger(), nullable=False),
        sa.Column("compiled_by", sa.String(80), nullable=False),
        sa.Column("published_ms", sa.BigInteger()),
        sa.Column("published_by", sa.String(80), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("year", "version", name="pk_statistics_compilation"),
    )
    op.create_table(
        "statistics_publication",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("secretariat", sa.String(16), nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("year", "version", name="pk_statistics_publication"),
    )
