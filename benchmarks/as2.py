"""The peer that trade uses: one AS2 exchange (RFC 4130), signed, encrypted and answered by an MDN.

RSA-2048, AES-256, SHA-256, in one process, with no network and no disk: AS2 at its best.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

_FIND = re.search


@contextmanager
def _two_digit_patch_levels() -> Iterator[None]:
    """Lets oscrypto read OpenSSL versions such as 3.0.19; it looks for one digit and gives up."""

    def search(pattern: Any, text: Any, flags: int = 0) -> Any:
        if pattern == r"\b(\d\.\d\.\d[a-z]*)\b":
            pattern = r"\b(\d\.\d\.\d+[a-z]*)\b"
        return _FIND(pattern, text, flags)

    with patch.object(re, "search", search):
        yield


def _identity(name: str) -> tuple[bytes, bytes]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"bench"),
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    return pem + public, public


def run(exchanges: int, content: bytes) -> dict[str, Any]:
    """Exchanges a second, and the bytes that a message and its MDN take.

    Raises:
        ImportError: pyas2lib is not installed, or does not run here.
    """
    with _two_digit_patch_levels():
        from pyas2lib.as2 import Mdn, Message, Organization, Partner

    organisations, partners = {}, {}
    for name in ("sender", "recipient"):
        private, public = _identity(name)
        organisations[name] = Organization(
            as2_name=name,
            sign_key=private,
            sign_key_pass="bench",
            decrypt_key=private,
            decrypt_key_pass="bench",
        )
        partners[name] = Partner(
            as2_name=name,
            verify_cert=public,
            encrypt_cert=public,
            validate_certs=False,
            sign=True,
            encrypt=True,
            enc_alg="aes_256_cbc",
            digest_alg="sha256",
            mdn_mode="SYNC",
            mdn_digest_alg="sha256",
        )

    def exchange() -> int:
        message = Message(organisations["sender"], partners["recipient"])
        message.build(content)
        on_wire = message.headers_str + b"\r\n" + message.content
        received = Message()
        status, _, mdn = received.parse(
            on_wire,
            lambda _: organisations["recipient"],
            lambda _: partners["sender"],
        )
        answer = mdn.headers_str + b"\r\n" + mdn.content
        result, _ = Mdn().parse(answer, lambda _message, _recipient: message)
        if (status, result) != ("processed", "processed"):
            raise RuntimeError("the AS2 exchange was not processed")
        return len(on_wire) + len(answer)

    size = exchange()
    start = time.perf_counter()
    for _ in range(exchanges):
        exchange()
    seconds = time.perf_counter() - start
    return {"per_second": round(exchanges / seconds, 1), "wire_bytes": size}
