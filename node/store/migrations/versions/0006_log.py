"""The transparency log: checkpoints believed, promises and how far they matured, alarms."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OPEN = sa.text("state IN ('ACCEPTED', 'LOGGED')")


def upgrade() -> None:
    """Creates the tables."""
    op.create_table(
        "log_checkpoint",
        sa.Column("name", sa.String(12), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.LargeBinary(32), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_log_checkpoint"),
    )
    op.create_table(
        "log_note",
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("matured", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_log_note"),
    )
    op.create_index("ix_log_note_at_ms", "log_note", ["at_ms"])
    op.create_table(
        "log_promise",
        sa.Column("source", sa.SmallInteger(), nullable=False),
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("last_leaf", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("accepted_ms", sa.BigInteger(), nullable=False),
        sa.Column("logged_ms", sa.BigInteger()),
        sa.Column("witnessed_ms", sa.BigInteger()),
        sa.Column("note", sa.LargeBinary(32)),
        sa.PrimaryKeyConstraint("source", "number", name="pk_log_promise"),
    )
    op.create_index(
        "ix_log_promise_open",
        "log_promise",
        ["last_leaf"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_table(
        "log_tile",
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "number", name="pk_log_tile"),
    )
    op.create_table(
        "log_alarm",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("code", sa.String(100), nullable=False),
        sa.Column("raised_ms", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("evidence", sa.LargeBinary(), nullable=False),
        sa.Column("stops", sa.Boolean(), nullable=False),
        sa.Column("resumed_ms", sa.BigInteger()),
        sa.Column("reason", sa.String(500)),
        sa.PrimaryKeyConstraint("number", name="pk_log_alarm"),
        sa.UniqueConstraint("digest", name="uq_log_alarm_digest"),
    )
