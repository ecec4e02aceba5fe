"""One database behind two doors: `begin` for the writer, `read` for everyone else.

Calls block, so they belong in worker threads. One writer at a time is the rule on every database:
SQLite allows no more, and with a lock in the process its writers queue fairly instead of polling.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    StaticPool,
    create_engine,
    event,
    func,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError

from accord.errors import FormatError
from node.store.bulk import Prepared

_AFTER_COMMIT = "accord.after_commit"
_WRITE = "accord_write"
_BUSY_MS = 30_000


def after_commit(tx: Connection, callback: Callable[[], None]) -> None:
    """Runs the callback once the transaction of this `Store.begin` is durable; never if it fails.

    The same callback registered twice in one transaction runs once.
    """
    tx.info.setdefault(_AFTER_COMMIT, {})[callback] = None


def next_number(tx: Connection, column: Column[int]) -> int:
    """One more than the largest number in the column; safe because there is one writer."""
    row = _largest(column).one(tx).fetchone()
    return (row[0] or 0) + 1 if row else 1


@cache
def _largest(column: Column[int]) -> Prepared:
    return Prepared(select(func.max(column)))


class Store:
    """The node's database."""

    def __init__(self, engine: Engine) -> None:
        """Takes an engine that `open_engine` made."""
        self._reader = engine
        self._writing: Connection | None = None  # held open: a checkout costs as much as a commit
        self._lock = threading.Lock()
        self._owner: int | None = None
        self._group: _Group | None = None

    @property
    def engine(self) -> Engine:
        """The engine, for migrations and tests."""
        return self._reader

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One write transaction: committed durably at the end, rolled back on any exception.

        Inside `together` it is a part of the group's transaction, durable when the group is.

        Raises:
            RuntimeError: this thread is already inside one.
        """
        if self._owner != threading.get_ident():
            with self._transaction() as tx:
                yield tx
        elif self._group is not None:
            with self._group.part() as tx:
                yield tx
        else:
            raise RuntimeError("a write transaction cannot be opened inside another")

    @contextmanager
    def together(self) -> Iterator[None]:
        """Transactions that this thread begins in the block become durable in one commit.

        One that fails is undone alone. If the commit fails, none of them happened.
        """
        with self._transaction() as tx:
            self._group = _Group(tx)
            try:
                yield
                self._group.check()
            finally:
                self._group = None

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._lock:
            self._owner = threading.get_ident()
            callbacks: dict[Callable[[], None], None] = {}
            try:
                if self._writing is None:
                    self._writing = self._reader.connect().execution_options(**{_WRITE: True})
                tx = self._writing
                with tx.begin():
                    tx.info[_AFTER_COMMIT] = callbacks
                    try:
                        yield tx
                    finally:
                        tx.info.pop(_AFTER_COMMIT, None)
            finally:
                self._owner = None
        for callback in callbacks:
            callback()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view that changes nothing."""
        with self._reader.connect() as tx, tx.begin():
            yield tx

    def close(self) -> None:
        """Closes every connection."""
        with self._lock:
            if self._writing is not None:
                self._writing.close()
                self._writing = None
        self._reader.dispose()


class _Group:
    """Several transactions as savepoints of one."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx
        self._broken: Exception | None = None
        self._open = False

    @contextmanager
    def part(self) -> Iterator[Connection]:
        if self._open:
            raise RuntimeError("a write transaction cannot be opened inside another")
        self.check()
        outer, mine = self._tx.info[_AFTER_COMMIT], dict[Callable[[], None], None]()
        self._tx.info[_AFTER_COMMIT], self._open = mine, True
        _execute(self._tx, "SAVEPOINT part")
        try:
            yield self._tx
        except BaseException:
            self._undo()
            raise
        else:
            _execute(self._tx, "RELEASE SAVEPOINT part")
            outer.update(mine)
        finally:
            self._tx.info[_AFTER_COMMIT], self._open = outer, False

    def check(self) -> None:
        """Returns only if the transaction still stands, whatever failed inside it."""
        if self._broken is not None:
            raise self._broken

    def _undo(self) -> None:
        try:
            _execute(self._tx, "ROLLBACK TO SAVEPOINT part")
            _execute(self._tx, "RELEASE SAVEPOINT part")
        except Exception as error:  # a full disk ends the whole transaction
            self._broken = error


def _execute(connection: Connection, statement: str) -> None:
    """A statement of transactions, past SQLAlchemy's bookkeeping, which costs more than it."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement)
    finally:
        cursor.close()


def open_engine(url: str) -> Engine:
    """An engine for `sqlite:///FILE`, `sqlite://` (memory, tests) or `postgresql://...`.

    Raises:
        FormatError: the address is not of one of these forms.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise FormatError("store.address", "the database address is not a URL") from error
    if parsed.get_backend_name() == "postgresql":
        address = parsed.set(drivername="postgresql+psycopg")
        # Positional parameters, as SQLite has them: `Bulk` hands over tuples.
        return create_engine(address, pool_pre_ping=True, paramstyle="format", hide_parameters=True)
    if parsed.get_backend_name() != "sqlite":
        raise FormatError("store.address", "the database is sqlite:///FILE or postgresql://...")
    return _open_sqlite(parsed.database)


def sqlite_url(file: Path) -> str:
    """The address of a database file."""
    return f"sqlite:///{file}"


def _open_sqlite(file: str | None) -> Engine:
    # A database in memory lives as long as its one connection.
    pool: dict[str, Any] = {} if file else {"poolclass": StaticPool}
    engine = create_engine(
        f"sqlite:///{file or ':memory:'}",
        connect_args={"check_same_thread": False},
        hide_parameters=True,
        **pool,
    )

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # this module says BEGIN, not the driver
        for pragma in (
            "page_size=8192",  # a stored message and its envelope fit a page; before WAL
            f"busy_timeout={_BUSY_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "wal_autocheckpoint=4000",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITE, False)
        _execute(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
