"""The pages of certificates: lists, one certificate, verifications, and who may sign."""

from collections.abc import Sequence

from aiohttp import web

from accord.cases.certificate_check import CheckState
from accord.cases.certificate_codes import CheckPurpose, CheckResult, SignatoryPower
from node.casework.views import Entry
from node.certificates.rows import CheckSide, Side
from node.certificates.views import CertificateDetail, CheckDetail, SignatoryDetail
from node.console.certificates import acts, signatory_acts
from node.console.certificates.quantities import used_of
from node.console.certificates.steps import certificate_steps, check_steps, signatory_steps
from node.console.labels import happened
from node.console.page import ConsoleRoom, Page
from node.console.visit import Visit
from node.people.rights import Right

ROWS = 50
# The views name these codes as text.
_CODES = {one.value: one for codes in (CheckResult, CheckPurpose, CheckState) for one in codes}
_POWERS = {one.value: one for one in SignatoryPower}


async def _certificates(visit: Visit) -> web.StreamResponse:
    side, before = visit.query.get("side", ""), visit.query.get("before", "")
    kept = {"side": side} if side else {}
    page = {"before": before} if before else {}
    found = await visit.call("listCertificates", query={**kept, **page, "limit": ROWS})
    return visit.page(
        "certificates/certificates.html",
        certificates=found.certificates,
        codes=_CODES,
        side=side,
        sides=tuple(Side),
        older=visit.to("certificates", {**kept, "before": found.next}) if found.next else "",
        newest=visit.to("certificates", kept) if before else "",
    )


async def _certificate(visit: Visit) -> web.StreamResponse:
    certificate: CertificateDetail = await visit.call(
        "showCertificate", certificate_id=visit.path["certificate_id"]
    )
    return visit.page(
        "certificates/certificate.html",
        certificate=certificate,
        lines=used_of(certificate),
        codes=_CODES,
        ours=certificate.summary.side == Side.ISSUED,
        steps=certificate_steps(certificate) if visit.may(Right.WORK) else (),
        history=_history(visit, certificate.timeline),
    )


async def _checks(visit: Visit) -> web.StreamResponse:
    kept = {name: visit.query[name] for name in ("side", "state") if visit.query.get(name)}
    before = visit.query.get("before", "")
    page = {"before": before} if before else {}
    found = await visit.call("listCertificateChecks", query={**kept, **page, "limit": ROWS})
    return visit.page(
        "certificates/checks.html",
        checks=found.checks,
        codes=_CODES,
        kept=kept,
        sides=tuple(CheckSide),
        older=visit.to("certificate-checks", {**kept, "before": found.next}) if found.next else "",
        newest=visit.to("certificate-checks", kept) if before else "",
    )


async def _check(visit: Visit) -> web.StreamResponse:
    check: CheckDetail = await visit.call("showCertificateCheck", check_id=visit.path["check_id"])
    return visit.page(
        "certificates/check.html",
        check=check,
        codes=_CODES,
        ours=check.summary.side == CheckSide.ANSWERING,
        steps=check_steps(check, visit.actor.name) if visit.may(Right.WORK) else (),
        history=_history(visit, check.timeline),
    )


async def _signatories(visit: Visit) -> web.StreamResponse:
    state, after = visit.query.get("state", ""), visit.query.get("after", "")
    kept = {"state": state} if state else {}
    page = {"after": after} if after else {}
    found = await visit.call("listSignatories", query={**kept, **page, "limit": ROWS})
    return visit.page(
        "certificates/signatories.html",
        signatories=found.signatories,
        powers=_POWERS,
        state=state,
        own=str(visit.frame["member"]),
        older=visit.to("signatories", {**kept, "after": found.next}) if found.next else "",
        newest=visit.to("signatories", kept) if after else "",
    )


async def _signatory(visit: Visit) -> web.StreamResponse:
    signatory: SignatoryDetail = await visit.call(
        "showSignatory", official_id=visit.path["official_id"]
    )
    member = str(visit.frame["member"])
    works = visit.may(Right.WORK)
    return visit.page(
        "certificates/signatory.html",
        signatory=signatory,
        steps=signatory_steps(signatory, member, visit.actor.name) if works else (),
        history=_history(visit, signatory.timeline),
    )


def _history(visit: Visit, timeline: Sequence[Entry]) -> list[tuple[Entry, str]]:
    """The newest first, each event in the reader's words."""
    return [
        (entry, visit.reader.text(happened(entry.event) or "") or visit.label(entry.event))
        for entry in reversed(timeline)
    ]


_FIXED = 3  # acts whose address an id must not take come before the page of an id
ROOM = ConsoleRoom(
    package="node.console.certificates",
    pages=(
        Page(path="/certificates", name="certificates", show=_certificates, section="certificates"),
        *acts.PAGES[:_FIXED],
        Page(
            path="/certificates/{certificate_id}",
            name="certificate",
            show=_certificate,
            section="certificates",
        ),
        *acts.PAGES[_FIXED:],
        Page(path="/certificate-checks", name="certificate-checks", show=_checks, section="checks"),
        Page(
            path="/certificate-checks/{check_id}",
            name="certificate-check",
            show=_check,
            section="checks",
        ),
        Page(path="/signatories", name="signatories", show=_signatories, section="signatories"),
        *signatory_acts.PAGES[:1],
        Page(
            path="/signatories/{official_id}",
            name="signatory",
            show=_signatory,
            section="signatories",
        ),
        *signatory_acts.PAGES[1:],
    ),
)
