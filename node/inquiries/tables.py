"""The tables of inquiries: ours with one row for each member asked, and those of other members."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from node.store.schema import ID, NUMBER, metadata

inquiry = Table(
    "inquiry",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("inquiry_id", String(40), nullable=False, unique=True),
    Column("conversation_id", ID, nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("case_id", String(40), nullable=False, index=True),  # empty: of no case
    Column("weapon", Text, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
    Column("updated_ms", BigInteger, nullable=False),
    Column("due_ms", BigInteger, nullable=False),
    Column("rule", String(80), nullable=False),
    Column("policy_version", BigInteger, nullable=False),
    Column("document", LargeBinary, nullable=False),  # Inquiry, as sent
)

inquiry_asked = Table(
    "inquiry_asked",
    metadata,
    Column("asked_id", String(60), primary_key=True),  # inquiry and member
    Column("inquiry_id", String(40), ForeignKey("inquiry.inquiry_id"), nullable=False, index=True),
    Column("member", String(16), nullable=False),
    Column("state", String(24), nullable=False),
    Column("heard_ms", BigInteger),
    Column("late", Boolean, nullable=False),  # the answer came after the deadline
    Column("detail", String(200), nullable=False),  # why the inquiry did not arrive
    Column("answer", LargeBinary),  # InquiryAnswer, the last one
)

inquiry_received = Table(
    "inquiry_received",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("request_id", String(40), nullable=False, unique=True),
    Column("asker", String(16), nullable=False),
    Column("conversation_id", ID, nullable=False),
    Column("state", String(16), nullable=False),
    Column("weapon", Text, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("updated_ms", BigInteger, nullable=False),
    Column("due_ms", BigInteger, nullable=False),
    Column("rule", String(80), nullable=False),
    Column("policy_version", BigInteger, nullable=False),
    Column("message_id", ID, nullable=False),  # of the inquiry, for in_reply_to
    Column("inquiry", LargeBinary, nullable=False),  # Inquiry
    Column("proposal", LargeBinary),  # InquiryAnswer
    Column("findings", Text, nullable=False),  # JSON: the records behind a hit, for us alone
    Column("answer", LargeBinary),  # InquiryAnswer, the last one given
    Column("undelivered", String(80), nullable=False),  # why our answer did not arrive
    UniqueConstraint("asker", "conversation_id"),
    Index("ix_inquiry_received_state", "state", "number"),
    Index("ix_inquiry_received_due", "state", "due_ms", "number"),
)
