"""The evidence of a case or a request as one file, and how whoever receives it checks it."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Final

from aiohttp import web

from accord.errors import AccordError, FormatError
from node.api import problem
from node.api.bodies import EvidenceWanted
from node.console.page import Page
from node.console.traces.report import asked
from node.console.visit import Visit
from node.people.rights import Right

_LONGEST: Final = 800
_NOTHING: Final[Mapping[str, object]] = MappingProxyType({})

Asking = Callable[[Visit, AccordError | None, Mapping[str, object]], Awaitable[web.StreamResponse]]


async def _case(visit: Visit) -> web.StreamResponse:
    return await asked(visit, None)


async def _case_bundle(visit: Visit) -> web.StreamResponse:
    return await _bundle(visit, "exportCaseEvidence", asked)


async def _request(visit: Visit) -> web.StreamResponse:
    return await _asked_of_request(visit, None)


async def _request_bundle(visit: Visit) -> web.StreamResponse:
    return await _bundle(visit, "exportRequestEvidence", _asked_of_request)


async def _asked_of_request(
    visit: Visit, fault: AccordError | None, typed: Mapping[str, object] = _NOTHING
) -> web.StreamResponse:
    request = await visit.call("showRequest", request_id=visit.path["request_id"])
    status = problem.of_error(fault).status if fault else 200
    return visit.page(
        "traces/give_request.html", request=request, fault=fault, typed=typed, status=status
    )


async def _bundle(visit: Visit, route: str, again: Asking) -> web.StreamResponse:
    posted = dict(await visit.posted())
    wanted = EvidenceWanted(
        reason=str(posted.get("reason", ""))[:_LONGEST].strip(),
        disclose=posted.get("disclose") == "1",
        proved=posted.get("unproved") != "1",
    )
    try:
        if not wanted.reason:
            raise FormatError("evidence.reason", "reason: say what the evidence is for")
        made = await visit.ask(route, wanted, **visit.path)
    except AccordError as error:
        return await again(visit, error, posted)
    return visit.file(made.content, made.name, "application/zip")


PAGES: Final = (
    Page(
        path="/cases/{case_id}/evidence",
        name="evidence",
        show=_case,
        post=_case_bundle,
        right=Right.WORK,
        section="cases",
    ),
    Page(
        path="/requests/{request_id}/evidence",
        name="requestEvidence",
        show=_request,
        post=_request_bundle,
        right=Right.WORK,
        section="requests",
    ),
)
