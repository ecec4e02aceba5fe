"""The tables of accounts, sign-ins and what they may do.

Passwords, tokens and recovery codes are kept as digests; the secrets of second factors are sealed
under a key that is not in the database (`node.people.vault`).
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from node.store.schema import DIGEST, metadata

NAME = String(64)

account = Table(
    "account",
    metadata,
    Column("name", NAME, primary_key=True),
    Column("display_name", String(200), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("password", Text, nullable=False),  # argon2id; empty: none
    Column("password_passing", Boolean, nullable=False),  # must be changed before anything else
    Column("factor", LargeBinary),  # the secret of the second factor, sealed
    Column("factor_confirmed", Boolean, nullable=False),
    Column("factor_step", BigInteger, nullable=False),  # the last time step whose code was used
    Column("provider_subject", String(255), unique=True),  # at the OpenID provider
    Column("made_ms", BigInteger, nullable=False),
    Column("changed_ms", BigInteger, nullable=False),
)

account_role = Table(
    "account_role",
    metadata,
    Column("account", NAME, ForeignKey("account.name"), primary_key=True),
    Column("authority", String(64), primary_key=True),
    Column("role", String(16), primary_key=True),
)

account_recovery = Table(
    "account_recovery",
    metadata,
    Column("digest", DIGEST, primary_key=True),
    Column("account", NAME, ForeignKey("account.name"), nullable=False, index=True),
)

# Names that somebody tried to sign in with, whether there is such an account or not.
login_failure = Table(
    "login_failure",
    metadata,
    Column("name", NAME, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("locked_until_ms", BigInteger, nullable=False),
    Column("last_ms", BigInteger, nullable=False, index=True),
)

login_session = Table(
    "login_session",
    metadata,
    Column("session_id", String(32), primary_key=True),
    Column("digest", DIGEST, nullable=False, unique=True),
    Column("account", NAME, ForeignKey("account.name"), nullable=False, index=True),
    Column("by_provider", Boolean, nullable=False),  # the provider saw to the second factor
    Column("made_ms", BigInteger, nullable=False),
    Column("seen_ms", BigInteger, nullable=False),
    Column("expires_ms", BigInteger, nullable=False, index=True),
)

# Sign-ins that wait for the OpenID provider's answer.
provider_flow = Table(
    "provider_flow",
    metadata,
    Column("state", String(64), primary_key=True),
    Column("nonce", String(64), nullable=False),
    Column("verifier", String(128), nullable=False),  # PKCE (RFC 7636)
    Column("expires_ms", BigInteger, nullable=False, index=True),
)

api_token = Table(
    "api_token",
    metadata,
    Column("token_id", String(32), primary_key=True),
    Column("digest", DIGEST, nullable=False, unique=True),
    Column("account", NAME, ForeignKey("account.name"), nullable=False, index=True),
    Column("purpose", String(200), nullable=False),
    Column("scopes", String(200), nullable=False),  # rights, separated by spaces
    Column("made_by", NAME, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
    Column("revoked_ms", BigInteger),
)
