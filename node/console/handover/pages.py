"""The pages of the hand-over."""

import re
from typing import Final

from aiohttp import web

from accord.cases.handover import HandoverKind, ReplyStatus
from node.console.handover import acts
from node.console.page import ConsoleRoom, Page
from node.console.visit import Visit
from node.handover.views import FileDetail, ItemView

ROWS: Final = 50
_JSON = "application/json"
_CASE = re.compile(r"[A-Z]{2}-[0-9]{4}-[0-9]+")
_TONES: Final = {
    ReplyStatus.HIT: "warn",
    ReplyStatus.TRACED: "good",
    ReplyStatus.RECORDED: "good",
    ReplyStatus.REJECTED: "bad",
}


async def _files(visit: Visit) -> web.StreamResponse:
    found = await visit.call("listHandovers", query={"limit": ROWS})
    return visit.page("handover/files.html", files=found.files)


async def _file(visit: Visit) -> web.StreamResponse:
    detail: FileDetail = await visit.call("showHandover", file_id=visit.path["file_id"])
    return visit.page(
        "handover/file.html",
        detail=detail,
        tones=_TONES,
        leads_to=lambda item: _leads_to(visit, detail, item),
    )


async def _content(visit: Visit) -> web.StreamResponse:
    detail: FileDetail = await visit.call("showHandover", file_id=visit.path["file_id"])
    return visit.file(detail.content.encode(), f"{detail.summary.file_id}.json", _JSON)


def _leads_to(visit: Visit, detail: FileDetail, item: ItemView) -> str:
    if detail.summary.kind is HandoverKind.RECORD:
        return visit.to("notice", notice_id=item.subject)
    return visit.to("case", case_id=item.subject) if _CASE.fullmatch(item.subject) else ""


ROOM = ConsoleRoom(
    package="node.console.handover",
    pages=(
        Page(path="/handover", name="handovers", show=_files, section="handover"),
        *acts.PAGES,
        Page(path="/handover/{file_id}", name="showHandover", show=_file, section="handover"),
        Page(
            path="/handover/{file_id}/file",
            name="handoverContent",
            show=_content,
            section="handover",
        ),
    ),
)
