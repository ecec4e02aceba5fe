"""What every subject shares: the steps as they happened, the messages sent, what is to be done.

Events are only ever appended; each holds the document that its step brought or sent, so that every
version of everything can be read again.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
)

from node.store.schema import DIGEST, ID, NUMBER, metadata

casework_event = Table(
    "casework_event",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("root", String(40), nullable=False),  # the case or request that the step belongs to
    Column("subject", String(48), nullable=False),  # the root itself, or one of its legs
    Column("at_ms", BigInteger, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("event", String(40), nullable=False),
    Column("from_state", String(32), nullable=False),
    Column("to_state", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("message_id", ID),
    Column("kind", SmallInteger),  # of the document
    Column("document", LargeBinary),
    Index("ix_casework_event_root", "root", "number"),
)

# Every message that the casework sent, and the last that is known of it.
casework_message = Table(
    "casework_message",
    metadata,
    Column("message_id", ID, primary_key=True),
    Column("recipient", String(16), primary_key=True),
    Column("root", String(40), nullable=False, index=True),
    Column("subject", String(48), nullable=False),
    Column("kind", SmallInteger, nullable=False),
    Column("status", String(12), nullable=False),
    Column("code", String(64), nullable=False),
    Column("sent_ms", BigInteger, nullable=False),
    Column("updated_ms", BigInteger, nullable=False),
)

# What the node still has to do; a row is removed in the transaction of its effect.
casework_task = Table(
    "casework_task",
    metadata,
    Column("kind", String(24), primary_key=True),
    Column("subject", String(48), primary_key=True),
    Column("due_ms", BigInteger, nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    Index("ix_casework_task_due", "due_ms"),
)

# Acts that one person has asked for and another must ask for too, with the same document.
signoff = Table(
    "signoff",
    metadata,
    Column("act", String(40), primary_key=True),
    Column("subject", String(48), primary_key=True),
    Column("digest", DIGEST, nullable=False),
    Column("by", String(80), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Index("ix_signoff_subject", "subject"),
)
