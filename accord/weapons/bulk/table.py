"""A table from numbers to the rows that bear them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from accord.weapons.bulk.edits import one_edit
from accord.weapons.bulk.ordered import ANY, Ordered, Places, Rows, Shape
from accord.weapons.bulk.packing import (
    LONGEST,
    PER_WORD,
    Alphabet,
    Packed,
    Words,
    reversed_words,
    split,
)
from accord.weapons.bulk.shapes import shapes
from accord.weapons.pattern import Pattern

_CHUNK = 1 << 16
_NONE: Rows = np.zeros(0, dtype=np.uint32)


class TableBuilder:
    """Takes numbers with their rows, in chunks that need little memory.

    What waits is text and integers alone, which the garbage collector need not look through.
    """

    def __init__(self, alphabet: Alphabet) -> None:
        self._alphabet = alphabet
        self._numbers: list[str] = []
        self._rows: list[int] = []
        self._parts: defaultdict[int, list[tuple[Words, Words | None, Rows]]] = defaultdict(list)
        self._unpacked: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, number: str, row: int) -> None:
        """Files one number of a row."""
        self._numbers.append(number)
        self._rows.append(row)
        if len(self._rows) == _CHUNK:
            self._pack()

    def build(self, *, shaped: bool = False) -> "Table":
        """The table, which can be asked for shapes if so wanted; the builder is then empty."""
        self._pack()
        forward: dict[int, Ordered] = {}
        backward: dict[int, Ordered] = {}
        for length in sorted(self._parts):
            high, low, rows = _whole(self._parts.pop(length))
            if shaped:
                none = np.zeros_like(high) if low is None else low
                turned, rest = reversed_words(high, none, length)
                backward[length] = Ordered(turned, None if low is None else rest, rows)
            forward[length] = Ordered(high, low, rows)
        return Table(self._alphabet, forward, backward, dict(self._unpacked))

    def _pack(self) -> None:
        if not self._numbers:
            return
        packed = self._alphabet.learn(self._numbers)
        rows = np.array(self._rows, dtype=np.uint32)
        for length in np.unique(packed.lengths).tolist():
            these = packed.lengths == length
            if length == 0:
                for at in np.flatnonzero(these).tolist():
                    self._unpacked[self._numbers[at]].append(self._rows[at])
                continue
            low = packed.low[these] if length > PER_WORD else None
            self._parts[length].append((packed.high[these], low, rows[these]))
        self._numbers.clear()
        self._rows.clear()


class Table:
    """Numbers by length, each length in order; what cannot be packed stands beside them."""

    def __init__(
        self,
        alphabet: Alphabet,
        forward: dict[int, Ordered],
        backward: dict[int, Ordered],
        unpacked: dict[str, list[int]],
    ) -> None:
        self._alphabet = alphabet
        self._forward = forward
        self._backward = backward
        self._unpacked = unpacked

    def equal(self, number: str, packed: int | None) -> Sequence[int]:
        """The rows that bear this number, in their order."""
        if packed is None:
            return self._unpacked.get(number, ())
        ordered = self._forward.get(len(number))
        return ordered.equal(packed).tolist() if ordered else ()

    def equal_many(self, numbers: Sequence[str], packed: Packed) -> tuple[Places, Rows]:
        """The rows that bear any of these numbers, each with the place of its number."""
        places, rows = [np.zeros(0, dtype=np.intp)], [_NONE]
        for length, ordered in self._forward.items():
            asked = np.flatnonzero(packed.lengths == length)
            at, found = ordered.equal_many(packed.high[asked], packed.low[asked])
            places.append(asked[at])
            rows.append(found)
        for place in np.flatnonzero(packed.lengths == 0).tolist() if self._unpacked else ():
            found = np.array(self._unpacked.get(numbers[place], ()), dtype=np.uint32)
            places.append(np.full(len(found), place, dtype=np.intp))
            rows.append(found)
        return np.concatenate(places), np.concatenate(rows)

    def within_one_edit(self, number: str) -> Iterator[Rows]:
        """The rows whose number has one character more, fewer or other than this."""
        codes = [self._alphabet.code(character) for character in number]
        if len(codes) <= LONGEST:
            for length, packed in one_edit(codes, len(self._alphabet)):
                if ordered := self._forward.get(length):
                    yield ordered.equal_many(*split(sorted(packed)))[1]

    def fitting(self, pattern: Pattern) -> Iterator[Rows]:
        """The rows whose number can be this partly read one; a superset where it has many gaps."""
        for shape in shapes(pattern, self._forward.keys()):
            coded = self._coded(shape)
            if coded is not None:
                length = len(shape)
                yield self._forward[length].fitting(coded, self._backward[length])
        for number, rows in self._unpacked.items():
            if pattern.matches(number):
                yield np.array(rows, dtype=np.uint32)

    def _coded(self, shape: Sequence[frozenset[str]]) -> Shape | None:
        """The shape in codes; None where a character of it was never met."""
        coded: list[Sequence[int]] = []
        for choices in shape:
            codes = [code for one in choices if (code := self._alphabet.code(one))]
            if choices and not codes:
                return None
            coded.append(codes if choices else ANY)
        return coded


def _whole(parts: list[tuple[Words, Words | None, Rows]]) -> tuple[Words, Words | None, Rows]:
    lows = [low for _, low, _ in parts if low is not None]
    return (
        np.concatenate([high for high, _, _ in parts]),
        np.concatenate(lows) if lows else None,
        np.concatenate([rows for _, _, rows in parts]),
    )
