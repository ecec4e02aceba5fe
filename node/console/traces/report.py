"""Printing a case for somebody else, which is recorded."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import asdict
from importlib.resources import files
from types import MappingProxyType
from typing import Final

import typst
from aiohttp import web

from accord.errors import AccordError, FormatError
from node.api import problem
from node.console.page import Page
from node.console.traces.printed import Report, report_of
from node.console.traces.words import Words
from node.console.visit import Visit
from node.people.rights import Right

_LONGEST: Final = 200
_TEMPLATE: Final = files("node.console.traces").joinpath("report.typ").read_bytes()
_TAGGED: Final = "ua-1"  # PDF/UA: with its title, language and order for a screen reader


def printed(report: Report) -> bytes:
    """The report as a tagged PDF; every word is data, so that none of it can be markup."""
    inputs = {"report": json.dumps(asdict(report), ensure_ascii=False)}
    made = typst.compile(_TEMPLATE, format="pdf", sys_inputs=inputs, pdf_standards=[_TAGGED])
    assert isinstance(made, bytes)  # noqa: S101 - a PDF is one file
    return made


async def _report(visit: Visit) -> web.StreamResponse:
    return await asked(visit, None)


async def asked(
    visit: Visit, fault: AccordError | None, typed: Mapping[str, object] = MappingProxyType({})
) -> web.StreamResponse:
    """The page that asks who will read it, and why."""
    case = await visit.call("showCase", case_id=visit.path["case_id"])
    status = problem.of_error(fault).status if fault else 200
    return visit.page("traces/give.html", case=case, fault=fault, typed=typed, status=status)


async def _print(visit: Visit) -> web.StreamResponse:
    posted = dict(await visit.posted())
    recipient = str(posted.get("recipient", ""))[:_LONGEST].strip()
    if not recipient:
        missing = FormatError("report.recipient", "recipient: name who will read the report")
        return await asked(visit, missing, posted)
    case_id = visit.path["case_id"]
    export = await visit.submit("exportCase", query={"recipient": recipient}, case_id=case_id)
    report = report_of(
        export, str(visit.frame["member"]), str(visit.frame["authority"]), Words.of(visit)
    )
    content = await asyncio.to_thread(printed, report)
    return visit.file(content, f"{case_id}.pdf", "application/pdf")


PAGES: Final = (
    Page(
        path="/cases/{case_id}/report",
        name="report",
        show=_report,
        post=_print,
        right=Right.WORK,
        section="cases",
    ),
)
