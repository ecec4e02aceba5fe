"""Inquiries, ours and other members', as retention sees them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Column, Connection, Table, delete, select

from accord.cases.inquiry_machine import InquiryState, ReceivedState
from node.inquiries.tables import inquiry, inquiry_asked, inquiry_received
from node.retention.keeping import Kept, Restricted


@dataclass(frozen=True, slots=True)
class InquiryKeeping:
    """One of the two kinds: its table, which states have ended, and what hangs on a matter."""

    name: str
    table: Table
    key: Column[str]
    over: frozenset[str]
    parts: tuple[Column[str], ...] = ()  # the columns that name the matter in other tables

    def ended(self, tx: Connection, before_ms: int, limit: int) -> list[str]:
        """See `Keeping`."""
        old = self.table.c.state.in_(self.over) & (self.table.c.updated_ms < before_ms)
        query = select(self.key).where(old).order_by(self.table.c.updated_ms, self.key)
        return list(tx.execute(query.limit(limit)).scalars())

    def rows(self, tx: Connection, root: str) -> Iterator[Kept]:
        """See `Keeping`."""
        this = (self.key == root) & self.table.c.state.in_(self.over)
        own = tx.execute(select(self.table).where(this)).mappings().one_or_none()
        if own is None:
            return
        yield Kept(self.table.name, dict(own))
        for column in self.parts:
            of_it = select(column.table).where(column == root).order_by(*column.table.primary_key)
            for row in tx.execute(of_it).mappings():
                yield Kept(column.table.name, dict(row))

    def restricted(
        self, tx: Connection, after_ms: int, before_ms: int
    ) -> Iterator[tuple[str, Restricted]]:
        """See `Keeping`: an answer to an inquiry tells nothing of a record, so nothing is."""
        return iter(())

    def erase(self, tx: Connection, subject: str) -> None:
        """See `Keeping`: there is nothing to erase."""

    def delete(self, tx: Connection, root: str) -> None:
        """See `Keeping`."""
        for column in self.parts:
            tx.execute(delete(column.table).where(column == root))
        tx.execute(delete(self.table).where(self.key == root))


# After its deadline an inquiry is over, whether or not everybody has been heard.
OURS: Final = InquiryKeeping(
    "inquiry",
    inquiry,
    inquiry.c.inquiry_id,
    frozenset(set(InquiryState) - {InquiryState.OPEN}),
    (inquiry_asked.c.inquiry_id,),
)
THEIRS: Final = InquiryKeeping(
    "inquiry_received",
    inquiry_received,
    inquiry_received.c.request_id,
    frozenset({ReceivedState.ANSWERED, ReceivedState.WITHDRAWN}),
)
