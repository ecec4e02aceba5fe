"""Read models of certificates: what an officer, the API and the command line see."""

from dataclasses import dataclass

from accord.cases.certificate import (
    CertificateVerification,
    CertificateVerificationRequest,
    ItemQuantity,
    SignedCertificate,
)
from accord.cases.certificate_codes import SignatoryStatus
from accord.cases.signatory import Signatory
from node.casework.views import Due, Entry, MessageStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatorySummary:
    """One official in a list."""

    entry_id: str
    state: str
    function: str
    status: SignatoryStatus
    powers: tuple[str, ...]
    digital: bool  # has a public key
    revoked_from_ms: int | None
    updated_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryDetail:
    """One official with the whole history."""

    summary: SignatorySummary
    signatory: Signatory
    entered_by: str
    lodged_with: tuple[str, ...]
    revocation_asked_by: str  # who asked first, while a second person has to ask too
    timeline: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UseView:
    """What one shipment took; without a shipment, the transfer that holds the certificate."""

    member: str
    transfer: str
    shipment: str
    quantities: tuple[ItemQuantity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSummary:
    """One verification."""

    check_id: str
    side: str  # ASKING or ANSWERING
    member: str
    certificate_id: str
    register_number: str
    purpose: str
    transfer: str
    shipment: str
    state: str
    result: str
    asked_ms: int
    answered_ms: int | None
    answer_by: Due


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDetail:
    """One verification with what was presented and answered."""

    summary: CheckSummary
    request: CertificateVerificationRequest
    answer: CertificateVerification | None
    compare_with: Signatory | None  # a paper to be compared with these specimens
    would_answer: str  # what the register says now, while nobody has answered
    answer_asked_by: str  # who asked first, while a second person has to ask too
    timeline: tuple[Entry, ...]
    messages: tuple[MessageStatus, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateSummary:
    """One certificate in a list."""

    certificate_id: str
    side: str  # ISSUED or PRESENTED
    issuing_state: str
    register_number: str
    end_user: str
    signatory: str
    expires_ms: int
    expired: bool
    revoked: bool
    result: str  # the issuing State's last word; empty before, and for our own
    verified_ms: int | None
    verify_again: str  # why, with those presented to us
    updated_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateDetail:
    """Everything about one certificate."""

    summary: CertificateSummary
    presented: SignedCertificate
    digest: bytes  # SHA-256 of the canonical form
    answer: CertificateVerification | None
    uses: tuple[UseView, ...]
    remaining: tuple[ItemQuantity, ...]
    checks: tuple[CheckSummary, ...]
    timeline: tuple[Entry, ...]
    messages: tuple[MessageStatus, ...]
