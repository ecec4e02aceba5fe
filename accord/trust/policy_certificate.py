"""What the signed policy says of end-user certificates (A/75/78, paras 50-53, 116)."""

from dataclasses import dataclass
from typing import Final

from accord.errors import FormatError
from accord.trust.fields import Fields

_UNDERTAKINGS: Final = frozenset(
    {
        "NO_RETRANSFER_WITHOUT_CONSENT",
        "DELIVERY_VERIFICATION",
        "POST_SHIPMENT_VERIFICATION",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificatePolicy:
    """The region's rules; the defaults are a proposal that a signed policy replaces."""

    answer_working_days: int = 5  # for the issuing State to verify
    reverify_days: int = 30  # at dispatch, a verification older than this is repeated
    every_dispatch: bool = True  # whether each shipment is verified before it leaves, or only then
    digital_only: bool = False  # whether a paper with specimens is no longer enough
    undertakings: tuple[str, ...] = ("NO_RETRANSFER_WITHOUT_CONSENT", "DELIVERY_VERIFICATION")


def read_certificate_policy(fields: Fields | None) -> CertificatePolicy:
    """The rules in a policy; absent ones take the proposal's.

    Raises:
        FormatError: names the field.
    """
    proposal = CertificatePolicy()
    if fields is None:
        return proposal
    rules = CertificatePolicy(
        answer_working_days=fields.integer("answer_working_days", proposal.answer_working_days),
        reverify_days=fields.integer("reverify_days", proposal.reverify_days),
        every_dispatch=fields.flag("every_dispatch", proposal.every_dispatch),
        digital_only=fields.flag("digital_only", proposal.digital_only),
        undertakings=words(fields, "undertakings", _UNDERTAKINGS, proposal.undertakings),
    )
    fields.done()
    return rules


def words(
    fields: Fields, name: str, known: frozenset[str], proposal: tuple[str, ...]
) -> tuple[str, ...]:
    """A list of known words; the proposal's where the field is absent.

    Raises:
        FormatError: a word that is not known, or twice the same.
    """
    said = fields.texts(name, proposal)
    if len(set(said)) != len(said) or not known.issuperset(said):
        raise FormatError("policy.word", f"policy: {name} may name {', '.join(sorted(known))}")
    return said
