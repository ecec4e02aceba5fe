"""What can be done about a certificate, a verification or an official; the interface decides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from accord.cases.certificate_check import CheckState
from accord.cases.certificate_codes import SignatoryStatus
from accord.pages.marked import marked as _N
from node.certificates.rows import CheckSide, Side
from node.certificates.views import CertificateDetail, CheckDetail, SignatoryDetail


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act that is offered."""

    act: str  # the page
    label: str  # marked
    why: str = ""  # marked: what stands behind it, where it is offered first
    query: Mapping[str, str] = field(default_factory=dict)
    danger: bool = False


def certificate_steps(certificate: CertificateDetail) -> Sequence[Step]:
    """The likeliest first, what takes the certificate back last."""
    return tuple(_certificate(certificate))


def _certificate(certificate: CertificateDetail) -> Iterator[Step]:
    summary = certificate.summary
    if summary.side == Side.PRESENTED:
        yield Step(act="verifyCertificate", label=_N("Ask the issuing State"))
        return
    if summary.revoked:
        return
    if not summary.expired:
        yield Step(act="handOverCertificate", label=_N("Send it to the exporting State"))
    shipped = {(one.member, one.transfer) for one in certificate.uses if one.shipment}
    for one in certificate.uses:
        if not one.shipment and (one.member, one.transfer) not in shipped:
            held = {"member": one.member, "transfer": one.transfer}
            yield Step(act="releaseCertificate", label=_N("Free it from its transfer"), query=held)
    yield Step(act="revokeCertificate", label=_N("Revoke the certificate"), danger=True)


def check_steps(check: CheckDetail, name: str) -> Sequence[Step]:
    """The answer, where it is ours to give; never twice by the same person."""
    waits = check.summary.state == CheckState.ASKED
    if check.summary.side != CheckSide.ANSWERING or not waits or check.answer_asked_by == name:
        return ()
    return (Step(act="answerCertificateCheck", label=_N("Answer the verification")),)


def signatory_steps(signatory: SignatoryDetail, member: str, name: str) -> Sequence[Step]:
    """What our register allows with an official of our own."""
    if signatory.summary.state != member:
        return ()
    return tuple(_signatory(signatory, name))


def _signatory(signatory: SignatoryDetail, name: str) -> Iterator[Step]:
    status = signatory.summary.status
    if status is SignatoryStatus.REVOKED:
        return
    if status is SignatoryStatus.PENDING and signatory.entered_by != name:
        yield Step(act="activateSignatory", label=_N("Confirm the entry"))
    if status is SignatoryStatus.ACTIVE:
        yield Step(act="lodgeSignatory", label=_N("Give it to other States"))
        yield Step(act="suspendSignatory", label=_N("Suspend"))
    if status is SignatoryStatus.SUSPENDED:
        yield Step(act="reinstateSignatory", label=_N("Reinstate"))
    yield Step(act="revokeSignatory", label=_N("End the authority"), danger=True)
