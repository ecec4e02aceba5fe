"""The pages of inquiries: ours with every member's answer, and those that others sent."""

from aiohttp import web

from accord.cases.inquiry_machine import InquiryState, ReceivedState
from node.console.inquiries import acts
from node.console.inquiries.outcomes import countdown_of, lines_of, picture_of
from node.console.inquiries.scope import scopes_of
from node.console.inquiries.steps import (
    INQUIRY_WAITS,
    RECEIVED_WAITS,
    inquiry_steps,
    received_steps,
)
from node.console.notices.words import event_of
from node.console.page import ConsoleRoom, Page
from node.console.visit import Visit
from node.people.rights import Right

ROWS = 50


async def _inquiries(visit: Visit) -> web.StreamResponse:
    """One page of our inquiries, the newest first."""
    asked, page = _asked(visit, "state"), _asked(visit, "before")
    found = await visit.call("listInquiries", query={**asked, **page, "limit": ROWS})
    return visit.page(
        "inquiries/inquiries.html",
        found=found,
        asked=asked,
        states=tuple(InquiryState),
        words={one.inquiry_id: visit.label(InquiryState(one.state)) for one in found.inquiries},
        older=visit.to("inquiries", {**asked, "before": found.next}) if found.next else "",
        newest=visit.to("inquiries", asked) if page else "",
    )


async def _inquiry(visit: Visit) -> web.StreamResponse:
    """One inquiry of ours, with every member's part."""
    inquiry = await visit.call("showInquiry", inquiry_id=visit.path["inquiry_id"])
    state = InquiryState(inquiry.summary.state)
    return visit.page(
        "inquiries/inquiry.html",
        inquiry=inquiry,
        state=state,
        waits=INQUIRY_WAITS[state],
        steps=inquiry_steps(inquiry) if visit.may(Right.WORK) else (),
        lines=[
            (line, scopes_of(line.asked.answer.searched if line.asked.answer else (), visit.reader))
            for line in lines_of(inquiry.members)
        ],
        picture=picture_of(inquiry, visit.reader),
        countdown=countdown_of(inquiry.summary, visit.reader),
        history=[(entry, event_of(visit, entry.event)) for entry in reversed(inquiry.timeline)],
    )


async def _received_list(visit: Visit) -> web.StreamResponse:
    """One page of other members' inquiries, the newest first."""
    asked, page = _asked(visit, "state"), _asked(visit, "before")
    found = await visit.call("listInquiryRequests", query={**asked, **page, "limit": ROWS})
    return visit.page(
        "inquiries/received_list.html",
        found=found,
        asked=asked,
        states=tuple(ReceivedState),
        words={one.request_id: visit.label(ReceivedState(one.state)) for one in found.received},
        older=visit.to("inquiry-requests", {**asked, "before": found.next}) if found.next else "",
        newest=visit.to("inquiry-requests", asked) if page else "",
    )


async def _received(visit: Visit) -> web.StreamResponse:
    """One inquiry of another member, with what our registers hold and what we said."""
    received = await visit.call("showInquiryRequest", received_id=visit.path["received_id"])
    state = ReceivedState(received.summary.state)
    answer = received.answers[-1] if received.answers else received.proposal
    return visit.page(
        "inquiries/received.html",
        received=received,
        state=state,
        waits=RECEIVED_WAITS[state],
        steps=received_steps(received) if visit.may(Right.WORK) else (),
        answer=answer,
        scopes=scopes_of(answer.searched if answer else (), visit.reader),
        history=[(entry, event_of(visit, entry.event)) for entry in reversed(received.timeline)],
    )


def _asked(visit: Visit, name: str) -> dict[str, str]:
    return {name: visit.query[name]} if visit.query.get(name) else {}


ROOM = ConsoleRoom(
    package="node.console.inquiries",
    pages=(
        Page(path="/inquiries", name="inquiries", show=_inquiries, section="inquiries"),
        Page(
            path="/inquiry-requests",
            name="inquiry-requests",
            show=_received_list,
            section="inquiry-requests",
        ),
        *acts.PAGES,
        Page(path="/inquiries/{inquiry_id}", name="inquiry", show=_inquiry, section="inquiries"),
        Page(
            path="/inquiry-requests/{received_id}",
            name="inquiry-request",
            show=_received,
            section="inquiry-requests",
        ),
    ),
)
