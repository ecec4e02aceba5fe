"""The list of transfers, by what waits for us and by our part; and the alerts of other States."""

from aiohttp import web

from accord.cases.transfer_file import FileState
from accord.cases.transfer_partner import PartnerState
from node.console.transfers.parts import part_in_list
from node.console.visit import Visit
from node.transfers.rows import UNEXPLAINED, Side, TransferPart, TransferStanding
from node.transfers.views import TransferSummary

ROWS = 50


async def transfers_page(visit: Visit) -> web.StreamResponse:
    """One page of transfers, the newest first."""
    asked = {name: visit.query[name] for name in ("standing", "part") if visit.query.get(name)}
    page = {"before": visit.query["before"]} if visit.query.get("before") else {}
    found = await visit.call("listTransfers", query={**asked, **page, "limit": ROWS})
    member = str(visit.frame["member"])
    return visit.page(
        "transfers/transfers.html",
        transfers=[
            (one, part_in_list(one, member), visit.label(state_of(one))) for one in found.transfers
        ],
        asked=asked,
        standings=tuple(TransferStanding),
        parts=tuple(TransferPart),
        older=visit.to("transfers", {**asked, "before": found.next}) if found.next else "",
        newest=visit.to("transfers", asked) if page else "",
    )


async def alerts_page(visit: Visit) -> web.StreamResponse:
    """What other States warn of, the newest first."""
    found = await visit.call("listTransferAlerts", query={"limit": ROWS})
    return visit.page("transfers/alerts.html", alerts=found.alerts, unexplained=UNEXPLAINED)


def state_of(summary: TransferSummary) -> FileState | PartnerState:
    """The status of the file, by the machine of our side."""
    if summary.side is Side.EXPORTER:
        return FileState(summary.state)
    return PartnerState(summary.state)
