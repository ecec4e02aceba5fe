"""A table whose rows are read and stored whole, as frozen values."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from enum import StrEnum
from typing import Any, Generic, TypeVar, get_type_hints

from sqlalchemy import Connection, Table, select

from accord.errors import PolicyError

Row = TypeVar("Row")


class TypedTable(Generic[Row]):
    """One table and the dataclass of its rows; `unknown` is the code of an id that it lacks."""

    def __init__(self, row_type: Callable[..., Row], table: Table, key: str, unknown: str) -> None:
        self.table = table
        self._row_type = row_type
        self._key = table.c[key]
        self._unknown = unknown
        self._readers = {name: _reader(hint) for name, hint in get_type_hints(row_type).items()}

    def load(self, tx: Connection, key: str) -> Row:
        """The row with this id.

        Raises:
            PolicyError: there is none.
        """
        found = tx.execute(select(self.table).where(self._key == key)).one_or_none()
        if found is None:
            raise PolicyError(self._unknown, "there is nothing with this id")
        return self.read(found._mapping)

    def read(self, values: Mapping[Any, Any]) -> Row:
        """A row of the table as its value."""
        return self._row_type(**{name: read(values[name]) for name, read in self._readers.items()})

    def find(self, tx: Connection, *conditions: Any) -> list[Row]:
        """Every row for which the conditions hold, in the order of the table's key."""
        found = tx.execute(select(self.table).where(*conditions).order_by(self._key))
        return [self.read(row._mapping) for row in found]

    def insert(self, tx: Connection, row: Row) -> None:
        """Stores a new row."""
        tx.execute(self.table.insert().values(**_values(row)))

    def update(self, tx: Connection, row: Row) -> None:
        """Stores the row in place of the one with its id."""
        values = _values(row)
        mine = self._key == values[self._key.name]
        tx.execute(self.table.update().where(mine).values(**values))


def _values(row: Any) -> dict[str, Any]:
    return asdict(row)


def _reader(hint: Any) -> Callable[[Any], Any]:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return lambda value: value
