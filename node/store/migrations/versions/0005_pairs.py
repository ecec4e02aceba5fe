"""What reconciles a pair: the archive's index, edges and reasons of gaps, counters, findings."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the tables and columns."""
    for column, type_ in (
        ("before", sa.LargeBinary(32)),
        ("claimed", sa.LargeBinary(32)),
        ("reason", sa.String(16)),
        ("code", sa.String(100)),
    ):
        op.add_column("inbox_gap", sa.Column(column, type_))
    op.create_table(
        "outbox_span",
        sa.Column("recipient", sa.String(16), nullable=False),
        sa.Column("first", _number(), autoincrement=False, nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("frame", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("recipient", "first", name="pk_outbox_span"),
    )
    op.create_table(
        "pair",
        sa.Column("member", sa.String(16), nullable=False),
        sa.Column("said", sa.LargeBinary()),
        sa.Column("said_ms", sa.BigInteger()),
        sa.Column("theirs", sa.LargeBinary()),
        sa.Column("theirs_ms", sa.BigInteger()),
        sa.Column("heard_ms", sa.BigInteger()),
        sa.Column("served_ms", sa.BigInteger()),
        sa.PrimaryKeyConstraint("member", name="pk_pair"),
    )
    op.create_table(
        "pair_finding",
        sa.Column("member", sa.String(16), nullable=False),
        sa.Column("code", sa.String(100), nullable=False),
        sa.Column("sequence", _number(), autoincrement=False, nullable=False),
        sa.Column("noticed_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("member", "code", "sequence", name="pk_pair_finding"),
    )


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
