"""A notice as one page: the weapon, what happened, how long it holds, and who has applied it."""

from aiohttp import web

from accord.cases.notice_codes import RequestedAction
from node.console.notices.changes import version_lines
from node.console.notices.matrix import matrix_of
from node.console.notices.steps import NOTICE_WAITS, main_of_notice, notice_steps
from node.console.notices.words import caveats_of, event_of
from node.console.visit import Visit
from node.people.rights import Right


async def notice_page(visit: Visit) -> web.StreamResponse:
    """Everything about one notice."""
    notice = await visit.call("showNotice", notice_id=visit.path["notice_id"])
    summary = notice.summary
    works = visit.may(Right.WORK)
    asked = summary.requested_action
    return visit.page(
        "notices/notice.html",
        notice=notice,
        words=notice.notice,
        action=RequestedAction(asked) if asked else None,
        waits=NOTICE_WAITS.get(summary.state, "") if notice.allowed else "",
        steps=notice_steps(notice) if works else (),
        main=main_of_notice(notice),
        caveats=caveats_of(visit, summary.caveats),
        matrix=matrix_of(notice),
        versions=version_lines(notice.versions),
        history=[(entry, event_of(visit, entry.event)) for entry in reversed(notice.timeline)],
    )
