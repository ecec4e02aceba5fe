"""What the signed policy says of how long a matter that has ended is kept."""

from dataclasses import dataclass

from accord.errors import FormatError
from accord.trust.fields import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPolicy:
    """Years after a case or a request has ended; ITI 12 asks for records as long as possible."""

    trace_years: int = 20
    restricted_days: int = 0  # after the end of a case, for answers under the use restriction R6


def read_retention(fields: Fields | None) -> RetentionPolicy:
    """The object `retention`; without it, or without a number, the proposal's.

    Raises:
        FormatError: names the field.
    """
    proposal = RetentionPolicy()
    if fields is None:
        return proposal
    policy = RetentionPolicy(
        trace_years=fields.integer("trace_years", proposal.trace_years),
        restricted_days=fields.integer("restricted_days", proposal.restricted_days),
    )
    fields.done()
    if not 1 <= policy.trace_years <= 100:
        raise FormatError("policy.retention", "policy.retention.trace_years: 1 to 100")
    if not 0 <= policy.restricted_days <= 3650:
        raise FormatError("policy.retention", "policy.retention.restricted_days: 0 to 3650")
    return policy
