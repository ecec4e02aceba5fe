"""Tables of the exchange.

Bodies are written once and never updated; what changes is kept beside them in small rows, so that
a status costs a few bytes and not a rewritten message.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    text,
)

from node.store.schema import DIGEST, ID, NUMBER, metadata

# SQLite keeps rows in the order of a key only if its type is called INTEGER. The numbers are given
# by `next_number`, so that many rows go in without asking each for its own.

outbox_message = Table(
    "outbox_message",
    metadata,
    Column("position", NUMBER, primary_key=True, autoincrement=False),
    Column("message_id", ID, nullable=False, unique=True),
    Column("kind", SmallInteger, nullable=False),
    Column("conversation_id", ID, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("purpose", SmallInteger, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("not_after_ms", BigInteger, nullable=False),
    Column("payload", LargeBinary, nullable=False),
)

# One row a recipient. `frame` is set when the message is sealed.
outbox_delivery = Table(
    "outbox_delivery",
    metadata,
    Column(
        "position",
        NUMBER,
        ForeignKey("outbox_message.position"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("recipient", String(16), primary_key=True),
    Column("priority", SmallInteger, nullable=False),
    Column("status", String(12), nullable=False),
    Column("code", String(100)),
    Column("frame", BigInteger),
    Column("report", BigInteger),  # of hub_statement, where the hub reported the end
    Column("changed_ms", BigInteger, nullable=False),
    Index(
        "ix_outbox_delivery_pending",
        "priority",
        "position",
        sqlite_where=text("status = 'PENDING'"),
        postgresql_where=text("status = 'PENDING'"),
    ),
    sqlite_with_rowid=False,
)

# A sealed SubmitRequest, exactly as it is sent and sent again.
outbox_frame = Table(
    "outbox_frame",
    metadata,
    Column("frame", NUMBER, primary_key=True, autoincrement=False),
    Column("first_position", BigInteger, nullable=False),
    Column("last_position", BigInteger, nullable=False),
    Column("sealed_ms", BigInteger, nullable=False),
    Column("request", LargeBinary, nullable=False),
    Column("content_keys", LargeBinary, nullable=False),  # 32 bytes a message, for disclosure
)

# The hub's signed SubmitResponse to a frame: the receipts and refusals, kept as evidence.
outbox_answer = Table(
    "outbox_answer",
    metadata,
    Column(
        "frame",
        NUMBER,
        ForeignKey("outbox_frame.frame"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("received_ms", BigInteger, nullable=False),
    Column("response", LargeBinary, nullable=False),
)

# Other signed statements of the hub: delivery and non-delivery reports.
hub_statement = Table(
    "hub_statement",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("statement", LargeBinary, nullable=False),  # a serialised SignedStatement
)

# The last header sent to each recipient.
outbox_link = Table(
    "outbox_link",
    metadata,
    Column("recipient", String(16), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("header_digest", DIGEST, nullable=False),
)

# Which frame holds which numbers of a recipient: the archive's index.
outbox_span = Table(
    "outbox_span",
    metadata,
    Column("recipient", String(16), primary_key=True),
    Column("first", NUMBER, primary_key=True, autoincrement=False),
    Column("last", BigInteger, nullable=False),
    Column("frame", BigInteger, nullable=False),
)

inbox_message = Table(
    "inbox_message",
    metadata,
    Column("position", NUMBER, primary_key=True, autoincrement=False),
    Column("message_id", ID, nullable=False, unique=True),
    Column("sender", String(16), nullable=False),
    Column("kind", SmallInteger, nullable=False),
    Column("conversation_id", ID, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("policy_version", BigInteger, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("envelope", LargeBinary, nullable=False),  # as it arrived, for later proof
    # From these the hub's receipt can be made again, byte for byte, and looked up in the log; a
    # message that its sender repaired has none.
    Column("hub_position", BigInteger),
    Column("accepted_ms", BigInteger),
    Column("leaf", BigInteger),
)

inbox_state = Table(
    "inbox_state",
    metadata,
    Column(
        "position",
        NUMBER,
        ForeignKey("inbox_message.position"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("status", String(12), nullable=False),
    Column("code", String(100)),
    Column("changed_ms", BigInteger, nullable=False),
    Index(
        "ix_inbox_state_open",
        "status",
        "position",
        sqlite_where=text("status <> 'DONE'"),
        postgresql_where=text("status <> 'DONE'"),
    ),
)

# Envelopes that this node refused to believe, with the code it told the hub.
inbox_rejected = Table(
    "inbox_rejected",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("message_id", ID),
    Column("code", String(100), nullable=False),
    Column("envelope", LargeBinary, nullable=False),
)

# The newest header received from each sender.
inbox_link = Table(
    "inbox_link",
    metadata,
    Column("sender", String(16), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("header_digest", DIGEST, nullable=False),
)

# Sequence numbers that were passed over and have not arrived since.
inbox_gap = Table(
    "inbox_gap",
    metadata,
    Column("sender", String(16), primary_key=True),
    Column("first", NUMBER, primary_key=True, autoincrement=False),
    Column("last", BigInteger, nullable=False),
    Column("noticed_ms", BigInteger, nullable=False),
    Column("before", DIGEST),  # of the header before the first
    Column("claimed", DIGEST),  # of the last header, as the one after it says
    Column("reason", String(16)),  # why it will stay
    Column("code", String(100)),
)

# Sequence numbers that a sender used twice, or whose header its next header does not follow.
inbox_fork = Table(
    "inbox_fork",
    metadata,
    Column("sender", String(16), primary_key=True),
    Column("sequence", NUMBER, primary_key=True, autoincrement=False),
    Column("noticed_ms", BigInteger, nullable=False),
)

# The last counters that went each way between this node and a peer, as encoded payloads.
pair = Table(
    "pair",
    metadata,
    Column("member", String(16), primary_key=True),
    Column("said", LargeBinary),
    Column("said_ms", BigInteger),
    Column("theirs", LargeBinary),
    Column("theirs_ms", BigInteger),  # when the peer made them
    Column("heard_ms", BigInteger),
    Column("served_ms", BigInteger),  # when it was last sent a repair
)

# What does not add up between this node and a peer.
pair_finding = Table(
    "pair_finding",
    metadata,
    Column("member", String(16), primary_key=True),
    Column("code", String(100), primary_key=True),
    Column("sequence", NUMBER, primary_key=True, autoincrement=False),
    Column("noticed_ms", BigInteger, nullable=False),
)

# The last test message to each peer.
peer_probe = Table(
    "peer_probe",
    metadata,
    Column("member", String(16), primary_key=True),
    Column("message_id", ID, nullable=False),
)

# The newest set of trust files this node has believed, by published name; it never goes back (I5).
trust_file = Table(
    "trust_file",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
