"""The hand-over to the national central bureau: files out, replies in."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Creates the tables."""
    op.create_table(
        "handover_file",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("file_id", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_handover_file"),
        sa.UniqueConstraint("file_id", name="uq_handover_file_file_id"),
    )
    op.create_table(
        "handover_item",
        sa.Column("item_id", sa.String(48), nullable=False),
        sa.Column("file_id", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("subject", sa.String(48), nullable=False),
        sa.Column("handed_ms", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("replied_ms", sa.BigInteger()),
        sa.PrimaryKeyConstraint("item_id", name="pk_handover_item"),
        sa.ForeignKeyConstraint(
            ["file_id"], ["handover_file.file_id"], name="fk_handover_item_file_id_handover_file"
        ),
    )
    op.create_index("ix_handover_item_file_id", "handover_item", ["file_id", "item_id"])
    op.create_index("ix_handover_item_subject", "handover_item", ["subject"])
    op.create_table(
        "handover_reply",
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("file_id", sa.String(40), nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_handover_reply"),
        sa.ForeignKeyConstraint(
            ["file_id"], ["handover_file.file_id"], name="fk_handover_reply_file_id_handover_file"
        ),
    )
