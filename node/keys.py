"""The private keys that this node holds, and which of them it uses at a given time.

During a change of keys several are held, and the directory says from when a new one counts: each
time, the newest that it lists as valid now is used. Files are opened once; choosing is pure.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from accord.crypto.keys import Opener, RememberingOpener, Signer
from accord.custody.keyring import Keyring
from accord.errors import FormatError
from accord.trust.directory import PublicKey
from node.config import NodeConfig
from node.files import contents


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsPair:
    """A private key, ready for use, and its certificate."""

    key_pem: bytes
    certificate_pem: bytes
    certificate_der: bytes
    valid_from_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldKeys:
    """Every private key that the settings name."""

    signers: tuple[Signer, ...]
    openers: Mapping[bytes, Opener]  # by key id
    witnesses: tuple[Signer, ...]
    tls: tuple[TlsPair, ...]


def load_keys(config: NodeConfig) -> HeldKeys:
    """Opens every key.

    Raises:
        FormatError: a key file cannot be read or is not one.
        UncheckableError, VerificationError: one is locked, or its token is away.
    """
    keys = keyring(config)
    openers = [
        RememberingOpener(keys.opener(file, "[keys] encryption")) for file in config.encryption_keys
    ]
    return HeldKeys(
        signers=tuple(keys.signer(place, "[keys] signing") for place in config.signing_keys),
        openers={opener.key_id: opener for opener in openers},
        witnesses=tuple(keys.signer(place, "[keys] witness") for place in config.witness_keys),
        tls=tuple(
            tls_pair(
                keys.tls_key(pair.key, "[keys] tls_key"),
                contents(pair.certificate, "[keys] tls_certificate"),
            )
            for pair in config.tls
        ),
    )


def keyring(config: NodeConfig) -> Keyring:
    """What opens this node's private keys."""
    return Keyring(config.passphrase, read=contents, environ=os.environ)


def tls_pair(key_pem: bytes, certificate_pem: bytes) -> TlsPair:
    """A key that is open, with its certificate.

    Raises:
        FormatError: not a certificate in PEM.
    """
    try:
        certificate = x509.load_pem_x509_certificate(certificate_pem)
    except ValueError as error:
        raise FormatError(
            "tls.not_pem", "[keys] tls_certificate: the file is not a certificate in PEM"
        ) from error
    return TlsPair(
        key_pem=key_pem,
        certificate_pem=certificate_pem,
        certificate_der=certificate.public_bytes(Encoding.DER),
        valid_from_ms=int(certificate.not_valid_before_utc.timestamp() * 1000),
    )


def newest(held: Iterable[Signer], listed: Iterable[PublicKey], at_ms: int) -> Signer | None:
    """Of the keys held, the one that the directory lists as valid then and that began last."""
    began = {key.key_id: key.valid_from_ms for key in listed if key.valid_at(at_ms)}
    usable = [signer for signer in held if signer.key_id in began]
    return max(usable, key=lambda signer: began[signer.key_id], default=None)


def newest_pair(held: Iterable[TlsPair], pinned: Iterable[bytes], at_ms: int) -> TlsPair | None:
    """Of the pairs held, the pinned one that began last; one that has begun, if any has."""
    pins = frozenset(pinned)
    usable = [pair for pair in held if pair.certificate_der in pins]
    return max(
        usable, key=lambda pair: (pair.valid_from_ms <= at_ms, pair.valid_from_ms), default=None
    )
