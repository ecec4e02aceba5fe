"""Matters that are found by their id and hold nothing that a provider may want deleted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, Table, case, delete, func, not_, select

from accord.trust.policy_retention import RetentionPolicy
from node.retention.keeping import Kept, Restricted


class Part(NamedTuple):
    """What hangs on a matter in another table of its room."""

    table: Table
    of: Callable[[str], ColumnElement[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainKeeping:
    """One kind of matter; one that several rows tell of is over once each of them is."""

    name: str
    key: Column[str]
    over: ColumnElement[bool]
    ended_ms: ColumnElement[int]  # when one that is over came to its end
    term: Callable[[RetentionPolicy], int]
    parts: tuple[Part, ...] = ()
    held: Callable[[Connection, str], bool] = lambda _tx, _root: False  # by another room's matter
    gone: Callable[[Connection, str], None] = lambda _tx, _root: None  # from the matching index

    def years(self, policy: RetentionPolicy) -> int:
        """See `Keeping`."""
        return self.term(policy)

    def ended(self, tx: Connection, before_ms: int, limit: int) -> list[str]:
        """See `Keeping`."""
        last_ms = func.max(self.ended_ms)
        old = select(self.key).where(self.over).group_by(self.key).having(last_ms < before_ms)
        found: list[str] = []
        for root in tx.execute(old.order_by(last_ms, self.key)).scalars().all():
            if len(found) == limit:
                break
            if not self._waits(tx, root):
                found.append(root)
        return found

    def rows(self, tx: Connection, root: str) -> Iterator[Kept]:
        """See `Keeping`."""
        if self._waits(tx, root):
            return
        for table, of in (self._own, *self.parts):
            found = select(table).where(of(root)).order_by(*table.primary_key)
            for row in tx.execute(found).mappings():
                yield Kept(table.name, dict(row))

    def restricted(
        self, tx: Connection, after_ms: int, before_ms: int
    ) -> Iterator[tuple[str, Restricted]]:
        """See `Keeping`: nothing here is an answer about a record."""
        return iter(())

    def erase(self, tx: Connection, subject: str) -> None:
        """See `Keeping`: there is nothing to erase."""

    def delete(self, tx: Connection, root: str) -> None:
        """See `Keeping`."""
        self.gone(tx, root)
        for table, of in (*self.parts, self._own):
            tx.execute(delete(table).where(of(root)))

    @property
    def _own(self) -> Part:
        return part(self.key)

    def _waits(self, tx: Connection, root: str) -> bool:
        still = select(self.key).where(self.key == root, not_(self.over))
        return tx.execute(still).first() is not None or self.held(tx, root)


def part(column: Column[str]) -> Part:
    """The rows whose column holds the matter's id."""
    return Part(column.table, lambda root: column == root)


def later(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[int]:
    """The later of two times."""
    return case((one > other, one), else_=other)
