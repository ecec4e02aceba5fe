"""What is next in each lane of a connected member: bookkeeping in memory, bounded."""

from collections import deque
from dataclasses import dataclass

from hub.entries import Lane
from hub.ledger import Item

MAX_FRAME_BYTES = 4 * 1024 * 1024 - 64 * 1024  # leaves room for the frame around the items
_MEMORY_ITEMS = 2_048
_MEMORY_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Frame:
    """Items of one lane that travel together, in order."""

    lane: Lane
    items: list[Item]


class LaneQueue:
    """What is next in one lane of a connected member; pure bookkeeping."""

    def __init__(self) -> None:
        """Begins behind: what waits is still in the ledger."""
        self.sent = 0  # position of the last item handed out
        self.behind = True  # the ledger may hold items before the first one in memory
        self._recent: deque[Item] = deque()
        self._bytes = 0

    def offer(self, item: Item) -> None:
        """Remembers a fresh item, or gives memory back and falls behind."""
        if item.position <= self.sent:
            return  # a read of the ledger was faster
        if len(self._recent) >= _MEMORY_ITEMS or self._bytes >= _MEMORY_BYTES:
            self._recent.clear()
            self._bytes = 0
            self.behind = True
        self._recent.append(item)
        self._bytes += len(item.content)

    def caught_up(self, read: list[Item], now_ms: int) -> list[Item]:
        """What was read from the ledger behind `sent`, as the next items; none read: all is read.

        What has expired is left out, here as in `take`.
        """
        if read:
            self.sent = read[-1].position
            self.behind = True
        while self._recent and self._recent[0].position <= self.sent:
            self._pop()
        return [item for item in read if _is_wanted(item, now_ms)]

    def take(self, limit: int, now_ms: int) -> list[Item]:
        """The next items from memory."""
        items: list[Item] = []
        size = 0
        while self._recent and len(items) < limit:
            size += len(self._recent[0].content)
            if items and size > MAX_FRAME_BYTES:
                break
            item = self._pop()
            self.sent = item.position
            if _is_wanted(item, now_ms):
                items.append(item)
        return items

    @property
    def waiting(self) -> int:
        """Items in memory."""
        return len(self._recent)

    def _pop(self) -> Item:
        item = self._recent.popleft()
        self._bytes -= len(item.content)
        return item


def _is_wanted(item: Item, now_ms: int) -> bool:
    return item.not_after_ms is None or item.not_after_ms > now_ms
