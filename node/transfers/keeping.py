"""Transfers with their shipments, consents and visits, as retention sees them."""

from typing import Final

from sqlalchemy import exists

from node.retention.plain import PlainKeeping, part
from node.transfers.rows import TransferStanding
from node.transfers.tables import (
    transfer,
    transfer_alert,
    transfer_consent,
    transfer_early,
    transfer_line,
    transfer_shipment,
    transfer_transit,
    transfer_visit,
)

_next = transfer.alias("next_transfer")  # that passes the weapons on
_consent = transfer_consent.c.transfer_id == transfer.c.transfer_id
_unanswered = transfer_consent.c.state.in_(("REQUESTED", "CONDITIONAL"))
_used = transfer_consent.c.used_by == _next.c.transfer_id

TRANSFERS: Final = PlainKeeping(
    name="transfer",
    key=transfer.c.transfer_id,
    over=(transfer.c.standing == TransferStanding.CLOSED)
    & ~exists().where(_consent, _unanswered)
    & ~exists().where(_consent, _used, _next.c.standing != TransferStanding.CLOSED),
    ended_ms=transfer.c.updated_ms,
    term=lambda policy: policy.transfer_years,
    parts=tuple(
        part(table.c.transfer_id)
        for table in (
            transfer_transit,
            transfer_line,
            transfer_shipment,
            transfer_consent,
            transfer_visit,
            transfer_alert,
            transfer_early,
        )
    ),
)
