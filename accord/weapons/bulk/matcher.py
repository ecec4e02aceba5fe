"""Matches weapons with the records of a copied register, one or many at a time."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Generic, TypeVar

from accord.weapons.bulk.marks import MarkIndex
from accord.weapons.codes import MatchGrade
from accord.weapons.description import Description, describe
from accord.weapons.firearm import Firearm
from accord.weapons.keys import SearchKeys, keys_of
from accord.weapons.matching import Candidate, Described, ranked

R = TypeVar("R", bound=Described)

_AT_ONCE = 1_024
_MOST_UNSURE = 1_000  # records of which none can be graded above C that are looked at


class Matcher(Generic[R]):
    """Records and the index of their marks; a record's place is its row."""

    def __init__(self, records: Sequence[R], marks: MarkIndex) -> None:
        self._records = records
        self._marks = marks

    def match(self, asked: Firearm, *, limit: int = 50, near: bool = False) -> list[Candidate[R]]:
        """The records that may be this weapon, best first.

        Where nothing is graded A or B, also those of which the digits alone agree, and with `near`
        those whose number is one slip away.
        """
        (candidates,) = self.match_many([asked], limit=limit, near=near)
        return candidates

    def match_many(
        self, asked: Sequence[Firearm], *, limit: int = 50, near: bool = False
    ) -> Iterator[list[Candidate[R]]]:
        """What `match` answers to each."""
        for start in range(0, len(asked), _AT_ONCE):
            some = [describe(firearm) for firearm in asked[start : start + _AT_ONCE]]
            keys = [keys_of(description.numbers) for description in some]
            found = self._marks.certain_many(keys)
            for description, each, rows in zip(some, keys, found, strict=True):
                yield self._candidates(description, each, rows, near)[:limit]

    def _candidates(
        self, asked: Description, keys: SearchKeys, rows: dict[int, None], near: bool
    ) -> list[Candidate[R]]:
        rows.update(dict.fromkeys(islice(self._marks.partial(keys), _MOST_UNSURE)))
        candidates = ranked(asked, self._described(rows), near=near)
        if candidates and candidates[0].match.grade in _SURE:
            return candidates
        further = [self._marks.by_digits(keys), self._marks.near(keys) if near else ()]
        before = len(rows)
        for some in further:
            rows.update(dict.fromkeys(islice(some, _MOST_UNSURE)))
        if len(rows) == before:
            return candidates
        return ranked(asked, self._described(rows), near=near)

    def _described(self, rows: Iterable[int]) -> list[tuple[R, Description]]:
        records = [self._records[row] for row in rows]
        return [(record, describe(record.firearm)) for record in records]


_SURE = {MatchGrade.A, MatchGrade.B}
