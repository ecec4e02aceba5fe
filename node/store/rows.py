"""Rows of one table as frozen dataclasses: loaded, replaced and stored whole."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from enum import StrEnum
from typing import Any, Generic, TypeVar, get_type_hints

from sqlalchemy import ColumnElement, Connection, Table, select

from accord.errors import PolicyError

R = TypeVar("R")


class Rows(Generic[R]):
    """One table, read and written through a dataclass with a field for each column."""

    def __init__(self, row_type: type[R], table: Table, key: str, *, code: str, noun: str) -> None:
        """`key` is the column that names a row; code and noun are for one that is not there."""
        self.table = table
        self._type = row_type
        self._key = table.c[key]
        self._code = code
        self._noun = noun
        self._readers: Mapping[str, Callable[[Any], Any]] = {
            name: _reader(hint) for name, hint in get_type_hints(row_type).items()
        }

    def typed(self, values: Mapping[Any, Any]) -> R:
        """A table's row as its value."""
        return self._type(**{name: read(values[name]) for name, read in self._readers.items()})

    def load(self, tx: Connection, key: str) -> R:
        """The row with this key.

        Raises:
            PolicyError: there is none.
        """
        row = self.find(tx, self._key == key)
        if row is None:
            raise PolicyError(self._code, f"there is no {self._noun} with this id")
        return row

    def find(self, tx: Connection, *where: ColumnElement[bool]) -> R | None:
        """The one row of which all this holds, or none."""
        row = tx.execute(select(self.table).where(*where)).one_or_none()
        return None if row is None else self.typed(row._mapping)

    def all(
        self, tx: Connection, *where: ColumnElement[bool], order: Any, limit: int | None = None
    ) -> list[R]:
        """The rows of which all this holds, in this order."""
        found = tx.execute(select(self.table).where(*where).order_by(order).limit(limit))
        return [self.typed(row._mapping) for row in found]

    def insert(self, tx: Connection, row: R) -> None:
        """Stores a new row."""
        tx.execute(self.table.insert().values(**self._values(row)))

    def update(self, tx: Connection, row: R) -> None:
        """Stores the row in place of the one with its key."""
        values = self._values(row)
        this = self._key == values[self._key.name]
        tx.execute(self.table.update().where(this).values(**values))

    @staticmethod
    def _values(row: Any) -> dict[str, Any]:
        values: dict[str, Any] = asdict(row)
        return values


def _reader(hint: Any) -> Callable[[Any], Any]:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return lambda value: value
