"""Inquiries, ours and other members', as retention sees them."""

from typing import Final

from accord.cases.inquiry_machine import InquiryState, ReceivedState
from node.inquiries.tables import inquiry, inquiry_asked, inquiry_received
from node.retention.plain import PlainKeeping, part

# After its deadline an inquiry is over, whether or not everybody has been heard.
OURS: Final = PlainKeeping(
    name="inquiry",
    key=inquiry.c.inquiry_id,
    over=inquiry.c.state != InquiryState.OPEN,
    ended_ms=inquiry.c.updated_ms,
    term=lambda policy: policy.trace_years,
    parts=(part(inquiry_asked.c.inquiry_id),),
)
THEIRS: Final = PlainKeeping(
    name="inquiry_received",
    key=inquiry_received.c.request_id,
    over=inquiry_received.c.state.in_({ReceivedState.ANSWERED, ReceivedState.WITHDRAWN}),
    ended_ms=inquiry_received.c.updated_ms,
    term=lambda policy: policy.trace_years,
)
