"""Routes of end-user certificates: issued by us, presented to us, verified, taken back."""

from typing import Any

from sqlalchemy import Connection

from accord.cases.certificate import Certificate, SignedCertificate
from accord.cases.certificate_check import CheckState
from accord.cases.certificate_form import digest, to_sign
from node.api.bodies import Created
from node.api.cases import PAGE
from node.api.certificate_bodies import (
    CanonicalForm,
    CertificateList,
    CertificateRevocation,
    CheckAnswer,
    CheckList,
    HeldFor,
    Issued,
    VerificationWanted,
)
from node.api.route import AnyRoute, Call, Query, Route
from node.api.services import Services
from node.certificates.rows import CheckSide, Side
from node.certificates.views import CertificateDetail, CheckDetail

_LIMIT = Query(name="limit", description="rows on the page", minimum=1, maximum=500)
_BEFORE = Query(name="before", description="the `next` of the page before")


def _list(services: Services, tx: Connection, call: Call[None]) -> CertificateList:
    limit = int(call.query.get("limit", PAGE))
    found = services.certificates.views.certificates(
        tx,
        side=call.query.get("side", ""),
        limit=limit,
        before=call.query.get("before", ""),
    )
    last = found[-1].certificate_id if len(found) == limit else ""
    return CertificateList(certificates=found, next=last)


def _form(_services: Services, _tx: Connection, call: Call[Certificate]) -> CanonicalForm:
    return CanonicalForm(digest=digest(call.body), to_sign=to_sign(call.body))


def _issue(services: Services, tx: Connection, call: Call[SignedCertificate]) -> Issued:
    return Issued(id=services.certificates.issuing.issue(tx, call.body, by=call.officer))


def _present(services: Services, tx: Connection, call: Call[SignedCertificate]) -> Created:
    return Created(id=services.certificates.verifying.present(tx, call.body, by=call.officer))


def _show(services: Services, tx: Connection, call: Call[Any]) -> CertificateDetail:
    return services.certificates.views.certificate_detail(tx, call.path["certificate_id"])


def _hand_over(services: Services, tx: Connection, call: Call[None]) -> CertificateDetail:
    services.certificates.issuing.hand_over(tx, call.path["certificate_id"], by=call.officer)
    return _show(services, tx, call)


def _revoke(
    services: Services, tx: Connection, call: Call[CertificateRevocation]
) -> CertificateDetail:
    services.certificates.issuing.revoke(
        tx,
        call.path["certificate_id"],
        call.body.reason,
        by=call.officer,
        effective_from_ms=call.body.effective_from_ms,
    )
    return _show(services, tx, call)


def _release(services: Services, tx: Connection, call: Call[HeldFor]) -> CertificateDetail:
    services.certificates.issuing.release(
        tx, call.path["certificate_id"], call.body.member, call.body.transfer, by=call.officer
    )
    return _show(services, tx, call)


def _verify(services: Services, tx: Connection, call: Call[VerificationWanted]) -> Created:
    check_id = services.certificates.verifying.verify(
        tx,
        call.path["certificate_id"],
        transfer=call.body.transfer,
        shipment=call.body.shipment,
        quantities=call.body.quantities,
        by=call.officer,
    )
    return Created(id=check_id)


def _checks(services: Services, tx: Connection, call: Call[None]) -> CheckList:
    limit = int(call.query.get("limit", PAGE))
    found = services.certificates.views.checks(
        tx,
        side=call.query.get("side", ""),
        state=call.query.get("state", ""),
        limit=limit,
        before=call.query.get("before", ""),
    )
    return CheckList(checks=found, next=found[-1].check_id if len(found) == limit else "")


def _check(services: Services, tx: Connection, call: Call[Any]) -> CheckDetail:
    return services.certificates.views.check_detail(tx, call.path["check_id"])


def _answer(services: Services, tx: Connection, call: Call[CheckAnswer]) -> CheckDetail:
    services.certificates.answers.answer(
        tx, call.path["check_id"], by=call.officer, comparison=call.body.comparison
    )
    return _check(services, tx, call)


_CERTIFICATE = "/v1/certificates/{certificate_id}"
_CHECK = "/v1/certificate-checks/{check_id}"

ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path="/v1/certificates",
        name="listCertificates",
        tag="certificates",
        summary="End-user certificates, the newest first",
        answer=CertificateList,
        work=_list,
        query=(
            Query(name="side", description="of our register, or presented", choices=tuple(Side)),
            _LIMIT,
            _BEFORE,
        ),
    ),
    Route(
        method="POST",
        path="/v1/certificate-form",
        name="formCertificate",
        tag="certificates",
        summary="The bytes that an official's key signs, and the document's digest",
        body=Certificate,
        answer=CanonicalForm,
        work=_form,
    ),
    Route(
        method="POST",
        path="/v1/certificates/issued",
        name="issueCertificate",
        tag="certificates",
        summary="Enter a signed certificate into our register",
        body=SignedCertificate,
        answer=Issued,
        work=_issue,
        creates=True,
    ),
    Route(
        method="POST",
        path="/v1/certificates/presented",
        name="presentCertificate",
        tag="certificates",
        summary="Take in a certificate of another State that somebody presents",
        body=SignedCertificate,
        answer=Created,
        work=_present,
        creates=True,
    ),
    Route(
        method="GET",
        path=_CERTIFICATE,
        name="showCertificate",
        tag="certificates",
        summary="One certificate with its verifications, its uses and what is left",
        answer=CertificateDetail,
        work=_show,
    ),
    Route(
        method="POST",
        path=_CERTIFICATE + "/handover",
        name="handOverCertificate",
        tag="certificates",
        summary="Send our certificate to the exporting State",
        answer=CertificateDetail,
        work=_hand_over,
    ),
    Route(
        method="POST",
        path=_CERTIFICATE + "/revocation",
        name="revokeCertificate",
        tag="certificates",
        summary="Take our certificate back; whoever was told that it is authentic is told",
        body=CertificateRevocation,
        answer=CertificateDetail,
        work=_revoke,
    ),
    Route(
        method="POST",
        path=_CERTIFICATE + "/release",
        name="releaseCertificate",
        tag="certificates",
        summary="Free our certificate from a transfer for which nothing was shipped",
        body=HeldFor,
        answer=CertificateDetail,
        work=_release,
    ),
    Route(
        method="POST",
        path=_CERTIFICATE + "/verification",
        name="verifyCertificate",
        tag="certificates",
        summary="Ask the issuing State: for an authorisation, or for a shipment that leaves",
        body=VerificationWanted,
        answer=Created,
        work=_verify,
        creates=True,
    ),
    Route(
        method="GET",
        path="/v1/certificate-checks",
        name="listCertificateChecks",
        tag="certificates",
        summary="Verifications that we asked for or were asked for, the newest first",
        answer=CheckList,
        work=_checks,
        query=(
            Query(name="side", description="who asks", choices=tuple(CheckSide)),
            Query(name="state", description="where it stands", choices=tuple(CheckState)),
            _LIMIT,
            _BEFORE,
        ),
    ),
    Route(
        method="GET",
        path=_CHECK,
        name="showCertificateCheck",
        tag="certificates",
        summary="One verification: what was presented, and what our register says of it",
        answer=CheckDetail,
        work=_check,
    ),
    Route(
        method="POST",
        path=_CHECK + "/answer",
        name="answerCertificateCheck",
        tag="certificates",
        summary="Answer from our register; a paper with what the specimens show",
        body=CheckAnswer,
        answer=CheckDetail,
        work=_answer,
    ),
)
