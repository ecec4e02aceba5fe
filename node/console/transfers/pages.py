"""The pages of transfers: the list, one transfer, its shipments' serials, alerts, every act."""

from node.console.page import ConsoleRoom, Page
from node.console.transfers import after_acts, export_acts, partner_acts, shipment_acts
from node.console.transfers.acting import SHIPMENT, TRANSFER
from node.console.transfers.listing import alerts_page, transfers_page
from node.console.transfers.transfer import shipment_page, transfer_page

ROOM = ConsoleRoom(
    package="node.console.transfers",
    pages=(
        Page(path="/transfers", name="transfers", show=transfers_page, section="transfers"),
        *export_acts.PAGES[:1],  # a new one, whose address an id must not take
        Page(path=TRANSFER, name="transfer", show=transfer_page, section="transfers"),
        Page(path=SHIPMENT, name="shipment", show=shipment_page, section="transfers"),
        Page(path="/transfer-alerts", name="transferAlerts", show=alerts_page, section="alerts"),
        *export_acts.PAGES[1:],
        *shipment_acts.PAGES,
        *partner_acts.PAGES,
        *after_acts.PAGES,
    ),
)
