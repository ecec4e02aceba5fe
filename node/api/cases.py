"""Routes of the requester's side: a case, its legs, its outcome."""

from typing import Any

from sqlalchemy import Connection

from accord.errors import PolicyError
from node.api.bodies import (
    CaseList,
    ClarificationAsked,
    Comment,
    Created,
    Following,
    NewLeg,
    NotPursued,
    OwnRecord,
    Reason,
    Reply,
    Revision,
)
from node.api.route import AnyRoute, Call, Query, Route
from node.api.services import Services
from node.casework.drafts import CaseDraft, OutcomeDraft
from node.casework.views import CaseDetail, CaseExport, Standing

PAGE = 100
PAGING = (
    Query(name="standing", description="what it waits for", choices=tuple(Standing)),
    Query(name="state", description="the state of its machine"),
    Query(name="limit", description="rows on the page", minimum=1, maximum=500),
    Query(name="before", description="the `next` of the page before"),
)


def standing(call: Call[None]) -> Standing | None:
    """The standing asked for."""
    text = call.query.get("standing", "")
    return Standing(text) if text else None


def _list(services: Services, tx: Connection, call: Call[None]) -> CaseList:
    limit = int(call.query.get("limit", PAGE))
    cases = services.views.list_cases(
        tx,
        standing=standing(call),
        state=call.query.get("state", ""),
        limit=limit,
        before=call.query.get("before", ""),
    )
    return CaseList(cases=cases, next=cases[-1].case_id if len(cases) == limit else "")


def _open(services: Services, tx: Connection, call: Call[CaseDraft]) -> Created:
    return Created(id=services.cases.open_case(tx, call.body, by=call.officer))


def _show(services: Services, tx: Connection, call: Call[Any]) -> CaseDetail:
    return services.views.case_detail(tx, call.path["case_id"])


def _leg(services: Services, tx: Connection, call: Call[Any]) -> str:
    """The leg in the path, which must be one of the case in the path."""
    leg_id = call.path["leg_id"]
    detail = services.views.case_detail(tx, call.path["case_id"])
    if all(leg.leg_id != leg_id for leg in detail.legs):
        raise PolicyError("casework.unknown_leg", "the case has no leg with this id")
    return leg_id


def _revise(services: Services, tx: Connection, call: Call[Revision]) -> CaseDetail:
    services.cases.revise(
        tx, call.path["case_id"], call.body.firearm, call.body.reason, by=call.officer
    )
    return _show(services, tx, call)


def _decide(services: Services, tx: Connection, call: Call[OwnRecord]) -> CaseDetail:
    services.cases.decide_domestic(tx, call.path["case_id"], found=call.body.found, by=call.officer)
    return _show(services, tx, call)


def _send(services: Services, tx: Connection, call: Call[NewLeg]) -> Created:
    leg_id = services.cases.send_leg(
        tx,
        call.path["case_id"],
        call.body.state,
        call.body.why,
        by=call.officer,
        override_reason=call.body.override_reason,
    )
    return Created(id=leg_id)


def _follow(services: Services, tx: Connection, call: Call[Following]) -> Created:
    leg_id = services.cases.follow_referral(
        tx,
        call.path["case_id"],
        _leg(services, tx, call),
        by=call.officer,
        override_reason=call.body.override_reason,
    )
    return Created(id=leg_id)


def _reply(services: Services, tx: Connection, call: Call[Reply]) -> CaseDetail:
    leg_id = _leg(services, tx, call)
    services.cases.reply_question(tx, leg_id, call.body.text, call.body.firearm, by=call.officer)
    return _show(services, tx, call)


def _clarify(services: Services, tx: Connection, call: Call[ClarificationAsked]) -> CaseDetail:
    services.cases.ask_clarification(
        tx,
        _leg(services, tx, call),
        call.body.text,
        by=call.officer,
        revised_undertaking=call.body.revised_undertaking,
    )
    return _show(services, tx, call)


def _withdraw(services: Services, tx: Connection, call: Call[Reason]) -> CaseDetail:
    services.cases.withdraw(tx, _leg(services, tx, call), call.body.reason, by=call.officer)
    return _show(services, tx, call)


def _comment(services: Services, tx: Connection, call: Call[Comment]) -> CaseDetail:
    services.cases.comment(tx, _leg(services, tx, call), call.body.text, by=call.officer)
    return _show(services, tx, call)


def _close(services: Services, tx: Connection, call: Call[OutcomeDraft]) -> CaseDetail:
    services.cases.record_outcome(tx, call.path["case_id"], call.body, by=call.officer)
    return _show(services, tx, call)


def _accept(services: Services, tx: Connection, call: Call[None]) -> CaseDetail:
    services.cases.record_outcome(tx, call.path["case_id"], None, by=call.officer)
    return _show(services, tx, call)


def _not_pursued(services: Services, tx: Connection, call: Call[NotPursued]) -> CaseDetail:
    services.cases.not_pursued(tx, call.path["case_id"], call.body.reason, by=call.officer)
    return _show(services, tx, call)


def _reopen(services: Services, tx: Connection, call: Call[Reason]) -> CaseDetail:
    services.cases.reopen(tx, call.path["case_id"], call.body.reason, by=call.officer)
    return _show(services, tx, call)


def _export(services: Services, tx: Connection, call: Call[None]) -> CaseExport:
    recipient = call.query.get("recipient", "")
    return services.views.export_case(tx, call.path["case_id"], recipient, by=call.officer)


_CASE = "/v1/cases/{case_id}"
_LEG = _CASE + "/legs/{leg_id}"

ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path="/v1/cases",
        name="listCases",
        tag="cases",
        summary="Cases of this node, the newest first",
        answer=CaseList,
        work=_list,
        query=PAGING,
    ),
    Route(
        method="POST",
        path="/v1/cases",
        name="openCase",
        tag="cases",
        summary="Register a recovered weapon; the own registers are searched first",
        body=CaseDraft,
        answer=Created,
        work=_open,
        creates=True,
    ),
    Route(
        method="GET",
        path=_CASE,
        name="showCase",
        tag="cases",
        summary="Everything about one case: legs, chain, timeline",
        answer=CaseDetail,
        work=_show,
    ),
    Route(
        method="POST",
        path=_CASE + "/revisions",
        name="reviseCase",
        tag="cases",
        summary="A new description of the weapon, such as a restored serial",
        body=Revision,
        answer=CaseDetail,
        work=_revise,
    ),
    Route(
        method="POST",
        path=_CASE + "/own-record",
        name="decideOwnRecord",
        tag="cases",
        summary="Say whether the doubtful record of the own registers is the weapon",
        body=OwnRecord,
        answer=CaseDetail,
        work=_decide,
    ),
    Route(
        method="POST",
        path=_CASE + "/legs",
        name="sendLeg",
        tag="cases",
        summary="Ask one State",
        body=NewLeg,
        answer=Created,
        work=_send,
        creates=True,
    ),
    Route(
        method="POST",
        path=_LEG + "/referral",
        name="followReferral",
        tag="cases",
        summary="Ask the State that the answer of this leg points at",
        body=Following,
        answer=Created,
        work=_follow,
        creates=True,
    ),
    Route(
        method="POST",
        path=_LEG + "/reply",
        name="replyToQuestion",
        tag="cases",
        summary="Answer the question that the leg waits with (ITI 21)",
        body=Reply,
        answer=CaseDetail,
        work=_reply,
    ),
    Route(
        method="POST",
        path=_LEG + "/clarification",
        name="askClarification",
        tag="cases",
        summary="Ask for the reasons behind a restriction, delay or refusal (ITI 23)",
        body=ClarificationAsked,
        answer=CaseDetail,
        work=_clarify,
    ),
    Route(
        method="POST",
        path=_LEG + "/withdrawal",
        name="withdrawLeg",
        tag="cases",
        summary="End a leg whose answer is no longer needed",
        body=Reason,
        answer=CaseDetail,
        work=_withdraw,
    ),
    Route(
        method="POST",
        path=_LEG + "/comment",
        name="commentOnLeg",
        tag="cases",
        summary="Send free text beside the leg",
        body=Comment,
        answer=CaseDetail,
        work=_comment,
    ),
    Route(
        method="POST",
        path=_CASE + "/outcome",
        name="recordOutcome",
        tag="cases",
        summary="Close the case; the States that helped are told",
        body=OutcomeDraft,
        answer=CaseDetail,
        work=_close,
    ),
    Route(
        method="POST",
        path=_CASE + "/outcome/proposed",
        name="acceptOutcome",
        tag="cases",
        summary="Close the case by the outcome that the node proposes",
        answer=CaseDetail,
        work=_accept,
    ),
    Route(
        method="POST",
        path=_CASE + "/not-pursued",
        name="doNotPursue",
        tag="cases",
        summary="Close the case under an exception: amnesty, before 1946, already destroyed",
        body=NotPursued,
        answer=CaseDetail,
        work=_not_pursued,
    ),
    Route(
        method="POST",
        path=_CASE + "/reopening",
        name="reopenCase",
        tag="cases",
        summary="New evidence: the case goes on with its history",
        body=Reason,
        answer=CaseDetail,
        work=_reopen,
    ),
    Route(
        method="POST",
        path=_CASE + "/export",
        name="exportCase",
        tag="cases",
        summary="The case for somebody else, without what its providers reserve (ITI 15(c))",
        answer=CaseExport,
        work=_export,
        query=(Query(name="recipient", description="who will read it; recorded"),),
    ),
)
