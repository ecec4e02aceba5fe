"""What the exporting State does about shipments: they leave, go missing, are explained or lost."""

from typing import Any, Final

from accord.cases.transfer_delivery import CountedItem, DispatchedItem
from accord.pages.marked import marked as _N
from node.api import bodies
from node.api.transfer_acts import NextShipment
from node.console.acting import Act, Prepared
from node.console.forms.spec import FieldSpec, Spec, Widget
from node.console.transfers.acting import (
    SHIPMENT,
    TRANSFER,
    act,
    formed,
    members,
    shipment_at,
    shown,
    today,
)
from node.console.transfers.fields import COUNTED, QUANTITIES, REASON
from node.console.transfers.quantities import items_of, ledger_of
from node.console.visit import Visit
from node.transfers.drafts import (
    ConfirmationDraft,
    DispatchDraft,
    ExitDraft,
    ExplanationDraft,
    SuspicionDraft,
)
from node.transfers.views import TransferDetail

DOCUMENTED: Final[Spec] = {
    "text": FieldSpec(label=_N("Explanation"), widget=Widget.PARAGRAPH, order=1),
    "documents": FieldSpec(
        label=_N("Documents"),
        help=_N("Such as the number of a customs record."),
        widget=Widget.LINES,
        required=True,
        order=2,
    ),
}
_AFFECTED = FieldSpec(
    row=_N("State"),
    add=_N("Add a State"),
    help=_N("Beside the parties, which are told in any case."),
    widget=Widget.ROWS,
    order=4,
)


async def _next(visit: Visit, transfer: TransferDetail) -> Prepared:
    """All that is left of each line, to be lowered."""
    left = [one for one in ledger_of(transfer) if one.remaining > 0]
    values = {"items": tuple({"item": one.number, "quantity": one.remaining} for one in left)}
    return shown(visit, transfer, values)


async def _leaving(visit: Visit, transfer: TransferDetail) -> Prepared:
    """The lines that are left, with the serials that the file knows and that have not left."""
    known = {one.number: one.serials for one in items_of(transfer)}
    gone = {
        (one.item, text)
        for shipment in transfer.shipments
        for one in shipment.dispatch.items
        for text in one.serials
    }
    lines = tuple(
        DispatchedItem(
            item=one.number,
            quantity=one.remaining,
            serials=tuple(text for text in known[one.number] if (one.number, text) not in gone)[
                : one.remaining
            ],
        )
        for one in ledger_of(transfer)
        if one.remaining > 0
    )
    file = transfer.file
    return shown(
        visit,
        transfer,
        {"items": lines, "route": file.route if file else "", "exit_date": today(visit)},
    )


async def _missing(visit: Visit, transfer: TransferDetail) -> Prepared:
    """What a report did not find."""
    differences = shipment_at(visit, transfer).differences
    items = tuple(
        CountedItem(item=one.item, quantity=len(one.missing), serials=one.missing)
        for one in differences
        if one.missing
    )
    return shown(visit, transfer, {"items": items}, {"states_affected[]": await members(visit)})


async def _suspected(visit: Visit, transfer: TransferDetail) -> Prepared:
    return shown(visit, transfer, None, {"states_affected[]": await members(visit)})


async def _explained(visit: Visit, transfer: TransferDetail) -> Prepared:
    """The explanation that the importing State has offered."""
    offered = shipment_at(visit, transfer).explanation
    values = {"text": offered.text, "documents": offered.documents} if offered else None
    return shown(visit, transfer, values)


_FORMED: tuple[tuple[Act, type[Any]], ...] = (
    (
        act(
            "verifyShipment",
            TRANSFER + "/verification",
            _N("Verify the certificate for the next shipment"),
            _N("Ask the issuing State"),
            text=_N("The issuing State is asked about these quantities (A/75/78, 116)."),
            done=_N("The issuing State is asked."),
            spec=QUANTITIES,
            prepare=_next,
        ),
        NextShipment,
    ),
    (
        act(
            "dispatchShipment",
            TRANSFER + "/dispatch",
            _N("Dispatch a shipment"),
            _N("Dispatch"),
            text=_N("Weapon by weapon: as many serial numbers as weapons. Every State is told."),
            done=_N("The shipment is on its way; every State concerned is told."),
            spec={
                "exit_date": FieldSpec(order=1),
                "customs_reference": FieldSpec(order=2),
                "carrier": FieldSpec(order=3),
                **COUNTED,
                "items": FieldSpec(
                    label=_N("What leaves"), row=_N("Line"), add=_N("Add a line"), order=4
                ),
                "seals": FieldSpec(widget=Widget.LINES, order=5),
                "route": FieldSpec(order=6, more=True),
            },
            prepare=_leaving,
        ),
        DispatchDraft,
    ),
    (
        act(
            "confirmExit",
            SHIPMENT + "/exit",
            _N("Customs confirmed the exit"),
            _N("Ask the importing State"),
            text=_N("The importing State is asked whether it has entered (2025/41, 26)."),
            done=_N("The importing State is asked."),
            spec={"exit_date": FieldSpec(order=1), "customs_reference": FieldSpec(order=2)},
        ),
        ExitDraft,
    ),
    (
        act(
            "reportNoEntry",
            SHIPMENT + "/no-entry",
            _N("It never left or never came"),
            _N("Note the discrepancy"),
            text=_N("All that the shipment held is unaccounted for."),
            done=_N("The discrepancy is noted."),
            spec=REASON,
            danger=True,
        ),
        bodies.Reason,
    ),
    (
        act(
            "acceptExplanation",
            SHIPMENT + "/explanation/accept",
            _N("Accept the explanation"),
            _N("Settle the discrepancy"),
            text=_N("Settles it with documents; the note stays with the shipment."),
            done=_N("The discrepancy is settled."),
            spec=DOCUMENTED,
            prepare=_explained,
        ),
        ExplanationDraft,
    ),
    (
        act(
            "suspectDiversion",
            SHIPMENT + "/suspicion",
            _N("Suspect a diversion"),
            _N("Alert the States"),
            text=_N("Nothing more leaves, and the States concerned are alerted (ATT 11(4))."),
            done=_N("The States concerned are alerted."),
            spec={
                "text": FieldSpec(label=_N("What points to it"), widget=Widget.PARAGRAPH, order=1),
                "cause": FieldSpec(order=2),
                "measures": FieldSpec(order=3),
                "states_affected": _AFFECTED,
            },
            prepare=_suspected,
            danger=True,
        ),
        SuspicionDraft,
    ),
    (
        act(
            "refuteDiversion",
            SHIPMENT + "/refutation",
            _N("Refute the suspicion"),
            _N("Refute"),
            text=_N("With documents; the delivery counts and the file goes on."),
            done=_N("The suspicion is refuted; the States are told."),
            spec=DOCUMENTED,
        ),
        ExplanationDraft,
    ),
    (
        act(
            "confirmDiversion",
            SHIPMENT + "/diversion",
            _N("Confirm the diversion"),
            _N("Confirm, and publish the notices"),
            text=_N("A notice for each missing weapon goes to the region, and the file ends."),
            done=_N("The diversion is confirmed, or waits for a second person."),
            spec={
                "text": FieldSpec(label=_N("What happened"), widget=Widget.PARAGRAPH, order=1),
                **COUNTED,
                "items": FieldSpec(
                    label=_N("Missing weapons"), row=_N("Line"), add=_N("Add a line"), order=2
                ),
                "measures": FieldSpec(order=3),
                "states_affected": _AFFECTED,
            },
            prepare=_missing,
            danger=True,
        ),
        ConfirmationDraft,
    ),
)
_PLAIN: tuple[Act, ...] = (
    act(
        "repeatShipmentNotification",
        SHIPMENT + "/notification",
        _N("Tell the States once more"),
        _N("Tell them"),
        text=_N("Nothing is drawn a second time by it."),
        done=_N("The States concerned are told."),
    ),
)
PAGES = (*formed(_FORMED), *(one.page(None) for one in _PLAIN))
