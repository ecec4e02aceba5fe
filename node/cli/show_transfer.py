"""Transfers as an officer reads them: how far, how many, what differs, and what to do next."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from accord.cases.shipment import ShipmentState
from accord.cases.transfer_delivery import DeliveryVerification
from node.api.transfers import AlertList, TransferList
from node.cli.render import facts, grid, where_any
from node.cli.show_case import timeline
from node.cli.text import due, instant, listed, words
from node.transfers.rows import TransferStanding
from node.transfers.views import AlertView, TransferDetail

_STANDINGS = {
    TransferStanding.OFFICER: Text("waits for you", style="bold yellow"),
    TransferStanding.ABROAD: Text("waits for another State", style="cyan"),
    TransferStanding.CLOSED: Text("closed", style="green"),
}
_BAD = frozenset(
    {
        ShipmentState.DISCREPANCY,
        ShipmentState.DIVERSION_SUSPECTED,
        ShipmentState.DIVERSION_CONFIRMED,
        ShipmentState.DELIVERY_OVERDUE,
    }
)


def transfers(page: TransferList) -> RenderableType:
    """The list of files."""
    if not page.transfers:
        return Text("No transfers.")
    return grid(
        "Transfers",
        ("transfer", "we", "from", "to", "weapons", "state", "standing", "since"),
        (
            (
                row.transfer_id,
                "export" if row.side == "EXPORTER" else "partner",
                row.exporter,
                row.importer,
                row.weapons,
                words(row.state),
                _STANDINGS[row.standing],
                instant(row.opened_ms),
            )
            for row in page.transfers
        ),
    )


def alerts(page: AlertList) -> RenderableType:
    """Alerts of diversions."""
    if not page.alerts:
        return Text("No alerts.")
    return _alerts(page.alerts)


def transfer(detail: TransferDetail) -> RenderableType:
    """Everything about one file."""
    summary, file = detail.summary, detail.file
    licence = file.export_authorisation if file else None
    imported = detail.import_answer
    return Group(
        Text.assemble(
            ("Transfer ", "bold"),
            (summary.transfer_id, "bold cyan"),
            f"  {words(summary.state)}, ",
            _STANDINGS[summary.standing],
        ),
        facts(
            [
                ("from", summary.exporter),
                ("to", summary.importer),
                ("weapons", summary.weapons),
                ("type", words(file.type) if file else "-"),
                ("end user", f"{file.end_user.name}" if file else "-"),
                ("certificate", file.certificate_number if file else "-"),
                (
                    "import",
                    _import(imported.decision, str(imported.licence.expires))
                    if imported and imported.licence
                    else "-",
                ),
                ("export licence", f"{licence.number} until {licence.expires}" if licence else "-"),
                ("retransfer", words(file.retransfer_clause) if file else "-"),
                ("visits", words(file.psv_consent) if file else "-"),
                (
                    "suspended",
                    Text(listed(tuple(map(words, detail.suspensions))), style="bold red")
                    if detail.suspensions
                    else "-",
                ),
                ("remainder", detail.remainder_ended or "-"),
                (
                    "contested",
                    Text(listed(detail.contested), style="bold red") if detail.contested else "-",
                ),
                ("ended because", detail.end_reason or "-"),
            ]
        ),
        *where_any(_transits(detail)),
        *where_any(_lines(detail)),
        *where_any(_shipments(detail)),
        *where_any(_differences(detail)),
        *where_any(_consents(detail)),
        *where_any(_visits(detail)),
        *where_any(_alerts(detail.alerts)),
        *where_any(timeline(detail.timeline)),
        *_next(detail),
    )


def _import(decision: str, expires: str) -> str:
    return f"{words(decision)} until {expires}"


def _transits(detail: TransferDetail) -> Table:
    return grid(
        "States on the way",
        ("State", "word", "answer by", "said"),
        (
            (
                one.member,
                words(one.state),
                due(one.due) if one.state == "REQUESTED" else "-",
                (one.answer.text or one.answer.conditions or "-") if one.answer else "-",
            )
            for one in detail.transits
        ),
    )


def _lines(detail: TransferDetail) -> Table:
    return grid(
        "Quantities",
        ("line", "authorised", "left the country", "remaining"),
        (
            (str(one.item), str(one.authorised), str(one.drawn), str(one.remaining))
            for one in detail.lines
        ),
    )


def _shipments(detail: TransferDetail) -> Table:
    return grid(
        "Shipments",
        ("no.", "state", "left", "weapons", "importer", "end user", "due", "note"),
        (
            (
                f"{one.shipment} of {one.dispatch.planned_shipments}",
                Text(words(one.state), style="bold red" if one.state in _BAD else ""),
                str(one.dispatch.exit_date),
                str(sum(item.quantity for item in one.dispatch.items)),
                _report(one.importer_report),
                _report(one.end_user_report),
                due(one.due) if one.state in _WAITING else "-",
                one.note or "-",
            )
            for one in detail.shipments
        ),
    )


_WAITING = frozenset(
    {ShipmentState.IN_TRANSIT, ShipmentState.DELIVERY_OVERDUE, ShipmentState.DISCREPANCY}
)


def _report(report: DeliveryVerification | None) -> str:
    if report is None:
        return "-"
    count = sum(one.quantity for one in report.items)
    return f"{count}, serials {words(report.serials_checked)}"


def _differences(detail: TransferDetail) -> Table:
    return grid(
        "What differs",
        ("shipment", "line", "declared", "found", "missing", "not declared", "cause", "notices"),
        (
            (
                str(shipment.shipment),
                str(one.item),
                str(one.declared),
                str(one.found),
                listed(one.missing),
                listed(one.unexpected),
                words(shipment.cause) or "-",
                listed(shipment.notices),
            )
            for shipment in detail.shipments
            for one in shipment.differences
        ),
    )


def _consents(detail: TransferDetail) -> Table:
    return grid(
        "Requests to pass weapons on",
        ("request", "to", "weapons", "state", "used by"),
        (
            (
                one.request_id,
                one.request.new_end_user.state,
                str(sum(item.quantity for item in one.request.items)),
                words(one.state),
                one.used_by or "-",
            )
            for one in detail.consents
        ),
    )


def _visits(detail: TransferDetail) -> Table:
    return grid(
        "Visits",
        ("visit", "team", "found", "seen", "follow-up"),
        (
            (
                one.psv_id,
                words(one.request.team),
                words(one.report.finding) if one.report else "announced",
                f"{one.report.inspected} of {one.report.of}" if one.report else "-",
                (one.report.follow_up or "-") if one.report else "-",
            )
            for one in detail.visits
        ),
    )


def _alerts(found: tuple[AlertView, ...]) -> Table:
    return grid(
        "Alerts",
        ("when", "from", "transfer", "finding", "weapons", "measures", "notices", "known"),
        (
            (
                instant(one.received_ms),
                one.sender,
                one.alert.transfer_id,
                words(one.alert.finding),
                str(sum(item.quantity for item in one.alert.items)),
                listed(tuple(map(words, one.alert.measures))),
                listed(one.alert.notice_ids),
                one.alert.text,
            )
            for one in found
        ),
    )


def _next(detail: TransferDetail) -> list[RenderableType]:
    return [Text.assemble(("Next: ", "bold"), step) for step in detail.next_steps]
