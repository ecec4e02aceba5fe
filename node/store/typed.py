"""A table whose rows are read and stored whole, as frozen values."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_type_hints

from sqlalchemy import Connection, Table, bindparam, select

from accord.errors import PolicyError
from node.store.bulk import Prepared, inserts

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = TypeVar("Row", bound="DataclassInstance")


class TypedTable(Generic[Row]):
    """One table and the dataclass of its rows; `unknown` is the code of an id that it lacks."""

    def __init__(self, row_type: type[Row], table: Table, key: str, unknown: str) -> None:
        self.table = table
        self._row_type = row_type
        self._key = table.c[key]
        self._unknown = unknown
        names = [field.name for field in fields(row_type)]
        others = [name for name in names if name != key]
        hints = get_type_hints(row_type)
        self._readers = {name: _reader(hints[name]) for name in names}
        self._inserted = attrgetter(*names)
        self._updated = attrgetter(*others, key)
        mine = self._key == bindparam("this")
        columns = [table.c[name] for name in names]
        self._load = Prepared(select(*columns).where(mine), ("this",))
        self._insert = inserts(table, *names)
        changed: dict[str, Any] = {name: bindparam(f"new_{name}") for name in others}
        self._update = Prepared(
            table.update().where(mine).values(changed),
            (*(f"new_{name}" for name in others), "this"),
        )

    def load(self, tx: Connection, key: str) -> Row:
        """The row with this id.

        Raises:
            PolicyError: there is none.
        """
        row = self.load_or_none(tx, key)
        if row is None:
            raise PolicyError(self._unknown, "there is nothing with this id")
        return row

    def load_or_none(self, tx: Connection, key: str) -> Row | None:
        """The row with this id, if there is one."""
        found = self._load.one(tx, key).fetchone()
        return None if found is None else self.read(dict(zip(self._readers, found, strict=True)))

    def read(self, values: Mapping[Any, Any]) -> Row:
        """A row of the table as its value."""
        return self._row_type(**{name: read(values[name]) for name, read in self._readers.items()})

    def find(self, tx: Connection, *conditions: Any) -> list[Row]:
        """Every row for which the conditions hold, in the order of the table's key."""
        found = tx.execute(select(self.table).where(*conditions).order_by(self._key))
        return [self.read(row._mapping) for row in found]

    def insert(self, tx: Connection, *rows: Row) -> None:
        """Stores new rows."""
        self._insert.many(tx, [self._inserted(row) for row in rows])

    def update(self, tx: Connection, *rows: Row) -> None:
        """Stores each row in place of the one with its id."""
        self._update.many(tx, [self._updated(row) for row in rows])


def _reader(hint: Any) -> Callable[[Any], Any]:
    if isinstance(hint, type) and (hint is bool or issubclass(hint, StrEnum)):
        return hint  # SQLite keeps truth as a number
    return _same


def _same(value: Any) -> Any:
    return value
