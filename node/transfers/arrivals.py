"""What every message about a transfer is asked, whichever side reads it."""

import re
from typing import Final

from sqlalchemy import Connection

from accord.cases.transfer_codes import ConfirmedBy
from accord.errors import FormatError, PolicyError
from node.exchange.messages import IncomingMessage
from node.transfers import rows
from node.transfers.book import Book, Cause, end_user_state
from node.transfers.rows import ShipmentRow, TransferRow

_ID: Final = re.compile(r"([A-Z0-9]{2,12})-T-[0-9]{4}-[0-9]{5,9}", re.ASCII)


class TooEarly(Exception):  # noqa: N818 - a message that waits, and no failure
    """What a message builds on has not arrived yet."""


def exporter_of(transfer_id: str) -> str:
    """The State that numbered a transfer.

    Raises:
        FormatError: no node gives such a number.
    """
    found = _ID.fullmatch(transfer_id)
    if found is None:
        raise FormatError(
            "transfer.id_malformed", "transfer_id: XX-T-YEAR-NUMBER, as its node gave"
        )
    return found[1]


def early_shipment(tx: Connection, row: TransferRow, number: int) -> ShipmentRow:
    """The shipment that a message is about.

    Raises:
        TooEarly: its dispatch has not arrived here.
        PolicyError: it is a file of ours, and no such shipment has left.
    """
    shipment = rows.find(tx, ShipmentRow, row.transfer_id, number)
    if shipment is None and row.ours:
        raise PolicyError("transfer.unknown_shipment", "no such shipment has left")
    if shipment is None:
        raise TooEarly
    return shipment


def insist_speaks(row: TransferRow, message: IncomingMessage, by: ConfirmedBy) -> None:
    """Passes where the sender may report so: the importer's word is not the end user's.

    Raises:
        PolicyError: it speaks for somebody else.
    """
    speaker = row.importer if by is ConfirmedBy.IMPORTER else end_user_state(row)
    if message.sender != speaker:
        raise PolicyError(
            "transfer.not_yours_to_confirm",
            f"only {speaker} reports for the {by.lower().replace('_', ' ')}",
        )


def late(book: Book, tx: Connection, row: TransferRow, message: IncomingMessage) -> None:
    """Keeps a word that a newer one has overtaken."""
    book.note(tx, row.transfer_id, "OVERTAKEN", Cause.of(message, "a newer word stands"))
