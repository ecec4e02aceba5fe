"""Routes of hits: the finder compares, asks and acts; the notice's owner answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from accord.cases.hit_codes import DismissalReason
from accord.cases.hit_life import HitState
from accord.errors import FormatError
from node.api.bodies import Created
from node.api.paging import WAITING, page, paging
from node.api.route import AnyRoute, Call, Query, Route
from node.api.services import Services
from node.notices.hit_forms import (
    Acted,
    ConfirmationAsked,
    Disposed,
    HitByHand,
    HitReply,
    RecoveryReport,
)
from node.notices.opening import NoticesRoom
from node.notices.views import HitDetail, HitSummary

URGENCY: Final = "urgency"


@dataclass(frozen=True, slots=True, kw_only=True)
class HitList:
    """One page of hits, the newest first where nothing else is asked for."""

    hits: tuple[HitSummary, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissal:
    """Why it is not the weapon."""

    reason: DismissalReason
    text: str = ""  # what differs; DUPLICATE needs none


def _list(services: Services, tx: Connection, call: Call[None]) -> HitList:
    wanted = page(call)
    waiting = call.query.get("waiting") == "true"
    urgency = call.query.get("order") == URGENCY
    if urgency and wanted["state"]:
        raise FormatError("query.invalid", "order: urgency takes no state")
    views = services.notices.views
    found = views.list_hits(tx, waiting=waiting, urgency=urgency, **wanted)
    return HitList(hits=found, next=found[-1].hit_id if len(found) == wanted["limit"] else "")


def _open(services: Services, tx: Connection, call: Call[HitByHand]) -> Created:
    return Created(id=services.notices.finder.open_by_hand(tx, call.body, by=call.officer))


def _show(services: Services, tx: Connection, call: Call[Any]) -> HitDetail:
    return services.notices.views.hit_detail(tx, call.path["hit_id"])


def _dismiss(services: Services, tx: Connection, call: Call[Dismissal]) -> HitDetail:
    services.notices.finder.dismiss(
        tx, call.path["hit_id"], call.body.reason, call.body.text, by=call.officer
    )
    return _show(services, tx, call)


_HIT = "/v1/hits/{hit_id}"


def _step(
    step: str,
    name: str,
    summary: str,
    body: type[Any],
    act: Callable[[NoticesRoom], Callable[..., Any]],
) -> AnyRoute:
    """A step that takes the hit's id and one form."""

    def work(services: Services, tx: Connection, call: Call[Any]) -> HitDetail:
        act(services.notices)(tx, call.path["hit_id"], call.body, by=call.officer)
        return _show(services, tx, call)

    return Route(
        method="POST",
        path=f"{_HIT}/{step}",
        name=name,
        tag="hits",
        summary=summary,
        body=body,
        answer=HitDetail,
        work=work,
    )


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path="/v1/hits",
        name="listHits",
        tag="hits",
        summary="Hits of this node and on its notices, the newest first",
        answer=HitList,
        work=_list,
        query=(
            *paging(HitState),
            WAITING,
            Query(
                name="order",
                description="`urgency`: open hits only, the nearest clock first",
                choices=(URGENCY,),
            ),
        ),
    ),
    Route(
        method="POST",
        path="/v1/hits",
        name="openHit",
        tag="hits",
        summary="Match a weapon with a notice by eye, where no number shows it",
        body=HitByHand,
        answer=Created,
        work=_open,
        creates=True,
    ),
    Route(
        method="GET",
        path=_HIT,
        name="showHit",
        tag="hits",
        summary="What matches, what was asked and answered, and what may be done",
        answer=HitDetail,
        work=_show,
    ),
    Route(
        method="POST",
        path=_HIT + "/dismissal",
        name="dismissHit",
        tag="hits",
        summary="Say that the marks were compared and it is not the weapon",
        body=Dismissal,
        answer=HitDetail,
        work=_dismiss,
    ),
    _step(
        "request",
        "requestConfirmation",
        "Ask the owner: is it identical, and is the notice still active?",
        ConfirmationAsked,
        lambda room: room.finder.request,
    ),
    _step(
        "response",
        "answerConfirmation",
        "Confirm, negate, or say by when it will be confirmed",
        HitReply,
        lambda room: room.owner.respond,
    ),
    _step(
        "action",
        "recordHitAction",
        "Say what was done on the confirmed hit (SIS art 39)",
        Acted,
        lambda room: room.finder.act,
    ),
    _step(
        "recovery",
        "reportRecovery",
        "Report that the weapon is in safe hands",
        RecoveryReport,
        lambda room: room.report_recovery,
    ),
    _step(
        "disposition",
        "recordDisposition",
        "Say where the recovered weapon went",
        Disposed,
        lambda room: room.finder.dispose,
    ),
)
