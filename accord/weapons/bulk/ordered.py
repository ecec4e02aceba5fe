"""The numbers of one length in their order: found by equality, and by what is known of them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from accord.weapons.bulk.packing import BITS, LOW_WORD, MASK, PER_WORD, WORD_BITS, Words

Rows = NDArray[np.uint32]
Places = NDArray[np.intp]
Shape = Sequence[Sequence[int]]  # for each place the codes that may stand there

ANY = tuple(range(1, MASK + 1))

_FEW = 50_000  # numbers that are compared one by one rather than narrowed down further
_MOST_PREFIXES = 4_096


class Ordered:
    """Packed numbers of one length with the rows that bear them."""

    def __init__(self, high: Words, low: Words | None, rows: Rows) -> None:
        """Takes the numbers in any order; `low` is None where none is longer than one word."""
        order = np.argsort(high, kind="stable") if low is None else np.lexsort((low, high))
        self._high = high[order]
        self._low = None if low is None else low[order]
        self._rows = rows[order]

    def equal(self, packed: int) -> Rows:
        """The rows of one number."""
        high = np.uint64(packed >> WORD_BITS)
        start = int(self._high.searchsorted(high))
        if start == len(self._high) or self._high[start] != high:
            return self._rows[:0]
        stop = int(self._high.searchsorted(high, "right"))
        if self._low is not None:
            low, some = np.uint64(packed & LOW_WORD), self._low[start:stop]
            stop = start + int(some.searchsorted(low, "right"))
            start += int(some.searchsorted(low))
        return self._rows[start:stop]

    def equal_many(self, high: Words, low: Words) -> tuple[Places, Rows]:
        """The rows of many numbers, each with the place of its number among those asked."""
        # Neighbours are looked up together while memory is near; equal ones keep their order.
        order = np.argsort(high, kind="stable")
        wanted = high[order]
        starts = self._high.searchsorted(wanted)
        last = len(self._high) - 1
        held = np.flatnonzero(self._high[np.minimum(starts, last)] == wanted)
        starts, places, wanted = starts[held], order[held], wanted[held]
        stops = starts + 1
        # Few numbers stand in several rows, so the end of a run is seldom looked for.
        more = np.flatnonzero(self._high[np.minimum(stops, last)] == wanted)
        stops[more] = self._high.searchsorted(wanted[more], "right")
        if self._low is not None:
            starts, stops = self._narrowed(self._low, starts, stops, low[places])
        index = _expanded(starts, stops)
        return np.repeat(places, stops - starts), self._rows[index]

    def fitting(self, shape: Shape, backward: "Ordered") -> Rows:
        """The rows of all numbers of this shape; `backward` has the same numbers from their end."""
        ordered, starts, stops = self, *self._narrow(shape)
        if (stops - starts).sum() > _FEW:
            turned = shape[::-1]
            others = backward._narrow(turned)
            if (others[1] - others[0]).sum() < (stops - starts).sum():
                ordered, shape, (starts, stops) = backward, turned, others
        return ordered._filtered(shape, starts, stops)

    def _narrow(self, shape: Shape) -> tuple[Places, Places]:
        """Where numbers of this shape can stand, by its first characters."""
        prefixes = np.zeros(1, dtype=np.uint64)
        starts, stops = np.zeros(1, dtype=np.intp), np.full(1, len(self._high), dtype=np.intp)
        for at, choices in enumerate(shape[:PER_WORD]):
            certain = len(choices) == 1
            if not certain and (stops - starts).sum() <= _FEW:
                break
            if len(prefixes) * len(choices) > _MOST_PREFIXES:
                break
            shift = BITS * (PER_WORD - 1 - at)
            here = np.array(choices, dtype=np.uint64) << np.uint64(shift)
            prefixes = (prefixes[:, None] | here).ravel()
            if at + 1 < min(len(shape), PER_WORD) and certain and len(shape[at + 1]) == 1:
                continue  # one look-up for a whole run of certain characters
            starts = self._high.searchsorted(prefixes)
            last = prefixes | np.uint64((1 << shift) - 1)
            stops = self._high.searchsorted(last, "right")
            held = stops > starts
            prefixes, starts, stops = prefixes[held], starts[held], stops[held]
        return starts, stops

    def _filtered(self, shape: Shape, starts: Places, stops: Places) -> Rows:
        index: slice | Places
        if len(starts) == 1:
            index = slice(int(starts[0]), int(stops[0]))
        else:
            index = _expanded(starts, stops)
        fits = _fits(self._high[index], shape[:PER_WORD])
        if self._low is not None:
            fits &= _fits(self._low[index], shape[PER_WORD:])
        return self._rows[index][fits]

    def _narrowed(
        self, lows: Words, starts: Places, stops: Places, low: Words
    ) -> tuple[Places, Places]:
        """Of runs with equal first words, the parts whose second words are equal too."""
        narrow, wide = starts.copy(), stops.copy()
        for start, first in zip(*np.unique(starts, return_index=True), strict=True):
            these = np.flatnonzero(starts == start) if len(starts) > 1 else slice(None)
            some = lows[start : stops[first]]
            narrow[these] = start + some.searchsorted(low[these])
            wide[these] = start + some.searchsorted(low[these], "right")
        return narrow, wide


def _expanded(starts: Places, stops: Places) -> Places:
    """Every index of every run."""
    sizes = stops - starts
    ends = sizes.cumsum()
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - (ends - sizes), sizes) + np.arange(total)


def _fits(words: Words, shape: Shape) -> NDArray[np.bool_]:
    mask = value = 0
    several: list[tuple[int, Sequence[int]]] = []
    for at, choices in enumerate(shape):
        shift = BITS * (PER_WORD - 1 - at)
        if len(choices) == 1:
            mask |= MASK << shift
            value |= choices[0] << shift
        elif choices is not ANY:
            several.append((shift, choices))
    fits: NDArray[np.bool_] = (words & np.uint64(mask)) == np.uint64(value)
    for shift, choices in several:
        allowed = np.zeros(MASK + 1, dtype=np.bool_)
        allowed[list(choices)] = True
        fits &= allowed[(words >> np.uint64(shift) & np.uint64(MASK)).astype(np.intp)]
    return fits
