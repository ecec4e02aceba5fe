"""Routes of the hand-over to the national central bureau: a file out, a reply in."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from accord.cases.handover import HandoverKind
from node.api.route import AnyRoute, Call, Query, Route
from node.api.services import Services
from node.handover.views import FileDetail, FileList, Made


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverWanted:
    """Cases, or notices, for one file."""

    kind: HandoverKind
    subjects: tuple[str, ...]  # their ids


@dataclass(frozen=True, slots=True, kw_only=True)
class BureauReply:
    """A reply file as it came from the bureau."""

    content: str


def _hand_over(services: Services, tx: Connection, call: Call[HandoverWanted]) -> Made:
    body = call.body
    return services.handover.hand_over(tx, body.kind, body.subjects, by=call.officer)


def _list(services: Services, tx: Connection, call: Call[None]) -> FileList:
    return FileList(files=services.handover.files(tx, int(call.query.get("limit", "100"))))


def _show(services: Services, tx: Connection, call: Call[Any]) -> FileDetail:
    return services.handover.detail(tx, call.path["file_id"])


def _reply(services: Services, tx: Connection, call: Call[BureauReply]) -> FileDetail:
    return services.handover.take_reply(tx, call.body.content.encode(), by=call.officer)


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="POST",
        path="/v1/handover/files",
        name="handOver",
        tag="handover",
        summary="Write a file for the national central bureau, without what others reserve",
        body=HandoverWanted,
        answer=Made,
        work=_hand_over,
        creates=True,
    ),
    Route(
        method="GET",
        path="/v1/handover/files",
        name="listHandovers",
        tag="handover",
        summary="What was handed over, the newest first",
        answer=FileList,
        work=_list,
        query=(Query(name="limit", description="rows on the page", minimum=1, maximum=500),),
    ),
    Route(
        method="GET",
        path="/v1/handover/files/{file_id}",
        name="showHandover",
        tag="handover",
        summary="One file as it went out, and where its items stand",
        answer=FileDetail,
        work=_show,
    ),
    Route(
        method="POST",
        path="/v1/handover/replies",
        name="takeBureauReply",
        tag="handover",
        summary="Take in a reply file of the bureau; the same file again changes nothing",
        body=BureauReply,
        answer=FileDetail,
        work=_reply,
    ),
)
