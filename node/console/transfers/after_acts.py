"""What follows a delivery: weapons that are passed on, and visits to the end user."""

from typing import Any

from accord.pages.marked import marked as _N
from node.console.acting import Act, Prepared
from node.console.forms.spec import FieldSpec, Widget
from node.console.transfers.acting import TRANSFER, act, formed, members, shown
from node.console.transfers.fields import QUANTITIES
from node.console.transfers.quantities import ledger_of
from node.console.visit import Visit
from node.transfers.drafts import (
    RetransferAnswerDraft,
    RetransferDraft,
    VisitDraft,
    VisitReportDraft,
)
from node.transfers.views import TransferDetail

_CONSENT = TRANSFER + "/retransfers/{consent_id}"
_VISIT = TRANSFER + "/visits/{psv_id}"


async def _delivered(visit: Visit, transfer: TransferDetail) -> Prepared:
    """Of each line all that has come, to be lowered."""
    items = tuple(
        {"item": one.number, "quantity": one.shipped} for one in ledger_of(transfer) if one.shipped
    )
    options = {"new_end_user.state": await members(visit)}
    return shown(visit, transfer, {"items": items}, options)


async def _visited(visit: Visit, transfer: TransferDetail) -> Prepared:
    items = tuple(
        {"item": one.number, "quantity": one.delivered}
        for one in ledger_of(transfer)
        if one.delivered
    )
    return shown(visit, transfer, {"items": items})


_FORMED: tuple[tuple[Act, type[Any]], ...] = (
    (
        act(
            "requestRetransfer",
            TRANSFER + "/retransfers",
            _N("Ask for consent to retransfer"),
            _N("Ask the exporting State"),
            text=_N("Weapons are passed on only with its consent (A/75/78, 50)."),
            done=_N("The request is on its way."),
            spec={
                **QUANTITIES,
                "items": FieldSpec(
                    label=_N("What is passed on"), row=_N("Line"), add=_N("Add a line"), order=1
                ),
                "new_end_user": FieldSpec(order=2),
                "reason": FieldSpec(order=3, widget=Widget.PARAGRAPH),
            },
            prepare=_delivered,
        ),
        RetransferDraft,
    ),
    (
        act(
            "answerRetransfer",
            _CONSENT + "/answer",
            _N("Answer the request to retransfer"),
            _N("Send the answer"),
            text=_N("A consent covers these weapons and this end user, once."),
            done=_N("The answer is on its way, or waits for a second person."),
            spec={
                "decision": FieldSpec(widget=Widget.RADIO, order=1),
                "conditions": FieldSpec(order=2, widget=Widget.PARAGRAPH),
                "criterion": FieldSpec(order=3, help=_N("Where it is refused.")),
                "reason": FieldSpec(order=4, widget=Widget.PARAGRAPH),
            },
        ),
        RetransferAnswerDraft,
    ),
    (
        act(
            "announceVisit",
            TRANSFER + "/visits",
            _N("Announce a visit"),
            _N("Announce it"),
            text=_N("Where the importing State has agreed to visits (A/75/78, 53)."),
            done=_N("The visit is announced."),
            spec={
                **QUANTITIES,
                "items": FieldSpec(
                    label=_N("What is visited"), row=_N("Line"), add=_N("Add a line"), order=1
                ),
                "proposed_dates": FieldSpec(row=_N("Date"), add=_N("Add a date"), rows=1, order=2),
                "team": FieldSpec(order=3),
                "legal_basis": FieldSpec(order=4),
            },
            prepare=_visited,
        ),
        VisitDraft,
    ),
    (
        act(
            "recordVisit",
            _VISIT + "/report",
            _N("Record what the visit found"),
            _N("Record it"),
            text=_N("Weapons that are gone, or a closed door, are a suspicion at once."),
            done=_N("The visit is recorded."),
            spec={
                "date": FieldSpec(order=1),
                "finding": FieldSpec(order=2),
                "inspected": FieldSpec(order=3),
                "of": FieldSpec(order=4),
                "serials": FieldSpec(
                    label=_N("Serial numbers that were read"),
                    widget=Widget.LINES,
                    order=5,
                ),
                "follow_up": FieldSpec(order=6, widget=Widget.PARAGRAPH),
                "shipment": FieldSpec(
                    order=7, more=True, help=_N("With which what is missing had arrived.")
                ),
            },
        ),
        VisitReportDraft,
    ),
)
_PLAIN: tuple[Act, ...] = (
    act(
        "endMonitoring",
        TRANSFER + "/monitoring/end",
        _N("End the visits"),
        _N("End the visits"),
        text=_N("And with them the file."),
        done=_N("The transfer is closed; the States concerned are told."),
    ),
    act(
        "acceptRetransferConditions",
        _CONSENT + "/acceptance",
        _N("Accept the conditions"),
        _N("Accept"),
        text=_N("They bind whoever gets the weapons."),
        done=_N("The conditions are accepted."),
    ),
)
PAGES = (*formed(_FORMED), *(one.page(None) for one in _PLAIN))
