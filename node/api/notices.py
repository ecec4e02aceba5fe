"""Routes of lost-weapon notices: each act of the owner makes a version."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from accord.cases.notice_codes import CancelReason, NoticeState
from node.api.bodies import Created, Reason
from node.api.paging import WAITING, page, paging
from node.api.route import AnyRoute, Call, Query, Route
from node.api.services import Services
from node.notices.drafts import NoticeDraft
from node.notices.publishing import Publishing
from node.notices.reading import OTHERS, OURS
from node.notices.views import NoticeDetail, NoticeSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeList:
    """One page of notices, the newest first."""

    notices: tuple[NoticeSummary, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """The whole description as it should read, and what changes and why."""

    draft: NoticeDraft
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """Why the notice was never valid; what was found is cleared instead."""

    why: CancelReason
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Distributed:
    """The members to which the version in force was sent now."""

    members: tuple[str, ...]


def _list(services: Services, tx: Connection, call: Call[None]) -> NoticeList:
    wanted = page(call)
    waiting = call.query.get("waiting") == "true"
    owner = call.query.get("owner", "")
    whose = call.query.get("whose", "")
    views = services.notices.views
    found = views.list_notices(tx, owner=owner, whose=whose, waiting=waiting, **wanted)
    return NoticeList(
        notices=found, next=found[-1].notice_id if len(found) == wanted["limit"] else ""
    )


def _draft(services: Services, tx: Connection, call: Call[NoticeDraft]) -> Created:
    return Created(id=services.notices.notices.draft(tx, call.body, by=call.officer))


def _show(services: Services, tx: Connection, call: Call[Any]) -> NoticeDetail:
    return services.notices.views.notice_detail(tx, call.path["notice_id"])


def _revise(services: Services, tx: Connection, call: Call[NoticeDraft]) -> NoticeDetail:
    services.notices.notices.revise(tx, call.path["notice_id"], call.body, by=call.officer)
    return _show(services, tx, call)


def _publish(services: Services, tx: Connection, call: Call[None]) -> NoticeDetail:
    services.notices.notices.publish(tx, call.path["notice_id"], by=call.officer)
    return _show(services, tx, call)


def _amend(services: Services, tx: Connection, call: Call[Amendment]) -> NoticeDetail:
    services.notices.notices.amend(
        tx, call.path["notice_id"], call.body.draft, reason=call.body.reason, by=call.officer
    )
    return _show(services, tx, call)


def _validate(services: Services, tx: Connection, call: Call[None]) -> NoticeDetail:
    services.notices.notices.validate(tx, call.path["notice_id"], by=call.officer)
    return _show(services, tx, call)


def _cancel(services: Services, tx: Connection, call: Call[Cancellation]) -> NoticeDetail:
    services.notices.notices.cancel(
        tx, call.path["notice_id"], call.body.why, call.body.reason, by=call.officer
    )
    return _show(services, tx, call)


def _distribute(services: Services, tx: Connection, call: Call[None]) -> Distributed:
    return Distributed(members=services.notices.posting.distribute(tx, call.path["notice_id"]))


def _distribute_all(services: Services, tx: Connection, call: Call[None]) -> Distributed:
    services.notices.posting.distribute_all(tx)
    members = services.region().directory.members.values()
    others = sorted(one.id for one in members if one.active and one.id != services.member)
    return Distributed(members=tuple(others))


def _by_reason(
    act: Callable[[Publishing], Callable[..., None]],
) -> Callable[[Services, Connection, Call[Reason]], NoticeDetail]:
    """The work of an act that needs no more than a reason."""

    def work(services: Services, tx: Connection, call: Call[Reason]) -> NoticeDetail:
        act(services.notices.notices)(tx, call.path["notice_id"], call.body.reason, by=call.officer)
        return _show(services, tx, call)

    return work


_NOTICE = "/v1/notices/{notice_id}"


def _act(step: str, name: str, summary: str, act: Callable[[Publishing], Any]) -> AnyRoute:
    return Route(
        method="POST",
        path=f"{_NOTICE}/{step}",
        name=name,
        tag="notices",
        summary=summary,
        body=Reason,
        answer=NoticeDetail,
        work=_by_reason(act),
    )


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path="/v1/notices",
        name="listNotices",
        tag="notices",
        summary="Notices of every member that this node may know, the newest first",
        answer=NoticeList,
        work=_list,
        query=(
            *paging(NoticeState),
            Query(name="owner", description="only this member's"),
            Query(
                name="whose",
                description="ours, or those of all other members; goes before `owner`",
                choices=(OURS, OTHERS),
            ),
            WAITING,
        ),
    ),
    Route(
        method="POST",
        path="/v1/notices",
        name="draftNotice",
        tag="notices",
        summary="Describe a lost weapon; nobody receives the draft",
        body=NoticeDraft,
        answer=Created,
        work=_draft,
        creates=True,
    ),
    Route(
        method="GET",
        path=_NOTICE,
        name="showNotice",
        tag="notices",
        summary="Every version, who has applied which, and the hits",
        answer=NoticeDetail,
        work=_show,
    ),
    Route(
        method="POST",
        path=_NOTICE + "/revision",
        name="reviseNoticeDraft",
        tag="notices",
        summary="Change a draft that nobody has received",
        body=NoticeDraft,
        answer=NoticeDetail,
        work=_revise,
    ),
    Route(
        method="POST",
        path=_NOTICE + "/publication",
        name="publishNotice",
        tag="notices",
        summary="Send the draft to its audience",
        answer=NoticeDetail,
        work=_publish,
    ),
    Route(
        method="POST",
        path=_NOTICE + "/amendment",
        name="amendNotice",
        tag="notices",
        summary="Send a version with other words; it is no validation",
        body=Amendment,
        answer=NoticeDetail,
        work=_amend,
    ),
    Route(
        method="POST",
        path=_NOTICE + "/validation",
        name="validateNotice",
        tag="notices",
        summary="Say that the record is complete, true and still active",
        answer=NoticeDetail,
        work=_validate,
    ),
    Route(
        method="POST",
        path=_NOTICE + "/cancellation",
        name="cancelNotice",
        tag="notices",
        summary="End a notice that was never valid, and every open hit on it",
        body=Cancellation,
        answer=NoticeDetail,
        work=_cancel,
    ),
    _act("discard", "discardNoticeDraft", "Throw a draft away", lambda one: one.discard),
    _act(
        "suspension",
        "suspendNotice",
        "Flag the notice; it is searched still",
        lambda one: one.suspend,
    ),
    _act(
        "recovery",
        "recoverNotice",
        "Say that the weapon is in safe hands at home",
        lambda one: one.recover,
    ),
    _act(
        "resumption",
        "resumeNotice",
        "Say that what was recovered is another weapon",
        lambda one: one.resume,
    ),
    _act("clearance", "clearNotice", "End a notice that is satisfied", lambda one: one.clear),
    Route(
        method="POST",
        path=_NOTICE + "/distribution",
        name="distributeNotice",
        tag="notices",
        summary="Send the version in force to whoever of the audience lacks it",
        answer=Distributed,
        work=_distribute,
    ),
    Route(
        method="POST",
        path="/v1/notice-distribution",
        name="distributeNotices",
        tag="notices",
        summary="The same for every notice of ours, such as when a member has joined",
        answer=Distributed,
        work=_distribute_all,
    ),
)
