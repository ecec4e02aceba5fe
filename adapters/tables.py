"""A register's tables as the database has them, and the questions that a mapping asks of them."""

import warnings
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    DateTime,
    FromClause,
    Integer,
    Numeric,
    Select,
    String,
    TableClause,
    and_,
    column,
    func,
    inspect,
    or_,
    select,
    table,
    type_coerce,
)
from sqlalchemy.exc import NoSuchTableError, SAWarning
from sqlalchemy.types import NullType

from accord.errors import BadData
from adapters.cells import Cell
from adapters.changes import Cursor, as_moment, of_moment
from adapters.document import Place, nearest
from adapters.fields import Values
from adapters.records import Row
from adapters.rules import DatabaseSource, Join, KeyForm, Mapping, fold

_ORDERED = (Integer, Numeric, String, Date, DateTime)
BATCH = 500  # values in one question; some databases allow a thousand
STREAM = 2000  # rows fetched at a time while the whole register is read

Anything = ColumnElement[Any]  # a legacy column may hold any type


class Tables:
    """The tables of one mapping, once it is known that the database has them."""

    def __init__(self, connection: Connection, mapping: Mapping, source: DatabaseSource) -> None:
        """Looks up every table and column that the mapping names.

        Raises:
            BadData: one is missing; names the place in the mapping and the nearest that exists.
        """
        self._source = source
        self._main = _table(connection, source.table, source.place)
        self._joined = {
            join.name: _table(connection, join.table, join.place) for join in source.joins
        }
        self._many = {join.name: join for join in source.joins if join.many}
        self._orders = {
            join.name: [_column(self._joined[join.name], name, join.place) for name in join.order]
            for join in source.joins
        }
        self._from: FromClause = self._main
        for join in source.joins:
            if not join.many:
                self._from = self._from.outerjoin(self._joined[join.name], self._on(join))
        self.id = _column(self._main, source.id, source.place)
        self._changed: tuple[Anything, ...] = (
            (_column(self._main, source.changed, source.place),) if source.changed else ()
        )
        self._keys = source.keys
        for key in source.keys:
            _column(self._main, key.column, key.place)
        self._columns: dict[str, Anything] = {}
        self._each: dict[str, dict[str, Anything]] = {name: {} for name in self._many}
        for name, place in mapping.columns.items():
            owner, _, rest = name.rpartition(".")
            home, own = (self._joined[owner], rest) if owner in self._joined else (self._main, name)
            if name in mapping.optional_columns and not _has(home, own):
                continue
            group = self._each[owner] if owner in self._many else self._columns
            group[rest if owner in self._many else name] = _column(home, own, place)

    def count(self, connection: Connection) -> int:
        """How many rows the table of weapons has."""
        return connection.scalars(select(func.count()).select_from(self._main)).one()

    def state(self, connection: Connection) -> tuple[object, ...]:
        """What differs after rows were added, removed or, where the mapping can tell, changed."""
        watched = [own for own in (self.id, *self._changed) if isinstance(own.type, _ORDERED)]
        question = select(func.count(), *map(func.max, watched)).select_from(self._main)
        return tuple(connection.execute(question).one())

    def newest(self, connection: Connection) -> Cursor:
        """Where the changes are at an end now."""
        (changed,) = self._changed
        question = select(changed, self.id).order_by(changed.desc(), self.id.desc()).limit(1)
        row = connection.execute(question.where(changed.is_not(None))).first()
        return Cursor("", "", 0) if row is None else self.cursor(connection, *row)

    def cursor(self, connection: Connection, moment: Any, key: Any) -> Cursor:
        """The cursor behind one weapon."""
        (changed,) = self._changed
        beside = and_(changed == moment, self.id <= key)
        told = connection.scalars(select(func.count()).select_from(self._main).where(beside)).one()
        return Cursor(as_moment(moment), as_moment(key), told)

    def since(self, connection: Connection, after: Cursor, limit: int) -> list[tuple[Any, Any]]:
        """The weapons that changed after the cursor: when, and their keys, in order.

        Raises:
            BadQuery: the cursor holds what the columns cannot.
        """
        (changed,) = self._changed
        question = select(changed, self.id).where(changed.is_not(None))
        if after.key:
            moment, key = of_moment(after.key), of_moment(after.record_id)
            beside = and_(changed == moment, self.id <= key)
            told = select(func.count()).select_from(self._main).where(beside)
            if connection.scalars(told).one() > after.told:
                question = question.where(changed >= moment)  # others slipped in beside it
            else:
                later = and_(changed == moment, self.id > key)
                question = question.where(or_(changed > moment, later))
        found = connection.execute(question.order_by(changed, self.id).limit(limit))
        return [(moment, key) for moment, key in found]

    def all(self, connection: Connection) -> Iterator[tuple[object, Row | BadData]]:
        """Every weapon by its key, without the rows of `many` joins, or why it has no key."""
        seen: set[object] = set()
        options = {"yield_per": STREAM}
        with connection.execute(self._select(), execution_options=options) as stream:
            for key, *cells in stream:
                if key is None:
                    yield key, BadData("row.no_key", f"the key {self._source.id!r} is empty")
                elif key in seen:
                    yield (
                        key,
                        BadData(
                            "row.key_twice",
                            "the key is already that of another row: name a column that repeats"
                            " nothing as source.id, or write 'many: yes' where a join"
                            " gives several rows",
                        ),
                    )
                else:
                    seen.add(key)
                    yield key, self._row(cells)

    def some(self, connection: Connection, keys: Sequence[object]) -> list[Row]:
        """The weapons of these keys with the rows of every join, in the order of the keys."""
        found: dict[object, list[Cell]] = {}
        many: dict[str, dict[object, list[Values]]] = {name: {} for name in self._many}
        for at in range(0, len(keys), BATCH):
            batch = keys[at : at + BATCH]
            for key, *cells in connection.execute(self._select().where(self.id.in_(batch))):
                found.setdefault(key, cells)
            for name, join in self._many.items():
                self._fetch_each(connection, join, batch, many[name])
        return [
            self._row(found[key], {name: rows.get(key, []) for name, rows in many.items()})
            for key in keys
            if key in found
        ]

    def having(
        self, connection: Connection, form: KeyForm, values: Collection[str], limit: int
    ) -> Iterator[object]:
        """The keys of weapons whose indexed columns of this form hold one of the values."""
        for key in self._keys:
            if key.form is not form:
                continue
            own = _column(self._main, key.column, key.place)
            wanted: Sequence[object] = sorted(values)
            if isinstance(own.type, Numeric | Integer):  # a server will not compare it with text
                wanted = [int(value) for value in values if value.isascii() and value.isdigit()]
            for at in range(0, len(wanted), BATCH):
                test = own.in_(wanted[at : at + BATCH])
                yield from connection.scalars(select(self.id).where(test).limit(limit))

    def shaped(
        self, connection: Connection, shapes: Collection[str], limit: int
    ) -> Iterator[object]:
        """The keys of weapons whose exact numbers have one of these LIKE shapes."""
        for key in self._keys:
            if key.form is KeyForm.EXACT:
                own = _column(self._main, key.column, key.place)
                for shape in shapes:
                    yield from connection.scalars(
                        select(self.id).where(own.like(shape)).limit(limit)
                    )

    def _select(self) -> Select[Any]:
        return select(self.id, *map(_raw, self._columns.values())).select_from(self._from)

    def _row(self, cells: list[Cell], many: dict[str, list[Values]] | None = None) -> Row:
        return Row(dict(zip(self._columns, cells, strict=True)), many or {})

    def _on(self, join: Join) -> Anything:
        theirs = self._joined[join.name]
        return and_(
            *(
                _column(self._main, ours, join.place) == _column(theirs, other, join.place)
                for ours, other in join.on
            )
        )

    def _fetch_each(
        self,
        connection: Connection,
        join: Join,
        keys: Sequence[object],
        found: dict[object, list[Values]],
    ) -> None:
        theirs, columns = self._joined[join.name], self._each[join.name]
        question = (
            select(self.id, *map(_raw, columns.values()))
            .select_from(self._main.join(theirs, self._on(join)))
            .where(self.id.in_(keys))
            .order_by(*self._orders[join.name])
        )
        for key, *cells in connection.execute(question):
            found.setdefault(key, []).append(dict(zip(columns, cells, strict=True)))


def _table(connection: Connection, name: str, place: Place) -> TableClause:
    schema, _, own = name.rpartition(".")
    inspector = inspect(connection)
    try:
        with warnings.catch_warnings():  # of types that only this database knows
            warnings.simplefilter("ignore", SAWarning)
            columns = inspector.get_columns(own, schema=schema or None)
    except NoSuchTableError:
        columns = []
    if not columns:
        there = inspector.get_table_names(schema or None) + inspector.get_view_names(schema or None)
        hint = nearest(own, there) if there else "; the database holds no table"
        raise place.bad("mapping.table_missing", f"the database has no table {name!r}{hint}")
    return table(
        own, *(column(found["name"], found["type"]) for found in columns), schema=schema or None
    )


def _column(home: TableClause, name: str, place: Place) -> Anything:
    if not _has(home, name):
        hint = nearest(name, _names(home))
        raise place.bad(
            "mapping.column_missing", f"table {home.name!r} has no column {name!r}{hint}"
        )
    return home.c[next(own for own in _names(home) if fold(own) == fold(name))]


def _raw(own: Anything) -> Anything:
    """The column as the driver gives it: a date that is none must not stop the register."""
    return type_coerce(own, NullType())


def _names(home: TableClause) -> list[str]:
    return [own.name for own in home.columns]


def _has(home: TableClause, name: str) -> bool:
    return any(fold(own) == fold(name) for own in _names(home))
