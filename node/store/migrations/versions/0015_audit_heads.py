"""Signed heads of the audit trail; the steps from before the trail are bound into it."""

import sqlalchemy as sa
from alembic import op

from node.audit import trail
from node.audit.entry import Act
from node.desk.journal import DIGESTED, digest_of

revision = "0015"
down_revision = "0011"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Creates the table, and adds an entry for each step that has none."""
    op.create_table(
        "audit_head",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("public", sa.LargeBinary(32), nullable=False),
        sa.Column("signature", sa.LargeBinary(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit_head"),
    )
    connection = op.get_bind()
    entries = sa.table("audit_entry", sa.column("event", sa.BigInteger()))
    bound = sa.select(entries.c.event).where(entries.c.event.is_not(None))
    steps = sa.table("casework_event", *(sa.column(name) for name in DIGESTED))
    missing = sa.select(steps).where(steps.c.number.not_in(bound)).order_by(steps.c.number)
    for row in connection.execute(missing).mappings().all():
        trail.append(
            connection,
            row["at_ms"],
            actor=row["actor"],
            act=Act.CASEWORK,
            subject=row["root"],
            detail=row["event"],
            event=row["number"],
            event_digest=digest_of(row),
        )
