"""Routes of the other States: imports, words on the way, counts, consent to pass weapons on."""

from node.api.route import AnyRoute
from node.api.transfer_acts import (
    CONSENT,
    SHIPMENT,
    TRANSFER,
    act,
    file_id,
    makes,
    number,
)
from node.transfers.drafts import (
    CheckpointDraft,
    DeliveryDraft,
    ExplanationDraft,
    ImportDraft,
    RetransferDraft,
    TransitDraft,
)

ROUTES: tuple[AnyRoute, ...] = (
    act(
        TRANSFER + "/import-authorisation",
        "decideImport",
        "Authorise the import, refuse it, or revoke what was authorised (FP 10(2)(a))",
        ImportDraft,
        lambda room, tx, call: room.partners.decide_import(
            tx, file_id(call), call.body, by=call.officer
        ),
    ),
    act(
        TRANSFER + "/transit/answer",
        "answerTransit",
        "Answer as a State on the way, or object to what was let pass (FP 10(2)(b))",
        TransitDraft,
        lambda room, tx, call: room.partners.answer_transit(
            tx, file_id(call), call.body, by=call.officer
        ),
    ),
    act(
        SHIPMENT + "/checkpoints",
        "reportCheckpoint",
        "Report what was seen of a shipment on the way (ATT 9)",
        CheckpointDraft,
        lambda room, tx, call: room.partners.report_checkpoint(
            tx, file_id(call), number(call), call.body, by=call.officer
        ),
    ),
    act(
        SHIPMENT + "/deliveries",
        "reportDelivery",
        "Report what arrived, serial by serial (FP 10(4); A/75/78, para 65)",
        DeliveryDraft,
        lambda room, tx, call: room.partners.report_delivery(
            tx, file_id(call), number(call), call.body, by=call.officer
        ),
    ),
    act(
        SHIPMENT + "/explanation",
        "explainDiscrepancy",
        "Offer an explanation with its documents; the exporting State judges it",
        ExplanationDraft,
        lambda room, tx, call: room.partners.explain(
            tx, file_id(call), number(call), call.body, by=call.officer
        ),
    ),
    makes(
        TRANSFER + "/retransfers",
        "requestRetransfer",
        "Ask the State that exported them for consent to pass weapons on",
        RetransferDraft,
        lambda room, tx, call: room.afterwards.request_retransfer(
            tx, file_id(call), call.body, by=call.officer
        ),
    ),
    act(
        CONSENT + "/acceptance",
        "acceptRetransferConditions",
        "Accept the conditions of a consent",
        None,
        lambda room, tx, call: room.afterwards.accept_conditions(
            tx, call.path["consent_id"], by=call.officer
        ),
    ),
)
