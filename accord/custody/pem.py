"""TLS private keys: PEM, plain or sealed under the passphrase, for use in memory."""

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from accord.errors import FormatError, UncheckableError, VerificationError


def open_pem(pem: bytes, passphrase: bytes | None) -> bytes:
    """The same private key in PKCS#8 PEM without a passphrase.

    Raises:
        FormatError: not a private key in PEM.
        UncheckableError: it is sealed, and there is no passphrase.
        VerificationError: another passphrase.
    """
    sealed = b"ENCRYPTED" in pem
    if sealed and passphrase is None:
        raise UncheckableError(
            "keyfile.locked", "the TLS key is sealed; say in [keys] passphrase what opens it"
        )
    try:
        key = load_pem_private_key(pem, passphrase if sealed else None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        if sealed:  # PEM has no digest, so one cannot tell which
            raise VerificationError(
                "keyfile.passphrase",
                "the passphrase in [keys] passphrase is not this TLS key's, or the file is damaged",
            ) from error
        raise FormatError(
            "keyfile.not_pem", "the TLS key file is not a PEM private key; name another file"
        ) from error
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def seal_pem(pem: bytes, passphrase: bytes) -> bytes:
    """The same private key in PKCS#8 PEM under a passphrase."""
    key = load_pem_private_key(pem, None)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase))
