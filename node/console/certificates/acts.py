"""What an officer does about certificates and their verification, each on a page of its own."""

from typing import Any, Final

from aiohttp import web

from accord.cases.certificate import Certificate, SignedCertificate
from accord.cases.certificate_codes import AuthenticationMethod
from accord.pages.marked import marked as _N
from node.api import certificate_bodies as bodies
from node.api.bodies import Created
from node.certificates.views import CertificateDetail, CheckDetail
from node.console.acting import Act, Prepared
from node.console.certificates.fields import CERTIFICATE, SIGNED
from node.console.forms.spec import FieldSpec, Widget
from node.console.transfers.acting import formed, members, today
from node.console.visit import Visit

_PATH: Final = "/certificates/{certificate_id}"
_ACT: Final = "certificates/act.html"


def _begun(visit: Visit) -> dict[str, object]:
    return {"authority": visit.frame["authority"], "issued": today(visit)}


async def _own(visit: Visit, _resource: Any) -> Prepared:
    """A certificate of our own: we issue it."""
    return Prepared(
        values={"certificate": _begun(visit), "method": AuthenticationMethod.DIGITAL_SIGNATURE},
        fixed={"certificate.issuing_state": str(visit.frame["member"])},
        options={"certificate.exporting_state": await members(visit)},
    )


async def _formed(visit: Visit, _resource: Any) -> Prepared:
    return Prepared(
        values=_begun(visit),
        fixed={"issuing_state": str(visit.frame["member"])},
        options={"exporting_state": await members(visit)},
    )


async def _foreign(visit: Visit, _resource: Any) -> Prepared:
    """A certificate of another State, which somebody presents to us as the exporting one."""
    return Prepared(
        values={"method": AuthenticationMethod.DIGITAL_SIGNATURE},
        fixed={"certificate.exporting_state": str(visit.frame["member"])},
        options={"certificate.issuing_state": await members(visit)},
    )


async def _beside(_visit: Visit, certificate: CertificateDetail) -> Prepared:
    return Prepared(beside={"certificate": certificate})


async def _held(visit: Visit, certificate: CertificateDetail) -> Prepared:
    """The transfer that the link named, of those that hold the certificate."""
    holds = {one.member: visit.reader.country(one.member) for one in certificate.uses}
    named = {name: visit.query[name] for name in ("member", "transfer") if visit.query.get(name)}
    return Prepared(values=named, options={"member": holds}, beside={"certificate": certificate})


async def _check(_visit: Visit, check: CheckDetail) -> Prepared:
    return Prepared(beside={"check": check})


def _to_certificate(visit: Visit, made: Created | bodies.Issued) -> web.StreamResponse:
    """To what was made; while a second person has to enter the same, to the list."""
    act = "issueCertificate" if isinstance(made, bodies.Issued) else "presentCertificate"
    if not made.id:
        return visit.see("certificates", visit.done(act))
    return visit.see("certificate", visit.done(act), certificate_id=made.id)


def _to_check(visit: Visit, made: Created) -> web.StreamResponse:
    return visit.see("certificate-check", visit.done("verifyCertificate"), check_id=made.id)


def _show_form(visit: Visit, form: bodies.CanonicalForm) -> web.StreamResponse:
    """The answer is a document to sign, not a step of anything: it is shown at once."""
    return visit.page("certificates/formed.html", form=form)


_FORMED: tuple[tuple[Act, type[Any]], ...] = (
    (
        Act(
            route="formCertificate",
            path="/certificates/form",
            title=_N("Prepare a certificate for signature"),
            text=_N("Gives the bytes that the official's key signs; nothing is entered yet."),
            submit=_N("Show what is signed"),
            back="certificates",
            section="certificates",
            spec=CERTIFICATE,
            prepare=_formed,
            after=_show_form,
        ),
        Certificate,
    ),
    (
        Act(
            route="issueCertificate",
            path="/certificates/issue",
            title=_N("Enter a certificate of ours"),
            text=_N("A signed certificate goes into our register; only what is in it is ours."),
            submit=_N("Enter it into the register"),
            done=_N("The certificate is entered, or waits for a second person."),
            back="certificates",
            section="certificates",
            spec=SIGNED,
            prepare=_own,
            after=_to_certificate,
        ),
        SignedCertificate,
    ),
    (
        Act(
            route="presentCertificate",
            path="/certificates/present",
            title=_N("Take in a certificate from abroad"),
            text=_N("Exactly as it was presented; the issuing State says whether it is authentic."),
            submit=_N("Take the certificate in"),
            done=_N("The certificate is taken in."),
            back="certificates",
            section="certificates",
            spec=SIGNED,
            prepare=_foreign,
            after=_to_certificate,
        ),
        SignedCertificate,
    ),
    (
        Act(
            route="verifyCertificate",
            path=_PATH + "/verify",
            title=_N("Ask the issuing State"),
            text=_N("Before an export is authorised, and again before a shipment leaves."),
            submit=_N("Ask the issuing State"),
            done=_N("The issuing State is asked."),
            back="certificate",
            section="certificates",
            spec={
                "transfer": FieldSpec(label=_N("Transfer"), order=1),
                "shipment": FieldSpec(
                    order=2, help=_N("Where a shipment is about to leave; else leave it open.")
                ),
                "quantities": FieldSpec(
                    row=_N("Item"),
                    add=_N("Add an item"),
                    help=_N("What leaves with that shipment."),
                    order=3,
                ),
            },
            prepare=_beside,
            after=_to_check,
            template=_ACT,
        ),
        bodies.VerificationWanted,
    ),
    (
        Act(
            route="revokeCertificate",
            path=_PATH + "/revoke",
            title=_N("Revoke the certificate"),
            text=_N("Whoever was told that it is authentic is told; what has not left stops."),
            submit=_N("Revoke"),
            done=_N("The certificate is revoked, or waits for a second person."),
            danger=True,
            back="certificate",
            section="certificates",
            spec={
                "reason": FieldSpec(widget=Widget.PARAGRAPH, order=1),
                "effective_from_ms": FieldSpec(
                    label=_N("Does not hold since"), help=_N("Left open: from now on."), order=2
                ),
            },
            prepare=_beside,
            template=_ACT,
        ),
        bodies.CertificateRevocation,
    ),
    (
        Act(
            route="releaseCertificate",
            path=_PATH + "/release",
            title=_N("Free it from its transfer"),
            text=_N("Where nothing was shipped for the transfer that holds it."),
            submit=_N("Free it"),
            done=_N("The certificate is free for another transfer."),
            back="certificate",
            section="certificates",
            spec={
                "member": FieldSpec(label=_N("Exporting State"), order=1),
                "transfer": FieldSpec(label=_N("Transfer"), order=2),
            },
            prepare=_held,
            template=_ACT,
        ),
        bodies.HeldFor,
    ),
    (
        Act(
            route="answerCertificateCheck",
            path="/certificate-checks/{check_id}/answer",
            title=_N("Answer the verification"),
            text=_N("Our register answers; you compare a paper that it does not know."),
            submit=_N("Send the answer"),
            done=_N("The answer is on its way, or waits for a second person."),
            back="certificate-check",
            section="checks",
            spec={
                "comparison": FieldSpec(
                    widget=Widget.RADIO,
                    help=_N("Only for a paper that is to be compared with the specimens."),
                )
            },
            prepare=_check,
            template="certificates/check_act.html",
        ),
        bodies.CheckAnswer,
    ),
)
_PLAIN: tuple[Act, ...] = (
    Act(
        route="handOverCertificate",
        path=_PATH + "/hand-over",
        title=_N("Send it to the exporting State"),
        text=_N("The exporting State gets it from us and from nobody else (A/75/78, 52)."),
        submit=_N("Send it"),
        done=_N("The certificate is on its way."),
        back="certificate",
        section="certificates",
        prepare=_beside,
        template=_ACT,
    ),
)
PAGES = (*formed(_FORMED), *(one.page(None) for one in _PLAIN))
