"""Inquiries to many members: ours, each member's part, and those of other members."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0015"
branch_labels = None
depends_on = None


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Creates the tables."""
    _inquiry()
    _inquiry_asked()
    _inquiry_received()


def _inquiry() -> None:
    op.create_table(
        "inquiry",
        sa.Column("number", _number(), autoincrement=False, nullable=False),
        sa.Column("inquiry_id", sa.String(40), nullable=False),
        sa.Column("conversation_id", sa.LargeBinary(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("case_id", sa.String(40), nullable=False),
        sa.Column("weapon", sa.Text(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("opened_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_ms", sa.BigInteger(), nullable=False),
        sa.Column("due_ms", sa.BigInteger(), nullable=False),
        sa.Column("rule", sa.String(80), nullable=False),
        sa.Column("policy_version", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_inquiry"),
        sa.UniqueConstraint("inquiry_id", name="uq_inquiry_inquiry_id"),
        sa.UniqueConstraint("conversation_id", name="uq_inquiry_conversation_id"),
    )
    op.create_index("ix_inquiry_case_id", "inquiry", ["case_id"])


def _inquiry_asked() -> None:
    op.create_table(
        "inquiry_asked",
        sa.Column("asked_id", sa.String(60), nullable=False),
        sa.Column("inquiry_id", sa.String(40), nullable=False),
        sa.Column("member", sa.String(16), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("heard_ms", sa.BigInteger()),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("detail", sa.String(200), nullable=False),
        sa.Column("answer", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("asked_id", name="pk_inquiry_asked"),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiry.inquiry_id"], name="fk_inquiry_asked_inquiry_id_inquiry"
        ),
    )
    op.create_index("ix_inquiry_asked_inquiry_id", "inquiry_asked", ["inquiry_id"])


def _inquiry_received() -> None:
    op.create_table(
        "inquiry_received",
        sa.Column("number", _number(), autoincrement=False, nullable=False),
        sa.Column("request_id", sa.String(40), nullable=False),
        sa.Column("asker", sa.String(16), nullable=False),
        sa.Column("conversation_id", sa.LargeBinary(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("weapon", sa.Text(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_ms", sa.BigInteger(), nullable=False),
        sa.Column("due_ms", sa.BigInteger(), nullable=False),
        sa.Column("rule", sa.String(80), nullable=False),
        sa.Column("policy_version", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.LargeBinary(16), nullable=False),
        sa.Column("inquiry", sa.LargeBinary(), nullable=False),
        sa.Column("proposal", sa.LargeBinary()),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("answer", sa.LargeBinary()),
        sa.Column("undelivered", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_inquiry_received"),
        sa.UniqueConstraint("request_id", name="uq_inquiry_received_request_id"),
        sa.UniqueConstraint(
            "asker", "conversation_id", name="uq_inquiry_received_asker_conversation_id"
        ),
    )
    op.create_index("ix_inquiry_received_state", "inquiry_received", ["state", "number"])
