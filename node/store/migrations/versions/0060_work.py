"""The work list: requests, cases and inquiries that wait, by when they are due or were left."""

from alembic import op

revision = "0060"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the indexes."""
    op.create_index(
        "ix_incoming_request_due", "incoming_request", ["standing", "respond_due_ms", "number"]
    )
    op.create_index("ix_trace_case_left", "trace_case", ["standing", "updated_ms", "number"])
    op.create_index("ix_inquiry_received_due", "inquiry_received", ["state", "due_ms", "number"])
    op.create_index("ix_signoff_subject", "signoff", ["subject"])
