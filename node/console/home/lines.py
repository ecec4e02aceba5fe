"""A line of the work list in the reader's words: what it is, what is next, and where it leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from accord.cases.exemption_machine import ExemptionState
from accord.cases.hit_life import HitState
from accord.cases.notice_codes import NoticeState
from accord.cases.trace_case import CaseState
from accord.cases.trace_leg import CLARIFYING
from accord.cases.transfer_file import FileState
from accord.cases.transfer_partner import PartnerState
from accord.pages.marked import marked as _N
from node.casework.views import Standing
from node.console.visit import Visit
from node.desk.waiting import Tally, WorkItem, WorkKind
from node.exemptions.waiting import ANSWERED

KINDS: Final[Mapping[WorkKind, str]] = {
    WorkKind.REQUEST: _N("Request from abroad"),
    WorkKind.CASE: _N("Case"),
    WorkKind.HIT: _N("Hit"),
    WorkKind.INQUIRY: _N("Inquiry"),
    WorkKind.NOTICE: _N("Notice"),
    WorkKind.TRANSFER: _N("Transfer"),
    WorkKind.CERTIFICATE_CHECK: _N("Certificate"),
    WorkKind.EXEMPTION: _N("Exemption"),
}
TALLIES: Final[Mapping[WorkKind, str]] = {
    WorkKind.REQUEST: _N("requests from abroad"),
    WorkKind.CASE: _N("cases of ours"),
    WorkKind.HIT: _N("hits"),
    WorkKind.INQUIRY: _N("inquiries of others"),
    WorkKind.NOTICE: _N("notices of ours"),
    WorkKind.TRANSFER: _N("transfers"),
    WorkKind.CERTIFICATE_CHECK: _N("certificates to verify"),
    WorkKind.EXEMPTION: _N("requests for exemption"),
}
# The page of one, its part of the address, and the page of all that wait.
_PAGES: Final[Mapping[WorkKind, tuple[str, str, str, Mapping[str, str]]]] = {
    WorkKind.REQUEST: ("request", "request_id", "requests", {"standing": "OFFICER"}),
    WorkKind.CASE: ("case", "case_id", "cases", {"standing": "OFFICER"}),
    WorkKind.HIT: ("hit", "hit_id", "hits", {"waiting": "true"}),
    WorkKind.INQUIRY: ("inquiry-request", "received_id", "inquiry-requests", {"state": "PROPOSED"}),
    WorkKind.NOTICE: ("notice", "notice_id", "notices", {"waiting": "true"}),
    WorkKind.TRANSFER: ("transfer", "transfer_id", "transfers", {"standing": "OFFICER"}),
    WorkKind.CERTIFICATE_CHECK: (
        "certificate-check",
        "check_id",
        "certificate-checks",
        {"state": "ASKED"},
    ),
    WorkKind.EXEMPTION: ("exemption", "exemption_id", "exemptions", {}),
}
_STEPS: Final[Mapping[tuple[WorkKind, str], str]] = {
    (WorkKind.CASE, CaseState.DOMESTIC_TRACE): _N("Decide on our own record"),
    (WorkKind.CASE, CaseState.HIT_FLOW): _N("See to the notice that matches"),
    (WorkKind.CASE, CaseState.INTERNATIONAL): _N("Ask a State"),
    (WorkKind.CASE, CaseState.WAITING_LEGS): _N("Answer a question"),
    (WorkKind.CASE, CaseState.ESTABLISHED): _N("Record the outcome"),
    (WorkKind.CASE, CaseState.EXHAUSTED): _N("Record the outcome"),
    (WorkKind.CASE, Standing.BLOCKED): _N("Describe the weapon better"),
    (WorkKind.HIT, HitState.CANDIDATE): _N("Compare the marks"),
    (WorkKind.HIT, HitState.CONFIRMATION_REQUESTED): _N("Confirm the hit, or say why not"),
    (WorkKind.HIT, HitState.AWAITING): _N("Confirm the hit, or say why not"),
    (WorkKind.HIT, HitState.ESCALATED): _N("Reach the owner by telephone"),
    (WorkKind.HIT, HitState.CONFIRMED): _N("Act on the hit"),
    (WorkKind.HIT, HitState.SEIZED): _N("Report the recovery"),
    (WorkKind.HIT, HitState.RECOVERED): _N("Say what becomes of the weapon"),
    (WorkKind.NOTICE, NoticeState.DRAFT): _N("Publish the draft, or discard it"),
    (WorkKind.NOTICE, NoticeState.REVIEW_DUE): _N("Validate the notice, or cancel it"),
    (WorkKind.NOTICE, NoticeState.SUSPENDED): _N("Validate the notice, or cancel it"),
    (WorkKind.NOTICE, NoticeState.RECOVERED_PENDING): _N("Clear the notice"),
    (WorkKind.TRANSFER, FileState.PROPOSED): _N("Have the certificate verified"),
    (WorkKind.TRANSFER, FileState.EUC_FAILED): _N("Present another certificate"),
    (WorkKind.TRANSFER, FileState.IMPORT_AUTHORISED): _N("Ask the States of transit"),
    (WorkKind.TRANSFER, FileState.REROUTE): _N("Take another route"),
    (WorkKind.TRANSFER, FileState.TRANSIT_CLEARED): _N("Authorise the export"),
    (WorkKind.TRANSFER, FileState.EXPORT_AUTHORISED): _N("Dispatch a shipment"),
    (WorkKind.TRANSFER, FileState.RETRANSFER_REVIEW): _N("Answer the request"),
    (WorkKind.EXEMPTION, ExemptionState.REQUESTED): _N("Return it to the applicant"),
    (WorkKind.EXEMPTION, ExemptionState.RETURNED): _N("Send it corrected"),
    (WorkKind.EXEMPTION, ExemptionState.ASSESSMENT): _N("Circulate to the members"),
    (WorkKind.EXEMPTION, ExemptionState.CIRCULATED): _N("Take a position"),
    (WorkKind.EXEMPTION, ANSWERED): _N("Give the opinion"),
    (WorkKind.EXEMPTION, ExemptionState.OPINION): _N("Record the decision"),
    (WorkKind.EXEMPTION, ExemptionState.ESCALATED): _N("Record the decision"),
}
_ALWAYS: Final[Mapping[WorkKind, str]] = {
    WorkKind.REQUEST: _N("Decide on the proposed answer"),
    WorkKind.INQUIRY: _N("Decide on the proposed answer"),
    WorkKind.CERTIFICATE_CHECK: _N("Say whether the certificate is authentic"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the list."""

    item: WorkItem
    kind: str
    step: str
    overdue: bool
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """How much of one kind waits."""

    tally: Tally
    label: str
    address: str


def line_of(item: WorkItem, visit: Visit) -> Line:
    """The item as the reader sees it."""
    page, part, _, _ = _PAGES[item.kind]
    return Line(
        item=item,
        kind=KINDS[item.kind],
        step=visit.reader.text(_step(item)) or visit.label(_state(item)),
        overdue=item.due_ms is not None and item.due_ms < visit.reader.now_ms,
        address=visit.to(page, **{part: item.id}),
    )


def tile_of(tally: Tally, visit: Visit) -> Tile:
    """The count as the reader sees it, leading to all that is counted."""
    _, _, page, query = _PAGES[tally.kind]
    return Tile(tally=tally, label=TALLIES[tally.kind], address=visit.to(page, query))


def _step(item: WorkItem) -> str:
    if item.asked_by:
        return _N("Release it as the second person, or not")
    if item.kind is WorkKind.REQUEST and item.state in CLARIFYING:
        return _N("Give the reasons")
    return _STEPS.get((item.kind, item.state)) or _ALWAYS.get(item.kind, "")


def _state(item: WorkItem) -> object:
    if item.kind is not WorkKind.TRANSFER:
        return item.state
    ours = item.state in FileState.__members__
    return FileState(item.state) if ours else PartnerState(item.state)
