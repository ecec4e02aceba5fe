"""Mutual TLS to the hub: our own certificate, and those that the directory pins."""

import ssl
from collections.abc import Iterable

import grpc


def channel_credentials(
    *, hub_certificates: Iterable[bytes], tls_key: bytes, tls_certificate: bytes
) -> grpc.ChannelCredentials:
    """Credentials that trust the hub's certificates (DER) and no authority beside them.

    Key and certificate of this node are PEM.
    """
    return grpc.ssl_channel_credentials(
        root_certificates="".join(map(ssl.DER_cert_to_PEM_cert, hub_certificates)).encode(),
        private_key=tls_key,
        certificate_chain=tls_certificate,
    )
