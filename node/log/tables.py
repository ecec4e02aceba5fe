"""Tables of the log's monitor, of maturing promises and of the witness.

A promise is one row for the statements of one frame or one report, so that a receipt costs a
fraction of a row. Tiles that proved a promise are kept whole, 32 bytes a leaf: at worst the node
mirrors the log's hashes, and what it holds can be proved while the hub is away.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    text,
)

from node.store.schema import DIGEST, NUMBER, metadata

# BELIEVED, WITNESSED and COSIGNED: the newest of each. It only moves by compare-and-set.
log_checkpoint = Table(
    "log_checkpoint",
    metadata,
    Column("name", String(12), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("root", DIGEST, nullable=False),
    Column("note", LargeBinary, nullable=False),  # exactly as it was served
    Column("at_ms", BigInteger, nullable=False),
)

# Every believed note under which a promise matured, and the last one of each day.
log_note = Table(
    "log_note",
    metadata,
    Column("digest", DIGEST, primary_key=True),  # SHA-256 of the note
    Column("size", BigInteger, nullable=False),
    Column("note", LargeBinary, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("matured", Boolean, nullable=False),
    Index("ix_log_note_at_ms", "at_ms"),
)

log_promise = Table(
    "log_promise",
    metadata,
    Column("source", SmallInteger, primary_key=True),  # node.exchange.messages.Source
    Column("number", NUMBER, primary_key=True, autoincrement=False),  # frame, or of hub_statement
    Column("last_leaf", BigInteger, nullable=False),
    Column("state", String(12), nullable=False),
    Column("accepted_ms", BigInteger, nullable=False),
    Column("logged_ms", BigInteger),
    Column("witnessed_ms", BigInteger),
    Column("note", DIGEST),  # of log_note: the newest under which it was proved
    Index(
        "ix_log_promise_open",
        "last_leaf",
        sqlite_where=text("state IN ('ACCEPTED', 'LOGGED')"),
        postgresql_where=text("state IN ('ACCEPTED', 'LOGGED')"),
    ),
)

log_tile = Table(
    "log_tile",
    metadata,
    Column("level", SmallInteger, primary_key=True),
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("hashes", LargeBinary, nullable=False),  # as wide as any proof needed
)

log_alarm = Table(
    "log_alarm",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("digest", DIGEST, nullable=False, unique=True),  # of kind and evidence
    Column("kind", String(16), nullable=False),
    Column("code", String(100), nullable=False),
    Column("raised_ms", BigInteger, nullable=False),
    Column("source", String(40), nullable=False),  # the site, a witness's question, or a member
    Column("evidence", LargeBinary, nullable=False),
    Column("stops", Boolean, nullable=False),  # nothing is sent while it stands
    Column("resumed_ms", BigInteger),
    Column("reason", String(500)),
)
