"""A hit as one page: both weapons side by side, the clock, and what each side has said."""

from aiohttp import web

from accord.cases.notice_codes import NoticeState
from node.console.notices.clocks import attempts_picture, countdown_of
from node.console.notices.comparison import lines_of, reasons_of
from node.console.notices.steps import HIT_WAITS, hit_steps
from node.console.notices.words import alert_of, caveats_of, event_of
from node.console.visit import Visit
from node.people.rights import Right


async def hit_page(visit: Visit) -> web.StreamResponse:
    """Everything about one hit."""
    hit = await visit.call("showHit", hit_id=visit.path["hit_id"])
    own = str(visit.frame["member"])
    return visit.page(
        "notices/hit.html",
        hit=hit,
        ours=hit.summary.owner == own,
        found_here=hit.summary.finder == own,
        waits=HIT_WAITS.get(hit.summary.state, ""),
        steps=hit_steps(hit) if visit.may(Right.WORK) else (),
        lines=lines_of(hit, visit.label, visit.reader.country),
        alert=alert_of(visit, hit),
        caveats=caveats_of(visit, hit.summary.caveats),
        reasons=reasons_of(hit),
        notice_state=NoticeState(hit.notice_state) if hit.notice_state else None,
        countdown=countdown_of(hit, visit.reader),
        attempts=attempts_picture(hit, visit.reader),
        history=[(entry, event_of(visit, entry.event)) for entry in reversed(hit.timeline)],
    )
