"""What each message about a shipment must say (FP 10(4); ATT 9, 11(4); A/75/78, para 65)."""

from typing import Final

from accord.cases.preamble import check_preamble
from accord.cases.rule import Problem, Rule, broken, said
from accord.cases.transfer_codes import (
    DeliveryResult,
    DiversionFinding,
    Resolution,
    SerialCheck,
    TransitFinding,
)
from accord.cases.transfer_delivery import (
    DeliveryVerification,
    DiscrepancyNotice,
    DiscrepancyResolution,
    DiversionAlert,
    ReceiptInquiry,
    ShipmentDispatched,
    TransitReport,
)
from accord.cases.transfer_requirements import check_licence, is_day

_DISPATCH: Final[tuple[Rule[ShipmentDispatched], ...]] = (
    Rule("shipment", "number the shipments from 1", lambda s: s.shipment > 0),
    Rule(
        "customs_reference",
        "give the customs declaration (Regulation (EU) 2025/41, 29)",
        lambda s: said(s.customs_reference),
    ),
    Rule("exit_date", "give the day of exit", lambda s: is_day(s.exit_date)),
    Rule("items", "say what leaves", lambda s: s.items),
    Rule("carrier", "name the carrier", lambda s: said(s.carrier)),
)
_REPORT: Final[tuple[Rule[TransitReport], ...]] = (
    Rule("date", "give the day", lambda r: is_day(r.date)),
    Rule(
        "text",
        "say what happened",
        lambda r: r.finding is TransitFinding.IN_ORDER or said(r.text),
    ),
)
_DELIVERY: Final[tuple[Rule[DeliveryVerification], ...]] = (
    Rule(
        "date_of_entry",
        "give the day of entry",
        lambda d: d.result is DeliveryResult.NOT_ARRIVED or is_day(d.date_of_entry),
    ),
    Rule(
        "items",
        "count each line",
        lambda d: d.result is DeliveryResult.NOT_ARRIVED or d.items,
    ),
    Rule(
        "sample_size",
        "say how many serials were read",
        lambda d: d.serials_checked is not SerialCheck.SAMPLE or d.sample_size > 0,
    ),
    Rule(
        "items",
        "no serials were read, so list none",
        lambda d: (
            d.serials_checked is not SerialCheck.NONE or not any(one.serials for one in d.items)
        ),
    ),
)
_DISCREPANCY: Final[tuple[Rule[DiscrepancyNotice], ...]] = (
    Rule("differences", "name what differs", lambda d: d.differences),
)
_RESOLUTION: Final[tuple[Rule[DiscrepancyResolution], ...]] = (
    Rule(
        "documents",
        "an explanation rests on documents",
        lambda r: r.resolution is not Resolution.EXPLAINED or any(map(said, r.documents)),
    ),
    Rule(
        "notice_ids",
        "name the notices",
        lambda r: r.resolution is not Resolution.CONVERTED_TO_NOTICE or r.notice_ids,
    ),
    Rule("text", "say what happened", lambda r: said(r.text)),
)
_ALERT: Final[tuple[Rule[DiversionAlert], ...]] = (
    Rule(
        "measures",
        "say what is done about it (ATT 11(4))",
        lambda a: a.finding is DiversionFinding.REFUTED or a.measures,
    ),
    Rule("text", "say what is known", lambda a: said(a.text)),
)


def check_dispatched(dispatch: ShipmentDispatched) -> tuple[Problem, ...]:
    """What a dispatch lacks."""
    return (
        *check_preamble(dispatch.preamble),
        *broken(_DISPATCH, dispatch),
        *check_licence(dispatch.export_authorisation, "export_authorisation."),
    )


def check_transit_report(report: TransitReport) -> tuple[Problem, ...]:
    """What a transit State's report lacks."""
    return (*check_preamble(report.preamble), *broken(_REPORT, report))


def check_delivery(report: DeliveryVerification) -> tuple[Problem, ...]:
    """What a delivery verification lacks."""
    return (*check_preamble(report.preamble), *broken(_DELIVERY, report))


def check_discrepancy(notice: DiscrepancyNotice) -> tuple[Problem, ...]:
    """What a discrepancy notice lacks."""
    return (*check_preamble(notice.preamble), *broken(_DISCREPANCY, notice))


def check_resolution(resolution: DiscrepancyResolution) -> tuple[Problem, ...]:
    """What an explanation lacks."""
    return (*check_preamble(resolution.preamble), *broken(_RESOLUTION, resolution))


def check_alert(alert: DiversionAlert) -> tuple[Problem, ...]:
    """What a diversion alert lacks (ATT 11(4))."""
    return (*check_preamble(alert.preamble), *broken(_ALERT, alert))


def check_inquiry(inquiry: ReceiptInquiry) -> tuple[Problem, ...]:
    """What a question about receipt lacks."""
    return tuple(check_preamble(inquiry.preamble))
