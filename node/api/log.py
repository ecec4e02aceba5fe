"""Routes about the hub's transparency log."""

import asyncio

from accord.encoding import decimal
from node.api.bodies import Reason
from node.api.route import AnyRoute, Call, Route
from node.api.services import Services
from node.log.views import Evidence, LogView
from node.people.rights import Right


async def _show(services: Services, _call: Call[None]) -> LogView:
    return await asyncio.to_thread(services.log.view)


async def _evidence(services: Services, call: Call[None]) -> Evidence:
    return await asyncio.to_thread(services.log.evidence, decimal(call.path["number"]))


async def _resume(services: Services, call: Call[Reason]) -> LogView:
    return await asyncio.to_thread(services.log.resume, call.body.reason)


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path="/v1/log",
        name="showLog",
        tag="node",
        summary="The hub's log as this node sees it: checkpoints, witnesses, alarms",
        answer=LogView,
        wait=_show,
        right=Right.NODE,
    ),
    Route(
        method="GET",
        path="/v1/log/alarms/{number}",
        name="showLogEvidence",
        tag="node",
        summary="The proof behind an alarm, as the bytes of a file",
        answer=Evidence,
        wait=_evidence,
        right=Right.NODE,
    ),
    Route(
        method="POST",
        path="/v1/log/resume",
        name="resumeSending",
        tag="node",
        summary="Go on sending although an alarm was raised; the reason is kept with it",
        body=Reason,
        answer=LogView,
        wait=_resume,
        right=Right.ADMINISTER,
    ),
)
