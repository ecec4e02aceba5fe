"""Exemptions: requests, members' positions, uses."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0008"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Creates the tables."""
    op.create_table(
        "exemption",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("request_id", sa.String(40), nullable=False),
        sa.Column("side", sa.String(12), nullable=False),
        sa.Column("applicant", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.LargeBinary(16), nullable=False),
        sa.Column("message_id", sa.LargeBinary(16), nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_ms", sa.BigInteger(), nullable=False),
        sa.Column("answer_by_ms", sa.BigInteger()),
        sa.Column("opinion_by_ms", sa.BigInteger()),
        sa.Column("policy_version", sa.BigInteger(), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("returned", sa.LargeBinary()),
        sa.Column("answer", sa.LargeBinary()),
        sa.Column("seen_ms", sa.BigInteger()),
        sa.Column("opinion", sa.LargeBinary()),
        sa.Column("decision", sa.LargeBinary()),
        sa.Column("certificate_number", sa.String(200), nullable=False),
        sa.Column("valid_to_ms", sa.BigInteger()),
        sa.PrimaryKeyConstraint("number", name="pk_exemption"),
        sa.UniqueConstraint("request_id", "side", name="uq_exemption_request_id_side"),
    )
    op.create_index("ix_exemption_certificate", "exemption", ["certificate_number"])
    op.create_table(
        "exemption_position",
        sa.Column("request_id", sa.String(40), nullable=False),
        sa.Column("member", sa.String(16), nullable=False),
        sa.Column("sent_ms", sa.BigInteger(), nullable=False),
        sa.Column("delivered_ms", sa.BigInteger()),
        sa.Column("seen_ms", sa.BigInteger()),
        sa.Column("answered_ms", sa.BigInteger()),
        sa.Column("position", sa.String(16), nullable=False),
        sa.Column("criteria", sa.String(80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("request_id", "member", name="pk_exemption_position"),
    )
    op.create_table(
        "exemption_use",
        sa.Column("exemption", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("member", sa.String(16), nullable=False),
        sa.Column("transfer", sa.String(200), nullable=False),
        sa.Column("shipment", sa.String(200), nullable=False),
        sa.Column("item", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exemption"], ["exemption.number"], name="fk_exemption_use_exemption"
        ),
        sa.PrimaryKeyConstraint(
            "exemption", "member", "transfer", "shipment", "item", name="pk_exemption_use"
        ),
    )
