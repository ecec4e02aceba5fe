"""Mutual TLS with pinned, self-signed certificates: the directory is the only authority."""

import ssl
from collections.abc import Iterable, Mapping

import grpc

from accord.errors import PolicyError
from accord.trust.directory import Directory, Member


def server_credentials(
    key_pem: bytes, certificate_pem: bytes, directory: Directory
) -> grpc.ServerCredentials:
    """Credentials that ask every client for one of the directory's certificates."""
    pins = (pin for member in directory.members.values() for pin in member.tls_certificates)
    return grpc.ssl_server_credentials(
        [(key_pem, certificate_pem)],
        root_certificates=_bundle(pins),
        require_client_auth=True,
    )


def caller(auth_context: Mapping[str, Iterable[bytes]], directory: Directory) -> Member:
    """The active member whose pinned certificate the connection shows.

    Raises:
        PolicyError: no member's, or the member is suspended.
    """
    certificates = auth_context.get("x509_pem_cert", ())
    members = [directory.member_by_certificate(der(pem)) for pem in certificates]
    if len(members) != 1 or (member := members[0]) is None:
        raise PolicyError("tls.not_pinned", "the client certificate is not in the directory")
    if not member.active:
        raise PolicyError("sender.inactive", "the member's membership is suspended")
    return member


def _bundle(certificates: Iterable[bytes]) -> bytes:
    return b"".join(_pem(der) for der in certificates)


def _pem(der: bytes) -> bytes:
    return ssl.DER_cert_to_PEM_cert(der).encode()


def der(pem: bytes) -> bytes:
    """The DER form of one PEM certificate."""
    return ssl.PEM_cert_to_DER_cert(pem.decode("ascii").strip())
