"""The SQL driver: a register in any database that SQLAlchemy reaches; it only ever reads.

Options: `url` or `url_file` (a file that holds it, where it has a password), `mapping`, `timeout`
in seconds, `refresh` in seconds and `report` (the list of rejected rows).

Where the mapping names key columns, each search asks the database by them. Otherwise the numbers
of all weapons are read into an index at first use, again whenever rows were added or changed, and
at the latest every `refresh` seconds; the records themselves always come fresh from the database.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from accord.adapter import (
    Adapter,
    Capability,
    Changes,
    Description,
    Firearm,
    Health,
    Query,
    RegistryRecord,
    Settings,
)
from accord.errors import AdapterError, BadData, BadQuery, RegistryAway
from accord.weapons.keys import SearchKeys, search_keys, shares
from accord.weapons.pattern import Pattern
from adapters.changes import read_cursor, write_cursor
from adapters.database import Database, Elapsed
from adapters.index import KeyIndex, KeyIndexBuilder
from adapters.mapping import load_mapping
from adapters.options import seconds
from adapters.records import RecordBuilder
from adapters.register import Counts, Loading, Survey, write_report
from adapters.rules import DatabaseSource, KeyForm, Mapping
from adapters.tables import Tables

NowMs = Callable[[], int]


def open_adapter(settings: Settings) -> Adapter:
    """The adapter of a node's settings; the database is first asked when a search comes.

    Raises:
        BadData: an option is missing or wrong, or the mapping is.
    """
    mapping_path = settings.path("mapping")
    report = mapping_path.with_name(mapping_path.stem + ".rejected.csv")
    timeout = seconds(settings, "timeout", 5.0)
    return SqlAdapter(
        Database(_url(settings), settings.base, timeout),
        load_mapping(mapping_path),
        settings.path("report") if "report" in settings.options else report,
        refresh=seconds(settings, "refresh", 600.0),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """The keys of every weapon, as the database held them at one moment."""

    keys: KeyIndex[object]  # of primary keys
    counts: Counts
    state: tuple[object, ...]
    as_of_ms: int
    read_at: float


class SqlAdapter:
    """A register in a database; safe to call from several threads."""

    def __init__(
        self,
        database: Database,
        mapping: Mapping,
        report: Path | None,
        *,
        refresh: float = 600.0,
        elapsed: Elapsed = time.monotonic,
        now_ms: NowMs = lambda: time.time_ns() // 1_000_000,
    ) -> None:
        if not isinstance(mapping.source, DatabaseSource):
            raise mapping.source.place.bad(
                "mapping.source_kind",
                "this source is a file; use the adapter 'tabular', or name a table and its id",
            )
        self._database = database
        self._mapping = mapping
        self._source = mapping.source
        self._report = report
        self._refresh = refresh
        self._elapsed = elapsed
        self._now_ms = now_ms
        self._lock = threading.Lock()
        self._index: _Index | None = None
        self._closed = False

    def describe(self) -> Description:
        """What this register is.

        Raises:
            AdapterError: the database cannot be asked now.
        """
        with self._reading() as connection:
            tables = self._tables(connection)
            if self._source.keys:
                records, rejected, as_of_ms = tables.count(connection), 0, self._now_ms()
            else:
                index = self._current(connection, tables)
                records, rejected = index.counts.searchable, index.counts.rejected
                as_of_ms = index.as_of_ms
        return Description(
            register=self._mapping.register,
            record_holder=self._mapping.record_holder,
            data_as_of_ms=as_of_ms,
            records=records,
            rejected=rejected,
            searchable_fields=tuple(f"serial:{key.form}" for key in self._source.keys)
            or ("serial",),
            capabilities=(Capability.CHANGES,) if self._source.changed else (),
            coverage=self._mapping.coverage,
        )

    def find(self, query: Query) -> Sequence[RegistryRecord]:
        """Every record that shares a searchable key with the firearm, at most `query.limit`.

        Raises:
            RegistryAway, RegistryRefused: the database cannot be asked.
            BadData: it is not as the mapping says, or a row of it cannot be read.
        """
        keys = search_keys(query.firearm)
        if not keys:
            return ()
        with self._reading() as connection:
            tables = self._tables(connection)
            if self._source.keys:
                found = self._ask(connection, tables, query.firearm, keys, query.limit)
            else:
                candidates = self._current(connection, tables).keys.candidates(keys)
                found = list(islice(candidates, query.limit))
            rows = tables.some(connection, found)
        builder = RecordBuilder(self._mapping)
        records = (builder.build(row) for row in rows if builder.wants(row))
        # A row may have changed since it was indexed, and a key column may be kept carelessly.
        return [record for record in records if shares(keys, search_keys(record.firearm))]

    def changes(self, cursor: str, limit: int) -> Changes:
        """What was added or changed since the cursor, by the mapping's `changed` column.

        Raises:
            BadQuery: the mapping names no such column, or the cursor is another register's.
            RegistryAway, RegistryRefused, BadData: as for `find`.
        """
        if not self._source.changed:
            raise BadQuery(
                "registry.no_changes", "the mapping names no column 'changed' of its source"
            )
        after = read_cursor(cursor) if cursor else None
        with self._reading() as connection:
            tables = self._tables(connection)
            if after is None:
                return Changes(records=(), cursor=write_cursor(tables.newest(connection)))
            found = tables.since(connection, after, limit + 1)
            rows = tables.some(connection, [key for _, key in found[:limit]])
            last = tables.cursor(connection, *found[:limit][-1]) if found else after
        builder = RecordBuilder(self._mapping)
        records = tuple(builder.build(row) for row in rows if builder.wants(row))
        return Changes(records=records, cursor=write_cursor(last), more=len(found) > limit)

    def health(self) -> Health:
        """Whether the register can be searched now."""
        try:
            description = self.describe()
        except AdapterError as error:
            return Health(ready=False, text=str(error))
        text = f"{description.records} searchable records; {description.rejected} rows rejected"
        return Health(ready=True, text=text)

    def close(self) -> None:
        """Lets go of the database."""
        with self._lock:
            self._closed = True
            self._index = None
        self._database.close()

    def survey(self) -> Survey:
        """What the mapping makes of the register; reads every row.

        Raises:
            AdapterError: the database cannot be asked now.
        """
        with self._reading() as connection:
            loading, _ = self._read(connection, self._tables(connection))
        return loading.survey()

    def sample(self, limit: int) -> Sequence[RegistryRecord]:
        """Searchable records, at most so many.

        Raises:
            AdapterError: the database cannot be asked now.
        """
        found: list[RegistryRecord] = []
        with self._reading() as connection:
            for one in Loading(self._mapping).records(self._tables(connection).all(connection)):
                if one.keys:
                    found.append(one.record)
                if len(found) == limit:
                    break
        return found

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._closed:
            raise RegistryAway("registry.closed", "the adapter is closed; open it again")
        with self._database.reading() as connection:
            yield connection

    def _tables(self, connection: Connection) -> Tables:
        return Tables(connection, self._mapping, self._source)

    def _ask(
        self, connection: Connection, tables: Tables, asked: Firearm, keys: SearchKeys, limit: int
    ) -> list[object]:
        typed = {mark.text for mark in asked.marks if mark.text}
        values = {
            KeyForm.RAW: typed | keys.exact,
            KeyForm.EXACT: keys.exact,
            KeyForm.DIGITS: keys.digits,
        }
        found: dict[object, None] = {}
        for form in (KeyForm.EXACT, KeyForm.RAW, KeyForm.DIGITS):
            found.update(dict.fromkeys(tables.having(connection, form, values[form], limit)))
        shapes = [_like(pattern) for pattern in keys.patterns]
        found.update(dict.fromkeys(tables.shaped(connection, shapes, limit)))
        return list(found)[:limit]

    def _current(self, connection: Connection, tables: Tables) -> _Index:
        with self._lock:
            state, now = tables.state(connection), self._elapsed()
            index = self._index
            if index is None or index.state != state or now - index.read_at > self._refresh:
                as_of_ms = self._now_ms()
                loading, keys = self._read(connection, tables)
                survey = loading.survey()
                if self._report is not None:
                    write_report(self._report, survey.remarks)
                index = self._index = _Index(
                    keys=keys, counts=survey.counts, state=state, as_of_ms=as_of_ms, read_at=now
                )
            return index

    def _read(self, connection: Connection, tables: Tables) -> tuple[Loading, KeyIndex[object]]:
        loading, index = Loading(self._mapping), KeyIndexBuilder[object]()
        rows = self._database.patiently(connection, tables.all(connection))
        for one in loading.records(rows):
            index.add(one.name, one.keys)
        return loading, index.build()


def _like(pattern: Pattern) -> str:
    """The SQL shape that every number of the pattern has; wider where alternatives are known."""
    shape = "".join(
        ("%" if at in pattern.gaps else "") + (next(iter(choices)) if len(choices) == 1 else "_")
        for at, choices in enumerate(pattern.positions)
    )
    return shape + ("%" if len(pattern.positions) in pattern.gaps else "")


def _url(settings: Settings) -> str:
    if "url_file" not in settings.options:
        if "url" not in settings.options:
            raise BadData(
                "adapter.option_missing",
                "set the adapter option 'url', or 'url_file' where it holds a password",
            )
        return settings.options["url"]
    path = settings.path("url_file")
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise BadData(
            "adapter.url_file", f"cannot read {path}; put the database's address there"
        ) from error
