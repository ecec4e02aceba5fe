"""What the signed policy says of how long a matter that has ended is kept."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from accord.errors import FormatError
from accord.trust.fields import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPolicy:
    """Years after the end of a matter; ITI 12 asks for records as long as possible."""

    trace_years: int = 20
    notice_years: int = 20
    transfer_years: int = 20
    certificate_years: int = 20
    exemption_years: int = 20
    restricted_days: int = 0  # after the end of a case, for answers under the use restriction R6


# What was authorised is kept for ten years at the least (FP 7, ATT 12).
_LIMITS: Final = MappingProxyType(
    {
        "trace_years": (1, 100),
        "notice_years": (1, 100),
        "transfer_years": (10, 100),
        "certificate_years": (10, 100),
        "exemption_years": (10, 100),
        "restricted_days": (0, 3650),
    }
)


def read_retention(document: Fields | None) -> RetentionPolicy:
    """The object `retention`; without it, or without a number, the proposal's.

    Raises:
        FormatError: names the field.
    """
    proposal = RetentionPolicy()
    if document is None:
        return proposal
    numbers = {name: document.integer(name, getattr(proposal, name)) for name in _LIMITS}
    document.done()
    for name, (least, most) in _LIMITS.items():
        if not least <= numbers[name] <= most:
            raise FormatError("policy.retention", f"policy.retention.{name}: {least} to {most}")
    return RetentionPolicy(**numbers)
