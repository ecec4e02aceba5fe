"""Outbox, inbox, links and evidence of the exchange."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.LargeBinary(16)
_DIGEST = sa.LargeBinary(32)


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Creates the tables."""
    _outbox()
    _evidence()
    _inbox()
    _links()


def _outbox() -> None:
    op.create_table(
        "outbox_message",
        sa.Column("position", _number(), autoincrement=False, nullable=False),
        sa.Column("message_id", _ID, nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("conversation_id", _ID, nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("purpose", sa.SmallInteger(), nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("not_after_ms", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_outbox_message"),
        sa.UniqueConstraint("message_id", name="uq_outbox_message_message_id"),
    )
    op.create_table(
        "outbox_delivery",
        sa.Column("position", _number(), autoincrement=False, nullable=False),
        sa.Column("recipient", sa.String(16), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("code", sa.String(100)),
        sa.Column("frame", sa.BigInteger()),
        sa.Column("report", sa.BigInteger()),
        sa.Column("changed_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("position", "recipient", name="pk_outbox_delivery"),
        sa.ForeignKeyConstraint(
            ["position"], ["outbox_message.position"], name="fk_outbox_delivery_position"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_outbox_delivery_pending",
        "outbox_delivery",
        ["priority", "position"],
        sqlite_where=sa.text("status = 'PENDING'"),
        postgresql_where=sa.text("status = 'PENDING'"),
    )
    op.create_table(
        "outbox_frame",
        sa.Column("frame", _number(), autoincrement=False, nullable=False),
        sa.Column("first_position", sa.BigInteger(), nullable=False),
        sa.Column("last_position", sa.BigInteger(), nullable=False),
        sa.Column("sealed_ms", sa.BigInteger(), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("content_keys", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("frame", name="pk_outbox_frame"),
    )


def _evidence() -> None:
    op.create_table(
        "outbox_answer",
        sa.Column("frame", _number(), autoincrement=False, nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.Column("response", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("frame", name="pk_outbox_answer"),
        sa.ForeignKeyConstraint(["frame"], ["outbox_frame.frame"], name="fk_outbox_answer_frame"),
    )
    op.create_table(
        "hub_statement",
        sa.Column("number", _number(), autoincrement=False, nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.Column("statement", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_hub_statement"),
    )


def _inbox() -> None:
    op.create_table(
        "inbox_message",
        sa.Column("position", _number(), autoincrement=False, nullable=False),
        sa.Column("message_id", _ID, nullable=False),
        sa.Column("sender", sa.String(16), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("conversation_id", _ID, nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("policy_version", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.Column("hub_position", sa.BigInteger()),
        sa.Column("accepted_ms", sa.BigInteger()),
        sa.Column("leaf", sa.BigInteger()),
        sa.PrimaryKeyConstraint("position", name="pk_inbox_message"),
        sa.UniqueConstraint("message_id", name="uq_inbox_message_message_id"),
    )
    op.create_table(
        "inbox_state",
        sa.Column("position", _number(), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("code", sa.String(100)),
        sa.Column("changed_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_inbox_state"),
        sa.ForeignKeyConstraint(
            ["position"], ["inbox_message.position"], name="fk_inbox_state_position"
        ),
    )
    op.create_index(
        "ix_inbox_state_open",
        "inbox_state",
        ["status", "position"],
        sqlite_where=sa.text("status <> 'DONE'"),
        postgresql_where=sa.text("status <> 'DONE'"),
    )
    op.create_table(
        "inbox_rejected",
        sa.Column("number", _number(), autoincrement=False, nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.Column("message_id", _ID),
        sa.Column("code", sa.String(100), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_inbox_rejected"),
    )


def _links() -> None:
    for table, peer in (("outbox_link", "recipient"), ("inbox_link", "sender")):
        op.create_table(
            table,
            sa.Column(peer, sa.String(16), nullable=False),
            sa.Column("sequence", sa.BigInteger(), nullable=False),
            sa.Column("header_digest", _DIGEST, nullable=False),
            sa.PrimaryKeyConstraint(peer, name=f"pk_{table}"),
        )
    op.create_table(
        "inbox_gap",
        sa.Column("sender", sa.String(16), nullable=False),
        sa.Column("first", _number(), autoincrement=False, nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("noticed_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sender", "first", name="pk_inbox_gap"),
    )
    op.create_table(
        "inbox_fork",
        sa.Column("sender", sa.String(16), nullable=False),
        sa.Column("sequence", _number(), autoincrement=False, nullable=False),
        sa.Column("noticed_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sender", "sequence", name="pk_inbox_fork"),
    )
    op.create_table(
        "trust_file",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_trust_file"),
    )
