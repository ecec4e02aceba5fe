"""Certificates and their verifications, as retention sees them.

A certificate is over once it has expired or was revoked, and leaves after its last verification.
The officials who sign stay: an old signature must be verifiable for ever.
"""

from typing import Final

from sqlalchemy import case, exists, func, select

from accord.cases.certificate_check import CheckState
from node.certificates.tables import certificate, certificate_check, certificate_use
from node.retention.plain import PlainKeeping, later, part

_of_check = certificate.c.certificate_id == certificate_check.c.certificate_id
_end = case(
    (certificate.c.revoked_from_ms.is_not(None), certificate.c.updated_ms),
    else_=later(certificate.c.updated_ms, certificate.c.expires_ms),
)
_of_certificate = select(_end).where(_of_check).scalar_subquery()
_last_word = func.coalesce(certificate_check.c.answered_ms, certificate_check.c.asked_ms)

CHECKS: Final = PlainKeeping(
    name="certificate_check",
    key=certificate_check.c.check_id,
    over=certificate_check.c.state != CheckState.ASKED,
    ended_ms=later(_last_word, func.coalesce(_of_certificate, 0)),
    term=lambda policy: policy.certificate_years,
)
CERTIFICATES: Final = PlainKeeping(
    name="certificate",
    key=certificate.c.certificate_id,
    over=~exists().where(_of_check),
    ended_ms=_end,
    term=lambda policy: policy.certificate_years,
    parts=(part(certificate_use.c.certificate_id),),
)
