"""Statements of the hot path: compiled once, then handed to the driver as plain tuples.

SQLAlchemy spends ten times as long on building a statement and keeping its books as the database on
running it. What runs for every batch of messages is therefore prepared here, on the transaction's
own connection; everything else need not be.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Dialect, Table, bindparam
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement


class Prepared:
    """A statement of bound parameters; values and rows are what the driver takes and gives."""

    def __init__(self, statement: ClauseElement, names: Sequence[str] = ()) -> None:
        """Takes the parameters' names in the order in which callers give their values."""
        self._statement = statement
        self._names = tuple(names)
        self._compiled: dict[str, tuple[str, _Fill]] = {}

    def one(self, tx: Connection, *values: Any) -> DBAPICursor:
        """Executes the statement once; rows come as plain tuples.

        Raises:
            DBAPIError: as from any statement of SQLAlchemy.
        """
        sql, fill = self._for(tx.dialect)
        cursor = tx.connection.cursor()
        try:
            cursor.execute(sql, fill(values))
        except Exception as error:
            raise _wrapped(tx.dialect, sql, error) from error
        return cursor

    def many(self, tx: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Executes the statement for every row.

        Raises:
            DBAPIError: as from any statement of SQLAlchemy.
        """
        if len(rows) == 1:  # the driver's way for many costs more than one
            self.one(tx, *rows[0]).close()
        if len(rows) < 2:
            return
        sql, fill = self._for(tx.dialect)
        cursor = tx.connection.cursor()
        try:
            cursor.executemany(sql, [fill(row) for row in rows])
        except Exception as error:
            raise _wrapped(tx.dialect, sql, error) from error
        finally:
            cursor.close()

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


def _wrapped(dialect: Dialect, sql: str, error: Exception) -> BaseException:
    """The driver's error as SQLAlchemy's, without the values: they are nobody's business."""
    base = dialect.loaded_dbapi.Error
    return DBAPIError.instance(sql, None, error, base, hide_parameters=True, dialect=dialect)


_Fill = Callable[[tuple[Any, ...]], tuple[Any, ...]]


def _filling(names: Sequence[str], places: Sequence[str], constants: Mapping[str, Any]) -> _Fill:
    """Puts a caller's values in the places of the SQL, beside its constants such as a LIMIT."""
    if tuple(places) == tuple(names):
        return lambda values: values
    index_of = {name: index for index, name in enumerate(names)}
    order = [(index_of.get(place, -1), constants[place]) for place in places]
    return lambda values: tuple(
        values[index] if index >= 0 else constant for index, constant in order
    )


class PreparedIn:
    """A SELECT whose rows belong to one of some keys; prepared for a few numbers of keys.

    A list of keys between two sizes is filled up with its last key, which changes no answer.
    """

    def __init__(
        self,
        build: Callable[[Sequence[BindParameter[Any]]], ClauseElement],
        names: Sequence[str] = (),
    ) -> None:
        """Takes what makes the statement for the parameters of the keys; `names` are the others."""
        self._sizes = {size: _for_keys(build, size, names) for size in _KEYS_AT_ONCE}

    def all(self, tx: Connection, keys: Sequence[Any], *values: Any) -> list[tuple[Any, ...]]:
        """The rows of all the keys; in the statement's order within each 256 of them."""
        rows: list[tuple[Any, ...]] = []
        for start in range(0, len(keys), _KEYS_AT_ONCE[-1]):
            some = tuple(keys[start : start + _KEYS_AT_ONCE[-1]])
            size = next(size for size in _KEYS_AT_ONCE if size >= len(some))
            filled = some + some[-1:] * (size - len(some))
            rows += self._sizes[size].one(tx, *filled, *values).fetchall()
        return rows


_KEYS_AT_ONCE = (1, 16, 64, 256)


def _for_keys(
    build: Callable[[Sequence[BindParameter[Any]]], ClauseElement], size: int, names: Sequence[str]
) -> Prepared:
    keys = [f"key_{number}" for number in range(size)]
    return Prepared(build([bindparam(key) for key in keys]), [*keys, *names])


def inserts(table: Table, *names: str) -> Prepared:
    """An INSERT of these columns of a table."""
    return Prepared(table.insert(), names)


def puts(table: Table, *names: str) -> Prepared:
    """An INSERT of these columns that replaces a row with the same primary key."""
    insert = postgresql.insert(table)  # SQLite has taken over PostgreSQL's words
    key = list(table.primary_key)
    others = {name: insert.excluded[name] for name in names if table.c[name] not in key}
    return Prepared(insert.on_conflict_do_update(index_elements=key, set_=others), names)
