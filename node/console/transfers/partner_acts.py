"""What the other States do: decide on the import, answer on the way, count, explain."""

from dataclasses import replace
from typing import Any

from accord.cases.transfer import LineQuantity
from accord.cases.transfer_delivery import CountedItem
from accord.pages.marked import marked as _N
from node.console.acting import Act, Prepared
from node.console.forms.spec import FieldSpec, Widget, under
from node.console.transfers.acting import (
    SHIPMENT,
    TRANSFER,
    act,
    formed,
    shipment_at,
    shown,
    today,
)
from node.console.transfers.fields import COUNTED, LICENCE
from node.console.transfers.parts import Part, parts_of
from node.console.transfers.quantities import items_of
from node.console.transfers.shipment_acts import DOCUMENTED
from node.console.visit import Visit
from node.transfers.drafts import (
    CheckpointDraft,
    DeliveryDraft,
    ExplanationDraft,
    ImportDraft,
    TransitDraft,
)
from node.transfers.views import TransferDetail


async def _import(visit: Visit, transfer: TransferDetail) -> Prepared:
    """All that was asked, and whoever issues it."""
    quantities = tuple(
        LineQuantity(item=one.number, quantity=one.quantity) for one in items_of(transfer)
    )
    licence = {"authority": visit.frame["authority"], "issued": today(visit)}
    return shown(visit, transfer, {"quantities": quantities, "licence": licence})


async def _arrived(visit: Visit, transfer: TransferDetail) -> Prepared:
    """The lines of the dispatch, to be counted; the serials are those that were read, not sent."""
    shipment = shipment_at(visit, transfer)
    items = tuple(
        CountedItem(item=one.item, quantity=one.quantity) for one in shipment.dispatch.items
    )
    parts = parts_of(transfer, str(visit.frame["member"]))
    found = shown(visit, transfer, {"items": items, "date_of_entry": today(visit)})
    if Part.IMPORTER not in parts:
        return replace(found, fixed={"end_user": True})
    return found if Part.END_USER in parts else replace(found, fixed={"end_user": False})


async def _seen(visit: Visit, transfer: TransferDetail) -> Prepared:
    return shown(visit, transfer, {"date": today(visit)})


_FORMED: tuple[tuple[Act, type[Any]], ...] = (
    (
        act(
            "decideImport",
            TRANSFER + "/import",
            _N("Decide on the import"),
            _N("Send the decision"),
            text=_N("Nothing is licensed for export before the import is (FP 10(2)(a))."),
            done=_N("The decision is on its way, or waits for a second person."),
            spec={
                "decision": FieldSpec(widget=Widget.RADIO, order=1),
                "licence": FieldSpec(label=_N("Import licence"), order=2),
                **under("licence", LICENCE),
                "quantities": FieldSpec(
                    row=_N("Line"),
                    add=_N("Add a line"),
                    help=_N("No more than was asked; the exporting State may send no more."),
                    order=3,
                ),
                "quantities[].item": FieldSpec(label=_N("Line of the licence"), order=1),
                "quantities[].quantity": FieldSpec(order=2),
                "non_state_authorised": FieldSpec(order=4),
                "criterion": FieldSpec(order=5, help=_N("Where it is refused or revoked.")),
                "reason": FieldSpec(order=6, widget=Widget.PARAGRAPH),
            },
            prepare=_import,
        ),
        ImportDraft,
    ),
    (
        act(
            "answerTransit",
            TRANSFER + "/transit/answer",
            _N("Answer as a State of transit"),
            _N("Send the answer"),
            text=_N("In writing, before anything leaves (FP 10(2)(b)); you may object later too."),
            done=_N("The answer is on its way."),
            spec={
                "decision": FieldSpec(widget=Widget.RADIO, order=1),
                "conditions": FieldSpec(order=2, widget=Widget.PARAGRAPH),
                "ground": FieldSpec(order=3, help=_N("Where you object.")),
                "text": FieldSpec(label=_N("Reasons"), order=4, widget=Widget.PARAGRAPH),
                "expected": FieldSpec(order=5, help=_N("Where you need more time.")),
            },
        ),
        TransitDraft,
    ),
    (
        act(
            "reportCheckpoint",
            SHIPMENT + "/checkpoint",
            _N("Report what was seen"),
            _N("Send the report"),
            text=_N("The exporting and the importing State read it (ATT 9)."),
            done=_N("The report is on its way."),
            spec={
                "point": FieldSpec(order=1),
                "finding": FieldSpec(order=2),
                "date": FieldSpec(order=3),
                "seals_intact": FieldSpec(order=4),
                "quantity": FieldSpec(order=5, help=_N("How many were counted.")),
                "text": FieldSpec(label=_N("Remarks"), order=6, widget=Widget.PARAGRAPH),
            },
            prepare=_seen,
        ),
        CheckpointDraft,
    ),
    (
        act(
            "reportDelivery",
            SHIPMENT + "/delivery",
            _N("Report what arrived"),
            _N("Send the report"),
            text=_N("Item by item. Each side compares it with the dispatch, serial by serial."),
            done=_N("The report is on its way."),
            spec={
                "end_user": FieldSpec(order=1, help=_N("Otherwise it is the importer's word.")),
                "result": FieldSpec(order=2),
                "date_of_entry": FieldSpec(order=3),
                "place": FieldSpec(order=4),
                **COUNTED,
                "items": FieldSpec(
                    label=_N("What was counted"), row=_N("Line"), add=_N("Add a line"), order=5
                ),
                "items[].serials": FieldSpec(
                    label=_N("Serial numbers that were read"),
                    help=_N("As they stand on the weapons, one for each."),
                    widget=Widget.LINES,
                    order=3,
                ),
                "serials_checked": FieldSpec(order=6, widget=Widget.RADIO),
                "sample_size": FieldSpec(order=7, more=True),
                "marks_applied": FieldSpec(order=8),
                "cause": FieldSpec(order=9, help=_N("Where the counts differ.")),
                "text": FieldSpec(label=_N("Remarks"), order=10, widget=Widget.PARAGRAPH),
            },
            prepare=_arrived,
        ),
        DeliveryDraft,
    ),
    (
        act(
            "explainDiscrepancy",
            SHIPMENT + "/explanation",
            _N("Explain the discrepancy"),
            _N("Send the explanation"),
            text=_N("The exporting State judges it; without one, a diversion is suspected."),
            done=_N("The explanation is on its way."),
            spec=DOCUMENTED,
        ),
        ExplanationDraft,
    ),
)
PAGES = tuple(formed(_FORMED))
