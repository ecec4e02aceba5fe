"""Messages of ours that did not arrive: written down, and put before an officer."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from accord.wire.kinds import MessageKind
from node.desk.post import LOST, note_loss
from node.desk.room import Heard, Sent
from node.exchange.messages import DeliveryStatus
from node.transfers import rows
from node.transfers.book import Book
from node.transfers.rows import TransferRow


@dataclass(frozen=True, slots=True)
class Losses:
    """What did not arrive of one desk's mail about transfers."""

    book: Book

    def heard(self) -> Mapping[MessageKind, Heard]:
        """Every kind of the family is listened for."""
        kinds = [kind for kind in MessageKind if kind.family == "transfer"]
        return dict.fromkeys(kinds, self._on_status)

    def _on_status(self, tx: Connection, sent: Sent, status: DeliveryStatus, code: str) -> None:
        if status not in LOST:
            return
        note_loss(self.book.desk, tx, sent, status, code)
        row = rows.find(tx, TransferRow, sent.root)
        if row is not None:
            line = f"{sent.kind.name} to {sent.recipient} did not arrive: tell it again"
            self.book.remark(tx, row, line)
