"""What an officer can do about a transfer now, the best step first; the interface decides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from accord.cases.transfer_file import BEFORE_DISPATCH, BEFORE_LICENCE, CLOSED, FileState
from accord.cases.transfer_partner import PartnerState
from accord.cases.transit import TransitState
from accord.pages.marked import marked as _N
from node.console.transfers.parts import Part
from node.transfers.rows import Suspension, TransferStanding
from node.transfers.views import ConsentView, TransferDetail, VisitView

WAITS: Final = MappingProxyType(
    {
        TransferStanding.OFFICER: _N("This transfer waits for you."),
        TransferStanding.ABROAD: _N("Another State has the next word."),
        TransferStanding.CLOSED: _N("This transfer is closed."),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act that is offered: its page, and what else its address names."""

    act: str
    label: str  # marked
    why: str = ""  # marked: what stands behind it, where it is the best step
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    state: str = ""  # the State that the label names
    danger: bool = False


_S = FileState
_CERTIFICATE = Step(
    act="presentTransferCertificate",
    label=_N("Have the certificate verified"),
    why=_N(
        "The importing State knows of it. "
        "First the issuing State says whether the certificate is authentic."
    ),
)
_ROUTE = Step(
    act="changeTransferRoute",
    label=_N("Take another route"),
    why=_N("A State of transit objects: the weapons may not pass there."),
)
_DISPATCH = Step(
    act="dispatchShipment",
    label=_N("Dispatch a shipment"),
    why=_N("The licence holds: the next shipment may leave."),
)
_VERIFY = Step(
    act="verifyShipment",
    label=_N("Verify the certificate for the next shipment"),
    why=_N(
        "The licence holds. "
        "Before a shipment leaves, the issuing State confirms the certificate once more."
    ),
)
_RESUME = Step(
    act="resumeTransfer",
    label=_N("Lift the suspension"),
    why=_N("An officer has suspended the transfer."),
)
_REST = Step(act="endTransferRemainder", label=_N("Give up what is left of the licence"))
_VISIT = Step(
    act="announceVisit",
    label=_N("Announce a visit"),
    why=_N("Everything has arrived. The importing State has agreed to visits to the end user."),
)
_END_VISITS = Step(act="endMonitoring", label=_N("End the visits"))
_TELL = Step(act="repeatTransferNotification", label=_N("Tell the States once more"))
_SUSPEND = Step(act="suspendTransfer", label=_N("Suspend"))
_REFUSE = Step(act="refuseTransfer", label=_N("Refuse the export"), danger=True)
_REVOKE = Step(act="revokeTransfer", label=_N("Revoke"), danger=True)
_WITHDRAW = Step(act="withdrawTransfer", label=_N("Withdraw the transfer"), danger=True)
_IMPORT = Step(
    act="decideImport",
    label=_N("Decide on the import"),
    why=_N("Another State wants to export to us and waits for our decision."),
)
_REDECIDE = Step(act="decideImport", label=_N("Change the decision on the import"))
_ANSWER = Step(
    act="answerTransit",
    label=_N("Answer as a State of transit"),
    why=_N("The weapons are to cross our territory; our answer is awaited."),
)
_OBJECT = Step(act="answerTransit", label=_N("Change our answer on transit"))
_RETRANSFER = Step(act="requestRetransfer", label=_N("Ask for consent to retransfer"))

_NEXT: Final[Mapping[FileState, Step]] = MappingProxyType(
    {
        _S.PROPOSED: _CERTIFICATE,
        _S.EUC_FAILED: Step(
            act="presentTransferCertificate",
            label=_N("Present another certificate"),
            why=_N("The issuing State has not confirmed the certificate."),
        ),
        _S.IMPORT_AUTHORISED: Step(
            act="askTransit",
            label=_N("Ask the States of transit"),
            why=_N("The import is authorised. The States on the way have not been asked yet."),
        ),
        _S.REROUTE: _ROUTE,
        _S.TRANSIT_CLEARED: Step(
            act="authoriseExport",
            label=_N("Authorise the export"),
            why=_N("Certificate, import and transit are in order: the export can be decided."),
        ),
    }
)
_ANSWERED: Final = frozenset(TransitState) - {
    TransitState.PLANNED,
    TransitState.EXEMPT,
    TransitState.REQUESTED,
}


def waits(transfer: TransferDetail, steps: Sequence[Step]) -> str:
    """Why the best step is the best, else whom the transfer waits for; a marked text."""
    return (steps[0].why if steps else "") or WAITS[transfer.summary.standing]


def next_steps(transfer: TransferDetail, parts: frozenset[Part]) -> Sequence[Step]:
    """What is worth doing, the best first; nothing where one can only wait."""
    found = _ours(transfer) if Part.EXPORTER in parts else _partners(transfer, parts)
    return tuple(found)


def other_steps(transfer: TransferDetail, parts: frozenset[Part]) -> Sequence[Step]:
    """What else may be done; the rare and grave ones last."""
    found = _others(transfer) if Part.EXPORTER in parts else _partners_others(transfer, parts)
    front = next_steps(transfer, parts)
    return tuple(one for one in found if one not in front)


def consent_steps(consent: ConsentView, parts: frozenset[Part]) -> Sequence[Step]:
    """What can be done about one request to pass weapons on."""
    path = {"consent_id": consent.request_id}
    if Part.EXPORTER in parts and consent.state == "REQUESTED":
        answer = Step(
            act="answerRetransfer",
            label=_N("Answer the request"),
            why=_N("The end user asks whether the weapons may be passed on."),
            path=path,
        )
        return (answer,)
    if Part.EXPORTER not in parts and consent.state == "CONDITIONAL":
        return (Step(act="acceptRetransferConditions", label=_N("Accept conditions"), path=path),)
    return ()


def visit_steps(visit: VisitView, parts: frozenset[Part]) -> Sequence[Step]:
    """What can be done about one visit."""
    if Part.EXPORTER not in parts or visit.report is not None:
        return ()
    path = {"psv_id": visit.psv_id}
    record = Step(
        act="recordVisit",
        label=_N("Record what the visit found"),
        why=_N("A visit to the end user is announced; its result is not recorded yet."),
        path=path,
    )
    return (record,)


def _ours(transfer: TransferDetail) -> Iterator[Step]:
    state = FileState(transfer.summary.state)
    if transfer.contested:
        yield Step(
            act="settleTransferContest",
            label=_N("See to what is contested"),
            why=_N("What another State was told does not fit what it knows."),
        )
    for consent in transfer.consents:
        yield from consent_steps(consent, frozenset({Part.EXPORTER}))
    if state not in CLOSED:
        for transit in transfer.transits:
            if transit.state is TransitState.CONDITIONAL:
                yield Step(
                    act="acceptTransitConditions",
                    label=_N("Accept the conditions of %(state)s"),
                    why=_N("A State of transit lets the weapons pass on conditions."),
                    query={"member": transit.member},
                    state=transit.member,
                )
    if state in _NEXT:
        yield _NEXT[state]
    if state is _S.EXPORT_AUTHORISED:
        yield from _leaving(transfer)
    if state is _S.SHIPPING:
        yield from _shipping(transfer)
    if state is _S.MONITORING:
        for visit in transfer.visits:
            yield from visit_steps(visit, frozenset({Part.EXPORTER}))
        yield from (_VISIT, _END_VISITS)


def _shipping(transfer: TransferDetail) -> Iterator[Step]:
    if transfer.suspensions:
        if Suspension.OFFICER in transfer.suspensions:
            yield _RESUME
        if not transfer.remainder_ended:
            yield _REST
    elif any(line.remaining for line in transfer.lines) and not transfer.remainder_ended:
        yield from _leaving(transfer)


def _leaving(transfer: TransferDetail) -> Iterator[Step]:
    """Each shipment's certificate is verified, then the shipment leaves (A/75/78, para 52)."""
    if _to_verify(transfer):
        yield _VERIFY
    yield _DISPATCH


def _to_verify(transfer: TransferDetail) -> bool:
    """Whether nobody has had the certificate verified since the last shipment left."""
    if transfer.file is None or not transfer.file.certificate_number:
        return False
    for entry in reversed(transfer.timeline):
        if entry.event == "VERIFY_SHIPMENT":
            return False
        if entry.event == "DISPATCHED":
            return True
    return True


def _others(transfer: TransferDetail) -> Iterator[Step]:
    state = FileState(transfer.summary.state)
    if state in CLOSED:
        return
    if state in {_S.EXPORT_AUTHORISED, _S.SHIPPING} and not transfer.remainder_ended:
        yield _VERIFY
    if state is _S.RETRANSFER_REVIEW:
        yield _VISIT
    yield _TELL
    if Suspension.OFFICER not in transfer.suspensions:
        yield _SUSPEND
    else:
        yield _RESUME
    if state is _S.SHIPPING and not transfer.remainder_ended:
        yield _REST
    if state in BEFORE_LICENCE:
        yield _REFUSE
    if state in BEFORE_DISPATCH:
        yield from (_REVOKE, _WITHDRAW)


def _partners(transfer: TransferDetail, parts: frozenset[Part]) -> Iterator[Step]:
    state = PartnerState(transfer.summary.state)
    for consent in transfer.consents:
        yield from consent_steps(consent, parts)
    if state is PartnerState.INFORMED and Part.IMPORTER in parts:
        yield _IMPORT
    if state is not PartnerState.CLOSED and _transit_state(transfer, parts) is (
        TransitState.REQUESTED
    ):
        yield _ANSWER


def _partners_others(transfer: TransferDetail, parts: frozenset[Part]) -> Iterator[Step]:
    ended = transfer.summary.state == PartnerState.CLOSED
    if not ended and Part.IMPORTER in parts:
        yield _REDECIDE
    if not ended and _transit_state(transfer, parts) in _ANSWERED:
        yield _OBJECT
    if transfer.shipments and parts & {Part.IMPORTER, Part.END_USER}:
        yield _RETRANSFER


def _transit_state(transfer: TransferDetail, parts: frozenset[Part]) -> TransitState | None:
    """Where our own word stands; a State of transit is told of no other's."""
    if Part.TRANSIT not in parts or len(transfer.transits) != 1:
        return None
    return transfer.transits[0].state
