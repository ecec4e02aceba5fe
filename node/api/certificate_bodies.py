"""What the routes of certificates take and give, beside the certificates themselves."""

from dataclasses import dataclass

from accord.cases.certificate import ItemQuantity
from accord.cases.certificate_check import SpecimenComparison
from node.certificates.views import CertificateSummary, CheckSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateList:
    """One page of certificates, the newest first."""

    certificates: tuple[CertificateSummary, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckList:
    """One page of verifications, the newest first."""

    checks: tuple[CheckSummary, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CanonicalForm:
    """What a certificate's digest and signature are made over."""

    digest: bytes  # SHA-256 of the canonical form
    to_sign: bytes  # the bytes that the official's Ed25519 key signs


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """The certificate's id here; empty while a second person has to enter the same."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRevocation:
    """Why a certificate is taken back, and since when it does not hold."""

    reason: str
    effective_from_ms: int | None = None  # none: now


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFor:
    """The transfer that came to nothing."""

    member: str
    transfer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationWanted:
    """What the issuing State is asked about: an authorisation, or a shipment that leaves."""

    transfer: str
    shipment: str = ""  # with it, a dispatch
    quantities: tuple[ItemQuantity, ...] = ()  # with a shipment


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAnswer:
    """With a paper that the register does not know: what the specimens show."""

    comparison: SpecimenComparison | None = None
