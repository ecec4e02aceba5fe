"""What a node asks of the ceremony: to be enrolled, or to have its new keys listed.

A request is a file: a DSSE envelope (JSON form) over a JSON payload. Every new Ed25519 key signs
it, and the TLS certificate signs itself, so nobody can ask for a key that they do not hold; an
X25519 key cannot sign, and is vouched for by the others. A renewal is also signed by the key that
the directory lists, which is what makes it the member's own.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding

from accord.crypto.keys import ED25519, Signer, key_id, verify
from accord.encoding import exactly, from_base64, from_hex, pae, to_base64
from accord.errors import FormatError, TrustError, VerificationError
from accord.trust.directory import Authority, Directory, read_authority
from accord.trust.fields import Fields, by_name, read_object

PAYLOAD_TYPE = "application/vnd.accord.enrolment.v1+json"
_MAX_FILE = 64 * 1024
_MAX_AUTHORITIES = 50
_MAX_SIGNATURES = 8  # two new keys, and those that the directory may list
_MEMBER = re.compile(r"[A-Z]{2}", re.ASCII)
_CERTIFICATE = "the TLS certificate must be DER, self-signed, and name its key by its identifier"
_SPOKEN = 20  # bytes of the digest that people read to each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who asks to be enrolled."""

    name: str
    authorities: tuple[Authority, ...]
    contact: str  # whom the secretariat calls to compare the fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRequest:
    """The new public keys of a member; an applicant where it is not in the directory yet."""

    member: str
    created_ms: int
    applicant: Applicant | None  # None: a renewal
    signing: bytes | None
    encryption: bytes | None
    witness: bytes | None
    tls_certificate: bytes | None  # DER

    def __post_init__(self) -> None:
        """Refuses what cannot be asked."""
        if _MEMBER.fullmatch(self.member) is None:
            raise FormatError("enrolment.member", "a member's id is two capital letters")
        keys = (self.signing, self.encryption, self.witness, self.tls_certificate)
        if self.applicant is None and not any(keys):
            raise FormatError("enrolment.keys", "a renewal asks for at least one new key")
        if self.applicant is not None:
            if not all(keys):
                raise FormatError("enrolment.keys", "an enrolment needs every kind of key")
            if not 1 <= len(self.applicant.authorities) <= _MAX_AUTHORITIES:
                raise FormatError(
                    "enrolment.authorities", f"a member has 1 to {_MAX_AUTHORITIES} authorities"
                )
            by_name(self.applicant.authorities, lambda one: one.id, "enrolment.authorities")
        if self.signing is not None and self.signing == self.witness:
            raise FormatError("enrolment.keys", "signing and witness key must be two keys")

    @property
    def new_signers(self) -> Mapping[bytes, bytes]:
        """The new Ed25519 keys by their id."""
        keys = (self.signing, self.witness)
        return {key_id(ED25519, key): key for key in keys if key is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRequest:
    """A request whose new keys have all proved that their owner holds them."""

    request: KeyRequest
    payload: bytes
    signatures: Mapping[bytes, bytes]  # by key id

    @property
    def fingerprint(self) -> str:
        """What both sides of a telephone read: groups of four hexadecimal digits."""
        return spoken(pae(PAYLOAD_TYPE, self.payload))

    def authorise(self, directory: Directory, at_ms: int) -> None:
        """Returns only if a signing key that the directory lists for the member signed this.

        Raises:
            PolicyError: the directory does not know the member.
            TrustError: no such signature; what anyone could have written is no renewal.
            VerificationError: the signature is bad.
        """
        for key in directory.member(self.request.member).signing_keys:
            signature = self.signatures.get(key.key_id)
            if signature is not None and key.valid_at(at_ms):
                verify(key.public, pae(PAYLOAD_TYPE, self.payload), signature)
                return
        raise TrustError(
            "enrolment.not_authorised",
            "the renewal is not signed by a signing key that the directory lists as valid now",
        )


def authorities_of(applicant: Applicant) -> list[dict[str, Any]]:
    """The applicant's authorities, as a document lists them."""
    return [
        {"id": one.id, "name": one.name, "roles": list(one.roles)} for one in applicant.authorities
    ]


def encode_request(request: KeyRequest, signers: Iterable[Signer]) -> bytes:
    """The request's file, signed by the new Ed25519 keys and, for a renewal, the listed one."""
    document: dict[str, Any] = {
        "member": request.member,
        "created_ms": request.created_ms,
    }
    if request.applicant is not None:
        document["applicant"] = {
            "name": request.applicant.name,
            "authorities": authorities_of(request.applicant),
            "contact": request.applicant.contact,
        }
    keys = {
        "signing": request.signing,
        "encryption": request.encryption,
        "witness": request.witness,
        "tls_certificate": request.tls_certificate,
    }
    document["keys"] = {name: to_base64(key) for name, key in keys.items() if key is not None}
    payload = json.dumps(document, ensure_ascii=False).encode()
    signed = pae(PAYLOAD_TYPE, payload)
    envelope = {
        "payloadType": PAYLOAD_TYPE,
        "payload": to_base64(payload),
        "signatures": [
            {"keyid": signer.key_id.hex(), "sig": to_base64(signer.sign(signed))}
            for signer in signers
        ],
    }
    return json.dumps(envelope, indent=1).encode() + b"\n"


def read_request(data: bytes) -> SignedRequest:
    """The request in a file, once every new key in it has proved possession.

    Raises:
        FormatError: not a request; names the field.
        VerificationError: a new key did not sign it, or a signature is bad.
    """
    if len(data) > _MAX_FILE:
        raise FormatError("enrolment.too_large", "a request has at most 64 KiB")
    envelope = read_object(data, "request")
    if envelope.text("payloadType") != PAYLOAD_TYPE:
        raise FormatError("enrolment.type", f"request.payloadType: must be {PAYLOAD_TYPE}")
    payload = from_base64(envelope.long_text("payload"))
    signatures = envelope.each("signatures", _signature)
    envelope.done()
    if len(signatures) > _MAX_SIGNATURES:
        raise FormatError("enrolment.signatures", "a request has at most eight signatures")
    by_key = dict(signatures)
    if len(by_key) != len(signatures):
        raise FormatError("enrolment.signatures", "request.signatures: a key signs once")
    request = _request(read_object(payload, "request.payload"))
    signed = pae(PAYLOAD_TYPE, payload)
    for wanted, public in request.new_signers.items():
        if wanted not in by_key:
            raise VerificationError(
                "enrolment.possession", "a new key did not sign the request that asks for it"
            )
        verify(public, signed, by_key[wanted])
    return SignedRequest(request=request, payload=payload, signatures=by_key)


def spoken(data: bytes) -> str:
    """A digest to be read over the telephone: ten groups of four hexadecimal digits."""
    digits = sha256(data).digest()[:_SPOKEN].hex()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _signature(fields: Fields) -> tuple[bytes, bytes]:
    key, signature = fields.text("keyid"), exactly(fields.data("sig"), 64, "signature")
    fields.done()
    return exactly(from_hex(key), 8, "keyid"), signature


def _request(fields: Fields) -> KeyRequest:
    applicant = fields.optional_inner("applicant")
    keys = fields.inner("keys")
    request = KeyRequest(
        member=fields.text("member"),
        created_ms=fields.integer("created_ms"),
        applicant=None if applicant is None else _applicant(applicant),
        signing=_key(keys, "signing"),
        encryption=_key(keys, "encryption"),
        witness=_key(keys, "witness"),
        tls_certificate=_certificate(keys.optional_data("tls_certificate")),
    )
    keys.done()
    fields.done()
    return request


def _applicant(fields: Fields) -> Applicant:
    applicant = Applicant(
        name=fields.text("name"),
        authorities=fields.each("authorities", read_authority),
        contact=fields.text("contact"),
    )
    fields.done()
    return applicant


def _key(fields: Fields, name: str) -> bytes | None:
    key = fields.optional_data(name)
    return None if key is None else exactly(key, 32, f"{name} key")


def _certificate(der: bytes | None) -> bytes | None:
    """The same certificate, if it is one and its key signed it.

    It must say its key's identifier: the member's next one has the same name, and TLS libraries
    look for a pinned certificate by name and then by this.
    """
    if der is None:
        return None
    try:
        certificate = x509.load_der_x509_certificate(der)
        certificate.verify_directly_issued_by(certificate)
        own = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        issuer = certificate.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
        if own.digest == issuer.key_identifier and certificate.public_bytes(Encoding.DER) == der:
            return der
    except InvalidSignature as error:
        raise VerificationError(
            "enrolment.possession", "the TLS certificate is not signed by its own key"
        ) from error
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.ExtensionNotFound) as error:
        raise FormatError("enrolment.certificate", _CERTIFICATE) from error
    raise FormatError("enrolment.certificate", _CERTIFICATE)
