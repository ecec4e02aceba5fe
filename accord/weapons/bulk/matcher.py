"""Matches weapons with the records of a copied register, one or many at a time."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Generic, TypeVar

from accord.weapons.bulk.marks import Found, MarkIndex
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

    def match(
        self, asked: Firearm, *, limit: int = 50, near: bool = False, widen: bool = False
    ) -> list[Candidate[R]]:
        """The records that may be this weapon, best first; those in conflict with `widen`.

        With `near`, numbers one slip away are looked for where nothing better than C is found.
        """
        (candidates,) = self.match_many([asked], limit=limit, near=near, widen=widen)
        return candidates

    def match_many(
        self,
        asked: Sequence[Firearm],
        *,
        limit: int = 50,
        near: bool = False,
        widen: bool = False,
    ) -> Iterator[list[Candidate[R]]]:
        """What `match` answers to each."""
        for start in range(0, len(asked), _AT_ONCE):
            some = [describe(firearm) for firearm in asked[start : start + _AT_ONCE]]
            keys = [keys_of(description.numbers) for description in some]
            found = self._marks.find_many(keys, _MOST_UNSURE)
            for description, each, rows in zip(some, keys, found, strict=True):
                candidates = ranked(description, self._described(rows), widen=widen)
                if near and not any(one.match.grade in _SURE for one in candidates):
                    self._look_near(each, rows)
                    candidates = ranked(description, self._described(rows), widen=widen, near=True)
                yield candidates[:limit]

    def _look_near(self, keys: SearchKeys, rows: Found) -> None:
        near = (row for row in self._marks.near(keys) if row not in rows.certain)
        rows.unsure.update(dict.fromkeys(islice(near, _MOST_UNSURE)))

    def _described(self, rows: Found) -> Iterator[tuple[R, Description]]:
        for some in (rows.certain, rows.unsure):
            for row in some:
                record = self._records[row]
                yield record, describe(record.firearm)


_SURE = {MatchGrade.A, MatchGrade.B}
