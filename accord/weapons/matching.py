"""Match grades, each with its reasons: an explanation for a person, never a decision.

A  the same number on the frame, and maker, calibre and kind agree
B  a near number, a component only, a doubtful mark, or something unknown on one side
C  a number read in part is consistent, or only the digits agree
X  maker, country, calibre or kind conflict, or no number in common
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from accord.weapons import calibres, categories, countries, makers
from accord.weapons.calibres import Calibre
from accord.weapons.codes import MarkKind, MatchGrade
from accord.weapons.firearm import Firearm
from accord.weapons.likeness import GRADES, LIKENESS_TEXTS, Agreement, Likeness, agreements
from accord.weapons.makers import Maker
from accord.weapons.numbers import numbers_of
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


_RELATION_TEXTS = {
    Relation.SAME: "same",
    Relation.FAMILY: "same family",
    Relation.COMPATIBLE: "compatible",
    Relation.CONFLICT: "in conflict",
    Relation.UNKNOWN: "cannot be compared",
}
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
        if is_stated(firearm.maker_text):
            maker = makers.resolve(firearm.maker_text)
            maker_words = fold(firearm.maker_text)
        else:
            maker = makers.by_factory_code(firearm.factory_code) or makers.by_id(firearm.maker_id)
            maker_words = ""
        if is_stated(firearm.calibre_text):
            calibre = calibres.resolve(firearm.calibre_text)
        else:
            calibre = calibres.by_id(firearm.calibre_id)
        return cls(
            firearm=firearm,
            maker=maker,
            maker_words=maker_words,
            calibre=calibre,
            kind=categories.kind_of(firearm),
        )


def compare(asked: Firearm, record: Firearm) -> Match:
    """Grades one record against the weapon asked about."""
    found = agreements(numbers_of(asked), numbers_of(record))
    if not found:
        return Match(grade=MatchGrade.X, reasons_against=("no number in common",))
    return _match(found, _Description.of(asked), _Description.of(record))


def rank(asked: Firearm, records: Iterable[R], *, widen: bool = False) -> list[Candidate[R]]:
    """The records that match, best first; with `widen` also those in conflict."""
    numbers, description = numbers_of(asked), _Description.of(asked)
    matched = []
    sharing: Counter[tuple[str, Likeness]] = Counter()
    for record in records:
        firearm = record if isinstance(record, Firearm) else record.firearm
        found = agreements(numbers, numbers_of(firearm))
        if not found:
            continue
        match = _match(found, description, _Description.of(firearm))
        key = found[0].asked.mark.text, found[0].likeness
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
    return GRADES.index(match.grade), len(match.reasons_against), -len(match.reasons_for)


def _match(found: Sequence[Agreement], asked: _Description, record: _Description) -> Match:
    best = found[0]
    findings = [
        _Finding(best.grade, f"{LIKENESS_TEXTS[best.likeness]} ({best.asked.label})"),
        *_doubts(found, asked.firearm, record.firearm),
        *_comparisons(asked, record),
    ]
    return Match(
        grade=max((finding.at_best for finding in findings), key=GRADES.index),
        reasons_for=tuple(finding.text for finding in findings if not finding.against),
        reasons_against=tuple(finding.text for finding in findings if finding.against),
        marks_matched=tuple(dict.fromkeys(one.asked.label for one in found)),
    )


def _doubts(found: Sequence[Agreement], asked: Firearm, record: Firearm) -> Iterator[_Finding]:
    best = found[0]
    if best.doubtful:
        yield _against("the mark is partial, restored or altered")
    if best.asked.kind is MarkKind.MANUFACTURER_SERIAL and not best.on_frame:
        yield _against("the number is on a component, not on both frames")
        both_numbered = _has_frame_number(asked) and _has_frame_number(record)
        if both_numbered and not any(one.on_frame for one in found):
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
