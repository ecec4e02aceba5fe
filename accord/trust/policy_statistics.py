"""What the signed policy says of the region's statistics."""

from dataclasses import dataclass

from accord.errors import FormatError
from accord.trust.fields import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsPolicy:
    """What is hidden in publications, and when a year's return is awaited."""

    smallest_shown: int = 5  # a count below it is hidden in regional publications
    return_month: int = 3  # a year's return is awaited by the end of this month of the next year


def read_statistics(fields: Fields | None) -> StatisticsPolicy:
    """The object `statistics`; without it, or without a number, the proposal's.

    Raises:
        FormatError: names the field.
    """
    proposal = StatisticsPolicy()
    if fields is None:
        return proposal
    policy = StatisticsPolicy(
        smallest_shown=fields.integer("smallest_shown", proposal.smallest_shown),
        return_month=fields.integer("return_month", proposal.return_month),
    )
    fields.done()
    if not 1 <= policy.smallest_shown <= 1000:
        raise FormatError("policy.statistics", "policy.statistics.smallest_shown: 1 to 1000")
    if not 1 <= policy.return_month <= 12:
        raise FormatError("policy.statistics", "policy.statistics.return_month: 1 to 12")
    return policy
