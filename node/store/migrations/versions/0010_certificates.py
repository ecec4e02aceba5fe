"""End-user certificates: officials, certificates, verifications and uses."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0013"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Creates the tables."""
    op.create_table(
        "signatory",
        sa.Column("entry_id", sa.String(40), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("official", sa.String(32), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("entered_by", sa.String(80), nullable=False),
        sa.Column("updated_ms", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name="pk_signatory"),
    )
    op.create_index("ix_signatory_state", "signatory", ["state", "official"])
    op.create_table(
        "certificate",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("certificate_id", sa.String(40), nullable=False),
        sa.Column("side", sa.String(12), nullable=False),
        sa.Column("issuing_state", sa.String(16), nullable=False),
        sa.Column("register_number", sa.String(200), nullable=False),
        sa.Column("signatory", sa.String(40), nullable=False),
        sa.Column("signed_ms", sa.BigInteger(), nullable=False),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
        sa.Column("recorded_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_ms", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("revoked_from_ms", sa.BigInteger()),
        sa.Column("revoked_because", sa.Text(), nullable=False),
        sa.Column("result", sa.String(40), nullable=False),
        sa.Column("verified_ms", sa.BigInteger()),
        sa.Column("answer", sa.LargeBinary()),
        sa.Column("doubt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_certificate"),
        sa.UniqueConstraint("certificate_id", name="uq_certificate_certificate_id"),
        sa.UniqueConstraint(
            "side",
            "issuing_state",
            "register_number",
            name="uq_certificate_side_issuing_state_register_number",
        ),
    )
    op.create_index("ix_certificate_signatory", "certificate", ["signatory"])
    op.create_table(
        "certificate_check",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("check_id", sa.String(40), nullable=False),
        sa.Column("side", sa.String(12), nullable=False),
        sa.Column("certificate_id", sa.String(40), nullable=False),
        sa.Column("member", sa.String(16), nullable=False),
        sa.Column("conversation_id", sa.LargeBinary(16), nullable=False),
        sa.Column("message_id", sa.LargeBinary(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("transfer", sa.String(200), nullable=False),
        sa.Column("shipment", sa.String(200), nullable=False),
        sa.Column("asked_ms", sa.BigInteger(), nullable=False),
        sa.Column("due_ms", sa.BigInteger(), nullable=False),
        sa.Column("due_rule", sa.String(80), nullable=False),
        sa.Column("policy_version", sa.BigInteger(), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary()),
        sa.Column("result", sa.String(40), nullable=False),
        sa.Column("answered_ms", sa.BigInteger()),
        sa.PrimaryKeyConstraint("number", name="pk_certificate_check"),
        sa.UniqueConstraint("check_id", name="uq_certificate_check_check_id"),
        sa.UniqueConstraint(
            "side",
            "member",
            "conversation_id",
            name="uq_certificate_check_side_member_conversation_id",
        ),
    )
    op.create_index(
        "ix_certificate_check_certificate", "certificate_check", ["certificate_id", "number"]
    )
    op.create_index("ix_certificate_check_state", "certificate_check", ["side", "state", "number"])
    op.create_table(
        "certificate_use",
        sa.Column("certificate_id", sa.String(40), nullable=False),
        sa.Column("member", sa.String(16), nullable=False),
        sa.Column("transfer", sa.String(200), nullable=False),
        sa.Column("shipment", sa.String(200), nullable=False),
        sa.Column("item", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"],
            ["certificate.certificate_id"],
            name="fk_certificate_use_certificate_id",
        ),
        sa.PrimaryKeyConstraint(
            "certificate_id", "member", "transfer", "shipment", "item", name="pk_certificate_use"
        ),
    )
