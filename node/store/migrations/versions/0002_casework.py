"""Cases, legs, requests from abroad, their events and what is left to do."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Creates the tables."""
    _trace_case()
    _trace_leg()
    _incoming_request()
    _candidate()
    _casework_event()
    _casework_message()
    _casework_task()


def _trace_case() -> None:
    op.create_table(
        "trace_case",
        sa.Column("number", _number(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.String(40), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("weapon", sa.Text(), nullable=False),
        sa.Column("completeness", sa.String(16), nullable=False),
        sa.Column("opened_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_ms", sa.BigInteger(), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("domestic", sa.LargeBinary()),
        sa.Column("domestic_failures", sa.Text(), nullable=False),
        sa.Column("outcome", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("number", name="pk_trace_case"),
        sa.UniqueConstraint("case_id", name="uq_trace_case_case_id"),
    )
    op.create_index("ix_trace_case_standing", "trace_case", ["standing", "number"])


def _trace_leg() -> None:
    op.create_table(
        "trace_leg",
        sa.Column("number", _number(), autoincrement=False, nullable=False),
        sa.Column("leg_id", sa.String(48), nullable=False),
        sa.Column("case_id", sa.String(40), nullable=False),
        sa.Column("conversation_id", sa.LargeBinary(16), nullable=False),
        sa.Column("asked_state", sa.String(8), nullable=False),
        sa.Column("member", sa.String(16), nullable=False),
        sa.Column("why", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("depth", sa.SmallInteger(), nullable=False),
        sa.Column("referred_by_leg", sa.String(48), nullable=False),
        sa.Column("message_id", sa.LargeBinary(16), nullable=False),
        sa.Column("sent_ms", sa.BigInteger(), nullable=False),
        sa.Column("heard_ms", sa.BigInteger(), nullable=False),
        sa.Column("heard_message_id", sa.LargeBinary(16)),
        sa.Column("policy_version", sa.BigInteger(), nullable=False),
        sa.Column("acknowledge_due_ms", sa.BigInteger(), nullable=False),
        sa.Column("acknowledge_rule", sa.String(80), nullable=False),
        sa.Column("respond_due_ms", sa.BigInteger(), nullable=False),
        sa.Column("respond_rule", sa.String(80), nullable=False),
        sa.Column("national_reference", sa.String(200), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("question", sa.LargeBinary()),
        sa.Column("question_ms", sa.BigInteger()),
        sa.Column("response", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("number", name="pk_trace_leg"),
        sa.UniqueConstraint("leg_id", name="uq_trace_leg_leg_id"),
        sa.ForeignKeyConstraint(["case_id"], ["trace_case.case_id"], name="fk_trace_leg_case_id"),
        sa.UniqueConstraint("conversation_id", name="uq_trace_leg_conversation_id"),
    )
    op.create_index("ix_trace_leg_case_id", "trace_leg", ["case_id"])


def _incoming_request() -> None:
    op.create_table(
        "incoming_request",
        sa.Column("number", _number(), autoincrement=False, nullable=False),
        sa.Column("request_id", sa.String(40), nullable=False),
        sa.Column("requester", sa.String(16), nullable=False),
        sa.Column("conversation_id", sa.LargeBinary(16), nullable=False),
        sa.Column("case_reference", sa.String(200), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("weapon", sa.Text(), nullable=False),
        sa.Column("completeness", sa.String(16), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_ms", sa.BigInteger(), nullable=False),
        sa.Column("policy_version", sa.BigInteger(), nullable=False),
        sa.Column("acknowledge_due_ms", sa.BigInteger(), nullable=False),
        sa.Column("acknowledge_rule", sa.String(80), nullable=False),
        sa.Column("respond_due_ms", sa.BigInteger(), nullable=False),
        sa.Column("respond_rule", sa.String(80), nullable=False),
        sa.Column("message_id", sa.LargeBinary(16), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("proposal", sa.LargeBinary()),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("failures", sa.Text(), nullable=False),
        sa.Column("question", sa.LargeBinary()),
        sa.Column("question_ms", sa.BigInteger()),
        sa.Column("answer", sa.LargeBinary()),
        sa.Column("clarification_asked", sa.Text(), nullable=False),
        sa.Column("undelivered", sa.String(80), nullable=False),
        sa.Column("outcome", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("number", name="pk_incoming_request"),
        sa.UniqueConstraint("request_id", name="uq_incoming_request_request_id"),
        sa.UniqueConstraint(
            "requester", "conversation_id", name="uq_incoming_request_requester_conversation_id"
        ),
    )
    op.create_index("ix_incoming_request_case", "incoming_request", ["requester", "case_reference"])
    op.create_index("ix_incoming_request_standing", "incoming_request", ["standing", "number"])


def _candidate() -> None:
    op.create_table(
        "candidate",
        sa.Column("request_id", sa.String(40), nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("register", sa.String(200), nullable=False),
        sa.Column("record_id", sa.String(200), nullable=False),
        sa.Column("grade", sa.String(1), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("non_unique", sa.Boolean(), nullable=False),
        sa.Column("response", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("request_id", "number", name="pk_candidate"),
        sa.ForeignKeyConstraint(
            ["request_id"], ["incoming_request.request_id"], name="fk_candidate_request_id"
        ),
    )


def _casework_event() -> None:
    op.create_table(
        "casework_event",
        sa.Column("number", _number(), autoincrement=False, nullable=False),
        sa.Column("root", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(48), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("from_state", sa.String(32), nullable=False),
        sa.Column("to_state", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("message_id", sa.LargeBinary(16)),
        sa.Column("kind", sa.SmallInteger()),
        sa.Column("document", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("number", name="pk_casework_event"),
    )
    op.create_index("ix_casework_event_root", "casework_event", ["root", "number"])


def _casework_message() -> None:
    op.create_table(
        "casework_message",
        sa.Column("message_id", sa.LargeBinary(16), nullable=False),
        sa.Column("recipient", sa.String(16), nullable=False),
        sa.Column("root", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(48), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("sent_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("message_id", "recipient", name="pk_casework_message"),
    )
    op.create_index("ix_casework_message_root", "casework_message", ["root"])


def _casework_task() -> None:
    op.create_table(
        "casework_task",
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("subject", sa.String(48), nullable=False),
        sa.Column("due_ms", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject", name="pk_casework_task"),
    )
    op.create_index("ix_casework_task_due", "casework_task", ["due_ms"])
