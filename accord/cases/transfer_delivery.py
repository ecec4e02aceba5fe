"""The messages about one shipment: it leaves, is seen, counted, explained or found diverted."""

from dataclasses import dataclass

from accord.cases.trace import Preamble
from accord.cases.transfer import Licence
from accord.cases.transfer_codes import (
    ConfirmedBy,
    DeliveryResult,
    DiversionFinding,
    DiversionMeasure,
    Resolution,
    SerialCheck,
    SuspectedCause,
    TransitFinding,
    TransitPoint,
)
from accord.dates import PartialDate
from accord.weapons.firearm import Firearm


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchedItem:
    """What left of one line."""

    item: int
    quantity: int
    serials: tuple[str, ...] = ()  # one for each weapon, as marked


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentDispatched:
    """Shipment n of m has left."""

    preamble: Preamble
    transfer_id: str
    shipment: int  # from 1
    planned_shipments: int = 0
    exit_date: PartialDate  # a day
    customs_reference: str = ""  # Regulation (EU) 2025/41, 29
    items: tuple[DispatchedItem, ...] = ()
    seals: tuple[str, ...] = ()
    carrier: str = ""
    route: str = ""
    export_authorisation: Licence  # it travels with the goods
    certificate_number: str = ""
    certificate_verified_ms: int = 0  # the verification that the dispatch rests on


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitReport:
    """What a transit State saw at its border, or lost (ATT 9)."""

    preamble: Preamble
    transfer_id: str
    shipment: int
    point: TransitPoint
    finding: TransitFinding
    date: PartialDate | None = None
    seals_intact: bool = False
    quantity: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedItem:
    """What was found of one line."""

    item: int
    quantity: int
    serials: tuple[str, ...] = ()  # those that were read


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryVerification:
    """Receipt, item by item and serial by serial (FP 10(4); Nairobi Protocol; A/75/78, para 65)."""

    preamble: Preamble
    transfer_id: str
    shipment: int
    confirmed_by: ConfirmedBy  # the importer's word is not the end user's
    date_of_entry: PartialDate | None = None
    place: str = ""
    items: tuple[CountedItem, ...] = ()
    serials_checked: SerialCheck
    sample_size: int = 0
    marks_applied: str = ""  # the import mark (FP 8(1)(b))
    result: DeliveryResult  # the reporter's own reading; each side compares for itself
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One line of which the two counts or lists differ."""

    item: int
    declared: int = 0
    found: int = 0
    missing: tuple[str, ...] = ()  # serials dispatched and not found
    unexpected: tuple[str, ...] = ()  # serials found and not dispatched


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscrepancyNotice:
    """What was declared and what was found do not agree."""

    preamble: Preamble
    transfer_id: str
    shipment: int
    differences: tuple[Difference, ...] = ()
    cause: SuspectedCause
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscrepancyResolution:
    """An explanation: the exporting State's settles it, the others' are evidence for it."""

    preamble: Preamble
    transfer_id: str
    shipment: int
    resolution: Resolution
    documents: tuple[str, ...] = ()  # required with EXPLAINED
    notice_ids: tuple[str, ...] = ()  # required with CONVERTED_TO_NOTICE
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DivertedItem:
    """Weapons that are missing or misused."""

    firearm: Firearm
    quantity: int
    serials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversionAlert:
    """Tells the States that a diversion may touch (ATT 11(4); A/75/78, para 65)."""

    preamble: Preamble
    transfer_id: str
    shipment: int = 0
    finding: DiversionFinding
    items: tuple[DivertedItem, ...] = ()
    states_affected: tuple[str, ...] = ()
    measures: tuple[DiversionMeasure, ...] = ()
    text: str = ""
    notice_ids: tuple[str, ...] = ()  # with CONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptInquiry:
    """Asks whether a shipment has been received (FP 10(4); Regulation (EU) 2025/41, 26)."""

    preamble: Preamble
    transfer_id: str
    shipment: int
    exit_confirmed: PartialDate | None = None  # the day of exit that customs confirmed
    customs_reference: str = ""
