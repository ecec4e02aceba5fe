"""Routes of the State that exports: from its licence to the last delivery, or a diversion."""

from accord.cases.transfer import Licence
from node.api.bodies import Reason
from node.api.route import AnyRoute
from node.api.transfer_acts import (
    CONSENT,
    SHIPMENT,
    TRANSFER,
    VISIT,
    CertificateNamed,
    MemberNamed,
    NextShipment,
    act,
    file_id,
    makes,
    number,
)
from node.transfers.drafts import (
    ConfirmationDraft,
    DispatchDraft,
    ExitDraft,
    ExplanationDraft,
    RefusalDraft,
    RetransferAnswerDraft,
    RouteDraft,
    SuspicionDraft,
    VisitDraft,
    VisitReportDraft,
)

ROUTES: tuple[AnyRoute, ...] = (
    act(
        TRANSFER + "/certificate",
        "presentTransferCertificate",
        "Have the issuing State verify the certificate that the export rests on (FP 10(5))",
        CertificateNamed,
        lambda room, tx, call: room.filing.present_certificate(
            tx, file_id(call), call.body.number, by=call.officer
        ),
    ),
    act(
        TRANSFER + "/transit",
        "askTransit",
        "Ask every State on the way, with the import licence in advance (FP 10(2)(b), (3))",
        None,
        lambda room, tx, call: room.filing.ask_transit(tx, file_id(call), by=call.officer),
    ),
    act(
        TRANSFER + "/transit/conditions",
        "acceptTransitConditions",
        "Accept the conditions of a State on the way",
        MemberNamed,
        lambda room, tx, call: room.filing.accept_conditions(
            tx, file_id(call), call.body.member, by=call.officer
        ),
    ),
    act(
        TRANSFER + "/route",
        "changeTransferRoute",
        "Take another way after an objection; its States are asked anew",
        RouteDraft,
        lambda room, tx, call: room.filing.reroute(tx, file_id(call), call.body, by=call.officer),
    ),
    act(
        TRANSFER + "/export-authorisation",
        "authoriseExport",
        "Issue the export licence, once every guard holds (FP 10(2); 258/2012, 7)",
        Licence,
        lambda room, tx, call: room.filing.authorise_export(
            tx, file_id(call), call.body, by=call.officer
        ),
    ),
    act(
        TRANSFER + "/refusal",
        "refuseTransfer",
        "Refuse the export on one of the criteria E1 to E10 (ATT 6, 7)",
        RefusalDraft,
        lambda room, tx, call: room.filing.refuse(tx, file_id(call), call.body, by=call.officer),
    ),
    act(
        TRANSFER + "/revocation",
        "revokeTransfer",
        "Revoke what was granted, before anything has left",
        RefusalDraft,
        lambda room, tx, call: room.filing.revoke(tx, file_id(call), call.body, by=call.officer),
    ),
    act(
        TRANSFER + "/withdrawal",
        "withdrawTransfer",
        "End a file that nobody pursues",
        Reason,
        lambda room, tx, call: room.filing.withdraw(
            tx, file_id(call), call.body.reason, by=call.officer
        ),
    ),
    act(
        TRANSFER + "/suspension",
        "suspendTransfer",
        "Stop what has not left yet",
        Reason,
        lambda room, tx, call: room.suspend(tx, file_id(call), call.body.reason, by=call.officer),
    ),
    act(
        TRANSFER + "/resumption",
        "resumeTransfer",
        "Lift the officer's own suspension",
        Reason,
        lambda room, tx, call: room.resume(tx, file_id(call), call.body.reason, by=call.officer),
    ),
    act(
        TRANSFER + "/remainder",
        "endTransferRemainder",
        "Give up what is left of the licence",
        Reason,
        lambda room, tx, call: room.end_remainder(
            tx, file_id(call), call.body.reason, by=call.officer
        ),
    ),
    act(
        TRANSFER + "/contest",
        "settleTransferContest",
        "Note that what another State does not accept has been seen to",
        Reason,
        lambda room, tx, call: room.settle_contest(
            tx, file_id(call), call.body.reason, by=call.officer
        ),
    ),
    act(
        TRANSFER + "/certificate/verification",
        "verifyShipment",
        "Have the certificate verified once more, for the next shipment (A/75/78, para 116)",
        NextShipment,
        lambda room, tx, call: room.shipments.verify_next(
            tx, file_id(call), call.body.items, by=call.officer
        ),
    ),
    act(
        TRANSFER + "/shipments",
        "dispatchShipment",
        "Let the next shipment leave, serial by serial",
        DispatchDraft,
        lambda room, tx, call: room.shipments.dispatch(
            tx, file_id(call), call.body, by=call.officer
        ),
    ),
    act(
        TRANSFER + "/notification",
        "repeatTransferNotification",
        "Tell of the file once more, and ask again who has not answered",
        None,
        lambda room, tx, call: room.tell_again(tx, file_id(call), by=call.officer),
    ),
    act(
        SHIPMENT + "/notification",
        "repeatShipmentNotification",
        "Tell the States concerned of the shipment once more",
        None,
        lambda room, tx, call: room.shipments.tell_again(
            tx, file_id(call), number(call), by=call.officer
        ),
    ),
    act(
        SHIPMENT + "/exit",
        "confirmExit",
        "Note that customs confirmed the exit, and ask the importing State (2025/41, 26)",
        ExitDraft,
        lambda room, tx, call: room.diversions.confirm_exit(
            tx, file_id(call), number(call), call.body, by=call.officer
        ),
    ),
    act(
        SHIPMENT + "/no-entry",
        "reportNoEntry",
        "Note that an overdue shipment never left or never came",
        Reason,
        lambda room, tx, call: room.diversions.no_entry(
            tx, file_id(call), number(call), call.body.reason, by=call.officer
        ),
    ),
    act(
        SHIPMENT + "/explanation/acceptance",
        "acceptExplanation",
        "Settle a discrepancy that documents explain",
        ExplanationDraft,
        lambda room, tx, call: room.diversions.accept(
            tx, file_id(call), number(call), call.body, by=call.officer
        ),
    ),
    act(
        SHIPMENT + "/suspicion",
        "suspectDiversion",
        "Suspect a diversion: the rest is suspended, the States are alerted (ATT 11(4))",
        SuspicionDraft,
        lambda room, tx, call: room.diversions.suspect(
            tx, file_id(call), number(call), call.body, by=call.officer
        ),
    ),
    act(
        SHIPMENT + "/suspicion/refutation",
        "refuteDiversion",
        "Refute the suspicion with documents",
        ExplanationDraft,
        lambda room, tx, call: room.diversions.refute(
            tx, file_id(call), number(call), call.body, by=call.officer
        ),
    ),
    act(
        SHIPMENT + "/diversion",
        "confirmDiversion",
        "Confirm a diversion: a notice for each missing weapon, and the file is at its end",
        ConfirmationDraft,
        lambda room, tx, call: room.diversions.confirm(
            tx, file_id(call), number(call), call.body, by=call.officer
        ),
    ),
    makes(
        TRANSFER + "/visits",
        "announceVisit",
        "Announce a post-shipment verification, where it is agreed (A/75/78, para 53)",
        VisitDraft,
        lambda room, tx, call: room.afterwards.announce_visit(
            tx, file_id(call), call.body, by=call.officer
        ),
    ),
    act(
        VISIT + "/report",
        "recordVisit",
        "Record what the visit found",
        VisitReportDraft,
        lambda room, tx, call: room.afterwards.record_visit(
            tx, call.path["psv_id"], call.body, by=call.officer
        ),
    ),
    act(
        TRANSFER + "/monitoring/end",
        "endMonitoring",
        "End the visits, and with them the file",
        None,
        lambda room, tx, call: room.afterwards.end_monitoring(tx, file_id(call), by=call.officer),
    ),
    act(
        CONSENT + "/answer",
        "answerRetransfer",
        "Give or refuse consent to pass weapons on (A/75/78, para 50)",
        RetransferAnswerDraft,
        lambda room, tx, call: room.afterwards.answer_retransfer(
            tx, call.path["consent_id"], call.body, by=call.officer
        ),
    ),
)
