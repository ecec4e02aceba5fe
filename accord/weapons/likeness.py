"""How the numbers of two weapons agree, and how much an agreement is worth."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from accord.weapons.codes import MatchGrade
from accord.weapons.normal import NormalForms
from accord.weapons.numbers import MIN_DIGITS, Number

GRADES = (MatchGrade.A, MatchGrade.B, MatchGrade.C, MatchGrade.X)  # best first


class Likeness(IntEnum):
    """How two numbers agree, weakest first."""

    DIGITS = 1
    PATTERN = 2
    VARIANT = 3
    INNER_LETTERS = 4
    CONFUSABLE = 5
    EQUAL = 6


_LIKENESSES: tuple[tuple[Likeness, Callable[[NormalForms, NormalForms], bool]], ...] = (
    (Likeness.EQUAL, lambda a, b: a.n2 == b.n2),
    (Likeness.CONFUSABLE, lambda a, b: a.n3 == b.n3),
    (Likeness.INNER_LETTERS, lambda a, b: a.n4 == b.n4),
    (Likeness.VARIANT, lambda a, b: a.n6[0] in b.n6 or b.n6[0] in a.n6),
    (Likeness.DIGITS, lambda a, b: a.n5 == b.n5 and len(a.n5) >= MIN_DIGITS),
)
LIKENESS_TEXTS = {
    Likeness.DIGITS: "the digits agree, the letters do not",
    Likeness.PATTERN: "a number read in part is consistent",
    Likeness.VARIANT: "the numbers agree but for leading zeros, a dealer's prefix or a year",
    Likeness.INNER_LETTERS: "the numbers agree but for letters between digits",
    Likeness.CONFUSABLE: "the numbers agree but for characters that are easily confused",
    Likeness.EQUAL: "the numbers are equal",
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two numbers that agree in some form."""

    likeness: Likeness
    asked: Number
    record: Number

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


def agreements(asked: Sequence[Number], record: Sequence[Number]) -> list[Agreement]:
    """Every agreement between two weapons' numbers, strongest first.

    Numbers of different kinds never match: a registry's own number is no serial.
    """
    found = [
        Agreement(likeness, mine, theirs)
        for mine in asked
        for theirs in record
        if mine.kind is theirs.kind and (likeness := _likeness(mine, theirs))
    ]
    return sorted(found, key=lambda agreement: agreement.strength, reverse=True)


def _likeness(mine: Number, theirs: Number) -> Likeness | None:
    if mine.pattern is None and theirs.pattern is None:
        forms = mine.forms, theirs.forms
        return next((likeness for likeness, agree in _LIKENESSES if agree(*forms)), None)
    return Likeness.PATTERN if _consistent(mine, theirs) else None


def _consistent(mine: Number, theirs: Number) -> bool:
    if mine.pattern is not None and theirs.pattern is not None:
        return mine.pattern.overlaps(theirs.pattern)
    if mine.pattern is not None:
        return mine.pattern.matches(theirs.forms.n2)
    return theirs.pattern is not None and theirs.pattern.matches(mine.forms.n2)
