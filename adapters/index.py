"""Finds items by any search key they share with a weapon."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Generic, TypeVar

from accord.weapons.bulk.marks import MarkIndex, MarkIndexBuilder
from accord.weapons.bulk.matcher import Matcher
from accord.weapons.keys import SearchKeys
from accord.weapons.matching import Described

Item = TypeVar("Item")
Matched = TypeVar("Matched", bound=Described)


class KeyIndexBuilder(Generic[Item]):
    """Takes items with their search keys, and makes the index."""

    def __init__(self) -> None:
        self._items: list[Item] = []
        self._marks = MarkIndexBuilder()

    def add(self, item: Item, keys: SearchKeys) -> bool:
        """Files the item; false where it has no key, so that no search can find it."""
        if not keys:
            return False
        self._marks.add(len(self._items), keys)
        self._items.append(item)
        return True

    def build(self) -> "KeyIndex[Item]":
        """The index of all that was added; the builder is then empty."""
        return KeyIndex(self._items, self._marks.build())


class KeyIndex(Generic[Item]):
    """Items under their search keys."""

    def __init__(self, items: Sequence[Item], marks: MarkIndex) -> None:
        """Takes the items whose places are the rows of the marks."""
        self._items = items
        self._marks = marks

    def __len__(self) -> int:
        return len(self._items)

    def matcher(self: "KeyIndex[Matched]") -> Matcher[Matched]:
        """What grades weapons against the items, where these are records."""
        return Matcher(self._items, self._marks)

    def certain(self, keys: SearchKeys) -> list[Item]:
        """Every item that can be graded A or B, those with the same exact number first."""
        return [self._items[row] for row in self._marks.certain(keys)]

    def candidates(self, keys: SearchKeys) -> Iterator[Item]:
        """Every item that shares a key, the certain ones first.

        A pattern with many gaps also brings a few that do not; whoever grades them sees that.
        """
        unsure = chain(self._marks.partial(keys), self._marks.by_digits(keys))
        seen: set[int] = set()
        for row in chain(self._marks.certain(keys), unsure):
            if row not in seen:
                seen.add(row)
                yield self._items[row]
