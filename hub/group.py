"""The group: what one commit has decided so far, before any of it is durable."""

from collections import defaultdict
from hashlib import sha256

from hub.entries import Checkpointed, Entry, Fact, Lane
from hub.ledger import Item, Waiting
from hub.proposals import Tally


class Group:
    """What one group commit has decided so far."""

    def __init__(self, head: int, leaf: int, now_ms: int) -> None:
        """Begins behind the ledger's head, and with the log's next leaf."""
        self.now_ms = now_ms
        self.leaf = leaf  # of the next statement
        self.logged: list[bytes] = []  # the log's new entries
        self.entries: list[Entry] = []
        self.checkpointed: Checkpointed | None = None
        self.posted: list[tuple[str, Lane, Item]] = []
        self.opened: defaultdict[str, int] = defaultdict(int)  # change of open messages by sender
        self.tally = Tally()
        self._head = head
        self._left: set[tuple[str, int]] = set()

    def add(self, fact: Fact, content: bytes | None = None) -> int:
        """Gives a fact the next position."""
        position = self._head + len(self.entries) + 1
        self.entries.append(Entry(position, self.now_ms, fact, content))
        return position

    def log(self, statement: bytes) -> bytes:
        """Gives a statement the next leaf; its digest, which is the log's entry."""
        self.leaf += 1
        self.logged.append(sha256(statement).digest())
        return self.logged[-1]

    def leave(self, waiting: list[Waiting]) -> list[Waiting]:
        """Takes out of their mailboxes what the group has not taken out before."""
        leaving = [one for one in waiting if (one.member, one.position) not in self._left]
        for one in leaving:
            self._left.add((one.member, one.position))
            if one.sender is not None:
                self.opened[one.sender] -= 1
        return leaving
