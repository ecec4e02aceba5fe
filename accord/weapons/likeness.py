"""How the numbers of two weapons agree, and how much an agreement is worth."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import NamedTuple

from accord.weapons.codes import MatchGrade
from accord.weapons.normal import NormalForms
from accord.weapons.numbers import MIN_DIGITS, Number, Standing
from accord.weapons.slips import one_slip_apart

GRADES = (MatchGrade.A, MatchGrade.B, MatchGrade.C, MatchGrade.X)  # best first


class Likeness(IntEnum):
    """How two numbers agree, weakest first."""

    __hash__ = int.__hash__

    ONE_EDIT = 1
    MISREAD = 2
    DIGITS = 3
    PATTERN = 4
    VARIANT = 5
    INNER_LETTERS = 6
    CONFUSABLE = 7
    EQUAL = 8


_LIKENESSES: tuple[tuple[Likeness, Callable[[NormalForms, NormalForms], bool]], ...] = (
    (Likeness.CONFUSABLE, lambda a, b: a.n3 == b.n3),
    (Likeness.INNER_LETTERS, lambda a, b: a.n4 == b.n4),
    (Likeness.VARIANT, lambda a, b: a.n6[0] in b.n6 or b.n6[0] in a.n6),
    (Likeness.DIGITS, lambda a, b: a.n5 == b.n5 and len(a.n5) >= MIN_DIGITS),
)
LIKENESS_TEXTS = {
    Likeness.ONE_EDIT: "the numbers are one slip apart: a character other, missing or too many,"
    " or two exchanged",
    Likeness.MISREAD: "the numbers agree but for one character that is sometimes misread",
    Likeness.DIGITS: "the digits agree, the letters do not",
    Likeness.PATTERN: "a number read in part is consistent",
    Likeness.VARIANT: "the numbers agree but for leading zeros, a dealer's prefix or a year",
    Likeness.INNER_LETTERS: "the numbers agree but for letters between digits",
    Likeness.CONFUSABLE: "the numbers agree but for characters that are easily confused",
    Likeness.EQUAL: "the numbers are equal",
}
# Pairs that eyes and optical readers take for each other, more weakly than confusable characters.
_MISREAD = frozenset(map(frozenset, ("A4", "T7", "UV", "38", "56", "17")))


class Agreement(NamedTuple):
    """How two numbers agree, and what they are."""

    likeness: Likeness
    asked: Standing
    record: Standing

    @property
    def on_frame(self) -> bool:
        """Whether both stand where the identity stands."""
        return self.asked.on_frame and self.record.on_frame

    @property
    def doubtful(self) -> bool:
        """Whether a person must look at one of the marks."""
        return self.asked.doubtful or self.record.doubtful

    @property
    def grade(self) -> MatchGrade:
        """The best grade that the numbers alone allow."""
        if self.likeness <= Likeness.PATTERN:
            return MatchGrade.C
        exact = self.likeness is Likeness.EQUAL and self.on_frame and not self.doubtful
        return MatchGrade.A if exact else MatchGrade.B

    @property
    def strength(self) -> tuple[int, Likeness]:
        """Greater for better agreements."""
        return -GRADES.index(self.grade), self.likeness


def agreements(
    asked: Sequence[Number], record: Sequence[Number], *, near: bool = False
) -> list[tuple[Agreement, Number]]:
    """Every agreement between two weapons' numbers, with the one asked about; strongest first.

    Numbers of different kinds never match: a registry's own number is no serial. Numbers one
    slip apart agree only with `near`: the next weapon off the line has such a number too.
    """
    found = [
        (Agreement(likeness, mine.standing, theirs.standing), mine)
        for mine in asked
        for theirs in record
        if mine.standing.kind is theirs.standing.kind
        and (likeness := _likeness(mine, theirs, near))
    ]
    if len(found) > 1:
        found.sort(key=lambda one: one[0].strength, reverse=True)
    return found


def _likeness(mine: Number, theirs: Number, near: bool) -> Likeness | None:
    if mine.pattern is not None or theirs.pattern is not None:
        return Likeness.PATTERN if _consistent(mine, theirs) else None
    here, there = mine.forms, theirs.forms
    if here.n2 == there.n2:
        return Likeness.EQUAL
    for likeness, agree in _LIKENESSES:
        if agree(here, there):
            return likeness
    return _slip(here.n2, there.n2) if near else None


def _slip(mine: str, theirs: str) -> Likeness | None:
    if not one_slip_apart(mine, theirs):
        return None
    differing = [pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]]
    misread = len(differing) == 1 and frozenset(differing[0]) in _MISREAD
    return Likeness.MISREAD if misread and len(mine) == len(theirs) else Likeness.ONE_EDIT


def _consistent(mine: Number, theirs: Number) -> bool:
    if mine.pattern is not None and theirs.pattern is not None:
        return mine.pattern.overlaps(theirs.pattern)
    if mine.pattern is not None:
        return mine.pattern.matches(theirs.forms.n2)
    return theirs.pattern is not None and theirs.pattern.matches(mine.forms.n2)
