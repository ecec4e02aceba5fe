"""Routes of the holder's side: the inbox, proposed answers, and their release."""

from typing import Any

from sqlalchemy import Connection

from node.api.bodies import (
    Approval,
    Clarification,
    QuestionAsked,
    Refusal,
    RequestList,
    Restriction,
)
from node.api.cases import PAGE, PAGING, standing
from node.api.route import AnyRoute, Call, Route
from node.api.services import Services
from node.casework.drafts import AnswerDraft
from node.casework.views import RequestDetail


def _list(services: Services, tx: Connection, call: Call[None]) -> RequestList:
    limit = int(call.query.get("limit", PAGE))
    requests = services.views.list_requests(
        tx,
        standing=standing(call),
        state=call.query.get("state", ""),
        limit=limit,
        before=call.query.get("before", ""),
    )
    last = requests[-1].request_id if len(requests) == limit else ""
    return RequestList(requests=requests, next=last)


def _show(services: Services, tx: Connection, call: Call[Any]) -> RequestDetail:
    return services.views.request_detail(tx, call.path["request_id"])


def _resend(services: Services, tx: Connection, call: Call[None]) -> RequestDetail:
    services.requests.resend(tx, call.path["request_id"], by=call.officer)
    return _show(services, tx, call)


def _search(services: Services, tx: Connection, call: Call[None]) -> RequestDetail:
    services.requests.search_again(tx, call.path["request_id"], by=call.officer)
    return _show(services, tx, call)


def _answer(services: Services, tx: Connection, call: Call[AnswerDraft]) -> RequestDetail:
    services.requests.answer(tx, call.path["request_id"], call.body, by=call.officer)
    return _show(services, tx, call)


def _approve(services: Services, tx: Connection, call: Call[Approval]) -> RequestDetail:
    services.requests.approve(
        tx,
        call.path["request_id"],
        by=call.officer,
        number=call.body.number,
        use_restrictions=call.body.use_restrictions,
    )
    return _show(services, tx, call)


def _agree(services: Services, tx: Connection, call: Call[None]) -> RequestDetail:
    services.requests.agree(tx, call.path["request_id"], by=call.officer)
    return _show(services, tx, call)


def _restrict(services: Services, tx: Connection, call: Call[Restriction]) -> RequestDetail:
    services.requests.restrict(
        tx,
        call.path["request_id"],
        withheld=call.body.withheld,
        grounds=call.body.grounds,
        explanation=call.body.explanation,
        by=call.officer,
        number=call.body.number,
    )
    return _show(services, tx, call)


def _refuse(services: Services, tx: Connection, call: Call[Refusal]) -> RequestDetail:
    services.requests.refuse(
        tx, call.path["request_id"], call.body.grounds, call.body.explanation, by=call.officer
    )
    return _show(services, tx, call)


def _ask(services: Services, tx: Connection, call: Call[QuestionAsked]) -> RequestDetail:
    services.requests.ask(
        tx, call.path["request_id"], call.body.fields, call.body.text, by=call.officer
    )
    return _show(services, tx, call)


def _clarify(services: Services, tx: Connection, call: Call[Clarification]) -> RequestDetail:
    services.requests.clarify(
        tx, call.path["request_id"], call.body.text, by=call.officer, widened=call.body.widened
    )
    return _show(services, tx, call)


_REQUEST = "/v1/requests/{request_id}"

ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path="/v1/requests",
        name="listRequests",
        tag="requests",
        summary="Requests from abroad, the newest first",
        answer=RequestList,
        work=_list,
        query=PAGING,
    ),
    Route(
        method="GET",
        path=_REQUEST,
        name="showRequest",
        tag="requests",
        summary="Everything about one request: candidates, proposal, timeline",
        answer=RequestDetail,
        work=_show,
    ),
    Route(
        method="POST",
        path=_REQUEST + "/search",
        name="searchAgain",
        tag="requests",
        summary="Search the own registers once more and propose an answer",
        answer=RequestDetail,
        work=_search,
    ),
    Route(
        method="POST",
        path=_REQUEST + "/resend",
        name="resendAnswer",
        tag="requests",
        summary="Send again the question or answer that did not arrive",
        answer=RequestDetail,
        work=_resend,
    ),
    Route(
        method="POST",
        path=_REQUEST + "/approval",
        name="approveAnswer",
        tag="requests",
        summary="Release the proposed answer, or that of a candidate",
        body=Approval,
        answer=RequestDetail,
        work=_approve,
    ),
    Route(
        method="POST",
        path=_REQUEST + "/release",
        name="releaseAnswer",
        tag="requests",
        summary="Release, as the second person, the answer that waits for one",
        answer=RequestDetail,
        work=_agree,
    ),
    Route(
        method="POST",
        path=_REQUEST + "/answer",
        name="answerRequest",
        tag="requests",
        summary="Release an officer's own answer: also interim, delayed and restricted ones",
        body=AnswerDraft,
        answer=RequestDetail,
        work=_answer,
    ),
    Route(
        method="POST",
        path=_REQUEST + "/restriction",
        name="restrictAnswer",
        tag="requests",
        summary="Release the proposed answer without some of its fields (ITI 22)",
        body=Restriction,
        answer=RequestDetail,
        work=_restrict,
    ),
    Route(
        method="POST",
        path=_REQUEST + "/refusal",
        name="refuseRequest",
        tag="requests",
        summary="Refuse on one of the four grounds, with the reasons (ITI 22, 23)",
        body=Refusal,
        answer=RequestDetail,
        work=_refuse,
    ),
    Route(
        method="POST",
        path=_REQUEST + "/question",
        name="askRequester",
        tag="requests",
        summary="Ask the requester for more; the response clock pauses (ITI 21)",
        body=QuestionAsked,
        answer=RequestDetail,
        work=_ask,
    ),
    Route(
        method="POST",
        path=_REQUEST + "/clarification",
        name="clarifyAnswer",
        tag="requests",
        summary="Explain a restriction, delay or refusal; the answer may be widened (ITI 23)",
        body=Clarification,
        answer=RequestDetail,
        work=_clarify,
    ),
)
