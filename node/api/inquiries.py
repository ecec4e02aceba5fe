"""Routes of inquiries to many members: our own, and those of others with our answers."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from accord.cases.inquiry_machine import InquiryState, ReceivedState
from node.api.bodies import Created, Reason, Refusal
from node.api.paging import page, paging
from node.api.route import AnyRoute, Call, Route
from node.api.services import Services
from node.inquiries.views import (
    InquiryDetail,
    InquiryDraft,
    InquirySummary,
    ReceivedDetail,
    ReceivedSummary,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryList:
    """One page of our inquiries, the newest first."""

    inquiries: tuple[InquirySummary, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedList:
    """One page of other members' inquiries, the newest first."""

    received: tuple[ReceivedSummary, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotInterpretable:
    """What cannot be read in an inquiry, and what would help."""

    explanation: str
    fields: tuple[str, ...] = ()


def _list(services: Services, tx: Connection, call: Call[None]) -> InquiryList:
    wanted = page(call)
    found = services.inquiries.views.list_inquiries(tx, **wanted)
    return InquiryList(
        inquiries=found, next=found[-1].inquiry_id if len(found) == wanted["limit"] else ""
    )


def _open(services: Services, tx: Connection, call: Call[InquiryDraft]) -> Created:
    return Created(id=services.inquiries.asking.open_inquiry(tx, call.body, by=call.officer))


def _show(services: Services, tx: Connection, call: Call[Any]) -> InquiryDetail:
    return services.inquiries.views.inquiry_detail(tx, call.path["inquiry_id"])


def _withdraw(services: Services, tx: Connection, call: Call[Reason]) -> InquiryDetail:
    services.inquiries.asking.withdraw(
        tx, call.path["inquiry_id"], call.body.reason, by=call.officer
    )
    return _show(services, tx, call)


def _list_received(services: Services, tx: Connection, call: Call[None]) -> ReceivedList:
    wanted = page(call)
    found = services.inquiries.views.list_received(tx, **wanted)
    return ReceivedList(
        received=found, next=found[-1].request_id if len(found) == wanted["limit"] else ""
    )


def _show_received(services: Services, tx: Connection, call: Call[Any]) -> ReceivedDetail:
    return services.inquiries.views.received_detail(tx, call.path["received_id"])


def _approve(services: Services, tx: Connection, call: Call[None]) -> ReceivedDetail:
    services.inquiries.answering.approve(tx, call.path["received_id"], by=call.officer)
    return _show_received(services, tx, call)


def _refuse(services: Services, tx: Connection, call: Call[Refusal]) -> ReceivedDetail:
    services.inquiries.answering.refuse(
        tx, call.path["received_id"], call.body.grounds, call.body.explanation, by=call.officer
    )
    return _show_received(services, tx, call)


def _cannot(services: Services, tx: Connection, call: Call[NotInterpretable]) -> ReceivedDetail:
    services.inquiries.answering.not_interpretable(
        tx, call.path["received_id"], call.body.fields, call.body.explanation, by=call.officer
    )
    return _show_received(services, tx, call)


def _search(services: Services, tx: Connection, call: Call[None]) -> ReceivedDetail:
    services.inquiries.answering.search_again(tx, call.path["received_id"], by=call.officer)
    return _show_received(services, tx, call)


def _resend(services: Services, tx: Connection, call: Call[None]) -> ReceivedDetail:
    services.inquiries.answering.resend(tx, call.path["received_id"], by=call.officer)
    return _show_received(services, tx, call)


_INQUIRY = "/v1/inquiries/{inquiry_id}"
_RECEIVED = "/v1/inquiry-requests/{received_id}"

ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path="/v1/inquiries",
        name="listInquiries",
        tag="inquiries",
        summary="Inquiries of this node, the newest first",
        answer=InquiryList,
        work=_list,
        query=paging(InquiryState),
    ),
    Route(
        method="POST",
        path="/v1/inquiries",
        name="openInquiry",
        tag="inquiries",
        summary="Ask all or some members whether a register knows a weapon",
        body=InquiryDraft,
        answer=Created,
        work=_open,
        creates=True,
    ),
    Route(
        method="GET",
        path=_INQUIRY,
        name="showInquiry",
        tag="inquiries",
        summary="What each member has said, and what was searched",
        answer=InquiryDetail,
        work=_show,
    ),
    Route(
        method="POST",
        path=_INQUIRY + "/withdrawal",
        name="withdrawInquiry",
        tag="inquiries",
        summary="Tell whoever has not answered that nothing is awaited any more",
        body=Reason,
        answer=InquiryDetail,
        work=_withdraw,
    ),
    Route(
        method="GET",
        path="/v1/inquiry-requests",
        name="listInquiryRequests",
        tag="inquiries",
        summary="Inquiries of other members, the newest first",
        answer=ReceivedList,
        work=_list_received,
        query=paging(ReceivedState),
    ),
    Route(
        method="GET",
        path=_RECEIVED,
        name="showInquiryRequest",
        tag="inquiries",
        summary="What is asked, what our registers hold, and what we said",
        answer=ReceivedDetail,
        work=_show_received,
    ),
    Route(
        method="POST",
        path=_RECEIVED + "/approval",
        name="approveInquiryAnswer",
        tag="inquiries",
        summary="Release the proposed answer",
        answer=ReceivedDetail,
        work=_approve,
    ),
    Route(
        method="POST",
        path=_RECEIVED + "/refusal",
        name="refuseInquiry",
        tag="inquiries",
        summary="Refuse on one of the four grounds, with the reasons (ITI 22, 23)",
        body=Refusal,
        answer=ReceivedDetail,
        work=_refuse,
    ),
    Route(
        method="POST",
        path=_RECEIVED + "/query",
        name="sayNotInterpretable",
        tag="inquiries",
        summary="Say that the description cannot be interpreted, and what would help",
        body=NotInterpretable,
        answer=ReceivedDetail,
        work=_cannot,
    ),
    Route(
        method="POST",
        path=_RECEIVED + "/search",
        name="searchForInquiryAgain",
        tag="inquiries",
        summary="Search the own registers once more, also to correct an answer",
        answer=ReceivedDetail,
        work=_search,
    ),
    Route(
        method="POST",
        path=_RECEIVED + "/resend",
        name="resendInquiryAnswer",
        tag="inquiries",
        summary="Send again the answer that did not arrive",
        answer=ReceivedDetail,
        work=_resend,
    ),
)
