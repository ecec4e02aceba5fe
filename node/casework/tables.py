"""The casework's tables: a current row for each case, leg and request, and every step as an event.

Documents are the bytes of trace messages (`accord.wire.payload`), the same that travel. Events are
only ever appended; each holds the document that its step brought or sent, so that every version
of everything can be read again.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from node.store.schema import ID, metadata

NUMBER = BigInteger().with_variant(Integer, "sqlite")

trace_case = Table(
    "trace_case",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("case_id", String(40), nullable=False, unique=True),
    Column("state", String(32), nullable=False),
    Column("standing", String(16), nullable=False),
    Column("weapon", Text, nullable=False),
    Column("completeness", String(16), nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
    Column("updated_ms", BigInteger, nullable=False),
    Column("request", LargeBinary, nullable=False),  # TraceRequest, as the next leg would send it
    Column("domestic", LargeBinary),  # TraceResponse: what the own registers say
    Column("domestic_failures", Text, nullable=False),  # one register a line
    Column("outcome", LargeBinary),  # TraceOutcome
    Index("ix_trace_case_standing", "standing", "number"),
)

trace_leg = Table(
    "trace_leg",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("leg_id", String(48), nullable=False, unique=True),
    Column("case_id", String(40), ForeignKey("trace_case.case_id"), nullable=False, index=True),
    Column("conversation_id", ID, nullable=False, unique=True),
    Column("asked_state", String(8), nullable=False),
    Column("member", String(16), nullable=False),
    Column("why", String(32), nullable=False),
    Column("state", String(32), nullable=False),
    Column("depth", SmallInteger, nullable=False),
    Column("referred_by_leg", String(48), nullable=False),
    Column("message_id", ID, nullable=False),
    Column("sent_ms", BigInteger, nullable=False),
    Column("heard_ms", BigInteger, nullable=False),  # when the State last said anything
    Column("heard_message_id", ID),
    Column("policy_version", BigInteger, nullable=False),
    Column("acknowledge_due_ms", BigInteger, nullable=False),
    Column("acknowledge_rule", String(80), nullable=False),
    Column("respond_due_ms", BigInteger, nullable=False),
    Column("respond_rule", String(80), nullable=False),
    Column("national_reference", String(200), nullable=False),
    Column("request", LargeBinary, nullable=False),  # TraceRequest, as sent
    Column("question", LargeBinary),  # TraceQuestion, while it waits for our answer
    Column("question_ms", BigInteger),
    Column("response", LargeBinary),  # TraceResponse, the last one
)

incoming_request = Table(
    "incoming_request",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("request_id", String(40), nullable=False, unique=True),
    Column("requester", String(16), nullable=False),
    Column("conversation_id", ID, nullable=False),
    Column("case_reference", String(200), nullable=False),
    Column("state", String(32), nullable=False),
    Column("standing", String(16), nullable=False),
    Column("weapon", Text, nullable=False),
    Column("completeness", String(16), nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("updated_ms", BigInteger, nullable=False),
    Column("policy_version", BigInteger, nullable=False),
    Column("acknowledge_due_ms", BigInteger, nullable=False),
    Column("acknowledge_rule", String(80), nullable=False),
    Column("respond_due_ms", BigInteger, nullable=False),
    Column("respond_rule", String(80), nullable=False),
    Column("message_id", ID, nullable=False),  # of the requester's last message, for in_reply_to
    Column("request", LargeBinary, nullable=False),  # TraceRequest, with later corrections
    Column("proposal", LargeBinary),  # TraceResponse
    Column("scopes", Text, nullable=False),  # JSON
    Column("failures", Text, nullable=False),  # one register a line
    Column("question", LargeBinary),  # TraceQuestion, while it waits for the requester
    Column("question_ms", BigInteger),
    Column("answer", LargeBinary),  # TraceResponse, the last one released
    Column("clarification_asked", Text, nullable=False),
    Column("undelivered", String(80), nullable=False),  # why our last word did not arrive
    Column("outcome", LargeBinary),  # TraceOutcome
    UniqueConstraint("requester", "conversation_id"),
    Index("ix_incoming_request_standing", "standing", "number"),
    Index("ix_incoming_request_case", "requester", "case_reference"),
)

# The records that a search found for a request, each with the answer it would give.
candidate = Table(
    "candidate",
    metadata,
    Column("request_id", String(40), ForeignKey("incoming_request.request_id"), primary_key=True),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("register", String(200), nullable=False),
    Column("record_id", String(200), nullable=False),
    Column("grade", String(1), nullable=False),
    Column("reasons", Text, nullable=False),  # JSON: [for, against]
    Column("non_unique", Boolean, nullable=False),
    Column("response", LargeBinary, nullable=False),  # TraceResponse
)

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
