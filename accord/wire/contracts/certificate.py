"""End-user certificates and the officials who sign them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from accord.cases import certificate, signatory
from accord.v1 import certificate_pb2
from accord.wire.contracts.contract import Contract
from accord.wire.kinds import MessageKind

CONTRACT: Final[Mapping[MessageKind, Contract]] = MappingProxyType(
    {
        MessageKind.CERTIFICATE_PRESENTED: Contract(
            certificate.CertificatePresented, certificate_pb2.CertificatePresented, "presented"
        ),
        MessageKind.CERTIFICATE_VERIFICATION_REQUEST: Contract(
            certificate.CertificateVerificationRequest,
            certificate_pb2.CertificateVerificationRequest,
            "verification_request",
        ),
        MessageKind.CERTIFICATE_VERIFICATION: Contract(
            certificate.CertificateVerification,
            certificate_pb2.CertificateVerification,
            "verification",
        ),
        MessageKind.SIGNATORY_ENTRY: Contract(
            signatory.SignatoryEntry, certificate_pb2.SignatoryEntry, "entry"
        ),
    }
)
