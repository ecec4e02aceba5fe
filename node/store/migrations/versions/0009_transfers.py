"""Transfers: files, States on the way, shipments, consents, visits and alerts."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0016"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_FILE = "transfer.transfer_id"


def upgrade() -> None:
    """Creates the tables."""
    op.create_table(
        "transfer",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("transfer_id", sa.String(40), nullable=False),
        sa.Column("exporter", sa.String(16), nullable=False),
        sa.Column("importer", sa.String(16), nullable=False),
        sa.Column("side", sa.String(10), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("standing", sa.String(10), nullable=False),
        sa.Column("weapons", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.LargeBinary(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_ms", sa.BigInteger(), nullable=False),
        sa.Column("file", sa.LargeBinary()),
        sa.Column("asked", sa.LargeBinary()),
        sa.Column("import_answer", sa.LargeBinary()),
        sa.Column("import_ms", sa.BigInteger(), nullable=False),
        sa.Column("certificate_number", sa.String(200), nullable=False),
        sa.Column("suspensions", sa.Text(), nullable=False),
        sa.Column("remainder_ended", sa.Text(), nullable=False),
        sa.Column("contested", sa.Text(), nullable=False),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_transfer"),
        sa.UniqueConstraint("transfer_id", name="uq_transfer_transfer_id"),
    )
    op.create_index("ix_transfer_certificate_number", "transfer", ["certificate_number"])
    op.create_index("ix_transfer_standing", "transfer", ["standing", "number"])
    op.create_index("ix_transfer_state", "transfer", ["state", "number"])
    op.create_table(
        "transfer_transit",
        sa.Column("transfer_id", sa.String(40), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("member", sa.String(16), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("asked_ms", sa.BigInteger(), nullable=False),
        sa.Column("due_ms", sa.BigInteger(), nullable=False),
        sa.Column("due_rule", sa.String(80), nullable=False),
        sa.Column("policy_version", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.LargeBinary()),
        sa.Column("answered_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transfer_id"], [_FILE], name="fk_transfer_transit_transfer_id_transfer"
        ),
        sa.PrimaryKeyConstraint("transfer_id", "place", name="pk_transfer_transit"),
    )
    op.create_table(
        "transfer_line",
        sa.Column("transfer_id", sa.String(40), nullable=False),
        sa.Column("item", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("authorised", sa.BigInteger(), nullable=False),
        sa.Column("drawn", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("drawn >= 0 AND drawn <= authorised", name="ck_transfer_line_drawn"),
        sa.ForeignKeyConstraint(
            ["transfer_id"], [_FILE], name="fk_transfer_line_transfer_id_transfer"
        ),
        sa.PrimaryKeyConstraint("transfer_id", "item", name="pk_transfer_line"),
    )
    op.create_table(
        "transfer_shipment",
        sa.Column("transfer_id", sa.String(40), nullable=False),
        sa.Column("shipment", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("dispatched_ms", sa.BigInteger(), nullable=False),
        sa.Column("due_ms", sa.BigInteger(), nullable=False),
        sa.Column("due_rule", sa.String(80), nullable=False),
        sa.Column("policy_version", sa.BigInteger(), nullable=False),
        sa.Column("dispatch", sa.LargeBinary(), nullable=False),
        sa.Column("importer_report", sa.LargeBinary()),
        sa.Column("importer_ms", sa.BigInteger(), nullable=False),
        sa.Column("end_user_report", sa.LargeBinary()),
        sa.Column("end_user_ms", sa.BigInteger(), nullable=False),
        sa.Column("explanation", sa.LargeBinary()),
        sa.Column("exit_confirmed", sa.String(10), nullable=False),
        sa.Column("cause", sa.String(16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("notices", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transfer_id"], [_FILE], name="fk_transfer_shipment_transfer_id_transfer"
        ),
        sa.PrimaryKeyConstraint("transfer_id", "shipment", name="pk_transfer_shipment"),
    )
    op.create_index("ix_transfer_shipment_state", "transfer_shipment", ["state"])
    op.create_table(
        "transfer_consent",
        sa.Column("request_id", sa.String(40), nullable=False),
        sa.Column("transfer_id", sa.String(40), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary()),
        sa.Column("used_by", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(
            ["transfer_id"], [_FILE], name="fk_transfer_consent_transfer_id_transfer"
        ),
        sa.PrimaryKeyConstraint("request_id", name="pk_transfer_consent"),
    )
    op.create_index("ix_transfer_consent_transfer_id", "transfer_consent", ["transfer_id"])
    op.create_table(
        "transfer_visit",
        sa.Column("psv_id", sa.String(40), nullable=False),
        sa.Column("transfer_id", sa.String(40), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("report", sa.LargeBinary()),
        sa.ForeignKeyConstraint(
            ["transfer_id"], [_FILE], name="fk_transfer_visit_transfer_id_transfer"
        ),
        sa.PrimaryKeyConstraint("psv_id", name="pk_transfer_visit"),
    )
    op.create_index("ix_transfer_visit_transfer_id", "transfer_visit", ["transfer_id"])
    op.create_table(
        "transfer_alert",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("sender", sa.String(16), nullable=False),
        sa.Column("transfer_id", sa.String(40), nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.Column("alert", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_transfer_alert"),
    )
    op.create_index("ix_transfer_alert_transfer_id", "transfer_alert", ["transfer_id"])
    op.create_table(
        "transfer_early",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("transfer_id", sa.String(40), nullable=False),
        sa.Column("sender", sa.String(16), nullable=False),
        sa.Column("message_id", sa.LargeBinary(16), nullable=False),
        sa.Column("conversation_id", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_transfer_early"),
    )
    op.create_index("ix_transfer_early_transfer_id", "transfer_early", ["transfer_id"])
