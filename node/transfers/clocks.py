"""The clocks of transfers, by the names that they have on the agenda."""

from typing import Final

EXPIRY: Final = "TRANSFER_EXPIRY"  # of the export licence
SILENCE: Final = "TRANSIT_SILENCE"  # of a State on the way
RECEIPT: Final = "SHIPMENT_RECEIPT"  # proof that a shipment has arrived
INQUIRY: Final = "RECEIPT_INQUIRY"  # the importing State's answer whether it has
DISCREPANCY: Final = "SHIPMENT_DISCREPANCY"  # an explanation
