"""The tables of notices and hits; documents are the bytes of the messages that travel.

A notice has one current row, whoever owns it, and every version that was ever known beside it.
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
    text,
)

from accord.cases.hit_life import HitState
from node.store.schema import ID, NUMBER, metadata

# Those of our notices whose next step is an officer's. Written out and not bound: only so does the
# database use their index.
UNDECIDED = text("state IN ('DRAFT', 'REVIEW_DUE', 'SUSPENDED', 'RECOVERED_PENDING')")
# Open hits with a clock that somebody must meet, and those that wait for an officer without one.
CLOCKED_STATES = frozenset({HitState.CONFIRMATION_REQUESTED, HitState.AWAITING, HitState.ESCALATED})
CLOCKED = text(
    "state IN ('CONFIRMATION_REQUESTED', 'AWAITING', 'ESCALATED') AND due_ms IS NOT NULL"
)
UNCLOCKED = text("state IN ('CANDIDATE', 'CONFIRMED', 'SEIZED', 'RECOVERED')")

notice = Table(
    "notice",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("notice_id", String(32), nullable=False, unique=True),
    Column("owner", String(16), nullable=False),
    Column("conversation_id", ID, nullable=False),
    Column("version", Integer, nullable=False),  # 0: a draft
    Column("state", String(24), nullable=False),
    Column("type", String(32), nullable=False),
    Column("requested_action", String(24), nullable=False),
    Column("weapon", Text, nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
    Column("updated_ms", BigInteger, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),  # end of the day of retention; 0: a draft
    Column("published_late", Boolean, nullable=False),
    Column("origin", String(200), nullable=False),  # of a draft that a register gave
    Column("non_unique", Boolean, nullable=False),
    Column("conflicts", Text, nullable=False),  # other States' notices on this weapon, one a line
    Column("message_id", ID),  # that brought or carried the version
    Column("document", LargeBinary, nullable=False),  # Notice, the version in force
    Index("ix_notice_owner", "owner", "number"),
    Index("ix_notice_state", "state", "number"),
    Index("ix_notice_origin", "origin"),
    Index(
        "ix_notice_undecided",
        "owner",
        "number",
        sqlite_where=UNDECIDED,
        postgresql_where=UNDECIDED,
    ),
)

notice_version = Table(
    "notice_version",
    metadata,
    Column("notice_id", String(32), ForeignKey("notice.notice_id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("act", String(16), nullable=False),
    Column("state", String(24), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("message_id", ID),
    Column("document", LargeBinary, nullable=False),  # Notice
)

# The acknowledgement matrix of our notices: to whom which version went, and who has applied which.
notice_member = Table(
    "notice_member",
    metadata,
    Column("notice_id", String(32), ForeignKey("notice.notice_id"), primary_key=True),
    Column("member", String(16), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("message_id", ID, nullable=False),
    Column("sent_ms", BigInteger, nullable=False),
    Column("status", String(12), nullable=False),
    Column("code", String(64), nullable=False),
    Column("applied_version", Integer, nullable=False),  # 0: none yet
    Column("applied_ms", BigInteger),
)

# The registers behind a member, ours among them, in which a version was searched for.
notice_register = Table(
    "notice_register",
    metadata,
    Column("notice_id", String(32), ForeignKey("notice.notice_id"), primary_key=True),
    Column("member", String(16), primary_key=True),
    Column("register", String(200), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("searched_ms", BigInteger, nullable=False),
    Column("data_as_of_ms", BigInteger),
)

# What we have applied and not yet told the owner.
notice_untold = Table(
    "notice_untold",
    metadata,
    Column("owner", String(16), primary_key=True),
    Column("notice_id", String(32), ForeignKey("notice.notice_id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("applied_ms", BigInteger, nullable=False),
)

# A weapon that somebody has met: a case of ours, or another member's question about it.
sighting = Table(
    "sighting",
    metadata,
    Column("source", String(12), primary_key=True),
    Column("subject", String(40), primary_key=True),
    Column("finder", String(16), nullable=False),
    Column("reference", String(200), nullable=False),
    Column("seen_ms", BigInteger, nullable=False),
    Column("firearm", LargeBinary, nullable=False),
)

hit = Table(
    "hit",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("hit_id", String(32), nullable=False, unique=True),
    Column("conversation_id", ID, nullable=False),
    Column("notice_id", String(32), nullable=False),
    Column("notice_version", Integer, nullable=False),  # that the finder compared with
    Column("owner", String(16), nullable=False),
    Column("finder", String(16), nullable=False),
    Column("source", String(12), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("reference", String(200), nullable=False),  # the finder's case
    Column("state", String(24), nullable=False),
    Column("event", String(16), nullable=False),
    Column("grade", String(1), nullable=False),
    Column("matched", LargeBinary, nullable=False),  # HitNotification: grade, marks and reasons
    Column("firearm", LargeBinary),  # Firearm, as the finder sees it
    Column("non_unique", Boolean, nullable=False),
    Column("told", Boolean, nullable=False),  # the other side knows of it
    Column("urgent", Boolean, nullable=False),
    Column("requests", SmallInteger, nullable=False),
    Column("asked_ms", BigInteger),
    Column("due_ms", BigInteger),
    Column("rule", String(80), nullable=False),
    Column("policy_version", BigInteger, nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
    Column("updated_ms", BigInteger, nullable=False),
    Column("reason", String(32), nullable=False),  # why it was dismissed or not confirmed
    Column("alert", Text, nullable=False),  # what the officer must know at once
    Column("message_id", ID),  # of the other side's last message, for in_reply_to
    Column("request", LargeBinary),  # HitRequest
    Column("response", LargeBinary),  # HitResponse
    Column("action", LargeBinary),  # HitActionTaken
    Column("recovery", LargeBinary),  # HitRecovery
    Column("disposition", LargeBinary),  # HitDisposition
    UniqueConstraint("notice_id", "finder", "source", "subject"),
    Index("ix_hit_state", "state", "number"),
    Index("ix_hit_subject", "source", "subject"),
    Index("ix_hit_clocked", "due_ms", "number", sqlite_where=CLOCKED, postgresql_where=CLOCKED),
    Index("ix_hit_unclocked", "number", sqlite_where=UNCLOCKED, postgresql_where=UNCLOCKED),
)
