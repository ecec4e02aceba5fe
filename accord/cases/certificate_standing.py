"""Whether a certificate may carry a shipment now, and what has to happen first if not.

A certificate is verified before the export is authorised and again at dispatch: always, or where
the verification is older than the policy allows, or where something has changed since.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from accord.cases.certificate import ItemQuantity
from accord.cases.certificate_codes import CheckPurpose, CheckResult
from accord.cases.certificate_ledger import totals
from accord.errors import PolicyError
from accord.trust.policy_certificate import CertificatePolicy

_DAY_MS: Final = 24 * 3600 * 1000
# What these say concerns one transfer or shipment; the document itself may be in order.
OF_A_TRANSFER: Final = frozenset({CheckResult.ALREADY_USED_FOR, CheckResult.QUANTITY_EXHAUSTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One answered verification, as far as a dispatch looks."""

    purpose: CheckPurpose
    shipment: str
    result: CheckResult
    answered_ms: int
    quantities: tuple[ItemQuantity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What an exporting State knows of a certificate, for one transfer."""

    certificate_id: str
    number: str
    issuing_state: str
    result: CheckResult | None  # None: never verified
    verified_ms: int | None
    expires_ms: int
    remaining: tuple[ItemQuantity, ...]  # by our own count
    verify_again: str  # why it must be verified before the next dispatch; empty where it need not

    @property
    def authentic(self) -> bool:
        """Whether the issuing State's last word is that it is authentic."""
        return self.result is CheckResult.AUTHENTIC


def verify_again(
    *, verified_ms: int | None, doubt: str, policy: CertificatePolicy, now_ms: int
) -> str:
    """Why the certificate must be verified once more; empty where the last answer still counts."""
    if verified_ms is None:
        return "it has not been verified"
    if doubt:
        return doubt
    if now_ms - verified_ms > policy.reverify_days * _DAY_MS:
        return f"the verification is older than {policy.reverify_days} days"
    return ""


def check_usable(standing: Standing, now_ms: int) -> None:
    """Passes where the certificate may found an authorisation.

    Raises:
        PolicyError: `certificate.not_verified`, `certificate.not_authentic` or
            `certificate.expired`.
    """
    if standing.result is None:
        raise PolicyError(
            "certificate.not_verified",
            "certificate: ask the issuing State first: accord-node certificates verify",
        )
    if not standing.authentic:
        raise PolicyError(
            "certificate.not_authentic",
            f"certificate: the issuing State's last word is {standing.result}",
        )
    if now_ms > standing.expires_ms:
        raise PolicyError("certificate.expired", "certificate: has expired; ask for a new one")


def check_dispatch(
    standing: Standing,
    checks: Sequence[Checked],
    *,
    shipment: str,
    quantities: Sequence[ItemQuantity],
    policy: CertificatePolicy,
    now_ms: int,
) -> None:
    """Passes where the shipment may leave under the certificate.

    Raises:
        PolicyError: as `check_usable`; or `certificate.verify_again`: this shipment must be
            verified first, and the text says why.
    """
    check_usable(standing, now_ms)
    if standing.verify_again:
        raise _again(standing.verify_again)
    of_shipment = [
        one for one in checks if one.purpose is CheckPurpose.DISPATCH and one.shipment == shipment
    ]
    if not of_shipment:
        if policy.every_dispatch:
            raise _again("the region verifies every dispatch")
        return
    last = max(of_shipment, key=lambda one: one.answered_ms)
    if last.result is not CheckResult.AUTHENTIC:
        raise PolicyError(
            "certificate.not_authentic",
            f"certificate: for this shipment the issuing State answered {last.result}",
        )
    confirmed = totals(last.quantities)
    if any(count > confirmed.get(item, 0) for item, count in totals(quantities).items()):
        raise _again("more leaves than the issuing State was asked about")


def _again(reason: str) -> PolicyError:
    return PolicyError(
        "certificate.verify_again",
        f"certificate: {reason}; verify this shipment first: accord-node certificates verify",
    )
