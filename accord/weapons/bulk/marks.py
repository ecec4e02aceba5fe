"""The search keys of a whole register, by row: one structure for every copied register.

Three tables hold what is written (N2), the loose forms that differ from it (N3, N4, N6) and the
digits that differ from it (N5); numbers that the register itself read in part stand under their
anchors. Whatever can be graded A or B is found by `certain`, the rest of what can be graded at all
by `unsure`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from accord.weapons.anchors import anchor_of, anchors_at
from accord.weapons.bulk.packing import Alphabet
from accord.weapons.bulk.table import Table, TableBuilder
from accord.weapons.keys import SearchKeys
from accord.weapons.pattern import Pattern


class MarkIndexBuilder:
    """Takes the keys of each row, and makes the index."""

    def __init__(self) -> None:
        alphabet = Alphabet()
        self._exact = TableBuilder(alphabet)
        self._loose = TableBuilder(alphabet)
        self._digits = TableBuilder(alphabet)
        self._patterns: list[tuple[Pattern, int]] = []

    def add(self, row: int, keys: SearchKeys) -> None:
        """Files a row under its keys; without any it will not be found."""
        for number in keys.exact:
            self._exact.add(number, row)
        for number in keys.loose - keys.exact:
            self._loose.add(number, row)
        for number in keys.digits - keys.exact:
            self._digits.add(number, row)
        self._patterns += [(pattern, row) for pattern in keys.patterns]

    def build(self) -> "MarkIndex":
        """The index of all rows; the builder is then empty."""
        return MarkIndex(
            self._exact.build(shaped=True),
            self._loose.build(),
            self._digits.build(),
            self._patterns,
        )


class MarkIndex:
    """Rows by the numbers of their weapons. Answers are rows, each at most once."""

    def __init__(
        self, exact: Table, loose: Table, digits: Table, patterns: Sequence[tuple[Pattern, int]]
    ) -> None:
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
        for number in keys.exact:
            found.update(dict.fromkeys(self._exact.equal(number).tolist()))
        for number in keys.loose - keys.exact:
            found.update(dict.fromkeys(self._exact.equal(number).tolist()))
        for number in keys.loose | keys.exact:
            found.update(dict.fromkeys(self._loose.equal(number).tolist()))
        return list(found)

    def unsure(self, keys: SearchKeys) -> Iterator[int]:
        """The rows that share digits, or agree with a number read in part."""
        return _once(self._unsure(keys))

    def near(self, keys: SearchKeys) -> Iterator[int]:
        """The rows whose number differs by one character."""
        return _once(
            row
            for number in keys.exact
            for rows in self._exact.within_one_edit(number)
            for row in rows.tolist()
        )

    def certain_many(self, asked: Sequence[SearchKeys]) -> list[list[int]]:
        """What `certain` answers to each; for many at once in a fraction of the time."""
        found: list[dict[int, None]] = [{} for _ in asked]
        exact = [(number, at) for at, keys in enumerate(asked) for number in keys.exact]
        loose = [
            (number, at) for at, keys in enumerate(asked) for number in keys.loose - keys.exact
        ]
        for table, numbers in (
            (self._exact, exact),
            (self._exact, loose),
            (self._loose, exact + loose),
        ):
            places, rows = table.equal_many([number for number, _ in numbers])
            for place, row in zip(places.tolist(), rows.tolist(), strict=True):
                found[numbers[place][1]][row] = None
        return [list(rows) for rows in found]

    def _unsure(self, keys: SearchKeys) -> Iterator[int]:
        for number in keys.digits:
            yield from self._exact.equal(number).tolist()
            yield from self._digits.equal(number).tolist()
        for number in keys.exact:
            for anchor in anchors_at(number):
                for at in self._anchored.get(anchor, ()):
                    pattern, row = self._patterns[at]
                    if pattern.matches(number):
                        yield row
        for asked in keys.patterns:
            for rows in self._exact.fitting(asked):
                yield from rows.tolist()
            yield from (row for pattern, row in self._patterns if pattern.overlaps(asked))


def _once(rows: Iterable[int]) -> Iterator[int]:
    seen: set[int] = set()
    for row in rows:
        if row not in seen:
            seen.add(row)
            yield row
