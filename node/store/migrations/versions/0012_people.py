"""Accounts, roles, sessions, API tokens, and the audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0014"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NAME = sa.String(64)
_DIGEST = sa.LargeBinary(32)


def upgrade() -> None:
    """Creates the tables."""
    _accounts()
    _sign_ins()
    op.create_table(
        "audit_entry",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("event", _NUMBER),
        sa.Column("event_digest", _DIGEST),
        sa.Column("hash", _DIGEST, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit_entry"),
        sa.UniqueConstraint("event", name="uq_audit_entry_event"),
    )


def _accounts() -> None:
    op.create_table(
        "account",
        sa.Column("name", _NAME, nullable=False),
        sa.Column("display_name", sa.String(200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("password_passing", sa.Boolean(), nullable=False),
        sa.Column("factor", sa.LargeBinary()),
        sa.Column("factor_confirmed", sa.Boolean(), nullable=False),
        sa.Column("factor_step", sa.BigInteger(), nullable=False),
        sa.Column("provider_subject", sa.String(255)),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("changed_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_account"),
        sa.UniqueConstraint("provider_subject", name="uq_account_provider_subject"),
    )
    op.create_table(
        "account_role",
        sa.Column("account", _NAME, nullable=False),
        sa.Column("authority", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name="fk_account_role_account"),
        sa.PrimaryKeyConstraint("account", "authority", "role", name="pk_account_role"),
    )
    op.create_table(
        "account_recovery",
        sa.Column("digest", _DIGEST, nullable=False),
        sa.Column("account", _NAME, nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name="fk_account_recovery_account"),
        sa.PrimaryKeyConstraint("digest", name="pk_account_recovery"),
    )
    op.create_index("ix_account_recovery_account", "account_recovery", ["account"])


def _sign_ins() -> None:
    op.create_table(
        "login_failure",
        sa.Column("name", _NAME, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until_ms", sa.BigInteger(), nullable=False),
        sa.Column("last_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_login_failure"),
    )
    op.create_index("ix_login_failure_last_ms", "login_failure", ["last_ms"])
    op.create_table(
        "login_session",
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("digest", _DIGEST, nullable=False),
        sa.Column("account", _NAME, nullable=False),
        sa.Column("by_provider", sa.Boolean(), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("seen_ms", sa.BigInteger(), nullable=False),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name="fk_login_session_account"),
        sa.PrimaryKeyConstraint("session_id", name="pk_login_session"),
        sa.UniqueConstraint("digest", name="uq_login_session_digest"),
    )
    op.create_index("ix_login_session_account", "login_session", ["account"])
    op.create_index("ix_login_session_expires_ms", "login_session", ["expires_ms"])
    op.create_table(
        "provider_flow",
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("verifier", sa.String(128), nullable=False),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("state", name="pk_provider_flow"),
    )
    op.create_index("ix_provider_flow_expires_ms", "provider_flow", ["expires_ms"])
    op.create_table(
        "api_token",
        sa.Column("token_id", sa.String(32), nullable=False),
        sa.Column("digest", _DIGEST, nullable=False),
        sa.Column("account", _NAME, nullable=False),
        sa.Column("purpose", sa.String(200), nullable=False),
        sa.Column("scopes", sa.String(200), nullable=False),
        sa.Column("made_by", _NAME, nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
        sa.Column("revoked_ms", sa.BigInteger()),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name="fk_api_token_account"),
        sa.PrimaryKeyConstraint("token_id", name="pk_api_token"),
        sa.UniqueConstraint("digest", name="uq_api_token_digest"),
    )
    op.create_index("ix_api_token_account", "api_token", ["account"])
