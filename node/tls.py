"""Mutual TLS to the hub: our own certificate, and the one certificate that the directory pins."""

import ssl

import grpc


def channel_credentials(
    *, hub_certificate: bytes, tls_key: bytes, tls_certificate: bytes
) -> grpc.ChannelCredentials:
    """Credentials that trust the hub's certificate (DER) and no authority beside it.

    Key and certificate of this node are PEM.
    """
    return grpc.ssl_channel_credentials(
        root_certificates=ssl.DER_cert_to_PEM_cert(hub_certificate).encode(),
        private_key=tls_key,
        certificate_chain=tls_certificate,
    )
