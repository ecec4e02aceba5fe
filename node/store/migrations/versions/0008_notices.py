"""Lost-weapon notices, who has applied them, weapons that were met, and hits."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0010"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds the tables of notices and hits."""
    op.create_table(
        "notice",
        sa.Column("number", NUMBER, nullable=False, autoincrement=False),
        sa.Column("notice_id", sa.String(32), nullable=False),
        sa.Column("owner", sa.String(16), nullable=False),
        sa.Column("conversation_id", sa.LargeBinary(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("requested_action", sa.String(24), nullable=False),
        sa.Column("weapon", sa.Text(), nullable=False),
        sa.Column("opened_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_ms", sa.BigInteger(), nullable=False),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
        sa.Column("published_late", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.String(200), nullable=False),
        sa.Column("non_unique", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Text(), nullable=False),
        sa.Column("message_id", sa.LargeBinary(16), nullable=True),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("notice_id", name="uq_notice_notice_id"),
        sa.PrimaryKeyConstraint("number", name="pk_notice"),
    )
    op.create_index("ix_notice_owner", "notice", ["owner", "number"])
    op.create_index("ix_notice_state", "notice", ["state", "number"])
    op.create_table(
        "notice_version",
        sa.Column("notice_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.LargeBinary(16), nullable=True),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.notice_id"], name="fk_notice_version_notice_id"
        ),
        sa.PrimaryKeyConstraint("notice_id", "version", name="pk_notice_version"),
    )
    op.create_table(
        "notice_member",
        sa.Column("notice_id", sa.String(32), nullable=False),
        sa.Column("member", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.LargeBinary(16), nullable=False),
        sa.Column("sent_ms", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("applied_version", sa.Integer(), nullable=False),
        sa.Column("applied_ms", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.notice_id"], name="fk_notice_member_notice_id"
        ),
        sa.PrimaryKeyConstraint("notice_id", "member", name="pk_notice_member"),
    )
    op.create_table(
        "notice_register",
        sa.Column("notice_id", sa.String(32), nullable=False),
        sa.Column("member", sa.String(16), nullable=False),
        sa.Column("register", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("searched_ms", sa.BigInteger(), nullable=False),
        sa.Column("data_as_of_ms", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.notice_id"], name="fk_notice_register_notice_id"
        ),
        sa.PrimaryKeyConstraint("notice_id", "member", "register", name="pk_notice_register"),
    )
    op.create_table(
        "notice_untold",
        sa.Column("owner", sa.String(16), nullable=False),
        sa.Column("notice_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("applied_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.notice_id"], name="fk_notice_untold_notice_id"
        ),
        sa.PrimaryKeyConstraint("owner", "notice_id", name="pk_notice_untold"),
    )
    op.create_table(
        "sighting",
        sa.Column("source", sa.String(12), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("finder", sa.String(16), nullable=False),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("seen_ms", sa.BigInteger(), nullable=False),
        sa.Column("firearm", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("source", "subject", name="pk_sighting"),
    )
    op.create_table(
        "hit",
        sa.Column("number", NUMBER, nullable=False, autoincrement=False),
        sa.Column("hit_id", sa.String(32), nullable=False),
        sa.Column("conversation_id", sa.LargeBinary(16), nullable=False),
        sa.Column("notice_id", sa.String(32), nullable=False),
        sa.Column("notice_version", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(16), nullable=False),
        sa.Column("finder", sa.String(16), nullable=False),
        sa.Column("source", sa.String(12), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("event", sa.String(16), nullable=False),
        sa.Column("grade", sa.String(1), nullable=False),
        sa.Column("matched", sa.LargeBinary(), nullable=False),
        sa.Column("firearm", sa.LargeBinary(), nullable=True),
        sa.Column("non_unique", sa.Boolean(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("requests", sa.SmallInteger(), nullable=False),
        sa.Column("asked_ms", sa.BigInteger(), nullable=True),
        sa.Column("due_ms", sa.BigInteger(), nullable=True),
        sa.Column("rule", sa.String(80), nullable=False),
        sa.Column("policy_version", sa.BigInteger(), nullable=False),
        sa.Column("opened_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_ms", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("alert", sa.Text(), nullable=False),
        sa.Column("message_id", sa.LargeBinary(16), nullable=True),
        sa.Column("request", sa.LargeBinary(), nullable=True),
        sa.Column("response", sa.LargeBinary(), nullable=True),
        sa.Column("action", sa.LargeBinary(), nullable=True),
        sa.Column("recovery", sa.LargeBinary(), nullable=True),
        sa.Column("disposition", sa.LargeBinary(), nullable=True),
        sa.UniqueConstraint("hit_id", name="uq_hit_hit_id"),
        sa.UniqueConstraint(
            "notice_id",
            "finder",
            "source",
            "subject",
            name="uq_hit_notice_id_finder_source_subject",
        ),
        sa.PrimaryKeyConstraint("number", name="pk_hit"),
    )
    op.create_index("ix_hit_state", "hit", ["state", "number"])
    op.create_index("ix_hit_subject", "hit", ["source", "subject"])
