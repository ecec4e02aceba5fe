"""The search keys of a whole register, by row: one structure for every copied register.

Three tables hold what is written (N2), the loose forms that differ from it (N3, N4, N6) and the
digits that differ from it (N5); numbers that the register itself read in part stand under their
anchors. Whatever can be graded A or B is found by `certain`, the rest of what can be graded at all
by `partial` and `by_digits`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from accord.weapons.anchors import anchor_of, anchors_at
from accord.weapons.bulk.packing import Alphabet
from accord.weapons.bulk.table import Table, TableBuilder
from accord.weapons.keys import SearchKeys
from accord.weapons.pattern import Pattern


class MarkIndexBuilder:
    """Takes the keys of each row, and makes the index."""

    def __init__(self) -> None:
        self._alphabet = Alphabet()
        self._exact = TableBuilder(self._alphabet)
        self._loose = TableBuilder(self._alphabet)
        self._digits = TableBuilder(self._alphabet)
        self._patterns: list[tuple[Pattern, int]] = []

    def add(self, row: int, keys: SearchKeys) -> None:
        """Files a row under its keys; without any it will not be found."""
        exact, loose, digits, patterns = keys
        for number in exact:
            self._exact.add(number, row)
        for number in loose if loose is not exact else ():
            if number not in exact:
                self._loose.add(number, row)
        for number in digits if digits is not exact else ():
            if number not in exact:
                self._digits.add(number, row)
        for pattern in patterns:
            self._patterns.append((pattern, row))

    def build(self) -> "MarkIndex":
        """The index of all rows; the builder is then empty."""
        return MarkIndex(
            self._alphabet,
            self._exact.build(shaped=True),
            self._loose.build(),
            self._digits.build(),
            self._patterns,
        )


class MarkIndex:
    """Rows by the numbers of their weapons. Answers are rows, each at most once."""

    def __init__(
        self,
        alphabet: Alphabet,
        exact: Table,
        loose: Table,
        digits: Table,
        patterns: Sequence[tuple[Pattern, int]],
    ) -> None:
        """Takes three tables that share an alphabet, and the numbers read in part."""
        self._alphabet = alphabet
        self._exact = exact
        self._loose = loose
        self._digits = digits
        self._patterns = patterns
        self._anchored: defaultdict[str, list[int]] = defaultdict(list)
        for at, (pattern, _) in enumerate(patterns):
            if anchor := anchor_of(pattern):
                self._anchored[anchor].append(at)

    def certain(self, keys: SearchKeys) -> list[int]:
        """Every row that can be graded A or B, those with an equal number first."""
        found: dict[int, None] = {}
        pack = self._alphabet.pack
        numbers = [(number, pack(number)) for number in (*keys.exact, *keys.further)]
        for table in (self._exact, self._loose):
            for number, packed in numbers:
                for row in table.equal(number, packed):
                    found[row] = None
        return list(found)

    def partial(self, keys: SearchKeys) -> Iterator[int]:
        """The rows that agree where a number was read in part, on either side."""
        return _once(self._partial(keys)) if keys.patterns or self._patterns else iter(())

    def by_digits(self, keys: SearchKeys) -> Iterator[int]:
        """The rows of which the digits agree, whatever the letters."""
        return _once(self._by_digits(keys))

    def near(self, keys: SearchKeys) -> Iterator[int]:
        """The rows whose number differs by one character."""
        return _once(
            row
            for number in keys.exact
            for rows in self._exact.within_one_edit(number)
            for row in rows.tolist()
        )

    def certain_many(self, asked: Sequence[SearchKeys]) -> list[dict[int, None]]:
        """What `certain` answers to each; for many at once in a fraction of the time."""
        found: list[dict[int, None]] = [{} for _ in asked]
        exact = self._asked([(at, one) for at, keys in enumerate(asked) for one in keys.exact])
        loose = self._asked([(at, one) for at, keys in enumerate(asked) for one in keys.further])
        for table in (self._exact, self._loose):
            for numbers in (exact, loose):
                for at, row in numbers.answered(table):
                    found[at][row] = None
        return found

    def _asked(self, asked: Sequence[tuple[int, str]]) -> "_Asked":
        return _Asked(asked, self._alphabet)

    def _by_digits(self, keys: SearchKeys) -> Iterator[int]:
        for number in keys.digits:
            packed = self._alphabet.pack(number)
            yield from self._exact.equal(number, packed)
            yield from self._digits.equal(number, packed)

    def _partial(self, keys: SearchKeys) -> Iterator[int]:
        for number in keys.exact if self._anchored else ():
            for anchor in anchors_at(number):
                for at in self._anchored.get(anchor, ()):
                    pattern, row = self._patterns[at]
                    if pattern.matches(number):
                        yield row
        for asked in keys.patterns:
            for rows in self._exact.fitting(asked):
                yield from rows.tolist()
            yield from (row for pattern, row in self._patterns if pattern.overlaps(asked))


class _Asked:
    """Numbers, each with the place of who asks for it."""

    def __init__(self, asked: Sequence[tuple[int, str]], alphabet: Alphabet) -> None:
        self._askers = np.array([at for at, _ in asked], dtype=np.intp)
        self._numbers = [number for _, number in asked]
        self._packed = alphabet.pack_many(self._numbers)

    def answered(self, table: Table) -> Iterator[tuple[int, int]]:
        """Who asked, and a row."""
        places, rows = table.equal_many(self._numbers, self._packed)
        return zip(self._askers[places].tolist(), rows.tolist(), strict=True)


def _once(rows: Iterable[int]) -> Iterator[int]:
    seen: set[int] = set()
    for row in rows:
        if row not in seen:
            seen.add(row)
            yield row
