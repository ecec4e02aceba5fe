"""Routes of transfers: the files and alerts to read, a new file, and the table of all acts."""

from dataclasses import dataclass

from sqlalchemy import Connection

from node.api import transfer_exporting, transfer_partners
from node.api.bodies import Created
from node.api.cases import PAGE
from node.api.route import AnyRoute, Call, Query, Route
from node.api.services import Services
from node.api.transfer_acts import TRANSFER, shown
from node.transfers.drafts import TransferDraft
from node.transfers.rows import TransferPart, TransferStanding
from node.transfers.views import AlertView, TransferDetail, TransferSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferList:
    """One page of files, the newest first."""

    transfers: tuple[TransferSummary, ...]
    next: str  # the `before` of the next page; empty on the last


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertList:
    """Alerts of diversions that other States sent, the newest first."""

    alerts: tuple[AlertView, ...]


def _list(services: Services, tx: Connection, call: Call[None]) -> TransferList:
    limit = int(call.query.get("limit", PAGE))
    standing, part = call.query.get("standing", ""), call.query.get("part", "")
    found = services.transfers.views.list_transfers(
        tx,
        standing=TransferStanding(standing) if standing else None,
        state=call.query.get("state", ""),
        part=TransferPart(part) if part else None,
        limit=limit,
        before=call.query.get("before", ""),
    )
    return TransferList(transfers=found, next=found[-1].transfer_id if len(found) == limit else "")


def _propose(services: Services, tx: Connection, call: Call[TransferDraft]) -> Created:
    return Created(id=services.transfers.filing.propose(tx, call.body, by=call.officer))


def _alerts(services: Services, tx: Connection, call: Call[None]) -> AlertList:
    limit = int(call.query.get("limit", PAGE))
    return AlertList(alerts=services.transfers.views.alerts(tx, limit=limit))


_LIMIT = Query(name="limit", description="rows on the page", minimum=1, maximum=500)

ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path="/v1/transfers",
        name="listTransfers",
        tag="transfers",
        summary="Transfers that this State exports, imports or lets pass, the newest first",
        answer=TransferList,
        work=_list,
        query=(
            Query(
                name="standing", description="whom it waits for", choices=tuple(TransferStanding)
            ),
            Query(name="state", description="the state of its machine"),
            Query(name="part", description="what we are to it", choices=tuple(TransferPart)),
            _LIMIT,
            Query(name="before", description="the `next` of the page before"),
        ),
    ),
    Route(
        method="POST",
        path="/v1/transfers",
        name="proposeTransfer",
        tag="transfers",
        summary="Open a file and tell the importing State",
        body=TransferDraft,
        answer=Created,
        work=_propose,
        creates=True,
    ),
    Route(
        method="GET",
        path="/v1/transfer-alerts",
        name="listTransferAlerts",
        tag="transfers",
        summary="Alerts of diversions from other States (ATT 11(4))",
        answer=AlertList,
        work=_alerts,
        query=(_LIMIT,),
    ),
    Route(
        method="GET",
        path=TRANSFER,
        name="showTransfer",
        tag="transfers",
        summary="Everything about one file, as this State keeps it",
        answer=TransferDetail,
        work=shown,
    ),
    *transfer_exporting.ROUTES,
    *transfer_partners.ROUTES,
)
