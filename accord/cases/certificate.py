"""End-user certificates and the messages that verify them (A/75/78, paras 50-53)."""

from dataclasses import dataclass

from accord.cases.certificate_codes import (
    AuthenticationMethod,
    CheckPurpose,
    CheckResult,
    PartyClass,
    Undertaking,
)
from accord.cases.trace import Preamble
from accord.dates import PartialDate
from accord.weapons.codes import WeaponCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A State body, company or person with a part in a transfer."""

    name: str = ""
    party_class: PartyClass | None = None
    address: str = ""
    state: str = ""
    registration: str = ""  # its number in a register of companies or authorities
    representative: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateItem:
    """One kind of arm, and how many of it."""

    category: WeaponCategory | None = None
    type_text: str = ""
    model_text: str = ""
    calibre_text: str = ""
    characteristics: str = ""
    quantity: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The document itself; a digital signature covers the canonical form of every field."""

    number: str  # in the issuing State's register
    issuing_state: str  # ISO 3166-1 alpha-2
    authority: str = ""  # that issued it
    issued: PartialDate | None = None  # the day of signature
    signed_ms: int | None = None  # the instant of signature, where it is digital
    expires: PartialDate | None = None  # the last day on which it holds
    signatory: str = ""  # token of the official in the register of signatories
    exporting_state: str = ""
    exporter: Party | None = None
    importer: Party | None = None
    end_user: Party | None = None
    intermediaries: tuple[Party, ...] = ()  # brokers and agents
    contract: str = ""  # number of the contract or order
    items: tuple[CertificateItem, ...] = ()
    end_use: str = ""
    undertakings: tuple[Undertaking, ...] = ()  # A/75/78, paras 50 and 53
    several_transfers: bool = False  # else it covers one transfer, in however many shipments


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCertificate:
    """The certificate as it is handed over: with its signature, or as the image of a paper."""

    certificate: Certificate
    method: AuthenticationMethod
    signature: bytes = b""  # Ed25519, with DIGITAL_SIGNATURE
    image_digest: bytes = b""  # SHA-256 of the scanned paper, with SPECIMEN_COMPARISON


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ItemQuantity:
    """How many of one item of a certificate; items are counted from 1."""

    item: int
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificatePresented:
    """The issuing State hands its certificate to the exporting State (A/75/78, para 52)."""

    preamble: Preamble
    presented: SignedCertificate


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateVerificationRequest:
    """Asks the issuing State whether the certificate is its own (A/75/78, paras 52, 116)."""

    preamble: Preamble
    presented: SignedCertificate  # the fields as presented
    document_digest: bytes = b""  # SHA-256 of the canonical form, as the exporter computed it
    purpose: CheckPurpose
    transfer: str = ""  # the exporting State's reference of the transfer file
    shipment: str = ""  # with DISPATCH
    quantities: tuple[ItemQuantity, ...] = ()  # with DISPATCH: what leaves with this shipment


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateVerification:
    """The issuing State's answer; only its own node gives one."""

    preamble: Preamble
    number: str
    result: CheckResult
    differing: tuple[str, ...] = ()  # with AUTHENTIC_BUT_ALTERED: the fields that differ
    used_for: str = ""  # with ALREADY_USED_FOR: the transfer
    reason: str = ""  # with REVOKED and CANNOT_VERIFY
    effective_from_ms: int | None = None  # with REVOKED, SIGNATORY_NOT_AUTHORISED_ON_DATE
    remaining: tuple[ItemQuantity, ...] = ()  # with AUTHENTIC
    checked_ms: int | None = None
    correction: bool = False  # takes back an earlier answer in the same conversation
