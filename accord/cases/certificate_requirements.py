"""What a certificate, its verification and a register entry must say (A/75/78, 50-53, 116)."""

from collections.abc import Iterable, Iterator
from typing import Final

from accord.cases.certificate import (
    Certificate,
    CertificateItem,
    CertificatePresented,
    CertificateVerification,
    CertificateVerificationRequest,
    Party,
    SignedCertificate,
)
from accord.cases.certificate_codes import (
    AuthenticationMethod,
    CheckPurpose,
    CheckResult,
    PartyClass,
)
from accord.cases.preamble import check_preamble, check_reply
from accord.cases.rule import Problem, Rule, broken, said
from accord.cases.signatory import Signatory, SignatoryEntry
from accord.dates import PartialDate

_SIGNATURE: Final = 64  # bytes of an Ed25519 signature


def _whole(day: PartialDate | None) -> bool:
    return day is not None and day.day is not None


def _described(item: CertificateItem) -> bool:
    return any(map(said, (item.characteristics, item.calibre_text, item.model_text)))


_CERTIFICATE: Final[tuple[Rule[Certificate], ...]] = (
    Rule("number", "give the number in the register", lambda c: said(c.number)),
    Rule("issuing_state", "name the State that issued it", lambda c: said(c.issuing_state)),
    Rule("authority", "name the authority that issued it", lambda c: said(c.authority)),
    Rule("issued", "give the day of signature", lambda c: _whole(c.issued)),
    Rule("expires", "give the last day on which it holds", lambda c: _whole(c.expires)),
    Rule(
        "expires",
        "it cannot end before it begins",
        lambda c: not (_whole(c.issued) and _whole(c.expires)) or str(c.issued) <= str(c.expires),
    ),
    Rule("signatory", "name the official in the register of signatories", lambda c: c.signatory),
    Rule("exporting_state", "name the State that exports", lambda c: said(c.exporting_state)),
    Rule("exporter", "describe the exporter", lambda c: c.exporter),
    Rule("importer", "describe the importer", lambda c: c.importer),
    Rule("end_user", "describe the end user", lambda c: c.end_user),
    Rule("contract", "give the number of the contract or order", lambda c: said(c.contract)),
    Rule("items", "list at least one item", lambda c: c.items),
    Rule("end_use", "say what the arms are for", lambda c: said(c.end_use)),
    Rule(
        "undertakings",
        "state at least one undertaking (A/75/78, paras 50, 53)",
        lambda c: c.undertakings,
    ),
)
_ITEM: Final[tuple[Rule[CertificateItem], ...]] = (
    Rule("category", "choose SA1 to SA6 or LW1 to LW7", lambda i: i.category),
    Rule("type_text", "describe the type", lambda i: said(i.type_text)),
    Rule("characteristics", "give calibre, model or characteristics", _described),
    Rule("quantity", "say how many", lambda i: i.quantity),
)
_PARTY: Final[tuple[Rule[Party], ...]] = (
    Rule("name", "give the name", lambda p: said(p.name)),
    Rule("party_class", "choose STATE_BODY, COMPANY or PERSON", lambda p: p.party_class),
    Rule("address", "give the address", lambda p: said(p.address)),
    Rule("state", "name the State", lambda p: said(p.state)),
)
_REPRESENTED: Final[tuple[Rule[Party], ...]] = (
    Rule(
        "representative",
        "name who answers for it",
        lambda p: p.party_class is PartyClass.PERSON or said(p.representative),
    ),
)
_SIGNED: Final[tuple[Rule[SignedCertificate], ...]] = (
    Rule(
        "signature",
        "give the official's Ed25519 signature of 64 bytes",
        lambda s: (
            s.method is not AuthenticationMethod.DIGITAL_SIGNATURE or len(s.signature) == _SIGNATURE
        ),
    ),
    Rule(
        "certificate.signed_ms",
        "give the instant of the digital signature",
        lambda s: s.method is not AuthenticationMethod.DIGITAL_SIGNATURE or s.certificate.signed_ms,
    ),
    Rule(
        "image_digest",
        "give the digest of the scanned paper",
        lambda s: s.method is not AuthenticationMethod.SPECIMEN_COMPARISON or s.image_digest,
    ),
)
_ASKED: Final[tuple[Rule[CertificateVerificationRequest], ...]] = (
    Rule("document_digest", "give the digest of the canonical form", lambda r: r.document_digest),
    Rule("transfer", "name the transfer file", lambda r: said(r.transfer)),
    Rule(
        "shipment",
        "name the shipment that leaves",
        lambda r: r.purpose is not CheckPurpose.DISPATCH or said(r.shipment),
    ),
    Rule(
        "quantities",
        "say how many of which item leave",
        lambda r: r.purpose is not CheckPurpose.DISPATCH or any(q.quantity for q in r.quantities),
    ),
)
_ANSWERED: Final[tuple[Rule[CertificateVerification], ...]] = (
    Rule("number", "name the certificate", lambda v: said(v.number)),
    Rule(
        "differing",
        "name the fields that differ",
        lambda v: v.result is not CheckResult.AUTHENTIC_BUT_ALTERED or v.differing,
    ),
    Rule(
        "differing",
        "only an altered certificate has fields that differ",
        lambda v: v.result is CheckResult.AUTHENTIC_BUT_ALTERED or not v.differing,
    ),
    Rule(
        "used_for",
        "name the transfer that it was used for",
        lambda v: v.result is not CheckResult.ALREADY_USED_FOR or said(v.used_for),
    ),
    Rule(
        "reason",
        "say why",
        lambda v: (
            v.result not in (CheckResult.CANNOT_VERIFY, CheckResult.REVOKED) or said(v.reason)
        ),
    ),
    Rule("checked_ms", "say when it was checked", lambda v: v.checked_ms),
)
_SIGNATORY: Final[tuple[Rule[Signatory], ...]] = (
    Rule("official", "give the official's token, not a name", lambda s: said(s.official)),
    Rule("function", "give the official's function", lambda s: said(s.function)),
    Rule("authority", "name the authority", lambda s: said(s.authority)),
    Rule("state", "name the State", lambda s: said(s.state)),
    Rule("powers", "say what the official may sign", lambda s: s.powers),
    Rule("valid_from_ms", "say since when", lambda s: s.valid_from_ms),
    Rule(
        "valid_to_ms",
        "the authority cannot end before it begins",
        lambda s: s.valid_to_ms is None or (s.valid_from_ms or 0) < s.valid_to_ms,
    ),
    Rule(
        "specimen_digest",
        "give a public key, or the digests of the specimen signature and the stamp",
        lambda s: s.public_key or (s.specimen_digest and s.stamp_digest),
    ),
)


def check_party(party: Party, path: str, *, represented: bool = False) -> Iterator[Problem]:
    """What the description of a party lacks."""
    yield from broken(_PARTY, party, path)
    if represented:
        yield from broken(_REPRESENTED, party, path)


def check_certificate(certificate: Certificate, path: str = "certificate.") -> Iterator[Problem]:
    """What a certificate lacks."""
    yield from broken(_CERTIFICATE, certificate, path)
    for number, item in enumerate(certificate.items):
        yield from broken(_ITEM, item, f"{path}items[{number}].")
    for name in ("exporter", "importer", "end_user"):
        party: Party | None = getattr(certificate, name)
        if party is not None:
            yield from check_party(party, f"{path}{name}.", represented=name == "end_user")
    for number, party in enumerate(certificate.intermediaries):
        yield from check_party(party, f"{path}intermediaries[{number}].")


def check_undertakings(
    certificate: Certificate, wanted: Iterable[str], path: str = "certificate."
) -> Iterator[Problem]:
    """The undertakings that the region's policy asks for and the certificate does not give."""
    for name in wanted:
        if name not in certificate.undertakings:
            yield Problem(f"{path}undertakings", f"the region asks for {name}")


def check_signed(signed: SignedCertificate, path: str = "presented.") -> tuple[Problem, ...]:
    """What a certificate as it is handed over lacks."""
    return (
        *broken(_SIGNED, signed, path),
        *check_certificate(signed.certificate, f"{path}certificate."),
    )


def check_presented(message: CertificatePresented) -> tuple[Problem, ...]:
    """What the handing over of a certificate lacks."""
    return (*check_preamble(message.preamble), *check_signed(message.presented))


def check_verification_request(asked: CertificateVerificationRequest) -> tuple[Problem, ...]:
    """What a request to verify lacks.

    The certificate itself is sent as it was presented: what it lacks is for its issuer to see.
    """
    return (
        *check_preamble(asked.preamble),
        *broken(_SIGNED, asked.presented, "presented."),
        *broken(_ASKED, asked),
    )


def check_verification(verification: CertificateVerification) -> tuple[Problem, ...]:
    """What an answer lacks."""
    return (*check_reply(verification.preamble), *broken(_ANSWERED, verification))


def check_signatory(signatory: Signatory, path: str = "signatory.") -> tuple[Problem, ...]:
    """What a register entry lacks."""
    return tuple(broken(_SIGNATORY, signatory, path))


def check_signatory_entry(entry: SignatoryEntry) -> tuple[Problem, ...]:
    """What a lodged entry lacks."""
    return (*check_preamble(entry.preamble), *check_signatory(entry.signatory))
