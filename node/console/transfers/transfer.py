"""A transfer as one page, and the serial numbers of one shipment on another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aiohttp import web
from markupsafe import Markup

from accord.cases.shipment import SETTLED, ShipmentState
from accord.cases.transfer_codes import SuspectedCause
from accord.cases.transit import TransitState
from node.console.labels import happened
from node.console.traces.words import Words
from node.console.transfers import situation
from node.console.transfers.acting import shipment_at
from node.console.transfers.listing import state_of
from node.console.transfers.parts import CALLED, Part, parts_of
from node.console.transfers.pictures import route_picture, time_left
from node.console.transfers.quantities import ledger_of, newest_report
from node.console.transfers.shipping import due_steps, shipment_steps
from node.console.transfers.situation import Step
from node.console.visit import Visit
from node.people.rights import Right
from node.transfers.rows import UNEXPLAINED
from node.transfers.views import ShipmentView, TransferDetail, TransitView

FEW: Final = 12  # serials of a line that the transfer's own page shows
SERIALS: Final = 100  # on one page


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentShown:
    """A shipment with what can be done about it, and its clock as a picture."""

    view: ShipmentView
    steps: Sequence[Step]
    clock: Markup | None  # none: nothing is awaited of another State
    unexplained: bool  # its note is the node's own, since nobody explained what differs
    more: bool  # it has more serials than the page shows


async def transfer_page(visit: Visit) -> web.StreamResponse:
    """Everything about one transfer."""
    transfer: TransferDetail = await visit.call(
        "showTransfer", transfer_id=visit.path["transfer_id"]
    )
    words = Words.of(visit)
    parts = parts_of(transfer, str(visit.frame["member"]))
    shipments = [_shipment(one, transfer, parts, words) for one in transfer.shipments]
    steps, others = _steps(visit, transfer, parts)
    works = visit.may(Right.WORK)
    return visit.page(
        "transfers/transfer.html",
        transfer=transfer,
        state=visit.label(state_of(transfer.summary)),
        called=[CALLED[one] for one in Part if one in parts],
        waits=situation.waits(transfer, steps),
        steps=steps,
        others=others,
        route=route_picture(transfer, words),
        lines=ledger_of(transfer),
        shipments=shipments,
        requested=TransitState.REQUESTED,
        remarked=any(map(_remarked, transfer.transits)),
        works=works,
        few=FEW,
        unexplained=UNEXPLAINED,
        causes={one.value: one for one in SuspectedCause},
        consents=[
            (one, situation.consent_steps(one, parts) if works else ()) for one in transfer.consents
        ],
        visits=[
            (one, situation.visit_steps(one, parts) if works else ()) for one in transfer.visits
        ],
        history=[
            (one, words.text(happened(one.event) or "") or visit.label(one.event))
            for one in reversed(transfer.timeline)
        ],
    )


async def shipment_page(visit: Visit) -> web.StreamResponse:
    """The serial numbers of one shipment, a hundred at a time, beside what was read."""
    transfer: TransferDetail = await visit.call(
        "showTransfer", transfer_id=visit.path["transfer_id"]
    )
    shipment = shipment_at(visit, transfer)
    serials = serials_of(shipment)
    begin = _begin(visit.query.get("from", ""), len(serials))
    path = {"transfer_id": transfer.summary.transfer_id, "shipment": str(shipment.shipment)}
    onward = begin + SERIALS
    return visit.page(
        "transfers/shipment.html",
        transfer=transfer,
        shipment=shipment,
        serials=serials[begin:onward],
        begin=begin,
        count=len(serials),
        older=visit.to("shipment", {"from": onward}, **path) if onward < len(serials) else "",
        newest=visit.to("shipment", **path) if begin else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Serial:
    """One weapon of a shipment: whether a report has read it."""

    item: int
    text: str
    standing: str  # READ, MISSING, UNEXPECTED or UNREAD


def serials_of(shipment: ShipmentView) -> Sequence[Serial]:
    """What differs first, then every serial that left, in the order of the dispatch."""
    report = newest_report(shipment)
    read = {one.item: set(one.serials) for one in report.items} if report else {}
    missing = {(one.item, text) for one in shipment.differences for text in one.missing}
    found = [
        Serial(item=one.item, text=text, standing="UNEXPECTED")
        for one in shipment.differences
        for text in one.unexpected
    ]
    for one in shipment.dispatch.items:
        for text in one.serials:
            standing = "READ" if text in read.get(one.item, ()) else "UNREAD"
            gone = (one.item, text) in missing
            found.append(Serial(item=one.item, text=text, standing="MISSING" if gone else standing))
    rank = {"MISSING": 0, "UNEXPECTED": 0}
    return sorted(found, key=lambda one: rank.get(one.standing, 1))


def _steps(
    visit: Visit, transfer: TransferDetail, parts: frozenset[Part]
) -> tuple[Sequence[Step], Sequence[Step]]:
    """What waits, the shipments' own acts first; and what else may be done."""
    if not visit.may(Right.WORK):
        return (), ()
    shipping = [step for one in transfer.shipments for step in due_steps(one, parts)]
    front = (*shipping, *situation.next_steps(transfer, parts))
    return front, situation.other_steps(transfer, parts)


def _remarked(transit: TransitView) -> bool:
    answer = transit.answer
    return answer is not None and bool(
        answer.ground or answer.conditions or answer.text or answer.expected
    )


def _shipment(
    shipment: ShipmentView, transfer: TransferDetail, parts: frozenset[Part], words: Words
) -> ShipmentShown:
    waits = shipment.state not in SETTLED | {ShipmentState.DIVERSION_SUSPECTED}
    return ShipmentShown(
        view=shipment,
        steps=shipment_steps(shipment, parts),
        clock=time_left(transfer, shipment, words) if waits else None,
        unexplained=shipment.note.startswith(UNEXPLAINED),
        more=any(len(one.serials) > FEW for one in shipment.dispatch.items),
    )


def _begin(text: str, count: int) -> int:
    """Where a page begins; an address that somebody changed shows the first."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    return number if number < count else 0
