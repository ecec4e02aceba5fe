"""Routes of the register of officials who may sign (A/75/78, para 116)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from accord.cases.signatory import Signatory
from node.api.bodies import Created, Reason
from node.api.cases import PAGE
from node.api.route import AnyRoute, Call, Query, Route
from node.api.services import Services
from node.certificates.views import SignatoryDetail, SignatorySummary


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryList:
    """One page of officials, by their ids."""

    signatories: tuple[SignatorySummary, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryRevocation:
    """The end of an official's authority; it may reach back."""

    reason: str
    effective_from_ms: int | None = None  # none: now


@dataclass(frozen=True, slots=True, kw_only=True)
class Lodging:
    """The members that get the entry with its specimens."""

    members: tuple[str, ...]


def _list(services: Services, tx: Connection, call: Call[None]) -> SignatoryList:
    limit = int(call.query.get("limit", PAGE))
    found = services.certificates.views.signatories(
        tx,
        state=call.query.get("state", ""),
        limit=limit,
        after=call.query.get("after", ""),
    )
    return SignatoryList(signatories=found, next=found[-1].entry_id if len(found) == limit else "")


def _enter(services: Services, tx: Connection, call: Call[Signatory]) -> Created:
    return Created(id=services.certificates.signatories.enter(tx, call.body, by=call.officer))


def _show(services: Services, tx: Connection, call: Call[Any]) -> SignatoryDetail:
    return services.certificates.views.signatory_detail(tx, call.path["official_id"])


def _activate(services: Services, tx: Connection, call: Call[None]) -> SignatoryDetail:
    services.certificates.signatories.activate(tx, call.path["official_id"], by=call.officer)
    return _show(services, tx, call)


def _suspend(services: Services, tx: Connection, call: Call[Reason]) -> SignatoryDetail:
    services.certificates.signatories.suspend(
        tx, call.path["official_id"], call.body.reason, by=call.officer
    )
    return _show(services, tx, call)


def _reinstate(services: Services, tx: Connection, call: Call[Reason]) -> SignatoryDetail:
    services.certificates.signatories.reinstate(
        tx, call.path["official_id"], call.body.reason, by=call.officer
    )
    return _show(services, tx, call)


def _revoke(services: Services, tx: Connection, call: Call[SignatoryRevocation]) -> SignatoryDetail:
    services.certificates.signatories.revoke(
        tx,
        call.path["official_id"],
        call.body.reason,
        by=call.officer,
        effective_from_ms=call.body.effective_from_ms,
    )
    return _show(services, tx, call)


def _lodge(services: Services, tx: Connection, call: Call[Lodging]) -> SignatoryDetail:
    services.certificates.signatories.lodge(
        tx, call.path["official_id"], call.body.members, by=call.officer
    )
    return _show(services, tx, call)


_OFFICIAL = "/v1/signatories/{official_id}"

ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path="/v1/signatories",
        name="listSignatories",
        tag="signatories",
        summary="Officials who may sign: our own, and those that other States have lodged",
        answer=SignatoryList,
        work=_list,
        query=(
            Query(name="state", description="only those of this State"),
            Query(name="limit", description="rows on the page", minimum=1, maximum=500),
            Query(name="after", description="the `next` of the page before"),
        ),
    ),
    Route(
        method="POST",
        path="/v1/signatories",
        name="enterSignatory",
        tag="signatories",
        summary="Enter an official of our own; somebody else activates the entry",
        body=Signatory,
        answer=Created,
        work=_enter,
        creates=True,
    ),
    Route(
        method="GET",
        path=_OFFICIAL,
        name="showSignatory",
        tag="signatories",
        summary="One official with specimens, powers and the whole history",
        answer=SignatoryDetail,
        work=_show,
    ),
    Route(
        method="POST",
        path=_OFFICIAL + "/activation",
        name="activateSignatory",
        tag="signatories",
        summary="Confirm an entry; never by the person who made it",
        answer=SignatoryDetail,
        work=_activate,
    ),
    Route(
        method="POST",
        path=_OFFICIAL + "/suspension",
        name="suspendSignatory",
        tag="signatories",
        summary="End the authority for a time, from now on",
        body=Reason,
        answer=SignatoryDetail,
        work=_suspend,
    ),
    Route(
        method="POST",
        path=_OFFICIAL + "/reinstatement",
        name="reinstateSignatory",
        tag="signatories",
        summary="Give the authority back, from now on",
        body=Reason,
        answer=SignatoryDetail,
        work=_reinstate,
    ),
    Route(
        method="POST",
        path=_OFFICIAL + "/revocation",
        name="revokeSignatory",
        tag="signatories",
        summary="End the authority for good, also backwards; whoever relied on it is told",
        body=SignatoryRevocation,
        answer=SignatoryDetail,
        work=_revoke,
    ),
    Route(
        method="POST",
        path=_OFFICIAL + "/lodging",
        name="lodgeSignatory",
        tag="signatories",
        summary="Give other States the entry with its specimens",
        body=Lodging,
        answer=SignatoryDetail,
        work=_lodge,
    ),
)
