"""What the exporting State does about a file, from its proposal to its end."""

from typing import Any

from aiohttp import web

from accord.cases.transfer import Licence
from accord.pages.marked import marked as _N
from node.api import bodies
from node.api.bodies import Created
from node.api.transfer_acts import CertificateNamed, MemberNamed
from node.console.acting import Act, Prepared
from node.console.forms.spec import FieldSpec, Widget
from node.console.transfers.acting import TRANSFER, act, formed, members, shown, today
from node.console.transfers.fields import DRAFT, LICENCE, REASON, ROUTE
from node.console.visit import Visit
from node.transfers.drafts import RefusalDraft, RouteDraft, TransferDraft
from node.transfers.views import TransferDetail

_CRITERION = FieldSpec(order=1)
_REASONED = {"criterion": _CRITERION, "reason": FieldSpec(widget=Widget.PARAGRAPH, order=2)}
_TOLD = _N("The States concerned are told.")
_ENDED = _N("The transfer is closed; the States concerned are told.")


async def _begun(visit: Visit, _resource: Any) -> Prepared:
    """Who we are is known; the other States are offered by name."""
    member = str(visit.frame["member"])
    others = await members(visit)
    return Prepared(
        values={
            "exporter": {"authority": visit.frame["authority"]},
            "items": ({"number": 1},),
            "language": visit.reader.language,
        },
        fixed={"exporter.state": member},
        options={
            "importer.state": others,
            "end_user.state": others,
            "transits[].state": others,
        },
    )


def _opened(visit: Visit, made: Created) -> web.StreamResponse:
    return visit.see("transfer", visit.done("proposeTransfer"), transfer_id=made.id)


async def _route(visit: Visit, transfer: TransferDetail) -> Prepared:
    """The route as it is, to be changed."""
    file, others = transfer.file, await members(visit)
    values = {"transits": file.transits, "means": file.means, "route": file.route} if file else None
    return shown(visit, transfer, values, {"transits[].state": others})


async def _certificate(visit: Visit, transfer: TransferDetail) -> Prepared:
    file = transfer.file
    return shown(visit, transfer, {"number": file.certificate_number} if file else None)


async def _conditions(visit: Visit, transfer: TransferDetail) -> Prepared:
    """The State that the link named, of those on the way."""
    named = {one.member: visit.reader.country(one.member) for one in transfer.transits}
    member = visit.query.get("member", "")
    values = {"member": member} if member in named else None
    return shown(visit, transfer, values, {"member": named})


async def _licence(visit: Visit, transfer: TransferDetail) -> Prepared:
    return shown(visit, transfer, {"authority": visit.frame["authority"], "issued": today(visit)})


_PROPOSE = Act(
    route="proposeTransfer",
    path="/transfers/new",
    title=_N("New transfer"),
    text=_N("One file for each licence, however many shipments; the importing State is told."),
    submit=_N("Propose the transfer"),
    done=_N("The transfer is proposed; the importing State is told."),
    back="transfers",
    section="transfers",
    spec=DRAFT,
    prepare=_begun,
    after=_opened,
)

_FORMED: tuple[tuple[Act, type[Any]], ...] = (
    (_PROPOSE, TransferDraft),
    (
        act(
            "presentTransferCertificate",
            TRANSFER + "/certificate",
            _N("Have the certificate verified"),
            _N("Ask the issuing State"),
            text=_N("The State that issued the certificate says whether it is authentic."),
            done=_N("The issuing State is asked."),
            spec={"number": FieldSpec(label=_N("Number of the end-user certificate"))},
            prepare=_certificate,
        ),
        CertificateNamed,
    ),
    (
        act(
            "acceptTransitConditions",
            TRANSFER + "/transit/conditions",
            _N("Accept the conditions"),
            _N("Accept"),
            text=_N("They bind whoever carries the goods through that State."),
            done=_N("The conditions are accepted."),
            spec={"member": FieldSpec(label=_N("State of transit"))},
            prepare=_conditions,
        ),
        MemberNamed,
    ),
    (
        act(
            "changeTransferRoute",
            TRANSFER + "/route",
            _N("Take another route"),
            _N("Change the route"),
            text=_N("The States on the new route are asked anew."),
            done=_N("The route is changed."),
            spec=ROUTE,
            prepare=_route,
        ),
        RouteDraft,
    ),
    (
        act(
            "authoriseExport",
            TRANSFER + "/export-authorisation",
            _N("Authorise the export"),
            _N("Issue the export licence"),
            text=_N(
                "Issued only where every condition holds (FP 10(2)); else it says which fails."
            ),
            done=_N("The licence is issued, or waits for a second person."),
            spec=LICENCE,
            prepare=_licence,
        ),
        Licence,
    ),
    (
        act(
            "refuseTransfer",
            TRANSFER + "/refusal",
            _N("Refuse the export"),
            _N("Refuse"),
            text=_N("On one of the criteria (ATT 6, 7). The file ends."),
            done=_ENDED,
            spec=_REASONED,
            danger=True,
        ),
        RefusalDraft,
    ),
    (
        act(
            "revokeTransfer",
            TRANSFER + "/revocation",
            _N("Revoke"),
            _N("Revoke"),
            text=_N("Takes back what was granted, before anything has left. The file ends."),
            done=_ENDED,
            spec=_REASONED,
            danger=True,
        ),
        RefusalDraft,
    ),
    (
        act(
            "withdrawTransfer",
            TRANSFER + "/withdrawal",
            _N("Withdraw the transfer"),
            _N("Withdraw"),
            text=_N("Ends a file that nobody pursues."),
            done=_ENDED,
            spec=REASON,
            danger=True,
        ),
        bodies.Reason,
    ),
    (
        act(
            "suspendTransfer",
            TRANSFER + "/suspension",
            _N("Suspend"),
            _N("Suspend"),
            text=_N("Nothing more leaves until you lift it; what is on its way goes on."),
            done=_N("Nothing more leaves under this licence."),
            spec=REASON,
        ),
        bodies.Reason,
    ),
    (
        act(
            "resumeTransfer",
            TRANSFER + "/resumption",
            _N("Lift the suspension"),
            _N("Lift the suspension"),
            text=_N("Only your own; what another rule suspends stays suspended."),
            done=_N("The suspension is lifted."),
            spec=REASON,
        ),
        bodies.Reason,
    ),
    (
        act(
            "endTransferRemainder",
            TRANSFER + "/remainder",
            _N("Give up what is left of the licence"),
            _N("Give it up"),
            text=_N("The file ends once everything that has left is accounted for."),
            done=_N("What was left of the licence has ended."),
            spec=REASON,
            danger=True,
        ),
        bodies.Reason,
    ),
    (
        act(
            "settleTransferContest",
            TRANSFER + "/contest",
            _N("See to what is contested"),
            _N("It is seen to"),
            text=_N("Another State does not accept what it was told; say what was done about it."),
            done=_N("Noted."),
            spec=REASON,
        ),
        bodies.Reason,
    ),
)
_PLAIN: tuple[Act, ...] = (
    act(
        "askTransit",
        TRANSFER + "/transit",
        _N("Ask the States of transit"),
        _N("Ask them"),
        text=_N("Each gets the import licence in advance. Without any, the way is clear at once."),
        done=_N("The States of transit are asked."),
    ),
    act(
        "repeatTransferNotification",
        TRANSFER + "/notification",
        _N("Tell the States once more"),
        _N("Tell them"),
        text=_N("Sends the file once more, and asks again whoever has not answered."),
        done=_TOLD,
    ),
)
PAGES = (*formed(_FORMED), *(one.page(None) for one in _PLAIN))
