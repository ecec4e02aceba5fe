"""The canonical form of a certificate: what its digest and its signature are made over.

Every field that says something is a pair of its path and its text, in the order of the message:
`items[1].quantity` and `200`, items of a list counted from 1, dates as ISO 8601, codes by name,
truth as `true`. The form is all these texts in UTF-8, each behind its length in four bytes. Texts
are exact: nothing is folded, trimmed or normalised.
"""

from collections.abc import Iterator
from dataclasses import fields
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from accord.cases.certificate import Certificate, SignedCertificate
from accord.crypto.keys import Signer, verify
from accord.dates import PartialDate
from accord.encoding import framed, pae

CERTIFICATE_TYPE: Final = "application/vnd.accord.certificate.v1"


def said(certificate: Certificate) -> dict[str, str]:
    """What the certificate says: each field's path and text."""
    return dict(_said(certificate, ""))


def canonical(certificate: Certificate) -> bytes:
    """The bytes of the canonical form."""
    return framed(text.encode() for pair in said(certificate).items() for text in pair)


def digest(certificate: Certificate) -> bytes:
    """SHA-256 of the canonical form: the document's hash."""
    return sha256(canonical(certificate)).digest()


def to_sign(certificate: Certificate) -> bytes:
    """What the official's key signs: the canonical form, and that it is a certificate (DSSE)."""
    return pae(CERTIFICATE_TYPE, canonical(certificate))


def sign(certificate: Certificate, signer: Signer) -> bytes:
    """The official's Ed25519 signature.

    Raises:
        UncheckableError: whatever holds the key cannot be reached now.
    """
    return signer.sign(to_sign(certificate))


def check_signature(signed: SignedCertificate, public_key: bytes) -> None:
    """Returns only if the signature is the one of this key over this certificate.

    Raises:
        FormatError: a signature or a key of another size.
        VerificationError: it is not.
    """
    verify(public_key, to_sign(signed.certificate), signed.signature)


def differing(issued: Certificate, presented: Certificate) -> tuple[str, ...]:
    """The fields in which what is presented differs from what was issued."""
    ours, theirs = said(issued), said(presented)
    return tuple(path for path in {**ours, **theirs} if ours.get(path) != theirs.get(path))


def _said(value: Any, path: str) -> Iterator[tuple[str, str]]:
    for field in fields(value):
        inner = getattr(value, field.name)
        place = f"{path}{field.name}"
        if isinstance(inner, tuple):
            for number, item in enumerate(inner, 1):
                yield from _one(item, f"{place}[{number}]")
        elif inner:
            yield from _one(inner, place)


def _one(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, bool):
        yield path, "true"
    elif isinstance(value, StrEnum):
        yield path, value.name
    elif isinstance(value, str | int | PartialDate):
        yield path, str(value)
    else:
        yield from _said(value, f"{path}.")
