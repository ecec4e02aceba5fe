"""The pages of exemptions: the list, and a request with its circulation, decision and uses."""

from collections import Counter

from aiohttp import web
from markupsafe import Markup

from accord.cases.exemption_codes import ExemptionPosition
from accord.cases.exemption_machine import ExemptionState, FollowedState
from accord.pages.charts import countdown
from accord.pages.charts.svg import Caption, Tone
from accord.pages.marked import marked as _N
from node.casework.views import Due
from node.console.exemptions import acts
from node.console.exemptions.steps import steps_of
from node.console.labels import happened
from node.console.page import ConsoleRoom, Page
from node.console.visit import Visit
from node.exemptions.rows import Side
from node.exemptions.views import ExemptionDetail
from node.people.rights import Right

ROWS = 50
_DAY_MS = 24 * 3600 * 1000
_SOON = 0.2  # of the time
_STATES = {one.value: one for one in FollowedState} | {one.value: one for one in ExemptionState}
_POSITIONS = {one.value: one for one in ExemptionPosition}
_SIDES = {one.value: one for one in Side}


async def _exemptions(visit: Visit) -> web.StreamResponse:
    state, before = visit.query.get("state", ""), visit.query.get("before", "")
    kept = {"state": state} if state else {}
    page = {"before": before} if before else {}
    found = await visit.call("listExemptions", query={**kept, **page, "limit": ROWS})
    return visit.page(
        "exemptions/exemptions.html",
        exemptions=found.exemptions,
        states=_STATES,
        sides=_SIDES,
        state=state,
        filters=(
            ExemptionState.CIRCULATED,
            ExemptionState.RETURNED,
            ExemptionState.GRANTED,
            ExemptionState.REFUSED,
        ),
        older=visit.to("exemptions", {**kept, "before": found.next}) if found.next else "",
        newest=visit.to("exemptions", kept) if before else "",
    )


async def _exemption(visit: Visit) -> web.StreamResponse:
    exemption: ExemptionDetail = await visit.call(
        "showExemption", exemption_id=visit.path["exemption_id"]
    )
    return visit.page(
        "exemptions/exemption.html",
        exemption=exemption,
        states=_STATES,
        sides=_SIDES,
        positions=_POSITIONS,
        steps=steps_of(exemption) if visit.may(Right.WORK) else (),
        clock=_clock(visit, exemption),
        drawn=_drawn(exemption),
        history=[
            (one, visit.reader.text(happened(one.event) or "") or visit.label(one.event))
            for one in reversed(exemption.timeline)
        ],
    )


def _drawn(exemption: ExemptionDetail) -> Counter[int]:
    """How many of each item the secretariat has counted."""
    drawn: Counter[int] = Counter()
    for use in exemption.uses:
        if use.counted:
            for one in use.quantities:
                drawn[one.item] += one.quantity
    return drawn


def _clock(visit: Visit, exemption: ExemptionDetail) -> Markup | None:
    """How long the members may still answer; past it, the policy counts their silence."""
    due = exemption.summary.answer_by
    began = [one.at_ms for one in exemption.timeline if one.to_state == ExemptionState.CIRCULATED]
    if due is None or not began:
        return None
    return _bar(visit, due, began[0])


def _bar(visit: Visit, due: Due, began_ms: int) -> Markup:
    reader = visit.reader
    left = max(0, due.due_ms - reader.now_ms)
    share = min(1.0, left / max(_DAY_MS, due.due_ms - began_ms))
    tone: Tone = "bad" if due.overdue else "warn" if share < _SOON else "accent"
    said = reader.text(_N("overdue")) if due.overdue else reader.span(left)
    shown = countdown.Countdown(share=share, left=said, due=reader.day(due.due_ms), tone=tone)
    caption = Caption(
        key="silence", title=reader.text(_N("Time left")), empty="", direction=reader.direction
    )
    return countdown.bar(shown, caption)


ROOM = ConsoleRoom(
    package="node.console.exemptions",
    pages=(
        Page(path="/exemptions", name="exemptions", show=_exemptions, section="exemptions"),
        *acts.PAGES[:1],  # a new one, whose address an id must not take
        Page(
            path="/exemptions/{exemption_id}",
            name="exemption",
            show=_exemption,
            section="exemptions",
        ),
        *acts.PAGES[1:],
    ),
)
