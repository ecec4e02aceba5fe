"""Statements of the hot path: compiled once, then handed to the driver as plain tuples.

SQLAlchemy spends more on building a statement and naming its values than the database on running
it. What runs for every batch of messages is therefore prepared here; everything else need not be.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect, Table
from sqlalchemy.sql import ClauseElement


class Prepared:
    """A statement of bound parameters; values and rows are what the driver takes and gives."""

    def __init__(self, statement: ClauseElement, names: Sequence[str] = ()) -> None:
        """Takes the parameters' names in the order in which callers give their values."""
        self._statement = statement
        self._names = tuple(names)
        self._compiled: dict[str, tuple[str, _Fill]] = {}

    def one(self, tx: Connection, *values: Any) -> CursorResult[*tuple[Any, ...]]:
        """Executes the statement once; rows come as tuples."""
        sql, fill = self._for(tx.dialect)
        return tx.exec_driver_sql(sql, fill(values))

    def many(self, tx: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Executes the statement for every row."""
        if rows:
            sql, fill = self._for(tx.dialect)
            tx.exec_driver_sql(sql, [fill(row) for row in rows])

    def _for(self, dialect: Dialect) -> tuple[str, "_Fill"]:
        if dialect.name not in self._compiled:
            compiled: Any = self._statement.compile(
                dialect=dialect,
                column_keys=list(self._names),
                compile_kwargs={"render_postcompile": True},
            )
            fill = _filling(self._names, compiled.positiontup, compiled.params)
            self._compiled[dialect.name] = str(compiled), fill
        return self._compiled[dialect.name]


_Fill = Callable[[tuple[Any, ...]], tuple[Any, ...]]


def _filling(names: Sequence[str], places: Sequence[str], constants: Mapping[str, Any]) -> _Fill:
    """Puts a caller's values in the places of the SQL, beside its constants such as a LIMIT."""
    if tuple(places) == tuple(names):
        return lambda values: values
    order = [(names.index(place) if place in names else -1, constants[place]) for place in places]
    return lambda values: tuple(
        values[index] if index >= 0 else constant for index, constant in order
    )


def inserts(table: Table, *names: str) -> Prepared:
    """An INSERT of these columns of a table."""
    return Prepared(table.insert(), names)
