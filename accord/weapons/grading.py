"""From the grounds of a comparison to its grade and the reasons for and against, in words.

Each ground allows a grade at best; the worst of them is the grade of the match (domain practice:
the number alone never decides, and what is unknown is neither agreement nor conflict).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from accord.weapons.codes import MatchGrade
from accord.weapons.description import Related
from accord.weapons.likeness import GRADES, LIKENESS_TEXTS, Likeness
from accord.weapons.profile import VERSION
from accord.weapons.relation import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How well a record matches, in texts that hold no number."""

    grade: MatchGrade
    reasons_for: tuple[str, ...] = ()
    reasons_against: tuple[str, ...] = ()
    marks_matched: tuple[str, ...] = ()  # kinds and positions
    profile: str = VERSION  # the tables and rules that it was graded by


class Grounds(NamedTuple):
    """All that a grade depends on."""

    likeness: Likeness
    numbers: MatchGrade  # the best grade that the numbers alone allow
    labels: tuple[str, ...]  # kinds and positions of the marks that agree, the strongest first
    doubtful: bool  # a person must look at one of the marks
    component: bool  # a serial, and not on both frames
    swapped: bool  # the frames bear different numbers
    related: Related
    years: Relation


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
_OF_MAKER = _AT_BEST | {Relation.COMPATIBLE: MatchGrade.B}  # an importer's name, or a design's
_OF_YEARS = _AT_BEST | {Relation.CONFLICT: MatchGrade.B}  # numbers are used again in other years
_OF_COUNTRY = _AT_BEST | {Relation.FAMILY: MatchGrade.A}  # a former State and its successor
# Registers confuse a maker's home with the works; only an unknown maker makes it decisive.
_OF_COUNTRY_BESIDE_MAKER = _OF_COUNTRY | {Relation.CONFLICT: MatchGrade.B}


@dataclass(frozen=True, slots=True)
class _Finding:
    at_best: MatchGrade
    text: str
    against: bool = False


@lru_cache(maxsize=1 << 14)
def judged(grounds: Grounds) -> Match:
    """The grade that the grounds deserve, with its reasons."""
    findings = list(_findings(grounds))
    return Match(
        grade=max((finding.at_best for finding in findings), key=GRADES.index),
        reasons_for=tuple(finding.text for finding in findings if not finding.against),
        reasons_against=tuple(finding.text for finding in findings if finding.against),
        marks_matched=grounds.labels,
    )


def _findings(grounds: Grounds) -> Iterator[_Finding]:
    number = f"{LIKENESS_TEXTS[grounds.likeness]} ({grounds.labels[0]})"
    yield _Finding(grounds.numbers, number)
    if grounds.doubtful:
        yield _against("the mark is partial, restored or altered")
    if grounds.component:
        yield _against("the number is on a component, not on both frames")
    if grounds.swapped:
        yield _against("the frames are numbered differently: a part may have been swapped")
    related = grounds.related
    yield _related("maker", related.maker, _OF_MAKER)
    yield _related("calibre", related.calibre, _AT_BEST)
    yield _related("kind of weapon", related.kind, _AT_BEST)
    if related.country is not Relation.UNKNOWN:
        known = related.maker in (Relation.SAME, Relation.FAMILY)
        at_best = _OF_COUNTRY_BESIDE_MAKER if known else _OF_COUNTRY
        yield _related("country of manufacture", related.country, at_best)
    if grounds.years is not Relation.UNKNOWN:
        yield _related("year of manufacture", grounds.years, _OF_YEARS)
    if related.same_model is not None:
        # Models are spelled in too many ways for a difference to weigh.
        said = "same" if related.same_model else "differs"
        yield _Finding(MatchGrade.A, f"model: {said}", against=not related.same_model)


def _related(aspect: str, relation: Relation, at_best: Mapping[Relation, MatchGrade]) -> _Finding:
    grade = at_best[relation]
    text = f"{aspect}: {_RELATION_TEXTS[relation]}"
    return _Finding(grade, text, against=grade is not MatchGrade.A)


def _against(text: str) -> _Finding:
    return _Finding(MatchGrade.B, text, against=True)
