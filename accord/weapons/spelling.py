"""Names as clerks mistype them: one letter wrong, words run together, a name cut off.

A slip is forgiven only in a name long enough that no other name is as near.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

SHORTEST_MISTYPED = 5  # letters of a name in which one may be wrong
SHORTEST_CUT_OFF = 8  # letters that are left of a longer name

T = TypeVar("T", bound=object)


class Spellings(Generic[T]):
    """Folded names and what they mean; finds them misspelt too."""

    def __init__(self, names: Mapping[str, T], ordinary: Iterable[str] = ()) -> None:
        """Takes folded names, and ordinary words that are never a slip of one."""
        self._ordinary = frozenset(ordinary)
        self._closed: dict[str, T | None] = {}
        self._near: dict[str, list[tuple[str, T]]] = defaultdict(list)
        for name, meaning in names.items():
            closed = name.replace(" ", "")
            known = self._closed.setdefault(closed, meaning)
            if known is not meaning:
                self._closed[closed] = None  # two names run together alike: neither
            if len(closed) >= SHORTEST_MISTYPED:
                for key in {closed, *_shortened(closed)}:
                    self._near[key].append((closed, meaning))
        self._sorted = sorted(closed for closed in self._closed if len(closed) > SHORTEST_CUT_OFF)

    def closed_up(self, text: str) -> T | None:
        """The meaning of a name whose words are run together or pulled apart."""
        return self._closed.get(text.replace(" ", ""))

    def mistyped(self, text: str) -> T | None:
        """The meaning of the only name one slip away: a letter wrong, missing, doubled, swapped."""
        closed = text.replace(" ", "")
        if len(closed) < SHORTEST_MISTYPED or text in self._ordinary or closed in self._ordinary:
            return None
        found: list[T] = []
        for key in (closed, *_shortened(closed)):
            for name, meaning in self._near.get(key, ()):
                if meaning not in found and is_one_slip(closed, name):
                    found.append(meaning)
        return found[0] if len(found) == 1 else None

    def cut_off(self, text: str) -> T | None:
        """The meaning of the only names that go on from this text."""
        closed = text.replace(" ", "")
        if len(closed) < SHORTEST_CUT_OFF or closed in self._ordinary:
            return None
        found: list[T | None] = []
        for name in _beginning_with(self._sorted, closed):
            if self._closed[name] not in found:
                found.append(self._closed[name])
        return found[0] if len(found) == 1 else None


def is_one_slip(some: str, other: str) -> bool:
    """Whether one letter added, dropped, replaced, or swapped with its neighbour makes the other.

    A digit is never a slip of the pen: `cz 75` and `cz 85` are two names.
    """
    start = 0
    while start < min(len(some), len(other)) and some[start] == other[start]:
        start += 1
    left, right = some[start:], other[start:]
    if any(char.isdigit() for char in left[:1] + right[:1]):
        return False
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[:2] == right[1::-1] and left[2:] == right[2:])
    )


def _shortened(name: str) -> Iterator[str]:
    return (name[:i] + name[i + 1 :] for i in range(len(name)))


def _beginning_with(names: list[str], start: str) -> Iterator[str]:
    for name in names[bisect_left(names, start) :]:
        if not name.startswith(start):
            return
        yield name
