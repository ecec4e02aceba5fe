"""The pictures of a transfer: its route, and how long a shipment may still take."""

from markupsafe import Markup

from accord.pages.charts import countdown, route_plan
from accord.pages.charts.route import route
from accord.pages.charts.svg import Caption, Tone, fitting
from accord.pages.charts.table import details
from accord.pages.marked import marked as _N
from node.console.traces.words import Words
from node.console.transfers.journey import route_of
from node.transfers.views import ShipmentView, TransferDetail

_COLUMNS = (_N("State"), _N("Part"), _N("Who"), _N("Documents"), _N("Moves on"))
_WARNING = 0.25  # of the time


def route_picture(transfer: TransferDetail, words: Words) -> Markup:
    """The route across a page and down a narrow one, and the same as a table."""
    plan = route_of(transfer, words)
    drawn = fitting(
        *(
            route(plan, _caption(f"route-{way}", words.text(_N("Route")), words), way)
            for way in ("horizontal", "vertical")
        )
    )
    table = route_plan.table(plan, [words.text(one) for one in _COLUMNS])
    return drawn + details(table, words.text(_N("The same as a table")))


def time_left(transfer: TransferDetail, shipment: ShipmentView, words: Words) -> Markup:
    """A bar of the time until the shipment's clock ends; empty for one that is settled."""
    began = began_ms(transfer, shipment)
    whole = max(1, shipment.due.due_ms - began)
    left = max(0, shipment.due.due_ms - words.reader.now_ms)
    share = min(1.0, left / whole)
    tone: Tone = "bad" if shipment.due.overdue else "warn" if share < _WARNING else "accent"
    said = words.text(_N("overdue")) if shipment.due.overdue else words.reader.span(left)
    shown = countdown.Countdown(
        share=share, left=said, due=words.reader.day(shipment.due.due_ms), tone=tone
    )
    title = words.text(_N("Time left"))
    return countdown.bar(shown, _caption(f"left-{shipment.shipment}", title, words))


def began_ms(transfer: TransferDetail, shipment: ShipmentView) -> int:
    """Since when the shipment stands as it does."""
    subject = f"{transfer.summary.transfer_id}/{shipment.shipment}"
    steps = [one for one in transfer.timeline if one.subject == subject]
    since = [one.at_ms for one in steps if one.to_state == shipment.state]
    known = since or [one.at_ms for one in steps] or [transfer.summary.updated_ms]
    return known[0]


def _caption(key: str, title: str, words: Words) -> Caption:
    return Caption(key=key, title=title, empty="", direction=words.reader.direction)
