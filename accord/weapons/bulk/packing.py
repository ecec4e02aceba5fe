"""Numbers as integers: up to twenty characters of six bits in two words, first character highest.

Equal numbers are equal integers, and all numbers that begin alike stand together when sorted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]

BITS = 6
PER_WORD = 10
LONGEST = 2 * PER_WORD  # characters; longer numbers are not packed
MASK = (1 << BITS) - 1
WORD_BITS = BITS * PER_WORD
LOW_WORD = (1 << WORD_BITS) - 1
_CHARACTERS = 0x110000


class Alphabet:
    """The characters met so far and their codes; 63 at most, which is every script of one State."""

    def __init__(self) -> None:
        self._codes = np.zeros(_CHARACTERS, dtype=np.uint8)
        self._by_character: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._by_character)

    def code(self, character: str) -> int | None:
        """The character's code, from 1; None where it was never met or came too late."""
        return self._by_character.get(character)

    def pack(self, number: str) -> int | None:
        """The number as one integer of two words; None where it cannot be packed."""
        if len(number) > LONGEST:
            return None
        packed = 0
        for character in number:
            code = self._by_character.get(character)
            if code is None:
                return None
            packed = packed << BITS | code
        return packed << BITS * (LONGEST - len(number))

    def learn(self, numbers: Sequence[str]) -> "Packed":
        """The numbers packed; characters that were never met get a code."""
        points = _points(numbers)
        strange = points[(self._codes[points] == 0) & (points != 0)]
        for point in np.unique(strange)[: MASK - len(self)].tolist():
            self._by_character[chr(point)] = self._codes[point] = len(self) + 1
        return self._packed(points)

    def pack_many(self, numbers: Sequence[str]) -> "Packed":
        """The numbers packed."""
        return self._packed(_points(numbers))

    def _packed(self, points: NDArray[np.uint32]) -> "Packed":
        codes = self._codes[points]
        lengths = np.count_nonzero(points, axis=1)
        lengths[(lengths > LONGEST) | (np.count_nonzero(codes, axis=1) != lengths)] = 0
        high = np.zeros(len(codes), dtype=np.uint64)
        low = np.zeros(len(codes), dtype=np.uint64)
        for at in range(LONGEST):
            word = high if at < PER_WORD else low
            word |= codes[:, at].astype(np.uint64) << np.uint64(_shift(at))
        return Packed(lengths, high, low)


@dataclass(frozen=True, slots=True)
class Packed:
    """Many numbers; a length of 0 says that one cannot be packed."""

    lengths: NDArray[np.intp]
    high: Words
    low: Words


def _points(numbers: Sequence[str]) -> NDArray[np.uint32]:
    """A row of code points for each number, one more than can be packed."""
    padded = np.array(numbers, dtype=f"U{LONGEST + 1}")
    return padded.view(np.uint32).reshape(len(numbers), LONGEST + 1)


def reversed_words(high: Words, low: Words, length: int) -> tuple[Words, Words]:
    """The words of the same numbers, all of one length, read from their end."""
    words, turned = (high, low), (np.zeros_like(high), np.zeros_like(low))
    for place in range(length):
        there = length - 1 - place
        codes = words[place // PER_WORD] >> np.uint64(_shift(place)) & np.uint64(MASK)
        turned[there // PER_WORD][:] |= codes << np.uint64(_shift(there))
    return turned


def split(packed: Sequence[int]) -> tuple[Words, Words]:
    """Integers as two words each."""
    return (
        np.array([one >> WORD_BITS for one in packed], dtype=np.uint64),
        np.array([one & LOW_WORD for one in packed], dtype=np.uint64),
    )


def place(code: int, at: int) -> int:
    """A code at its place in the integer of a number."""
    return code << BITS * (LONGEST - 1 - at)


def _shift(at: int) -> int:
    return BITS * (PER_WORD - 1 - at % PER_WORD)
