"""Routes of exemptions: the applicant's, the members', and the secretariat's."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from accord.cases.certificate import ItemQuantity
from accord.cases.exemption_codes import ExemptionPosition, RefusalCriterion
from accord.cases.exemption_machine import ExemptionState
from node.api.bodies import QuestionAsked, Reason
from node.api.cases import PAGE
from node.api.certificate_bodies import Issued
from node.api.route import AnyRoute, Call, Query, Route
from node.api.services import Services
from node.exemptions.drafts import DecisionDraft, ExemptionDraft, OpinionDraft
from node.exemptions.views import ExemptionDetail, ExemptionSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionList:
    """One page of requests, the newest first."""

    exemptions: tuple[ExemptionSummary, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The secretariat's technical assessment (A/75/78, para 68)."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The State that is told once more."""

    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionTaken:
    """A member's position on a circulated request (ECOWAS Convention, art 6)."""

    position: ExemptionPosition  # NO_OBJECTION, OBJECTION or COMMENT
    criteria: tuple[RefusalCriterion, ...] = ()  # with OBJECTION
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionUseWanted:
    """A shipment that the secretariat is asked to count."""

    transfer: str
    shipment: str
    quantities: tuple[ItemQuantity, ...]


def _list(services: Services, tx: Connection, call: Call[None]) -> ExemptionList:
    limit = int(call.query.get("limit", PAGE))
    found = services.exemptions.views.list_exemptions(
        tx,
        state=call.query.get("state", ""),
        limit=limit,
        before=call.query.get("before", ""),
    )
    last = found[-1].request_id if len(found) == limit else ""
    return ExemptionList(exemptions=found, next=last)


def _show(services: Services, tx: Connection, call: Call[Any]) -> ExemptionDetail:
    return services.exemptions.views.exemption_detail(tx, call.path["exemption_id"])


def _request(services: Services, tx: Connection, call: Call[ExemptionDraft]) -> Issued:
    return Issued(id=services.exemptions.applying.request(tx, call.body, by=call.officer))


def _correct(services: Services, tx: Connection, call: Call[ExemptionDraft]) -> ExemptionDetail:
    services.exemptions.applying.correct(tx, call.path["exemption_id"], call.body, by=call.officer)
    return _show(services, tx, call)


def _withdraw(services: Services, tx: Connection, call: Call[Reason]) -> ExemptionDetail:
    services.exemptions.applying.withdraw(
        tx, call.path["exemption_id"], call.body.reason, by=call.officer
    )
    return _show(services, tx, call)


def _send_back(services: Services, tx: Connection, call: Call[QuestionAsked]) -> ExemptionDetail:
    services.exemptions.assessing.send_back(
        tx, call.path["exemption_id"], call.body.fields, call.body.text, by=call.officer
    )
    return _show(services, tx, call)


def _circulate(services: Services, tx: Connection, call: Call[Assessment]) -> ExemptionDetail:
    services.exemptions.assessing.circulate(
        tx, call.path["exemption_id"], call.body.text, by=call.officer
    )
    return _show(services, tx, call)


def _opinion(services: Services, tx: Connection, call: Call[OpinionDraft]) -> ExemptionDetail:
    services.exemptions.deciding.give_opinion(
        tx, call.path["exemption_id"], call.body, by=call.officer
    )
    return _show(services, tx, call)


def _decide(services: Services, tx: Connection, call: Call[DecisionDraft]) -> ExemptionDetail:
    services.exemptions.deciding.decide(tx, call.path["exemption_id"], call.body, by=call.officer)
    return _show(services, tx, call)


def _revoke(services: Services, tx: Connection, call: Call[Reason]) -> ExemptionDetail:
    services.exemptions.deciding.revoke(
        tx, call.path["exemption_id"], call.body.reason, by=call.officer
    )
    return _show(services, tx, call)


def _tell(services: Services, tx: Connection, call: Call[Told]) -> ExemptionDetail:
    services.exemptions.deciding.tell(
        tx, call.path["exemption_id"], call.body.member, by=call.officer
    )
    return _show(services, tx, call)


def _see(services: Services, tx: Connection, call: Call[None]) -> ExemptionDetail:
    services.exemptions.answering.see(tx, call.path["exemption_id"], by=call.officer)
    return _show(services, tx, call)


def _answer(services: Services, tx: Connection, call: Call[PositionTaken]) -> ExemptionDetail:
    services.exemptions.answering.answer(
        tx,
        call.path["exemption_id"],
        call.body.position,
        criteria=call.body.criteria,
        text=call.body.text,
        by=call.officer,
    )
    return _show(services, tx, call)


def _use(services: Services, tx: Connection, call: Call[ExemptionUseWanted]) -> ExemptionDetail:
    detail = _show(services, tx, call)
    services.exemptions.answering.use(
        tx,
        detail.summary.certificate_number,
        call.body.quantities,
        transfer=call.body.transfer,
        shipment=call.body.shipment,
        by=call.officer,
    )
    return _show(services, tx, call)


_EXEMPTION = "/v1/exemptions/{exemption_id}"


def _step(path: str, name: str, summary: str, body: type[Any] | None, work: Any) -> AnyRoute:
    return Route(
        method="POST",
        path=f"{_EXEMPTION}/{path}",
        name=name,
        tag="exemptions",
        summary=summary,
        body=body,
        answer=ExemptionDetail,
        work=work,
    )


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path="/v1/exemptions",
        name="listExemptions",
        tag="exemptions",
        summary="Requests for an exemption, the newest first",
        answer=ExemptionList,
        work=_list,
        query=(
            Query(name="state", description="where it stands", choices=tuple(ExemptionState)),
            Query(name="limit", description="rows on the page", minimum=1, maximum=500),
            Query(name="before", description="the `next` of the page before"),
        ),
    ),
    Route(
        method="POST",
        path="/v1/exemptions",
        name="requestExemption",
        tag="exemptions",
        summary="Ask the secretariat for an exemption (ECOWAS Convention, art 5(1))",
        body=ExemptionDraft,
        answer=Issued,
        work=_request,
        creates=True,
    ),
    Route(
        method="GET",
        path=_EXEMPTION,
        name="showExemption",
        tag="exemptions",
        summary="One request: positions, opinion, decision, certificate and uses",
        answer=ExemptionDetail,
        work=_show,
    ),
    _step(
        "correction",
        "correctExemption",
        "Send a returned request anew",
        ExemptionDraft,
        _correct,
    ),
    _step("withdrawal", "withdrawExemption", "Give our request up", Reason, _withdraw),
    _step(
        "return",
        "returnExemption",
        "Secretariat: return a request that lacks something",
        QuestionAsked,
        _send_back,
    ),
    _step(
        "circulation",
        "circulateExemption",
        "Secretariat: send request and assessment to the members (art 5(2))",
        Assessment,
        _circulate,
    ),
    _step(
        "opinion",
        "giveExemptionOpinion",
        "Secretariat: give the reasoned opinion (art 5(3))",
        OpinionDraft,
        _opinion,
    ),
    _step(
        "decision",
        "decideExemption",
        "Secretariat: record the decision, and certify what is granted",
        DecisionDraft,
        _decide,
    ),
    _step(
        "revocation",
        "revokeExemption",
        "Secretariat: take the certificate back",
        Reason,
        _revoke,
    ),
    _step(
        "telling",
        "tellExemption",
        "Secretariat: send the last word once more, where a message was lost",
        Told,
        _tell,
    ),
    _step("seen", "seeExemption", "Member: tell the secretariat that we have read it", None, _see),
    _step(
        "position",
        "answerExemption",
        "Member: take a position; an objection names its criteria (art 6)",
        PositionTaken,
        _answer,
    ),
    _step(
        "use",
        "useExemption",
        "Ask the secretariat to count a shipment before it leaves",
        ExemptionUseWanted,
        _use,
    ),
)
