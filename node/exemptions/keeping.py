"""Exemptions, as retention sees them: one request with every side that this node has of it."""

from typing import Final

from sqlalchemy import select

from accord.cases.exemption_machine import ExemptionState
from node.exemptions.tables import exemption, exemption_position, exemption_use
from node.retention.plain import Part, PlainKeeping, part

# The followers' machine calls its ends by the same names.
_OVER: Final = (
    ExemptionState.REFUSED,
    ExemptionState.WITHDRAWN,
    ExemptionState.EXHAUSTED,
    ExemptionState.EXPIRED,
    ExemptionState.REVOKED,
)

EXEMPTIONS: Final = PlainKeeping(
    name="exemption",
    key=exemption.c.request_id,
    over=exemption.c.state.in_(_OVER),
    ended_ms=exemption.c.updated_ms,
    term=lambda policy: policy.exemption_years,
    parts=(
        part(exemption_position.c.request_id),
        Part(
            exemption_use,
            lambda root: exemption_use.c.exemption.in_(
                select(exemption.c.number).where(exemption.c.request_id == root)
            ),
        ),
    ),
)
