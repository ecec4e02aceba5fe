"""What the signed policy says of exemptions from a ban (ECOWAS Convention, arts 4-6)."""

from dataclasses import dataclass
from typing import Final

from accord.errors import FormatError
from accord.trust.fields import Fields
from accord.trust.policy_certificate import words

_GROUNDS: Final = ("NATIONAL_DEFENCE_SECURITY", "PEACE_SUPPORT_OPERATION")
_CRITERIA: Final = tuple(f"E{number}" for number in range(1, 11))
_SILENCE: Final = ("NO_OBJECTION", "OBJECTION")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionPolicy:
    """The region's rules; without them none is needed, and silence is no consent."""

    required: bool = False  # whether a transfer into, from or through the region needs one
    grounds: tuple[str, ...] = _GROUNDS
    criteria: tuple[str, ...] = _CRITERIA  # on which a member may object
    answer_days: int = 60  # after the request, for the members
    opinion_days: int = 90  # after the request, for the secretariat
    silence: str = "OBJECTION"  # what a member that has not answered by then has said
    objections_tolerated: int = 0  # with which there is still a consensus
    escalation_body: str = ""  # decides where there is none; empty: no consensus is a refusal
    certificate_days: int = 365  # how long a certificate may hold


def read_exemption_policy(fields: Fields | None) -> ExemptionPolicy:
    """The rules in a policy; absent ones take the proposal's.

    Raises:
        FormatError: names the field.
    """
    proposal = ExemptionPolicy()
    if fields is None:
        return proposal
    rules = ExemptionPolicy(
        required=fields.flag("required", proposal.required),
        grounds=words(fields, "grounds", frozenset(_GROUNDS), proposal.grounds),
        criteria=words(fields, "criteria", frozenset(_CRITERIA), proposal.criteria),
        answer_days=fields.integer("answer_days", proposal.answer_days),
        opinion_days=fields.integer("opinion_days", proposal.opinion_days),
        silence=fields.text("silence", proposal.silence),
        objections_tolerated=fields.integer("objections_tolerated", proposal.objections_tolerated),
        escalation_body=fields.text("escalation_body", proposal.escalation_body),
        certificate_days=fields.integer("certificate_days", proposal.certificate_days),
    )
    fields.done()
    if rules.silence not in _SILENCE:
        raise FormatError("policy.word", f"policy: silence may be {' or '.join(_SILENCE)}")
    if rules.answer_days > rules.opinion_days:
        raise FormatError(
            "policy.order", "policy: answer_days must end before opinion_days, or with it"
        )
    return rules
