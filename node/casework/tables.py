"""The tables of traces: a current row for each case, leg and request.

Documents are the bytes of trace messages (`accord.wire.payload`), the same that travel.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from node.store.schema import ID, NUMBER, metadata

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
    Column("hit", LargeBinary),  # TraceResponse: what a confirmed notice says
    Index("ix_trace_case_standing", "standing", "number"),
    Index("ix_trace_case_left", "standing", "updated_ms", "number"),
    Index("ix_trace_case_state", "state", "number"),
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
    Column("late_ms", BigInteger),  # when an answer came after the leg had ended without one
    Column("clarify_due_ms", BigInteger),  # while a clarification is awaited (ITI 23)
    Column("clarify_rule", String(80), nullable=False),
    Column("reminded_of", String(16), nullable=False),  # what the last reminder was about
    Column("reminders", SmallInteger, nullable=False),  # sent about it
    Column("escalated", Boolean, nullable=False),  # the last one that policy allows was sent
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
    Column("clarify_due_ms", BigInteger),  # while the requester awaits a clarification (ITI 23)
    Column("clarify_rule", String(80), nullable=False),
    Column("reminded_of", String(16), nullable=False),  # what the requester's last reminder says
    Column("reminders", SmallInteger, nullable=False),  # its level
    Column("escalated", Boolean, nullable=False),
    UniqueConstraint("requester", "conversation_id"),
    Index("ix_incoming_request_standing", "standing", "number"),
    Index("ix_incoming_request_due", "standing", "respond_due_ms", "number"),
    Index("ix_incoming_request_state", "state", "number"),
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
