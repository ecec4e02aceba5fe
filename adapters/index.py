"""Finds items by any search key they share with a weapon."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from accord.weapons.keys import SearchKeys, shares

Item = TypeVar("Item")


class KeyIndex(Generic[Item]):
    """Items under their search keys, in the order they were added."""

    def __init__(self) -> None:
        self._entries: list[tuple[Item, SearchKeys]] = []
        self._by_key: defaultdict[str, list[int]] = defaultdict(list)
        self._patterned: list[int] = []

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, item: Item, keys: SearchKeys) -> bool:
        """Files the item; false where it has no key, so that no search can find it."""
        if not keys:
            return False
        position = len(self._entries)
        self._entries.append((item, keys))
        for name in _names(keys):
            self._by_key[name].append(position)
        if keys.patterns:
            self._patterned.append(position)
        return True

    def find(self, keys: SearchKeys, limit: int) -> list[Item]:
        """At most `limit` items that share a key, those with the same exact number first."""
        exact: dict[int, None] = {}
        near: dict[int, None] = {}
        for name in keys.exact:
            exact.update(dict.fromkeys(self._by_key.get("=" + name, ())))
        for name in _names(keys):
            near.update(dict.fromkeys(self._by_key.get(name, ())))
        # A partly read number has no key to look up; it is compared with all there is.
        rest = range(len(self._entries)) if keys.patterns else self._patterned
        near.update(dict.fromkeys(rest))
        found: list[Item] = []
        for position in (*exact, *(other for other in near if other not in exact)):
            item, theirs = self._entries[position]
            if len(found) == limit:
                break
            if shares(keys, theirs):
                found.append(item)
        return found


def _names(keys: SearchKeys) -> Iterable[str]:
    """The keys as one name space: the same text means other things in other forms."""
    return (
        *("=" + key for key in keys.exact),
        *("~" + key for key in keys.loose),
        *("#" + key for key in keys.digits),
    )
