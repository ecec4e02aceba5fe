"""A register's database, opened for reading only; failures are named and no wait is endless."""

import math
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from accord.errors import AdapterError, BadData, RegistryAway, RegistryRefused

Item = TypeVar("Item")
Elapsed = Callable[[], float]  # seconds, never going back


class _Said(NamedTuple):
    """What drivers say, and what it means for the operator; their own text may quote a row."""

    code: str
    text: str
    kind: type[AdapterError]
    words: tuple[str, ...]


_SAID = (
    _Said(
        "registry.locked",
        "the database is locked by another program; close it there, or try again later",
        RegistryAway,
        ("is locked", "is busy", "table is locked", "lock timeout"),
    ),
    _Said(
        "registry.slow",
        "the database did not answer in time; index the columns of the numbers or raise 'timeout'",
        RegistryAway,
        ("interrupted", "timeout", "timed out", "canceling statement"),
    ),
    _Said(
        "registry.refused",
        "the database refused the account; check the option 'url' and its right to read",
        RegistryRefused,
        ("password", "authentication", "access denied", "permission denied", "not authorized"),
    ),
    _Said(
        "registry.broken",
        "the database file is damaged; restore it from its backup",
        BadData,
        ("malformed", "not a database", "corrupt"),
    ),
    _Said(
        "registry.encoding",
        "the database holds text in another encoding than it says; convert it, or export it as CSV",
        BadData,
        ("decode",),
    ),
    _Said(
        "registry.changed",
        "a table or column of the mapping has gone; compare the mapping with the database",
        BadData,
        ("no such", "does not exist", "unknown column", "invalid object name", "invalid column"),
    ),
)


class Database:
    """Hands out connections that can only read and that give up in time."""

    def __init__(
        self, url: str, base: Path, timeout: float, elapsed: Elapsed = time.monotonic
    ) -> None:
        self._path, parsed = _locate(url, base)
        try:
            self._engine = create_engine(
                parsed,
                poolclass=NullPool,  # a legacy server should not hold our idle connections
                hide_parameters=True,
                connect_args=_connect_args(parsed, timeout),
            )
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise BadData(
                "adapter.url_wrong",
                f"the option 'url' names no driver that is installed: {parsed.drivername}",
            ) from error
        self._stopwatch: _Stopwatch | None = None
        if self._path is not None:
            self._stopwatch = _Stopwatch(self._engine, timeout, elapsed)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection whose every failure is an adapter error.

        Raises:
            RegistryAway, RegistryRefused, BadData: told apart; the text names the remedy.
        """
        if self._path is not None and not self._path.is_file():
            raise RegistryAway(
                "registry.away", f"there is no database file {self._path}; check the option 'url'"
            )
        try:
            with self._engine.connect() as connection:
                if self._engine.dialect.name == "postgresql":
                    connection.execution_options(postgresql_readonly=True)
                yield connection
        except DBAPIError as error:
            raise _named(error) from None  # the driver's text may quote a number
        except SQLAlchemyError as error:
            raise BadData(
                "registry.unreadable",
                f"the database could not be read ({type(error).__name__}); check the mapping",
            ) from None

    def patiently(self, connection: Connection, rows: Iterable[Item]) -> Iterator[Item]:
        """The rows of a long reading; only the wait for each row can be too long, not for all."""
        for row in rows:
            yield row
            if self._stopwatch is not None:
                self._stopwatch.restart(connection)

    def close(self) -> None:
        """Releases the engine."""
        self._engine.dispose()


def _locate(url: str, base: Path) -> tuple[Path | None, URL]:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise BadData(
            "adapter.url_wrong",
            "the option 'url' is no database address; write one such as sqlite:///register.db",
        ) from None
    if parsed.get_backend_name() != "sqlite":
        return None, parsed
    if not parsed.database:
        raise BadData("adapter.url_wrong", "the option 'url' names no file; sqlite:///register.db")
    path = (base / parsed.database).resolve()
    # Read-only: a wrong path must not make an empty register.
    readable = parsed.set(database=f"file:{quote(str(path))}")
    return path, readable.update_query_dict({"mode": "ro", "uri": "true"})


def _connect_args(url: URL, timeout: float) -> dict[str, object]:
    seconds = max(2, math.ceil(timeout))
    match url.get_backend_name():
        case "sqlite":
            return {"timeout": timeout}
        case "postgresql":
            options = (
                f"-c statement_timeout={int(timeout * 1000)} -c default_transaction_read_only=on"
            )
            return {
                "connect_timeout": seconds,
                "tcp_user_timeout": seconds * 1000,
                "options": options,
            }
        case "mysql" | "mariadb":
            return {"connect_timeout": seconds, "read_timeout": seconds}
        case _:
            return {}


class _Stopwatch:
    """Stops SQLite where one wait is too long; servers have limits of their own."""

    def __init__(self, engine: Engine, timeout: float, elapsed: Elapsed) -> None:
        self._timeout = timeout
        self._elapsed = elapsed
        self._deadlines: dict[int, float] = {}  # by the driver's connection
        event.listen(engine, "connect", self._watch)
        event.listen(engine, "close", self._forget)
        event.listen(engine, "before_cursor_execute", self.restart)

    def restart(self, connection: Connection, *_statement: object) -> None:
        """A new wait begins."""
        key = id(connection.connection.dbapi_connection)
        self._deadlines[key] = self._elapsed() + self._timeout

    def _watch(self, connection: sqlite3.Connection, _record: object) -> None:
        key = id(connection)
        self._deadlines[key] = self._elapsed() + self._timeout
        connection.set_progress_handler(lambda: self._elapsed() > self._deadlines[key], 10_000)

    def _forget(self, connection: sqlite3.Connection, _record: object) -> None:
        self._deadlines.pop(id(connection), None)


def _named(error: DBAPIError) -> AdapterError:
    said = str(error.orig).casefold()
    for failure in _SAID:
        if any(word in said for word in failure.words):
            return failure.kind(failure.code, failure.text)
    if (
        type(error).__name__ in ("OperationalError", "InterfaceError")
        or error.connection_invalidated
    ):
        return RegistryAway(
            "registry.away",
            "the database cannot be reached; check that it runs and the option 'url'",
        )
    return BadData(
        "registry.unreadable", "the database refused the question; compare the mapping with it"
    )
