"""The ledger's schema, in SQL that SQLite and PostgreSQL both understand.

`entry` is the ledger. `content` holds what is still to be delivered and loses it at the end.
`message`, `mailbox`, `seen` and `tile` are projections: `accord-hub fsck` makes them again from
`entry`.
"""

VERSION = 2

# {bytes} and {integer} are the store's names for byte strings and 64-bit integers.
TABLES = """
CREATE TABLE entry (
    position {integer} PRIMARY KEY,
    made_ms {integer} NOT NULL,
    kind {integer} NOT NULL,
    body {bytes} NOT NULL
);
CREATE TABLE content (
    position {integer} PRIMARY KEY,
    content {bytes} NOT NULL
);
CREATE TABLE message (
    message_id {bytes} PRIMARY KEY,
    position {integer} NOT NULL
){by_key};
CREATE TABLE mailbox (
    member TEXT NOT NULL,
    lane {integer} NOT NULL,
    position {integer} NOT NULL,
    sender TEXT,
    message_id {bytes},
    not_after_ms {integer},
    shared {integer} NOT NULL,
    PRIMARY KEY (member, lane, position)
){by_key};
CREATE INDEX mailbox_due ON mailbox (not_after_ms) WHERE not_after_ms IS NOT NULL;
CREATE INDEX mailbox_shared ON mailbox (position) WHERE shared = 1;
CREATE TABLE seen (
    directory {integer} NOT NULL,
    policy {integer} NOT NULL
);
CREATE TABLE tile (
    level {integer} NOT NULL,
    number {integer} NOT NULL,
    data {bytes} NOT NULL,
    PRIMARY KEY (level, number)
);
CREATE INDEX entry_note ON entry (kind, position) WHERE kind >= 7;
"""

HEAD = "SELECT COALESCE(MAX(position), 0) FROM entry"
INSERT_ENTRY = "INSERT INTO entry VALUES (?, ?, ?, ?)"
INSERT_CONTENT = "INSERT INTO content VALUES (?, ?)"
INSERT_MESSAGE = "INSERT INTO message VALUES (?, ?)"
INSERT_MAILBOX = "INSERT INTO mailbox VALUES (?, ?, ?, ?, ?, ?, ?)"

# The content goes with the last mailbox it waits in.
_ERASE = """
DELETE FROM content WHERE position IN (
    SELECT m.position FROM mailbox m
    WHERE m.member = ? AND m.lane = ? AND m.position {which} ?
    AND (m.shared = 0 OR NOT EXISTS (
        SELECT 1 FROM mailbox o
        WHERE o.position = m.position AND o.shared = 1 AND o.member <> m.member)))
"""
ERASE_UP_TO = _ERASE.format(which="<=")
ERASE_ONE = _ERASE.format(which="=")
LEAVE_UP_TO = "DELETE FROM mailbox WHERE member = ? AND lane = ? AND position <= ?"
LEAVE_ONE = "DELETE FROM mailbox WHERE member = ? AND lane = ? AND position = ?"
FORGET_SEEN = "DELETE FROM seen"
INSERT_SEEN = "INSERT INTO seen VALUES (?, ?)"
PUT_TILE = """
INSERT INTO tile VALUES (?, ?, ?)
ON CONFLICT (level, number) DO UPDATE SET data = excluded.data
"""

READ = """
SELECT position, made_ms, kind, body FROM entry WHERE position > ? ORDER BY position LIMIT ?
"""
SEEN = "SELECT directory, policy FROM seen"
TILE = "SELECT data FROM tile WHERE level = ? AND number = ?"
LAST_TILE = """
SELECT number, LENGTH(data) FROM tile WHERE level = 0 ORDER BY number DESC LIMIT 1
"""
LAST_NOTE = """
SELECT kind, body FROM entry WHERE kind >= 7 AND kind = ? ORDER BY position DESC LIMIT 1
"""
FIND = """
SELECT m.message_id, e.position, e.made_ms, e.kind, e.body
FROM message m JOIN entry e ON e.position = m.position WHERE m.message_id IN ({marks})
"""
MAILBOX = """
SELECT m.position, c.content, e.made_ms, e.kind, e.body, m.not_after_ms
FROM mailbox m
JOIN content c ON c.position = m.position
JOIN entry e ON e.position = m.position
WHERE m.member = ? AND m.lane = ? AND m.position > ? ORDER BY m.position LIMIT ?
"""
_WAITING = "SELECT member, lane, position, sender, message_id FROM mailbox "
UP_TO = _WAITING + "WHERE member = ? AND lane = ? AND position <= ? ORDER BY position"
DUE = _WAITING + "WHERE not_after_ms < ? ORDER BY not_after_ms, position LIMIT ?"
WAITING_FOR = _WAITING + "WHERE member = ? AND sender IS NOT NULL ORDER BY lane, position LIMIT ?"
OPEN = "SELECT sender, COUNT(*) FROM mailbox WHERE sender IS NOT NULL GROUP BY sender"
MEMBERS = "SELECT DISTINCT member FROM mailbox"
PROJECTION = {
    "message": "SELECT message_id, position FROM message ORDER BY message_id",
    "mailbox": """
        SELECT member, lane, position, sender, message_id, not_after_ms, shared
        FROM mailbox ORDER BY member, lane, position""",
    "seen": SEEN,
    "tile": "SELECT level, number, data FROM tile ORDER BY level, number",
}
CONTENTS = "SELECT position, content FROM content WHERE position > ? ORDER BY position LIMIT ?"
