"""The desk's database: one small SQLite file that the hub and its commands share."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from accord.errors import FormatError

_APPLICATION = 0x41434431  # "ACD1" in the database header
_VERSION = 1
_BUSY_SECONDS = 5.0  # for a command that writes beside the hub

_TABLES = """
CREATE TABLE operator (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    password TEXT NOT NULL,
    password_passing INTEGER NOT NULL,
    factor BLOB,
    factor_confirmed INTEGER NOT NULL,
    factor_step INTEGER NOT NULL,
    subject TEXT UNIQUE,
    made_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE recovery (
    digest BLOB PRIMARY KEY,
    operator TEXT NOT NULL REFERENCES operator (name) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE session (
    session_id TEXT PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    operator TEXT NOT NULL REFERENCES operator (name) ON DELETE CASCADE,
    address TEXT NOT NULL,
    made_ms INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE failure (
    name TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    locked_until_ms INTEGER NOT NULL,
    last_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash BLOB NOT NULL
);
CREATE TABLE maintenance (
    since_ms INTEGER NOT NULL,
    by TEXT NOT NULL,
    reason TEXT NOT NULL
);
CREATE TABLE contact (
    member TEXT PRIMARY KEY,
    seen_ms INTEGER NOT NULL,
    software TEXT NOT NULL,
    directory INTEGER NOT NULL,
    policy INTEGER NOT NULL,
    ahead_ms INTEGER,
    clock_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE traffic (
    day TEXT NOT NULL,
    member TEXT NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, member, outcome, detail)
) WITHOUT ROWID
"""


class DeskStore:
    """The desk's file; any thread may use it, one at a time."""

    def __init__(self, file: Path | str) -> None:
        """Opens the file, or makes it; ":memory:" keeps nothing.

        Raises:
            FormatError: it is another program's, or of another release's schema.
        """
        self._alone = Lock()
        self._db = sqlite3.connect(
            file, isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS
        )
        self._db.row_factory = sqlite3.Row
        try:
            self._prepare(str(file))
        except BaseException:
            self._db.close()
            raise

    @contextmanager
    def begin(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is durable at its end, or undone."""
        with self._alone:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """What stands in the file at one moment."""
        with self._alone:
            self._db.execute("BEGIN")
            try:
                yield self._db
            finally:
                self._db.execute("ROLLBACK")

    def version(self) -> int:
        """A number that changes when another process has written."""
        with self._alone:
            return self._pragma("data_version")

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def _prepare(self, file: str) -> None:
        try:
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
                self._db.execute(f"PRAGMA {pragma}")
            self._db.execute("BEGIN IMMEDIATE")
            found = self._pragma("application_id"), self._pragma("user_version")
            if found == (0, 0) and not self._pragma("schema_version"):
                for statement in _TABLES.split(";"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA application_id = {_APPLICATION}")
                self._db.execute(f"PRAGMA user_version = {_VERSION}")
            self._db.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            raise _foreign(file) from error
        if (self._pragma("application_id"), self._pragma("user_version")) != (
            _APPLICATION,
            _VERSION,
        ):
            raise _foreign(file)

    def _pragma(self, name: str) -> int:
        return int(self._db.execute(f"PRAGMA {name}").fetchone()[0])


def _foreign(file: str) -> FormatError:
    return FormatError(
        "desk.schema",
        f"{file}: is not an operators' desk of schema version {_VERSION}; move it away, or install "
        "the version that wrote it",
    )
