"""Match grades, each with its reasons: an explanation for a person, never a decision.

A  the same number on the frame, and maker, calibre and kind agree
B  a near number, a component only, a doubtful mark, or something unknown on one side
C  a number read in part is consistent, or only the digits agree
X  maker, country, calibre or kind conflict, or no number in common
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, Protocol, TypeVar

from accord.weapons import calibres, categories, countries, makers
from accord.weapons.calibres import Calibre
from accord.weapons.codes import MarkKind, MatchGrade
from accord.weapons.firearm import Firearm
from accord.weapons.makers import Maker
from accord.weapons.normal import NormalForms
from accord.weapons.numbers import MIN_DIGITS, Number, numbers_of
from accord.weapons.relation import Relation
from accord.weapons.words import fold, is_stated

PROFILE = "accord-matching-1"
NON_UNIQUE_FROM = 3  # weapons that share one number


class Described(Protocol):
    """A register's record of a weapon."""

    @property
    def firearm(self) -> Firearm:
        """The weapon, in the register's words."""
        ...


R = TypeVar("R", bound=Firearm | Described)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How well a record matches, in texts that hold no number."""

    grade: MatchGrade
    reasons_for: tuple[str, ...] = ()
    reasons_against: tuple[str, ...] = ()
    marks_matched: tuple[str, ...] = ()  # kinds and positions


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate(Generic[R]):
    """A record with its match."""

    record: R
    match: Match
    non_unique: bool  # three or more records share the number: likely not a serial at all


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
_LIKENESS_TEXTS = {
    Likeness.DIGITS: "the digits agree, the letters do not",
    Likeness.PATTERN: "a number read in part is consistent",
    Likeness.VARIANT: "the numbers agree but for leading zeros, a dealer's prefix or a year",
    Likeness.INNER_LETTERS: "the numbers agree but for letters between digits",
    Likeness.CONFUSABLE: "the numbers agree but for characters that are easily confused",
    Likeness.EQUAL: "the numbers are equal",
}
_RELATION_TEXTS = {
    Relation.SAME: "same",
    Relation.FAMILY: "same family",
    Relation.COMPATIBLE: "compatible",
    Relation.CONFLICT: "in conflict",
    Relation.UNKNOWN: "cannot be compared",
}
_GRADES = (MatchGrade.A, MatchGrade.B, MatchGrade.C, MatchGrade.X)
# The best grade that each relation still allows.
_AT_BEST = {
    Relation.SAME: MatchGrade.A,
    Relation.COMPATIBLE: MatchGrade.A,
    Relation.FAMILY: MatchGrade.B,
    Relation.UNKNOWN: MatchGrade.B,
    Relation.CONFLICT: MatchGrade.X,
}


@dataclass(frozen=True, slots=True)
class _Finding:
    at_best: MatchGrade
    text: str
    against: bool = False


@dataclass(frozen=True, slots=True)
class _Agreement:
    likeness: Likeness
    asked: Number
    record: Number

    @property
    def on_frame(self) -> bool:
        return self.asked.on_frame and self.record.on_frame

    @property
    def doubtful(self) -> bool:
        return self.asked.doubtful or self.record.doubtful

    @property
    def grade(self) -> MatchGrade:
        if self.likeness <= Likeness.PATTERN:
            return MatchGrade.C
        exact = self.likeness is Likeness.EQUAL and self.on_frame and not self.doubtful
        return MatchGrade.A if exact else MatchGrade.B

    @property
    def strength(self) -> tuple[int, Likeness]:
        return -_GRADES.index(self.grade), self.likeness


@dataclass(frozen=True, slots=True)
class _Description:
    """What the words of a firearm say."""

    firearm: Firearm
    maker: Maker | None
    maker_words: str
    calibre: Calibre | None
    kind: categories.WeaponKind

    @classmethod
    def of(cls, firearm: Firearm) -> "_Description":
        # Identifiers are the sender's hints: the words count, and the hint only without them.
        maker_stated, calibre_stated = (
            is_stated(firearm.maker_text),
            is_stated(firearm.calibre_text),
        )
        maker = makers.resolve(firearm.maker_text)
        if maker is None and not maker_stated:
            maker = makers.by_factory_code(firearm.factory_code) or makers.by_id(firearm.maker_id)
        calibre = calibres.resolve(firearm.calibre_text)
        if calibre is None and not calibre_stated:
            calibre = calibres.by_id(firearm.calibre_id)
        return cls(
            firearm=firearm,
            maker=maker,
            maker_words=fold(firearm.maker_text) if maker_stated else "",
            calibre=calibre,
            kind=categories.kind_of(firearm),
        )


def compare(asked: Firearm, record: Firearm) -> Match:
    """Grades one record against the weapon asked about."""
    agreements = _agreements(numbers_of(asked), numbers_of(record))
    if not agreements:
        return Match(grade=MatchGrade.X, reasons_against=("no number in common",))
    return _match(agreements, _Description.of(asked), _Description.of(record))


def rank(asked: Firearm, records: Iterable[R], *, widen: bool = False) -> list[Candidate[R]]:
    """The records that match, best first; with `widen` also those in conflict."""
    numbers, description = numbers_of(asked), _Description.of(asked)
    matched = []
    sharing: Counter[tuple[str, Likeness]] = Counter()
    for record in records:
        firearm = record if isinstance(record, Firearm) else record.firearm
        agreements = _agreements(numbers, numbers_of(firearm))
        if not agreements:
            continue
        match = _match(agreements, description, _Description.of(firearm))
        key = agreements[0].asked.mark.text, agreements[0].likeness
        if match.grade is not MatchGrade.X:
            sharing[key] += 1
        if match.grade is not MatchGrade.X or widen:
            matched.append((record, match, key))
    candidates = [
        Candidate(record=record, match=match, non_unique=sharing[key] >= NON_UNIQUE_FROM)
        for record, match, key in matched
    ]
    return sorted(candidates, key=_order)


def _order(candidate: Candidate[R]) -> tuple[int, int, int]:
    match = candidate.match
    return _GRADES.index(match.grade), len(match.reasons_against), -len(match.reasons_for)


def _agreements(asked: Sequence[Number], record: Sequence[Number]) -> list[_Agreement]:
    """Every agreement between two weapons' numbers, strongest first.

    Numbers of different kinds never match: a registry's own number is no serial.
    """
    agreements = [
        _Agreement(likeness, mine, theirs)
        for mine in asked
        for theirs in record
        if mine.kind is theirs.kind and (likeness := _likeness(mine, theirs))
    ]
    return sorted(agreements, key=lambda agreement: agreement.strength, reverse=True)


def _match(agreements: Sequence[_Agreement], asked: _Description, record: _Description) -> Match:
    best = agreements[0]
    findings = [
        _Finding(best.grade, f"{_LIKENESS_TEXTS[best.likeness]} ({best.asked.label})"),
        *_doubts(best, asked.firearm, record.firearm),
        *_comparisons(asked, record),
    ]
    return Match(
        grade=max((finding.at_best for finding in findings), key=_GRADES.index),
        reasons_for=tuple(finding.text for finding in findings if not finding.against),
        reasons_against=tuple(finding.text for finding in findings if finding.against),
        marks_matched=tuple(dict.fromkeys(one.asked.label for one in agreements)),
    )


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


def _doubts(best: _Agreement, asked: Firearm, record: Firearm) -> Iterator[_Finding]:
    if best.doubtful:
        yield _against("the mark is partial, restored or altered")
    if not best.on_frame and best.asked.kind is MarkKind.MANUFACTURER_SERIAL:
        yield _against("the number is on a component, not on both frames")
        if _has_frame_number(asked) and _has_frame_number(record):
            yield _against("the frames are numbered differently: a part may have been swapped")


def _has_frame_number(firearm: Firearm) -> bool:
    return any(number.on_frame for number in numbers_of(firearm))


def _comparisons(asked: _Description, record: _Description) -> Iterator[_Finding]:
    maker = _maker_relation(asked, record)
    yield _finding("maker", maker, _AT_BEST | {Relation.COMPATIBLE: MatchGrade.B})
    yield _finding("calibre", calibres.relation(asked.calibre, record.calibre), _AT_BEST)
    yield _finding("kind of weapon", categories.relation(asked.kind, record.kind), _AT_BEST)

    country = countries.relation(
        asked.firearm.country_of_manufacture, record.firearm.country_of_manufacture
    )
    if country is not Relation.UNKNOWN:
        known_maker = maker in (Relation.SAME, Relation.FAMILY)
        # Registers confuse a maker's home with the works; only an unknown maker makes it decisive.
        conflict = MatchGrade.B if known_maker else MatchGrade.X
        successor = {Relation.FAMILY: MatchGrade.A, Relation.CONFLICT: conflict}
        yield _finding("country of manufacture", country, _AT_BEST | successor)

    these, those = asked.firearm.year_of_manufacture, record.firearm.year_of_manufacture
    if these and those:
        apart = these.last < those.first or those.last < these.first
        yield _finding(
            "year of manufacture",
            Relation.CONFLICT if apart else Relation.SAME,
            _AT_BEST | {Relation.CONFLICT: MatchGrade.B},  # numbers are used again in other years
        )
    if is_stated(asked.firearm.model_text) and is_stated(record.firearm.model_text):
        same = fold(asked.firearm.model_text) == fold(record.firearm.model_text)
        # Models are spelled in too many ways for a difference to weigh.
        yield _Finding(MatchGrade.A, f"model: {'same' if same else 'differs'}", against=not same)


def _maker_relation(asked: _Description, record: _Description) -> Relation:
    if asked.maker is None and record.maker is None and asked.maker_words:
        return Relation.SAME if asked.maker_words == record.maker_words else Relation.UNKNOWN
    return makers.relation(asked.maker, record.maker)


def _finding(aspect: str, relation: Relation, at_best: Mapping[Relation, MatchGrade]) -> _Finding:
    grade = at_best[relation]
    return _Finding(
        grade, f"{aspect}: {_RELATION_TEXTS[relation]}", against=grade is not MatchGrade.A
    )


def _against(text: str) -> _Finding:
    return _Finding(MatchGrade.B, text, against=True)
