"""Routes of evidence: a case or a request as one file that anybody can check offline."""

import asyncio
from collections.abc import Callable

from sqlalchemy import Connection

from node.api.bodies import EvidenceFile, EvidenceWanted
from node.api.route import AnyRoute, Call, Route
from node.api.services import Services
from node.evidence.wanted import Wanted, of_case, of_request

Find = Callable[[Services, Connection, str], Wanted]


async def _export(
    services: Services, call: Call[EvidenceWanted], id_: str, find: Find
) -> EvidenceFile:
    def look() -> Wanted:
        with services.store.read() as tx:
            return find(services, tx, id_)

    def record(text: str) -> None:
        with services.store.begin() as tx:
            services.views.note_evidence(tx, id_, text, by=call.officer)

    wanted = await asyncio.to_thread(look)
    disclosed = wanted.ids - wanted.reserved if call.body.disclose else frozenset()
    exported = await services.evidence.export(
        wanted.ids, disclosed=disclosed, remarks=wanted.remarks, proved=call.body.proved
    )
    kept = len(wanted.reserved) if call.body.disclose else len(wanted.ids)
    await asyncio.to_thread(
        record, f"{exported.messages} messages, {kept} contents kept sealed: {call.body.reason}"
    )
    return EvidenceFile(
        name=f"{id_}.evidence",
        content=exported.bundle,
        messages=exported.messages,
        kept_sealed=kept,
        unproved=exported.unproved,
    )


async def _of_case(services: Services, call: Call[EvidenceWanted]) -> EvidenceFile:
    return await _export(
        services,
        call,
        call.path["case_id"],
        lambda services, tx, id_: of_case(services.views.case_detail(tx, id_)),
    )


async def _of_request(services: Services, call: Call[EvidenceWanted]) -> EvidenceFile:
    return await _export(
        services,
        call,
        call.path["request_id"],
        lambda services, tx, id_: of_request(services.views.request_detail(tx, id_)),
    )


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="POST",
        path="/v1/cases/{case_id}/evidence",
        name="exportCaseEvidence",
        tag="evidence",
        summary="Envelopes, receipts and proofs of a case in one file; recorded in its timeline",
        body=EvidenceWanted,
        answer=EvidenceFile,
        wait=_of_case,
    ),
    Route(
        method="POST",
        path="/v1/requests/{request_id}/evidence",
        name="exportRequestEvidence",
        tag="evidence",
        summary="The same for a request from abroad",
        body=EvidenceWanted,
        answer=EvidenceFile,
        wait=_of_request,
    ),
)
