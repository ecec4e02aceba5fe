"""The log's tiles in SQLite, where a reader does not wait for the ledger's thread."""

import sqlite3
from pathlib import Path

from accord.log.tiles import HASH, WIDTH
from hub import schema


class SqliteTiles:
    """The tiles of a ledger's file, for one thread at a time."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Takes the connection for its own."""
        self._db = db

    @classmethod
    def beside(cls, file: Path) -> "SqliteTiles":
        """A connection that only reads, beside the one that writes; it sees what is durable."""
        address = f"{file.absolute().as_uri()}?mode=ro"
        return cls(sqlite3.connect(address, uri=True, check_same_thread=False))

    def log_size(self) -> int:
        """How many leaves the log has."""
        row = self._db.execute(schema.LAST_TILE).fetchone()
        return row[0] * WIDTH + row[1] // HASH if row else 0

    def tile(self, level: int, number: int) -> bytes | None:
        """A tile of the log as it is kept."""
        row = self._db.execute(schema.TILE, (level, number)).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        """Closes the database; the last connection folds its log in."""
        self._db.close()
