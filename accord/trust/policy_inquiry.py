"""What the signed policy says of inquiries to many members at once."""

from dataclasses import dataclass

from accord.errors import FormatError
from accord.trust.fields import Fields

_MOST_HOURS = 24 * 366


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryPolicy:
    """How long members have to say hit or no hit; the numbers are a proposal."""

    answer_hours: int = 48
    answer_urgent_hours: int = 4


def read_inquiry(fields: Fields) -> InquiryPolicy:
    """The object `inquiry`; absent numbers take the proposal's.

    Raises:
        FormatError: names the field.
    """
    proposal = InquiryPolicy()
    policy = InquiryPolicy(
        answer_hours=fields.integer("answer_hours", proposal.answer_hours),
        answer_urgent_hours=fields.integer("answer_urgent_hours", proposal.answer_urgent_hours),
    )
    fields.done()
    for name in ("answer_hours", "answer_urgent_hours"):
        if not 1 <= getattr(policy, name) <= _MOST_HOURS:
            raise FormatError("policy.inquiry", f"policy.inquiry.{name}: 1 to {_MOST_HOURS} hours")
    return policy
