"""The embedded ledger: one SQLite database, durable at every commit."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from accord.errors import FormatError
from accord.trust.trusted import Versions
from hub import schema
from hub.entries import (
    CHECKPOINTED,
    PUBLISHED,
    Accepted,
    Acknowledged,
    Checkpointed,
    Ended,
    Entry,
    Fact,
    Lane,
    Published,
    Refused,
    Reported,
    Trusted,
    decode_fact,
    encode_fact,
)
from hub.ledger import HeadMovedError, Item, Known, ReceiptAt, Waiting
from hub.log import Tiles
from hub.tiles_sqlite import SqliteTiles

_APPLICATION = 0x41434C31  # "ACL1" in the database header


class SqliteLedger(SqliteTiles):
    """A ledger in one file, for one thread at a time."""

    def __init__(self, file: Path | str) -> None:
        """Opens the file, or makes it; ":memory:" keeps nothing.

        Raises:
            FormatError: the file is another program's, or of another schema version.
        """
        super().__init__(sqlite3.connect(file, isolation_level=None, check_same_thread=False))
        try:
            self._prepare(str(file))
        except BaseException:
            self._db.close()
            raise

    def _prepare(self, file: str) -> None:
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "secure_delete = ON",  # an erased content is overwritten, not only unlinked
            "temp_store = MEMORY",
            "cache_size = -32768",  # KiB, so memory stays flat whatever the ledger's size
            "journal_size_limit = 67108864",
        ):
            self._db.execute(f"PRAGMA {pragma}")
        found = self._pragma("application_id"), self._pragma("user_version")
        if found == (0, 0) and not self._pragma("schema_version"):
            with self._transaction():
                for statement in _tables().split(";"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA application_id = {_APPLICATION}")
                self._db.execute(f"PRAGMA user_version = {schema.VERSION}")
        elif found != (_APPLICATION, schema.VERSION):
            raise FormatError(
                "ledger.schema",
                f"{file}: is not a ledger of schema version {schema.VERSION}; "
                "name another data folder or install the version that wrote it",
            )

    def _pragma(self, name: str) -> int:
        return int(self._db.execute(f"PRAGMA {name}").fetchone()[0])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    def head(self) -> int:
        """The last position; 0 for an empty ledger."""
        return int(self._db.execute(schema.HEAD).fetchone()[0])

    def append(self, after: int, entries: Sequence[Entry], tiles: Tiles) -> None:
        """Makes entries and their projections durable together."""
        rows = _Rows(entries)
        many = self._db.executemany
        with self._transaction():
            if self.head() != after:
                raise HeadMovedError
            many(schema.INSERT_ENTRY, rows.entries)
            many(schema.INSERT_CONTENT, rows.contents)
            many(schema.INSERT_MESSAGE, rows.messages)
            many(schema.INSERT_MAILBOX, rows.mailbox)
            many(schema.PUT_TILE, ((*place, data) for place, data in tiles.items()))
            # An acknowledgement or an end reaches back only, so it may follow the inserts.
            for up_to in rows.up_to:
                self._db.execute(schema.ERASE_UP_TO, up_to)
                self._db.execute(schema.LEAVE_UP_TO, up_to)
            for one in rows.one:
                self._db.execute(schema.ERASE_ONE, one)
                self._db.execute(schema.LEAVE_ONE, one)
            if rows.seen:
                self._db.execute(schema.FORGET_SEEN)
                self._db.execute(schema.INSERT_SEEN, rows.seen)

    def read(self, after: int, limit: int) -> list[Entry]:
        """Entries in order, without contents."""
        return [
            Entry(position, made_ms, decode_fact(kind, body))
            for position, made_ms, kind, body in self._db.execute(schema.READ, (after, limit))
        ]

    def seen(self) -> Versions:
        """The newest directory and policy the hub has acted under."""
        return Versions(*(self._db.execute(schema.SEEN).fetchone() or (0, 0)))

    def last_checkpoint(self) -> Checkpointed | None:
        """The newest checkpoint."""
        fact = self._last(CHECKPOINTED)
        return fact if isinstance(fact, Checkpointed) else None

    def last_published(self) -> Published | None:
        """The newest note that may be served."""
        fact = self._last(PUBLISHED)
        return fact if isinstance(fact, Published) else None

    def _last(self, kind: int) -> Fact | None:
        row = self._db.execute(schema.LAST_NOTE, (kind,)).fetchone()
        return decode_fact(*row) if row else None

    def find(self, message_ids: Collection[bytes]) -> dict[bytes, Known]:
        """Those of the message ids that were accepted before."""
        known: dict[bytes, Known] = {}
        wanted = list(message_ids)
        for start in range(0, len(wanted), 256):
            chunk = wanted[start : start + 256]
            query = schema.FIND.format(marks=",".join("?" * len(chunk)))
            for message_id, position, made_ms, kind, body in self._db.execute(query, chunk):
                fact = decode_fact(kind, body)
                if not isinstance(fact, Accepted):
                    raise FormatError("ledger.entry", "a message id points at another entry")
                known[message_id] = Known(position, made_ms, fact.leaf, fact.header_digest)
        return known

    def mailbox(
        self, member: str, lane: Lane, after: int, limit: int, max_bytes: int
    ) -> list[Item]:
        """What waits in a lane behind a position, in order."""
        items: list[Item] = []
        size = 0
        rows = self._db.execute(schema.MAILBOX, (member, int(lane), after, limit))
        for position, content, made_ms, kind, body, not_after_ms in rows:
            size += len(content)
            if items and size > max_bytes:
                break
            fact = decode_fact(kind, body)
            receipt = ReceiptAt(made_ms, fact.leaf) if isinstance(fact, Accepted) else None
            items.append(Item(position, content, receipt, not_after_ms))
        rows.close()
        return items

    def up_to(self, member: str, lane: Lane, position: int) -> list[Waiting]:
        """What waits in a lane up to and including a position, in order."""
        return self._waiting(schema.UP_TO, member, int(lane), position)

    def due(self, now_ms: int, limit: int) -> list[Waiting]:
        """Messages whose not-after has passed, the earliest first."""
        return self._waiting(schema.DUE, now_ms, limit)

    def waiting_for(self, member: str, limit: int) -> list[Waiting]:
        """Messages, not statements, that wait for a member."""
        return self._waiting(schema.WAITING_FOR, member, limit)

    def _waiting(self, query: str, *values: str | int) -> list[Waiting]:
        return [
            Waiting(member, Lane(lane), position, sender, message_id)
            for member, lane, position, sender, message_id in self._db.execute(query, values)
        ]

    def open_messages(self) -> dict[str, int]:
        """How many of each sender's messages wait for a recipient."""
        return dict(self._db.execute(schema.OPEN))

    def members_waited_for(self) -> set[str]:
        """Members with anything in their mailbox."""
        return {member for (member,) in self._db.execute(schema.MEMBERS)}

    def projection(self, name: str) -> Iterator[tuple[object, ...]]:
        """Every row of a projection, in the order of its key."""
        yield from self._db.execute(schema.PROJECTION[name])

    def contents(self, after: int, limit: int) -> list[tuple[int, bytes]]:
        """Positions behind `after` whose content is held, with the content."""
        return self._db.execute(schema.CONTENTS, (after, limit)).fetchall()


class _Rows:
    """The rows that a batch of entries adds and takes away, gathered by table."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries: list[tuple[int, int, int, bytes]] = []
        self.contents: list[tuple[int, bytes]] = []
        self.messages: list[tuple[bytes, int]] = []
        self.mailbox: list[tuple[str, int, int, str | None, bytes | None, int | None, int]] = []
        self.up_to: list[tuple[str, int, int]] = []
        self.one: list[tuple[str, int, int]] = []
        self.seen: tuple[int, int] | None = None
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        position, fact = entry.position, entry.fact
        self.entries.append((position, entry.made_ms, *encode_fact(fact)))
        if entry.content is not None:
            self.contents.append((position, entry.content))
        match fact:
            case Accepted():
                self.messages.append((fact.message_id, position))
                shared = int(len(fact.recipients) > 1)
                for member in fact.recipients:
                    self.mailbox.append(
                        (
                            member,
                            int(fact.lane),
                            position,
                            fact.sender,
                            fact.message_id,
                            fact.not_after_ms,
                            shared,
                        )
                    )
            case Reported():
                row = (fact.member, int(fact.lane), position, None, None, None, 0)
                self.mailbox.append(row)
            case Acknowledged():
                self.up_to.append((fact.member, int(fact.lane), fact.up_to))
            case Ended():
                self.one.extend((fact.member, int(fact.lane), each) for each in fact.positions)
            case Trusted():
                self.seen = fact.directory, fact.policy
            case Refused() | Checkpointed() | Published():
                pass  # evidence only


def _tables() -> str:
    return schema.TABLES.format(integer="INTEGER", bytes="BLOB", by_key=" WITHOUT ROWID")
