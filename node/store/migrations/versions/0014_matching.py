"""The matching index: weapons on shelves, and the keys that find them."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0007"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Creates the tables."""
    op.create_table(
        "matching_weapon",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("shelf", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("firearm", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_matching_weapon"),
        sa.UniqueConstraint("shelf", "subject", name="uq_matching_weapon_shelf_subject"),
    )
    op.create_table(
        "matching_key",
        sa.Column("shelf", sa.String(16), nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("weapon", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("shelf", "key", "weapon", name="pk_matching_key"),
        sa.ForeignKeyConstraint(
            ["weapon"], ["matching_weapon.number"], name="fk_matching_key_weapon"
        ),
    )
    op.create_index("ix_matching_key_weapon", "matching_key", ["weapon"])
