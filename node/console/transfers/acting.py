"""What the acts of transfers share: their pages, and what stands beside a form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from accord.dates import PartialDate
from accord.errors import PolicyError
from node.console.acting import Act, Prepare, Prepared
from node.console.forms.form import Form
from node.console.forms.spec import Spec
from node.console.labels import LABELS
from node.console.labels.described import described
from node.console.page import Page
from node.console.transfers.quantities import ledger_of
from node.console.visit import Visit
from node.transfers.views import ShipmentView, TransferDetail

TRANSFER: Final = "/transfers/{transfer_id}"
SHIPMENT: Final = TRANSFER + "/shipments/{shipment}"


def act(
    route: str,
    path: str,
    title: str,
    submit: str,
    *,
    done: str,
    text: str = "",
    spec: Spec = MappingProxyType({}),
    prepare: Prepare | None = None,
    danger: bool = False,
) -> Act:
    """An act on a transfer, whose page shows its ledger and returns to it."""
    return Act(
        route=route,
        path=path,
        title=title,
        text=text,
        submit=submit,
        done=done,
        danger=danger,
        back="transfer",
        section="transfers",
        spec=spec,
        prepare=prepare or beside,
        template="transfers/act.html",
    )


def formed(acts: Iterable[tuple[Act, type[Any]]]) -> Iterator[Page]:
    """The page of each act with the form of its body, every field under its common name."""
    for act, body in acts:
        spec = described(body, act.spec)
        yield replace(act, spec=spec).page(Form(body, spec=spec, codes=LABELS))


async def beside(visit: Visit, transfer: TransferDetail) -> Prepared:
    """The transfer, and the shipment in the address, for whoever decides about it."""
    return shown(visit, transfer)


def shown(
    visit: Visit,
    transfer: TransferDetail,
    values: Mapping[str, object] | None = None,
    options: Mapping[str, Mapping[str, str]] | None = None,
) -> Prepared:
    """The same with what the form begins with."""
    return Prepared(
        values=values,
        options=options or {},
        beside={
            "transfer": transfer,
            "lines": ledger_of(transfer),
            "shipment": shipment_at(visit, transfer) if "shipment" in visit.path else None,
        },
    )


def shipment_at(visit: Visit, transfer: TransferDetail) -> ShipmentView:
    """The shipment in the address.

    Raises:
        PolicyError: `transfer.unknown_shipment`.
    """
    for one in transfer.shipments:
        if str(one.shipment) == visit.path["shipment"]:
            return one
    raise PolicyError("transfer.unknown_shipment", "there is no shipment with this number")


async def members(visit: Visit) -> dict[str, str]:
    """The other States of the region, by the names that the reader knows."""
    directory = await visit.call("showDirectory")
    own = str(visit.frame["member"])
    named = {one.id: visit.reader.country(one.id) for one in directory.members if one.id != own}
    return dict(sorted(named.items(), key=lambda one: one[1]))


def today(visit: Visit) -> PartialDate:
    """The day where this State works; most of what is written down happened on it."""
    moment = datetime.fromtimestamp(visit.reader.now_ms / 1000, visit.reader.zone)
    return PartialDate(year=moment.year, month=moment.month, day=moment.day)
