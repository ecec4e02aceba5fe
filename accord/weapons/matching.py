"""Match grades, each with its reasons: an explanation for a person, never a decision.

A  the same number on the frame, and maker, calibre and kind agree
B  a near number, a component only, a doubtful mark, or something unknown on one side
C  a number read in part is consistent, or only the digits agree; where asked for, also a number
   that differs by one character
X  maker, country, calibre or kind conflict, or no number in common
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, Protocol, TypeVar

from accord.weapons.codes import MarkKind, MatchGrade
from accord.weapons.description import Description, Told, describe, related, years_relation
from accord.weapons.firearm import Firearm
from accord.weapons.grading import Grounds, Match, judged
from accord.weapons.likeness import GRADES, Agreement, Likeness, agreements
from accord.weapons.numbers import Number
from accord.weapons.relation import Relation

__all__ = ["Candidate", "Described", "Match", "compare", "matched", "rank", "ranked"]

NON_UNIQUE_FROM = 3  # weapons that share one number


class Described(Protocol):
    """A register's record of a weapon."""

    @property
    def firearm(self) -> Firearm:
        """The weapon, in the register's words."""
        ...


Record = TypeVar("Record")
R = TypeVar("R", bound=Firearm | Described)


class Candidate(NamedTuple, Generic[Record]):
    """A record with its match."""

    record: Record
    match: Match
    non_unique: bool  # three or more records share the number: likely not a serial at all


_Shared = tuple[str, Likeness]  # the number asked about, and how another is like it
_NOTHING_SHARED = Match(grade=MatchGrade.X, reasons_against=("no number in common",))


def compare(asked: Firearm, record: Firearm, *, near: bool = False) -> Match:
    """Grades one record against the weapon asked about."""
    return matched(describe(asked), describe(record), near=near)


def matched(asked: Description, record: Description, *, near: bool = False) -> Match:
    """Grades one description against another; with `near` also numbers one character apart."""
    found = agreements(asked.numbers, record.numbers, near=near)
    return _judged(found, asked, record) if found else _NOTHING_SHARED


def rank(
    asked: Firearm, records: Iterable[R], *, widen: bool = False, near: bool = False
) -> list[Candidate[R]]:
    """The records that match, best first; with `widen` also those in conflict."""
    described = (
        (record, describe(record if isinstance(record, Firearm) else record.firearm))
        for record in records
    )
    return ranked(describe(asked), described, widen=widen, near=near)


def ranked(
    asked: Description,
    records: Iterable[tuple[Record, Description]],
    *,
    widen: bool = False,
    near: bool = False,
) -> list[Candidate[Record]]:
    """The records that match, each given with its description."""
    graded: list[tuple[Record, Match, _Shared]] = []
    for record, theirs in records:
        found = agreements(asked.numbers, theirs.numbers, near=near)
        if found:
            match = _judged(found, asked, theirs)
            if match.grade is not MatchGrade.X or widen:
                best, number = found[0]
                graded.append((record, match, (number.mark.text, best.likeness)))
    if len(graded) == 1:  # as most are
        ((record, match, _),) = graded
        return [Candidate(record, match, False)]
    sharing = Counter(shared for _, match, shared in graded if match.grade is not MatchGrade.X)
    candidates = [
        Candidate(record, match, sharing[shared] >= NON_UNIQUE_FROM)
        for record, match, shared in graded
    ]
    candidates.sort(key=_order)
    return candidates


def _order(candidate: Candidate[Record]) -> tuple[int, int, int]:
    match = candidate.match
    return GRADES.index(match.grade), len(match.reasons_against), -len(match.reasons_for)


def _judged(
    found: Sequence[tuple[Agreement, Number]], asked: Description, record: Description
) -> Match:
    return _judged_once(
        tuple([agreement for agreement, _ in found]),
        asked.on_frame and record.on_frame,
        asked.told,
        record.told,
        years_relation(asked.years, record.years),
    )


@lru_cache(maxsize=1 << 14)
def _judged_once(
    found: Sequence[Agreement], both_numbered: bool, asked: Told, record: Told, years: Relation
) -> Match:
    """The match of all pairs of weapons that agree in this way, and of which the same is told."""
    best = found[0]
    component = best.asked.kind is MarkKind.MANUFACTURER_SERIAL and not best.on_frame
    return judged(
        Grounds(
            likeness=best.likeness,
            numbers=best.grade,
            labels=tuple(dict.fromkeys([one.asked.label for one in found])),
            doubtful=best.doubtful,
            component=component,
            swapped=component and both_numbered and not any(one.on_frame for one in found),
            related=related(asked, record),
            years=years,
        )
    )
