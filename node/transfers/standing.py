"""Whom a file waits for, and what an officer can do next: read off the record, decided nowhere."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Final

from accord.cases.shipment import SETTLED, ShipmentState
from accord.cases.transfer_file import FileState
from accord.cases.transfer_partner import PartnerState
from accord.cases.transit import TransitState
from node.transfers.rows import (
    ConsentRow,
    ShipmentRow,
    TransferRow,
    TransferStanding,
    TransitRow,
)

_F = FileState
_FILE: Final = MappingProxyType(
    {
        _F.PROPOSED: "present the end-user certificate",
        _F.EUC_FAILED: "present another certificate, or refuse the transfer",
        _F.IMPORT_AUTHORISED: "ask the States on the way",
        _F.REROUTE: "change the route, or refuse the transfer",
        _F.TRANSIT_CLEARED: "authorise the export, or refuse it",
        _F.EXPORT_AUTHORISED: "dispatch a shipment",
        _F.DIVERSION_SUSPECTED: "confirm the diversion or refute it",
        _F.DIVERSION_CONFIRMED: "issue the notices",
        _F.MONITORING: "record the visits, or end the monitoring",
        _F.RETRANSFER_REVIEW: "answer the request to pass weapons on",
    }
)
_SHIPMENT: Final = MappingProxyType(
    {
        ShipmentState.DELIVERY_OVERDUE: "have customs confirm the exit, then ask for receipt",
        ShipmentState.DISCREPANCY: "settle the discrepancy, or suspect a diversion",
        ShipmentState.DIVERSION_SUSPECTED: "confirm the diversion or refute it",
    }
)


def next_steps(
    row: TransferRow,
    member: str,
    transits: Sequence[TransitRow],
    shipments: Sequence[ShipmentRow],
    consents: Sequence[ConsentRow],
) -> tuple[str, ...]:
    """What waits for an officer of this State."""
    found = _ours if row.ours else _partners
    steps = found(row, member, transits, shipments)
    for consent in consents:
        if consent.state == "REQUESTED" and row.ours:
            steps = (*steps, f"answer the request {consent.request_id}")
        if consent.state == "CONDITIONAL" and not row.ours:
            steps = (*steps, f"accept the conditions of {consent.request_id}, or leave it")
    if row.contested:
        steps = (*steps, "see what another State does not accept")
    return tuple(dict.fromkeys(steps))


def standing(row: TransferRow, steps: Sequence[str]) -> TransferStanding:
    """Whom the file waits for."""
    if steps:
        return TransferStanding.OFFICER
    return TransferStanding.CLOSED if row.closed else TransferStanding.ABROAD


def _ours(
    row: TransferRow, _: str, transits: Sequence[TransitRow], shipments: Sequence[ShipmentRow]
) -> tuple[str, ...]:
    def steps() -> Iterator[str]:
        state = FileState(row.state)
        if state in _FILE:
            yield _FILE[state]
        for transit in transits:
            if transit.state is TransitState.CONDITIONAL and not row.closed:
                yield f"accept the conditions of {transit.member}, or change the route"
        for shipment in shipments:
            if shipment.state in _SHIPMENT:
                yield f"shipment {shipment.shipment}: {_SHIPMENT[shipment.state]}"
            elif shipment.state is ShipmentState.ARRIVED and shipment.end_user_report:
                yield f"shipment {shipment.shipment}: have every serial read"
        if state is FileState.SHIPPING:
            settled = all(one.state in SETTLED for one in shipments)
            if settled and not row.suspensions:
                yield "dispatch the next shipment, or end what is left of the licence"
            if row.suspensions:
                yield "resume the file, or end what is left of the licence"

    return tuple(steps())


def _partners(
    row: TransferRow, member: str, transits: Sequence[TransitRow], shipments: Sequence[ShipmentRow]
) -> tuple[str, ...]:
    def steps() -> Iterator[str]:
        if row.state == PartnerState.INFORMED and row.importer == member:
            yield "authorise the import, or refuse it"
        for transit in transits:
            if transit.member == member and transit.state is TransitState.REQUESTED:
                yield "answer as a State on the way"
        for shipment in shipments:
            if shipment.state is ShipmentState.DISCREPANCY:
                yield f"shipment {shipment.shipment}: explain the discrepancy"
            elif row.importer == member and shipment.exit_confirmed and not shipment.reports:
                yield f"shipment {shipment.shipment}: say whether it has entered"

    return () if row.closed else tuple(steps())
